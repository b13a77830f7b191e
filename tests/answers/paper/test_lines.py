"""Typing straight down the page: one order on paper and in the sheet, and sums that show a slip."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.answers.open_answers import read_answers
from careerprint.answers.paper.lines import PaperLine, columns_of, line_in, lines_of
from careerprint.answers.paper.sheet import write_csv
from careerprint.answers.responses import Answers
from careerprint.pages.worksheets import grids
from careerprint.scoring.scorer import score
from careerprint.scoring.themes import top_scores
from careerprint.sources.assessment import Assessment
from tests.support.questionnaire import NUMBERS, QUESTIONNAIRE, messages, numbers
from tests.support.samples import SOURCE, studio

ASSESSMENTS = sorted(studio().assessments)
EMPTY = (
    "1 row has an empty sum, so slips of the keyboard stay unseen there; type them, or let somebody type the sheets "
    "once more and compare: `answers` with --against"
)
SUM_IS_WRONG = "the sum is not that of lines 1 to 5 in this row; compare each of them with the paper"


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_the_sheet_has_the_order_and_the_numbers_of_the_worksheet(name: str) -> None:
    assessment = studio().assessments[name]
    on_paper = [(grid.first + place, item.id) for grid in grids(assessment) for place, item in enumerate(grid.items)]
    in_sheet = [line_in(column.head) for column in columns_of(assessment) if isinstance(column, PaperLine)]
    assert [line[:2] for line in in_sheet if line] == on_paper
    assert [number for number, _ in on_paper] == list(range(1, len(on_paper) + 1))


def typed(folder: Path, assessment: Assessment, *rows: Sequence[object]) -> Answers:
    """Type rows into a new answer sheet and read it."""
    path = folder / "typed.csv"
    write_csv(assessment, path)
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_answers(path, assessment)


def test_the_sample_people_typed_down_the_page_have_the_same_top_themes(tmp_path: Path) -> None:
    """Each cell is typed in the order of the lines on paper, with no look at the heads of the columns."""
    assessment = studio().assessments["interests"]
    people = read_answers(SOURCE / "answers/interests.csv", assessment).responses
    (grid,) = grids(assessment)
    rows: list[list[object]] = []
    for person in people:
        marks = [person.answers[item.id] for item in grid.items]
        cells: list[object] = [person.id, person.name, person.date]
        for start in range(0, len(marks), 10):
            cells += [*marks[start : start + 10], sum(mark or 0 for mark in marks[start : start + 10])]
        rows.append([*cells, ""])
    answers = typed(tmp_path, assessment, *rows)
    assert messages(answers) == []
    assert len(answers.responses) == 12
    for before, after in zip(people, answers.responses, strict=True):
        assert dict(after.answers) == dict(before.answers)
        tops = [top_scores(score(assessment, person.answers)) for person in (before, after)]
        assert tops[0] == tops[1]


def test_a_wrong_sum_names_the_row_and_no_answer(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["p1", "x", "", *NUMBERS[0], 15, ""],
        ["p2", "y", "", *NUMBERS[1], 12, ""],
        ["p3", "z", "", *NUMBERS[2], "", ""],
    ]
    answers = typed(tmp_path, QUESTIONNAIRE, *rows)
    assert numbers(answers) == (NUMBERS[0], NUMBERS[2])
    assert [(p.row, p.column, p.message) for p in answers.problems] == [
        (None, None, EMPTY),
        (3, "I (sum 1-5)", SUM_IS_WRONG),
    ]


@pytest.mark.parametrize("cell", ["x", "15.5", "=15"])
def test_a_sum_that_is_no_number_is_a_problem(tmp_path: Path, cell: str) -> None:
    answers = typed(tmp_path, QUESTIONNAIRE, ["p1", "x", "", *NUMBERS[0], cell, ""])
    assert messages(answers) == ["not a whole number"]
    assert not answers.responses


def test_a_wrong_cell_is_named_once_and_not_as_a_wrong_sum_too(tmp_path: Path) -> None:
    answers = typed(tmp_path, QUESTIONNAIRE, ["p1", "x", "", 9, *NUMBERS[0][1:], 15, ""])
    assert messages(answers) == ["not one of the choices"]


def test_sums_count_what_choices_are_worth(tmp_path: Path) -> None:
    scales = tuple(replace(scale, values=(0, 1, 2, 3, 4)) for scale in QUESTIONNAIRE.scales)
    assessment = replace(QUESTIONNAIRE, scales=scales)
    answers = typed(tmp_path, assessment, ["p1", "x", "", 3, 1, 4, 2, 0, 10, ""])
    assert (messages(answers), numbers(answers)) == ([], NUMBERS[:1])


def test_another_tools_column_called_like_a_sum_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("id,i1,i2,i3,programming,data-work,sum 1-5\np1,1,2,3,4,5,99\n", encoding="utf-8")
    answers = read_answers(path, QUESTIONNAIRE)
    assert (messages(answers), answers.ignored_columns, len(answers.responses)) == ([], ("G",), 1)


def test_a_sum_follows_every_tenth_line_and_the_last() -> None:
    assessment = studio().assessments["interests"]
    heads = [column.head for column in columns_of(assessment)]
    assert [head for head in heads if head.startswith("sum")] == ["sum 1-10", "sum 11-20", "sum 21-30"]
    assert heads[10] == "sum 1-10"
    assert heads[0] == lines_of(assessment)[0].head == "1 r2 Build a shelf from a drawing."
