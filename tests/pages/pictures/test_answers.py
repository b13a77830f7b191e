"""Answers as rings: how many there are, where they stand, and that the press takes the drawings."""

from __future__ import annotations

from itertools import combinations_with_replacement
from xml.etree import ElementTree

import pytest

from careerprint.editions import STANDARD, Edition
from careerprint.marks import DECORATION
from careerprint.pages.pictures.answers import (
    PITCH,
    RADIUS,
    STRIP_WIDTH,
    WIDEST,
    Strip,
    answer_rings,
    answer_strip,
    empty_rings,
    spread,
)
from careerprint.pages.pictures.drawing import palette
from careerprint.press.pictures import check_drawing

LOOK = palette(STANDARD, "#1f4e79")
FIVE = (1, 2, 3, 4, 5)


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def centers(picture: ElementTree.Element) -> list[float]:
    return [float(circle.get("cx", 0)) for circle in picture.iter("circle")]


def strip(*values: int, worths: tuple[int, ...] = FIVE, mean: float | None = None) -> ElementTree.Element:
    return drawn(answer_strip(Strip(worths, values, mean), LOOK, "Your answers"))


def test_its_title_is_its_first_child() -> None:
    assert (strip(1)[0].tag, strip(1)[0].text) == ("title", "Your answers")


def test_there_is_a_ring_for_each_answer_at_its_choice() -> None:
    low, middle, high = centers(strip(1, 3, 5))
    assert middle == STRIP_WIDTH / 2
    assert [middle - low, high - middle] == pytest.approx([125.8, 125.8])


def test_equal_answers_stand_beside_each_other_around_their_choice() -> None:
    (alone,) = centers(strip(4))
    assert centers(strip(4, 4, 4)) == pytest.approx([alone - PITCH, alone, alone + PITCH], abs=0.01)


@pytest.mark.parametrize("choices", range(2, 12))
@pytest.mark.parametrize("number", [1, 5, 10, 20])
def test_no_ring_leaves_the_strip(choices: int, number: int) -> None:
    worths = tuple(range(1, choices + 1))
    found = [*centers(strip(*[1] * number, worths=worths)), *centers(strip(*[choices] * number, worths=worths))]
    assert min(found) >= RADIUS
    assert max(found) <= STRIP_WIDTH - RADIUS


def test_many_equal_rings_come_closer_but_stay_apart() -> None:
    places = spread(100, 20)
    assert places[-1] - places[0] == pytest.approx(WIDEST)
    assert len(set(places)) == 20


def test_values_of_a_questionnaire_of_its_own_set_the_places() -> None:
    left, middle = centers(strip(-2, 0, worths=(-2, -1, 0, 4)))
    assert middle - left == pytest.approx((STRIP_WIDTH - WIDEST - 2 * RADIUS - 2) / 3, abs=0.01)


def test_the_wedge_points_at_the_mean_and_is_missing_without_one() -> None:
    (wedge,) = strip(2, 4, mean=3).iter("path")
    assert wedge.get("d", "").startswith(f"M{STRIP_WIDTH / 2:g} ")
    assert not list(strip(2, 4).iter("path"))


def test_people_with_the_same_answers_in_another_order_share_a_picture() -> None:
    """Five items with gaps have 252 strips: so many pieces are typeset for any number of people."""
    strips = {Strip(FIVE, values, None) for n in range(6) for values in combinations_with_replacement(FIVE, n)}
    assert len(strips) == 252


def test_one_ring_of_a_row_is_filled() -> None:
    rings = drawn(answer_rings(5, 4, LOOK))
    assert [circle.get("fill") for circle in rings.iter("circle")] == [LOOK.paper] * 3 + [LOOK.accent, LOOK.paper]
    assert {circle.get("fill") for circle in drawn(answer_rings(5, None, LOOK)).iter("circle")} == {LOOK.paper}


@pytest.mark.parametrize("svg", [answer_rings(5, 1, LOOK), empty_rings(7, LOOK)])
def test_rows_are_decoration_as_the_words_stand_beside_them(svg: str) -> None:
    assert drawn(svg)[0].text == DECORATION


@pytest.mark.parametrize("edition", [STANDARD, Edition("mono"), Edition("large-print"), Edition(high_contrast=True)])
def test_no_line_is_too_thin_for_a_copy(edition: Edition) -> None:
    look = palette(edition, "#1f4e79")
    pictures = (answer_strip(Strip(FIVE, (1, 2), 1.5), look, ""), answer_rings(5, 2, look), empty_rings(5, look))
    lines = [
        float(e.get("stroke-width", 1)) for svg in pictures for e in drawn(svg).iter() if e.get("stroke") != "none"
    ]
    assert min(lines) >= 0.75


def test_the_press_takes_them() -> None:
    for svg in (answer_strip(Strip(FIVE, (1, 5), 3.0), LOOK, "x"), answer_rings(11, 3, LOOK), empty_rings(5, LOOK)):
        check_drawing(ElementTree.fromstring(str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)))
