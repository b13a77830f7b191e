"""The pictures of a group: bars centered on the middle answer, and people on the ladder of a skill."""

from __future__ import annotations

import re

import pytest

from careerprint.editions import STANDARD, Edition
from careerprint.pages.pictures.drawing import palette
from careerprint.pages.pictures.groups import BAR_WIDTH, WHOLE, answer_bar, bar_cells, people_ladder
from careerprint.scoring.group import Cell

LOOK = palette(STANDARD, "#1f4e79")
BLACK = palette(Edition("mono"), "#1f4e79")
ONE_EACH = tuple(Cell(place, place, 4) for place in range(5))


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        (ONE_EACH, 0.5),
        ((Cell(0, 1, 6), Cell(2, 2, 3), Cell(3, 4, 3)), 0.625),
        ((Cell(0, 2, 6), Cell(3, 4, 6)), 0.5 * 2.5 / 3),
        ((Cell(4, 4, 10),), 0.0),
        ((Cell(0, 4, 10),), 0.5),
    ],
)
def test_half_of_the_middle_answer_lies_on_each_side(cells: tuple[Cell, ...], left: float) -> None:
    found = bar_cells(cells, 5, [str(cell.people) for cell in cells])
    assert found[0].start == pytest.approx(BAR_WIDTH / 2 - left * WHOLE)
    assert found[-1].start + found[-1].width == pytest.approx(found[0].start + WHOLE)


def test_four_choices_have_no_middle_one() -> None:
    found = bar_cells([Cell(0, 1, 5), Cell(2, 3, 5)], 4, ["5", "5"])
    assert found[1].start == pytest.approx(BAR_WIDTH / 2)


def test_nobody_at_all_is_no_bar() -> None:
    assert "<rect" not in answer_bar([Cell(0, 4, 0)], 5, ["0"], LOOK)


def test_counts_stand_only_where_they_have_room() -> None:
    narrow = answer_bar([Cell(0, 0, 1), Cell(1, 1, 99)], 5, ["11", "99"], LOOK)
    assert re.findall(r">(\d+)</text>", narrow) == ["99"]


def test_the_five_tones_differ_in_one_bit() -> None:
    """The ends are solid, what is nearer to the middle is hatched, and the middle is open."""
    picture = answer_bar(ONE_EACH, 5, ["4"] * 5, BLACK)
    fills = re.findall(r'<rect [^>]*fill="([^"]*)" stroke="#000000"', picture)
    assert fills == ["#000000", "#ffffff", "#ffffff", "#ffffff", "#000000"]
    assert picture.count('stroke-width="0.6"') == 2 * (picture.count('stroke-width="0.6"') // 2) > 0


def test_a_dot_for_each_person_and_a_line_along_joined_levels() -> None:
    picture = people_ladder([Cell(0, 0, 3), Cell(1, 4, 9)], [3, 9], 4, LOOK)
    assert picture.count('r="2.3"') == 12
    assert picture.count("<line") == 2
    assert people_ladder([Cell(0, 0, 3), Cell(1, 1, 9)], [3, 9], 4, LOOK).count("<line") == 1


def test_large_print_shows_the_same_larger() -> None:
    small, large = (
        answer_bar(ONE_EACH, 5, ["4"] * 5, palette(one, "#1f4e79")) for one in (STANDARD, Edition("large-print"))
    )
    assert re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', "", small) == re.sub(
        r'width="[\d.]+pt" height="[\d.]+pt"', "", large
    )
    assert 'width="310.74pt"' in large
