"""A cell is a choice, nothing, or a problem."""

from __future__ import annotations

import datetime

import pytest

from careerprint.answers.choices import NOT_ANSWERED, ChoiceReader
from careerprint.tables.table import Cell
from tests.support.questionnaire import LEVELS, LIKING

LIKE = 4


@pytest.mark.parametrize(
    "cell",
    [
        "4", " 4 ", "4.0", "4,0", "4,00", 4, 4.0, "04",
        "Like", "like", " LIKE ", "Like.", "Like;", "Like\n",
        "4 - Like", "4 – Like", "4. Like", "4) Like", "(4) Like", "4: Like", "4 = Like", "4 Like", "4;",
        "d. Like", "D) Like", "(d) like", "Like (4)", "４", "Ｌｉｋｅ",
    ],
)  # fmt: skip
def test_choice(cell: Cell) -> None:
    assert ChoiceReader(LIKING).read(cell) == LIKE


@pytest.mark.parametrize("cell", ["", " ", "\n", ";"])
def test_not_answered(cell: Cell) -> None:
    assert ChoiceReader(LIKING).read(cell) == NOT_ANSWERED


@pytest.mark.parametrize(
    "cell",
    [
        "0", "6", "-1", "-99", "4.5", "4,5", "44", 0, 6, 4.5, -4, 1e300, 10**400, "four", "TRUE", "Y",
        "N/A", "#ERROR", "#N/A", "5 - Like", "2. Like", "e. Like", "Like (5)", "Like, Dislike",
        "Like;Dislike;", "Like Like", "4 4", "d", "Likes", "=4", "'4", None,
        datetime.date(2026, 4, 5), datetime.datetime(2026, 4, 5, 1),
        "4" * 5_000, "x" * 1_000_000,
    ],
)  # fmt: skip
def test_anything_else_is_a_problem(cell: Cell) -> None:
    assert ChoiceReader(LIKING).read(cell) is None


def test_seen_but_unanswered_is_what_the_tool_says() -> None:
    assert ChoiceReader(LIKING, {"-99"}).read("-99") == NOT_ANSWERED


def test_choice_that_holds_a_comma() -> None:
    reader = ChoiceReader(LEVELS)
    assert reader.read("I do it well, without help") == LIKE
    assert reader.read("4 - I do it well, without help") == LIKE


@pytest.mark.parametrize(
    ("choices", "cell", "expected"),
    [
        (("0", "1", "2"), "1", None),
        (("0", "1", "2"), "0", 1),
        (("1", "2", "3"), "2", 2),
        (("10", "20", "30"), "20", 2),
        (("No", "Yes", "yes!"), "yes", None),
        (("No", "Yes", "yes!"), "2", 2),
        (("2. floor", "1. floor"), "2. floor", 1),
    ],
)
def test_choices_that_could_be_mistaken(choices: tuple[str, ...], cell: str, expected: int | None) -> None:
    assert ChoiceReader(choices).read(cell) == expected


def test_what_is_expected_is_said_in_words() -> None:
    assert ChoiceReader(("No", "Yes")).expected == "a number from 1 to 2, or one of: No, Yes"


@pytest.mark.parametrize(
    ("worths", "cell", "expected"),
    [
        ((0, 1, 2, 3, 4), "0", 1),
        ((0, 1, 2, 3, 4), 4, 5),
        ((0, 1, 2, 3, 4), "5", None),
        ((0, 1, 2, 3, 4), "3 - Like", LIKE),
        ((0, 1, 2, 3, 4), "4 - Like", None),
        ((0, 1, 2, 3, 4), "d. Like", LIKE),  # a letter counts choices
        ((0, 1, 2, 3, 4), "Like (3)", LIKE),
        ((-2, -1, 0, 1, 2), "-2", 1),
        ((-2, -1, 0, 1, 2), -1.0, 2),
        ((-2, -1, 0, 1, 2), "(-2) Dislike a lot", 1),
        ((-2, -1, 0, 1, 2), "3", None),
        ((1, 3, 5, 7, 9), "7", LIKE),
        ((1, 3, 5, 7, 9), "4", None),
    ],
)
def test_a_number_is_what_a_choice_is_worth(worths: tuple[int, ...], cell: Cell, expected: int | None) -> None:
    assert ChoiceReader(LIKING, worths=worths).read(cell) == expected


@pytest.mark.parametrize("cell", ["0", 0, 0.0, "-99", -99, "-99.0", " 0 "])
def test_codes_for_missing_are_no_answer(cell: Cell) -> None:
    assert ChoiceReader(LIKING, {"0", "-99"}).read(cell) == NOT_ANSWERED


@pytest.mark.parametrize(
    ("worths", "said"),
    [((0, 1), "a number from 0 to 1"), ((-1, 1), "one of the numbers -1, 1")],
)
def test_the_numbers_that_are_expected_are_said_in_words(worths: tuple[int, ...], said: str) -> None:
    assert ChoiceReader(("No", "Yes"), worths=worths).expected == f"{said}, or one of: No, Yes"


def test_eleven_numbers_are_choices() -> None:
    zero_to_ten = tuple(map(str, range(11)))
    reader = ChoiceReader(zero_to_ten, worths=range(11))
    assert [reader.read(cell) for cell in (0, "10", "5.0", "11")] == [1, 11, 6, None]
