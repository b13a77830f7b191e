"""The problems of a file of answers: the first ones are shown, and all go to a file if one is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from careerprint.answers.problem_list import FIRST_LINE, ProblemList
from careerprint.cli.console import say, say_problems
from careerprint.errors import AnswerProblem, OnProblem, Problem, SourceError, UsageError
from careerprint.files import PRIVATE_FILE, written_along
from careerprint.tables.limits import MOST_COLUMNS
from careerprint.tables.table import column_index, column_letter
from careerprint.wording import counted

MOST_SHOWN = 200
"""Kinds of errors, and likewise of warnings, that are shown; more screens are easier to work through in a file."""
MOST_ALIKE = 5
"""Problems of one kind that are shown one by one: more say nothing new, and hide the others."""


class ProblemLog:
    """Is called with each problem: counts them all, keeps the first ones to show, and passes each on."""

    def __init__(self, *others: OnProblem) -> None:
        """Pass each problem on to `others`."""
        self._others = others
        self._total = 0
        self._kinds: Counter[bool] = Counter()
        self._alike: dict[tuple[object, ...], _Alike] = {}

    def __call__(self, problem: AnswerProblem) -> None:
        """Take a problem."""
        self._total += 1
        key = (problem.fatal, problem.file, problem.message, problem.expected)
        if key not in self._alike and self._kinds[problem.fatal] < MOST_SHOWN:
            self._kinds[problem.fatal] += 1
            self._alike[key] = _Alike()
        if key in self._alike:
            self._alike[key].add(problem)
        for other in self._others:
            other(problem)

    def say(self, path: Path | None = None) -> None:
        """Show the first problems and how many more there are; `path` is the file that holds all, if there is one."""
        say_problems(shown for alike in self._alike.values() for shown in alike.shown())
        hidden = self._total - sum(alike.number for alike in self._alike.values())
        if path:
            also = f", {hidden} of them not shown above" if hidden else ""
            say(f"{counted(self._total, 'problem')} in {path}{also}.")
        elif hidden:
            say(f"Problems not shown here: {hidden}. `answers` with --problems FILE.csv writes all to a file.")


class _Alike:
    """Problems of one kind in one file: a few are shown one by one, many in one line."""

    def __init__(self) -> None:
        self.number = 0
        self._first: list[AnswerProblem] = []
        self._columns: dict[str, None] = {}

    def add(self, problem: AnswerProblem) -> None:
        """Take a problem."""
        self.number += 1
        if len(self._first) < MOST_ALIKE:
            self._first.append(problem)
        if problem.column and len(self._columns) < MOST_COLUMNS:
            self._columns[problem.column] = None

    def shown(self) -> Iterator[Problem]:
        """Yield them as they are shown."""
        problems = (problem.as_problem() for problem in self._first)
        if self.number <= MOST_ALIKE:
            yield from problems
            return
        first = next(problems)
        cells = f"{self.number} {'cells' if self._columns else 'rows'}"
        since = f", the first in row {first.line}" if first.line else ""
        columns = in_words(list(self._columns))
        yield Problem(first.path, None, columns, f"{cells}{since}: {first.message}", first.severity)


def in_words(columns: Sequence[str]) -> str:
    """Return columns such as `C (Item)` in few words: `AL to AN, AQ`; one column stays as it is.

    Columns without letters, as in JSON, are named one by one.
    """
    if len(columns) < 2:
        return "".join(columns)
    letters = [column.partition(" (")[0] for column in columns]
    if not all(letter.isascii() and letter.isalpha() and letter.isupper() for letter in letters):
        return ", ".join(columns)
    places = sorted(map(column_index, letters))
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    ends = (dict.fromkeys(map(column_letter, (run[0], run[-1]))) for run in runs)
    return ", ".join(" to ".join(run) for run in ends)


@contextmanager
def problem_file(path: Path, answers: Path) -> Iterator[OnProblem]:
    """Yield a function that writes each problem to the CSV file `path` at once.

    An error that ends the reading of the file `answers` is written too. Raises UsageError rather than overwrite
    anything but an older list of problems: it may hold somebody's answers.
    """
    if path.exists() and not _is_ours(path):
        raise UsageError(f"{path} exists already and is not a list of problems; name another file after --problems.")
    with written_along(path, mode=PRIVATE_FILE) as file:
        listed = ProblemList(file)
        try:
            yield listed.add
        except SourceError as error:
            for fault in error.problems or [Problem(str(answers), None, "", error.message)]:
                listed.add_fault(fault)
            raise


def _is_ours(path: Path) -> bool:
    first = FIRST_LINE.encode()
    if not path.is_file():
        return path.is_dir()  # a folder is reported as one when it cannot be written to
    with path.open("rb") as file:
        return file.read(len(first)) in (first, b"")
