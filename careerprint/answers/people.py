"""Who answered: ID and name, and when two rows are from the same person."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from careerprint.answers.headers.exporters import HeaderLayout
from careerprint.answers.headers.roles import Role
from careerprint.answers.responses import Response
from careerprint.errors import AnswerProblem
from careerprint.tables.limits import LONGEST_ID, LONGEST_NAME
from careerprint.tables.table import Cell, Row
from careerprint.tables.texts import clean, fold, unmask

_NOBODY = frozenset({"", "anonymous"})
"""Names and addresses that identify nobody; Microsoft Forms writes the second."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who a row is from."""

    id: str
    """The ID in the file, or one made from the row's number."""
    name: str = field(repr=False)
    """The name, safe to print."""
    key: tuple[str, str, str] = field(repr=False)
    """Equal for two rows of the same person: the kind of identification, its value, the folded name."""
    is_known: bool
    """Whether the row holds a name or an ID that the center gave, so that staff know whose report it is."""
    faults: tuple[tuple[str, str], ...]
    """What is wrong with the ID or the name, each with what is expected."""


class RowPlace(NamedTuple):
    """The place of a row, for messages."""

    file: str
    """The file of the row."""
    row: int
    """The number of the row, as a spreadsheet counts it."""
    alone: bool
    """Whether the file holds only this response, as a filled form does; then messages name no row."""

    @property
    def words(self) -> str:
        """The place in words."""
        return Path(self.file).name if self.alone else f"row {self.row}"

    def problem(self, message: str, expected: str = "", *, column: str | None = None, fatal: bool) -> AnswerProblem:
        """Return a problem of this row; the arguments are those of `AnswerProblem`."""
        return AnswerProblem(self.file, None if self.alone else self.row, column, message, expected, fatal)


class Draft(NamedTuple):
    """One row, as far as it can be read by itself; whether it counts is decided when all rows are known."""

    place: RowPlace
    """The place of the row."""
    problems: tuple[AnswerProblem, ...] = ()
    """The problems of the row."""
    response: Response | None = None
    """The answers; None if the row is left out."""
    person: Person | None = None
    """Who answered; None if the row is left out before that is read."""
    moment: datetime.datetime | None = None
    """When it was answered; None if the row does not say."""
    elsewhere: bool = False
    """Whether the row belongs to another questionnaire."""


def as_text(cell: Cell) -> str:
    """Return a cell as a person wrote it: a spreadsheet stores 12 as 12.0."""
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else unmask(str(cell))


class PersonReader:
    """Reads who a row is from; it looks its columns up once for the whole table."""

    def __init__(self, layout: HeaderLayout) -> None:
        """Find the columns that identify a person."""
        self._given_ids = layout.having(Role.PERSON)
        self._response_ids = layout.having(Role.RESPONSE)
        self._names = layout.having(Role.NAME)
        self._first_names = layout.having(Role.FIRST_NAME)
        self._last_names = layout.having(Role.LAST_NAME)
        self._emails = layout.having(Role.EMAIL)

    def read(self, row: Row) -> Person:
        """Return the person; what is wrong is in `faults`."""
        given = self._text(row, self._given_ids)
        identifier = self._text(row, self._response_ids) if given == "" else given
        name = self._name(row)
        faults = tuple(_faults(identifier, name))
        shown = identifier if identifier and not faults else f"row-{row.number:04d}"
        folded = fold(name) if name and not faults else ""
        return Person(shown, name or "", self._key(row, given, shown, folded), bool(given or name), faults)

    def _key(self, row: Row, given: str | None, identifier: str, name: str) -> tuple[str, str, str]:
        if given:
            return ("id", identifier, name)
        email = (self._text(row, self._emails) or "").casefold()
        if email not in _NOBODY:
            # Staff who fill in a form for several people give their own address, so the name counts too.
            return ("email", email, name)
        return ("id", identifier, name)

    def _name(self, row: Row) -> str | None:
        name = self._text(row, self._names)
        if name is None or name.casefold() not in _NOBODY:
            return name
        parts = [self._text(row, self._first_names), self._text(row, self._last_names)]
        return None if None in parts else " ".join(part for part in parts if part)

    def _text(self, row: Row, columns: Sequence[int]) -> str | None:
        """Return the text of the first of the columns that is not empty; None if it is too long to keep."""
        for column in columns:
            text = clean(as_text(row.cells[column]))
            if text != "":
                return text
        return ""


def _faults(identifier: str | None, name: str | None) -> Iterator[tuple[str, str]]:
    if identifier is None or len(identifier) > LONGEST_ID:
        yield "the ID is too long", f"at most {LONGEST_ID} characters"
    if name is None or len(name) > LONGEST_NAME:
        yield "the name is too long", f"at most {LONGEST_NAME} characters"
