"""Titles whose lines are alike in length, and last words that are not left alone."""

from __future__ import annotations

import re

import pytest

from careerprint.editions import STANDARD, Edition
from careerprint.faces.advances import SEMIBOLD, width_of
from careerprint.pages.balance import MEASURES, POINTS, SIZES, balanced, best_width, bound
from careerprint.settings import TEMPLATES

LONG = "Elementary and middle school teacher for children"


def lines(text: str, width: float) -> list[str]:
    """Fill lines of a width, a multiple of the size, as the engine does."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and (width_of(longer, SEMIBOLD) or 0) <= width + 1e-6:
            found[-1] = longer
        else:
            found.append(word)
    return found


def test_the_lines_of_a_title_are_alike_in_length() -> None:
    room = 180 * POINTS / 36
    assert lines(LONG, room) == ["Elementary and middle school", "teacher for children"]
    width = best_width(LONG, room, SEMIBOLD)
    assert width is not None
    assert lines(LONG, width) == ["Elementary and middle", "school teacher for children"]


def test_a_title_of_one_line_is_left_alone() -> None:
    assert balanced("Registered nurse", "title", STANDARD) == ""
    assert balanced("Registered nurse " * 12, "title", STANDARD) == ""
    assert balanced("ممرضة " * 12, "title", STANDARD) == ""


def test_the_width_is_a_multiple_of_the_size() -> None:
    (width,) = re.findall(r' style="max-width: ([\d.]+)em"', balanced(LONG, "title", STANDARD))
    assert 10 < float(width) < 14


def test_large_print_breaks_in_its_own_measure() -> None:
    title = "Preschool and elementary teacher"
    assert balanced(title, "title", STANDARD)
    assert balanced(title, "title", Edition("large-print")) == ""


def test_the_sizes_are_those_of_the_style_sheets() -> None:
    tokens = (TEMPLATES / "styles/base/tokens.css").read_text(encoding="utf-8")
    for name, points in SIZES["standard"].items():
        (rem,) = re.findall(rf"--{name}: ([\d.]+)rem", tokens)
        assert float(rem) * 12 == pytest.approx(points, abs=0.01)
    assert MEASURES["standard"] == 180


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to learn it and be done", "to learn it and be\u00a0done"),
        ("done", "done"),
        ("see <em>the word</em>", "see <em>the word</em>"),
        ("a word incomprehensible", "a word incomprehensible"),
    ],
)
def test_the_last_two_words_stay_together(text: str, expected: str) -> None:
    assert bound(text) == expected
