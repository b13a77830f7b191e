"""Checks the sums that were typed into an answer sheet against the answers beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careerprint.answers.choices import NOT_ANSWERED
from careerprint.answers.headers.columns import Matched
from careerprint.answers.headers.exporters import Column, HeaderLayout
from careerprint.answers.headers.roles import Role
from careerprint.answers.paper.lines import positions_by_line, sum_in
from careerprint.answers.people import RowPlace, as_text
from careerprint.errors import AnswerProblem
from careerprint.sources.assessment import Assessment
from careerprint.tables.table import Row
from careerprint.wording import counted

_CURE = "type them, or let somebody type the sheets once more and compare: `answers` with --against"
_EXPECTED = "the sum of what was marked, or an empty cell"


@dataclass(frozen=True, slots=True)
class _Sum:
    """The column of a sum, and the positions of the items that it adds up."""

    column: Column
    items: tuple[int, ...]
    words: str
    """What is added up: `lines 1 to 10`."""


class SumChecks:
    """Checks every sum of a row; a table without sums has nothing to check."""

    def __init__(self, layout: HeaderLayout, matched: Matched, assessment: Assessment) -> None:
        """Find the columns of sums, and the lines that each adds up by the numbers in the heads of the items."""
        positions = positions_by_line([column.labels[0] for column in matched.items])
        self._worths = [scale.worths for scale, _ in assessment.items]
        self._sums: list[_Sum] = []
        self._unchecked = 0
        for column in layout.columns:
            lines = sum_in(column.labels[0]) if column.role is Role.SUM else None
            numbers = range(lines.first, lines.last + 1) if lines else ()
            if lines and all(number in positions for number in numbers):
                words = f"lines {lines.first} to {lines.last}"
                self._sums.append(_Sum(column, tuple(positions[number] for number in numbers), words))

    def problems(self, place: RowPlace, row: Row, codes: Sequence[int | None]) -> Iterator[AnswerProblem]:
        """Yield a problem for each sum that disagrees with the row's answers; cells that cannot be read are no sum."""
        self._unchecked += any(not as_text(row.cells[each.column.index]).strip() for each in self._sums)
        for each in self._sums:
            typed = as_text(row.cells[each.column.index]).strip()
            answers = [(self._worths[item], codes[item]) for item in each.items]
            if not typed or any(code is None for _, code in answers):
                continue
            if not typed.removeprefix("-").isdecimal():
                yield place.problem("not a whole number", _EXPECTED, column=each.column.shown, fatal=True)
            elif int(typed) != sum(worths[code - 1] for worths, code in answers if code and code != NOT_ANSWERED):
                message = f"the sum is not that of {each.words} in this row; compare each of them with the paper"
                yield place.problem(message, column=each.column.shown, fatal=True)

    def notes(self, file: str) -> Iterator[AnswerProblem]:
        """Yield a note if sums are empty in some of the rows that were checked: slips there stay unseen."""
        if self._unchecked:
            rows = counted(self._unchecked, "row has an empty sum", "rows have empty sums")
            message = f"{rows}, so slips of the keyboard stay unseen there; {_CURE}"
            yield AnswerProblem(file, None, None, message, "", fatal=False)
