"""The column with the day of the answers: which one it is, how its dates are written, and its cells."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from careerprint.answers.dates import DateOrder, is_ambiguous, order_of, read_moment
from careerprint.answers.headers.exporters import HeaderLayout
from careerprint.answers.headers.roles import Role
from careerprint.answers.people import as_text
from careerprint.errors import AnswerProblem
from careerprint.tables.table import AnswerTable, Cell, Row

DATE_EXPECTED = "a date such as 2026-11-30"
_NO_DATE = datetime.date(1980, 1, 1)
"""What LimeSurvey writes for surveys that keep no dates."""


@dataclass(frozen=True, slots=True)
class DayColumn:
    """The column with the day of the answers."""

    index: int
    """Position, from 0."""
    shown: str
    """Its letter and header."""
    order: DateOrder
    """Whether the day or the month comes first."""

    def read(self, row: Row) -> datetime.datetime | None:
        """Return when a row was answered; None if the cell leaves any doubt."""
        moment = read_moment(row.cells[self.index], self.order)
        return None if moment and moment.date() == _NO_DATE else moment

    def is_wrong(self, row: Row) -> bool:
        """Return whether a cell that gave no date holds something else; one note covers all ambiguous dates."""
        cell = row.cells[self.index]
        unsure = self.order is DateOrder.UNKNOWN and is_ambiguous(cell)
        return bool(as_text(cell).strip()) and not unsure and read_moment(cell, self.order) is None


def day_column(table: AnswerTable, layout: HeaderLayout) -> tuple[DayColumn | None, tuple[AnswerProblem, ...]]:
    """Return the column with its order, and a note if no date shows which number is the day.

    Reads the rows up to the first one that does.
    """
    found = [column for column in layout.columns if column.role in (Role.DATE, Role.SUBMITTED)]
    if not found:
        return None, ()
    column = found[0]
    order = order_of(_cells(table, layout, column.index))
    days = DayColumn(column.index, column.shown, order)
    if order is not DateOrder.UNKNOWN:
        return days, ()
    message = "every date can be read with the day or with the month first, so none is used"
    return days, (AnswerProblem(table.file, None, column.shown, message, DATE_EXPECTED, fatal=False),)


def _cells(table: AnswerTable, layout: HeaderLayout, index: int) -> Iterator[Cell]:
    return (row.cells[index] for row in table.below(layout.header_rows) if not row.fault)
