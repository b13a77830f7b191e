"""Pictures of scores: what they show is in their words, too."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from careerprint.editions import Edition
from careerprint.pages.hexagon import hexagon
from careerprint.press.pictures import check_drawing
from careerprint.scoring.scorecard import Scorecard
from careerprint.scoring.scorer import score
from tests.support.samples import assessment, people

ACCENT = "#1f4e79"


def card(identifier: str) -> Scorecard:
    return score(assessment("interests"), people()[identifier].answers)


def drawn(identifier: str, title: str = "Six scores") -> ElementTree.Element:
    return ElementTree.fromstring(hexagon(card(identifier).scales, title=title, accent=ACCENT))


def test_its_title_is_its_first_child() -> None:
    assert (drawn("1001")[0].tag, drawn("1001")[0].text) == ("title", "Six scores")


def test_each_score_has_a_dot_its_name_and_its_figure() -> None:
    picture, scales = drawn("1001"), card("1001").scales
    assert len(list(picture.iter("circle"))) == 6
    words = [text.text for text in picture.iter("text")]
    assert words == [word for scale in scales for word in (scale.scale.title, scale.printed)]


def test_a_score_that_is_missing_has_a_dash_and_no_dot_and_the_shape_is_not_filled() -> None:
    picture = drawn("1010")
    missing = sum(not scale.scored for scale in card("1010").scales)
    assert missing == 1
    assert len(list(picture.iter("circle"))) == 6 - missing
    assert [text.text for text in picture.iter("text")].count("–") == missing
    assert [shape.get("fill") for shape in picture.iter("polygon")] == ["none"] * 4


def test_every_line_of_mono_is_as_wide_as_a_copy_needs() -> None:
    """On paper a unit is 52 mm / 280; sloping lines of less than a point are gone in a copy of a copy."""
    picture = ElementTree.fromstring(hexagon(card("1001").scales, title="", edition=Edition("mono"), accent=ACCENT))
    widths = [float(shape.get("stroke-width", 0)) for shape in picture.iter("polygon")]
    assert min(widths) * (52 / 280) * (72 / 25.4) >= 1


def test_the_middle_is_the_lowest_score_and_a_corner_the_highest() -> None:
    lowest, highest = (distance(drawn(identifier)) for identifier in ("1008", "1007"))
    corner = max(distance_of(x, y) for x, y in corners(drawn("1001")))
    assert max(lowest) == pytest.approx(corner * 0.05, abs=0.2)
    assert min(highest) == pytest.approx(corner * 0.95, abs=0.2)


def test_realistic_stands_at_the_upper_left_and_the_themes_go_round_clockwise() -> None:
    circles = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in drawn("1007").iter("circle")]
    (left, top), (right, also_top), (far_right, middle) = circles[:3]
    assert left < right < far_right
    assert top == also_top < middle


def test_names_stay_text() -> None:
    scale = card("1001").scales[0]
    hostile = replace(scale, scale=replace(scale.scale, title="</text><script>x</script>"))
    svg = hexagon([hostile, *card("1001").scales[1:]], title="<b>&", accent=ACCENT)
    picture = ElementTree.fromstring(svg)
    assert picture[0].text == "<b>&"
    assert next(picture.iter("text")).text == "</text><script>x</script>"
    assert not list(picture.iter("script"))


def test_the_press_takes_it() -> None:
    svg = hexagon(card("1001").scales, title="Six scores", accent=ACCENT)
    check_drawing(ElementTree.fromstring(str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)))


def corners(picture: ElementTree.Element) -> list[tuple[float, float]]:
    outer = list(picture.iter("polygon"))[3].get("points", "")
    return [(float(x), float(y)) for x, y in (point.split(",") for point in outer.split())]


def distance(picture: ElementTree.Element) -> list[float]:
    return [distance_of(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in picture.iter("circle")]


def distance_of(x: float, y: float) -> float:
    """Return how far a point lies from the middle of the picture, in its units."""
    _, _, width, height = (float(part) for part in drawn("1001").get("viewBox", "").split())
    return float(((x - width / 2) ** 2 + (y - height / 2) ** 2) ** 0.5)
