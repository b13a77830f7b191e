"""The problems of a file of answers: the first ones are shown, and all go to a file if one is asked for."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from careerprint.cli.console import say, say_problems
from careerprint.errors import AnswerProblem, OnProblem, Problem, Severity, SourceError, UsageError
from careerprint.files import PRIVATE_FILE, written_along
from careerprint.tables.texts import defused
from careerprint.wording import counted

MOST_SHOWN = 200
"""Errors, and likewise warnings, that are shown; more than a few screens are easier to work through in a file."""
COLUMNS = ("file", "row", "column", "severity", "message", "expected")
"""The columns of the file of problems."""
_MARK = "\ufeff"
"""A byte-order mark, without which Excel takes UTF-8 for Windows-1252."""


class ProblemLog:
    """Is called with each problem: counts them all, keeps the first ones to show, and passes each on."""

    def __init__(self, *others: OnProblem) -> None:
        """Pass each problem on to `others`."""
        self._others = others
        self._number: Counter[Severity] = Counter()
        self._first: list[Problem] = []

    def __call__(self, problem: AnswerProblem) -> None:
        """Take a problem."""
        shown = problem.as_problem()
        self._number[shown.severity] += 1
        if self._number[shown.severity] <= MOST_SHOWN:
            self._first.append(shown)
        for other in self._others:
            other(problem)

    def say(self, path: Path | None = None) -> None:
        """Show the first problems and how many more there are; `path` is the file that holds all, if there is one."""
        say_problems(self._first)
        total = self._number.total()
        hidden = total - len(self._first)
        if path:
            say(f"{counted(total, 'problem')} in {path}{f', {hidden} of them not shown above' if hidden else ''}.")
        elif hidden:
            say(f"Problems not shown here: {hidden}. `answers` with --problems FILE.csv writes all to a file.")


@contextmanager
def problem_file(path: Path, answers: Path) -> Iterator[OnProblem]:
    """Yield a function that writes each problem to the CSV file `path` at once.

    An error that ends the reading of the file `answers` is written too. Raises UsageError rather than overwrite
    anything but an older list of problems: it may hold somebody's answers.
    """
    if path.exists() and not _is_ours(path):
        raise UsageError(f"{path} exists already and is not a list of problems; name another file after --problems.")
    with written_along(path, mode=PRIVATE_FILE) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        file.write(_MARK)
        writer.writerow(COLUMNS)
        try:
            yield lambda problem: writer.writerow(_row(problem))
        except SourceError as error:
            found = error.problems or [Problem(str(answers), None, "", error.message)]
            writer.writerows(map(_cell, (p.path, p.line, p.field, p.severity, p.message, "")) for p in found)
            raise


def _is_ours(path: Path) -> bool:
    first = f"{_MARK}{','.join(COLUMNS)}\r\n".encode()
    if not path.is_file():
        return path.is_dir()  # a folder is reported as one when it cannot be written to
    with path.open("rb") as file:
        return file.read(len(first)) in (first, b"")


def _row(problem: AnswerProblem) -> Iterator[str]:
    severity: Severity = "error" if problem.fatal else "warning"
    cells = (problem.file, problem.row, problem.column, severity, problem.message, problem.expected)
    return map(_cell, cells)


def _cell(value: object) -> str:
    return "" if value is None else defused(str(value))
