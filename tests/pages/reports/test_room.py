"""Lines to write on: on sides that stay too empty, as many as fit, and above the answers."""

from __future__ import annotations

import re

import pytest

from careerprint.pages.reports.room import HEAD, LINE, SHEETS, Room, filled, rooms, with_lines
from careerprint.pages.sheets import BOTTOM

END = SHEETS["letter"] - BOTTOM
"""Where the type area of Letter ends, in points."""
SIDES = "<body><p data-slot>a</p><!--/slot--><div data-slot>b<i data-slot>c</i><!--/slot--></div><!--/slot-->"
ANSWERS = '<section class="part answer-sheet" data-slot>d</section><!--/slot--><p data-slot>e</p><!--/slot--></body>'


@pytest.mark.parametrize(
    ("free", "lines"),
    [(0, None), (80, None), (HEAD + 3.5 * LINE, 3), (HEAD + 9 * LINE + 1, 9)],
)
def test_a_side_that_stays_too_empty_gets_the_lines_that_fit(free: float, lines: int | None) -> None:
    found = rooms([(0, END - free), (4, 300.0)], "letter")
    assert found == (() if lines is None else (Room(0, 4, lines),))


def test_the_last_side_is_left_as_it_is() -> None:
    assert rooms([(0, END), (4, 100.0)], "letter") == ()
    assert rooms([], "letter") == ()


@pytest.mark.parametrize(
    ("room", "before"),
    [
        (Room(0, 1, 2), "<div data-slot>b"),
        (Room(0, 3, 2), '<section class="part answer-sheet"'),
        (Room(2, 3, 2), "<p data-slot>e"),
    ],
)
def test_the_lines_stand_at_the_end_of_the_side_or_above_the_answers(room: Room, before: str) -> None:
    html = with_lines(SIDES + ANSWERS, [room], "Notes & more")
    added = re.search(r'<div class="room" data-slot>.*?<!--/slot-->\n', html)
    assert added and html[added.end() :].startswith(before)
    assert added[0].count('class="rule"') == room.lines and "Notes &amp; more" in added[0]
    assert html.replace(added[0], "") == SIDES + ANSWERS


def test_lines_of_a_handout_stand_before_the_section_that_begins_the_next_side() -> None:
    html = "<!--before a: Notes &amp; more--><i>a</i><!--before b: Notes &amp; more--><i>b</i>"
    made, style = filled(html, {"#b": 3, "#gone": 2, "notes": 4})
    assert made.count('<div class="rule"></div>') == 3
    assert re.search(r"<i>a</i><div class=.room..*Notes &amp; more.*<i>b</i>$", made, re.DOTALL)
    assert ".filler.notes { display: block }" in style
    assert "(n+5)" in style
