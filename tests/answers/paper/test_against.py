"""Double entry: what two people typed is compared cell by cell, and nothing that was typed is said."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from careerprint.answers.open_answers import AnswerStream, open_answers
from careerprint.answers.paper.against import compare
from careerprint.answers.paper.sheet import write_csv
from careerprint.errors import AnswerProblem
from tests.support.questionnaire import NUMBERS, QUESTIONNAIRE

ROWS: list[list[object]] = [[f"p{n}", f"Canary {n}", "2026-11-03", *given, ""] for n, given in enumerate(NUMBERS)]


def typed(folder: Path, name: str, rows: Sequence[Sequence[object]]) -> AnswerStream:
    """Type rows, without sums, into a new answer sheet."""
    path = folder / name
    write_csv(QUESTIONNAIRE, path)
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*row, ""] for row in rows)
    return open_answers(path, QUESTIONNAIRE, lambda problem: None)


def differences(folder: Path, second: Sequence[Sequence[object]]) -> list[tuple[str, int | None, str | None, str]]:
    found: list[AnswerProblem] = []
    number = compare(typed(folder, "a.csv", ROWS), typed(folder, "b.csv", second), found.append)
    assert number == len(found)
    assert all(problem.fatal for problem in found)
    assert "Canary" not in str(found)
    return [(Path(problem.file).name, problem.row, problem.column, problem.message) for problem in found]


def test_equal_files_do_not_differ_in_whatever_order(tmp_path: Path) -> None:
    assert differences(tmp_path, ROWS[::-1]) == []


@pytest.mark.parametrize(
    ("place", "cell", "column"),
    [
        (1, "Canary X", "B (name)"),
        (2, "2026-11-04", "C (date)"),
        (3, 5, "D (i1)"),
        (3, "", "D (i1)"),
        (7, 5, "H (data-work)"),
    ],
)
def test_a_cell_that_differs_is_named_by_row_and_column(tmp_path: Path, place: int, cell: object, column: str) -> None:
    again = [list(row) for row in ROWS]
    again[0][place] = cell
    message = "row 2 of b.csv has another answer; compare both with the paper"
    assert differences(tmp_path, again) == [("a.csv", 2, column, message)]


def test_capitals_and_spaces_of_a_name_do_not_count(tmp_path: Path) -> None:
    assert differences(tmp_path, [[row[0], f" {str(row[1]).upper()}", *row[2:]] for row in ROWS]) == []


def test_an_id_in_one_file_only_is_named_in_both(tmp_path: Path) -> None:
    again = [["p9", *ROWS[0][1:]], *ROWS[1:]]
    assert [(file, row, column) for file, row, column, _ in differences(tmp_path, again)] == [
        ("a.csv", 2, None),
        ("b.csv", 2, None),
    ]


def test_people_without_an_id_are_compared_by_row(tmp_path: Path) -> None:
    rows: list[list[object]] = [["", "", "", *given, ""] for given in NUMBERS]
    found: list[AnswerProblem] = []
    first = typed(tmp_path, "a.csv", rows)
    assert compare(first, typed(tmp_path, "b.csv", [rows[0], rows[1], rows[0]]), found.append) == 5
    assert {problem.row for problem in found} == {4}
