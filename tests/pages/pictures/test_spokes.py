"""Scores as spokes: how long they are and where they stand."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from careerprint.editions import STANDARD, Edition
from careerprint.pages.pictures.drawing import palette
from careerprint.pages.pictures.spokes import RADIUS, spokes
from careerprint.press.pictures import check_drawing
from careerprint.scoring.scorecard import Scorecard
from careerprint.scoring.scorer import score
from tests.support.samples import assessment, people

LOOK = palette(STANDARD, "#1f4e79")


def card(identifier: str) -> Scorecard:
    return score(assessment("interests"), people()[identifier].answers)


def drawn(identifier: str) -> ElementTree.Element:
    return ElementTree.fromstring(spokes(card(identifier).scales, LOOK, "A hexagon"))


def lengths(picture: ElementTree.Element) -> list[float]:
    lines = [[float(line.get(name, 0)) for name in ("x1", "y1", "x2", "y2")] for line in picture.iter("line")]
    return [((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 for x1, y1, x2, y2 in lines]


def test_its_title_is_its_first_child() -> None:
    assert (drawn("1001")[0].tag, drawn("1001")[0].text) == ("title", "A hexagon")


def test_a_spoke_is_as_long_as_its_score() -> None:
    expected = [RADIUS * (each.position or 0) for each in card("1001").scales]
    assert lengths(drawn("1001")) == pytest.approx(expected, abs=0.02)


def test_a_score_that_is_missing_has_a_letter_and_no_spoke() -> None:
    missing = sum(not each.scored for each in card("1010").scales)
    assert missing == 1
    assert len(lengths(drawn("1010"))) == 6 - missing
    assert [text.text for text in drawn("1010").iter("text")] == ["R", "I", "A", "S", "E", "C"]


def test_realistic_stands_at_the_upper_left_and_the_themes_go_round_clockwise() -> None:
    (left, top), (right, also_top), (far_right, middle) = [
        (float(text.get("x", 0)), float(text.get("y", 0))) for text in drawn("1007").iter("text")
    ][:3]
    assert left < right < far_right
    assert top == also_top < middle


def test_no_area_is_filled() -> None:
    assert {shape.get("fill") for shape in drawn("1001").iter("polygon")} == {"none"}


def test_letters_are_as_large_as_the_words_of_large_print() -> None:
    picture = ElementTree.fromstring(spokes(card("1001").scales, palette(Edition("large-print"), "#1f4e79"), ""))
    assert {text.get("font-size") for text in picture.iter("text")} == {"18"}


def test_names_stay_text() -> None:
    scale = card("1001").scales[0]
    hostile = replace(scale, scale=replace(scale.scale, title="<script>x</script>"))
    picture = ElementTree.fromstring(spokes([hostile, *card("1001").scales[1:]], LOOK, "<b>&"))
    assert (picture[0].text, next(picture.iter("text")).text) == ("<b>&", "<")
    assert not list(picture.iter("script"))


def test_the_press_takes_it() -> None:
    svg = str(spokes(card("1001").scales, LOOK, "x"))
    check_drawing(ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)))
