"""The ladder of a skill: dot, square and dashes stand where the levels are."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from careerprint.editions import STANDARD
from careerprint.pages.pictures.drawing import palette
from careerprint.pages.pictures.ladder import RUNG, skill_ladder

LOOK = palette(STANDARD, "#1f4e79")


def drawn(own: int | None, asked: int) -> ElementTree.Element:
    return ElementTree.fromstring(skill_ladder(own, asked, LOOK))


def dashes(picture: ElementTree.Element) -> list[ElementTree.Element]:
    return [line for line in picture.iter("line") if line.get("stroke-dasharray")]


def dot(picture: ElementTree.Element) -> list[float]:
    return [float(c.get("cx", 0)) for c in picture.iter("circle") if c.get("fill") == LOOK.accent]


@pytest.mark.parametrize("own", range(1, 6))
@pytest.mark.parametrize("asked", range(1, 6))
def test_each_level_is_where_it_belongs(own: int, asked: int) -> None:
    picture = drawn(own, asked)
    (square,) = picture.iter("rect")
    middle = float(square.get("x", 0)) + float(square.get("width", 0)) / 2
    assert dot(picture) == [RUNG(own)]
    assert middle == pytest.approx(RUNG(asked))


def test_dashes_lead_from_the_own_level_to_the_one_asked_for() -> None:
    (way,) = dashes(drawn(2, 4))
    assert (float(way.get("x1", 0)), float(way.get("x2", 0))) == (RUNG(2), RUNG(4))
    assert not dashes(drawn(4, 4))
    assert not dashes(drawn(5, 3))


def test_who_gave_no_level_has_no_dot() -> None:
    assert not dot(drawn(None, 3))
    assert not dashes(drawn(None, 3))


def test_the_dot_is_on_top_of_the_square() -> None:
    shapes = [shape.tag for shape in drawn(3, 3)]
    assert shapes.index("rect") < len(shapes) - 1
    assert shapes[-1] == "circle"
