"""Who answered: id, name, and which of several responses of one person counts."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from careerprint.answers.limits import LONGEST_ID, LONGEST_NAME
from careerprint.answers.responses import AnswerProblem, Response
from careerprint.answers.shapes import Layout, Role
from careerprint.answers.table import Cell, Row
from careerprint.answers.texts import clean, fold, unmask

_NOBODY = frozenset({"", "anonymous"})


@dataclass(frozen=True, slots=True)
class Person:
    """Who a row is from."""

    id: str
    """The id in the file, or made from the row's number."""
    name: str = field(repr=False)
    """The name, safe to print."""
    key: tuple[str, str, str] = field(repr=False)
    """What makes two rows the same person's: the kind of identification, its value, the folded name."""
    faults: tuple[tuple[str, str], ...]
    """What is wrong with id or name, and what was expected."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One row, read; whether it counts is decided when all rows are known."""

    file: str
    """The file of the row."""
    row: int
    """The number of the row."""
    response: Response | None = None
    """The answers; None when the row is left out."""
    person: Person | None = None
    """None when the row could not be read so far."""
    moment: datetime.datetime | None = None
    """When it was answered."""
    problems: tuple[AnswerProblem, ...] = ()
    """What is to be told about the row."""
    elsewhere: bool = False
    """True for a row of another questionnaire."""
    alone: bool = False
    """True when the file holds only this response, so that its row need not be named."""

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return Path(self.file).name if self.alone else f"row {self.row}"

    def problem(self, message: str, expected: str = "", *, column: str | None = None, fatal: bool) -> AnswerProblem:
        """Return a problem of this row."""
        return AnswerProblem(self.file, None if self.alone else self.row, column, message, expected, fatal)

    def without_response(self, message: str, expected: str = "", *, fatal: bool) -> Draft:
        """Return the draft left out, and with the reason."""
        problems = (*self.problems, self.problem(message, expected, fatal=fatal))
        return replace(self, response=None, problems=problems)


def as_text(cell: Cell) -> str:
    """Return a cell as a person wrote it: 12.0 of a spreadsheet is 12."""
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else unmask(str(cell))


class PersonReader:
    """Reads who a row is from; the columns are looked up once for the whole table."""

    def __init__(self, layout: Layout) -> None:
        """Find the columns that say who somebody is."""
        self._ids = (*layout.having(Role.PERSON), *layout.having(Role.RESPONSE))
        self._given_ids = layout.having(Role.PERSON)
        self._names = layout.having(Role.NAME)
        self._first_names = layout.having(Role.FIRST_NAME)
        self._last_names = layout.having(Role.LAST_NAME)
        self._emails = layout.having(Role.EMAIL)

    def read(self, row: Row) -> Person:
        """Return the person; what does not fit stands in `faults`."""
        identifier = self._text(row, self._ids)
        name = self._name(row)
        faults = []
        if identifier is None or len(identifier) > LONGEST_ID:
            faults.append(("the id is too long", f"at most {LONGEST_ID} characters"))
        if name is None or len(name) > LONGEST_NAME:
            faults.append(("the name is too long", f"at most {LONGEST_NAME} characters"))
        shown = identifier if identifier and not faults else f"row-{row.number:04d}"
        key = self._key(row, shown, fold(name or "") if not faults else "")
        return Person(shown, name or "", key, tuple(faults))

    def _key(self, row: Row, identifier: str, name: str) -> tuple[str, str, str]:
        given = self._text(row, self._given_ids)
        if given:
            return ("id", identifier, name)
        email = (self._text(row, self._emails) or "").casefold()
        if email not in _NOBODY:
            # Staff who type for several people use their own address, so the name decides too.
            return ("email", email, name)
        return ("id", identifier, name)

    def _name(self, row: Row) -> str | None:
        name = self._text(row, self._names)
        if name is None or name.casefold() not in _NOBODY:
            return name
        parts = [self._text(row, self._first_names), self._text(row, self._last_names)]
        return None if None in parts else " ".join(part for part in parts if part)

    def _text(self, row: Row, columns: Sequence[int]) -> str | None:
        """Return the first of the columns that holds something; None when that is too long to keep."""
        for column in columns:
            text = clean(as_text(row.cells[column]))
            if text != "":
                return text
        return ""


def settle(drafts: Iterable[Draft]) -> tuple[tuple[Response, ...], tuple[AnswerProblem, ...]]:
    """Keep the latest response of each person; leave out people who share an id.

    Returns the responses in the order of the file, and every problem in that order too.
    """
    settled = _without_shared_ids(_without_older(list(drafts)))
    responses = tuple(draft.response for draft in settled if draft.response)
    return responses, tuple(problem for draft in settled for problem in draft.problems)


def _without_older(drafts: list[Draft]) -> list[Draft]:
    latest: dict[tuple[str, str, str], int] = {}
    for place, draft in enumerate(drafts):
        if not draft.person:
            continue
        before = latest.setdefault(draft.person.key, place)
        if before == place:
            continue
        older, newer = (before, place) if _is_later(draft, drafts[before]) else (place, before)
        latest[draft.person.key] = newer
        message = f"left out: the same person answered again in {drafts[newer].place}, the latest counts"
        drafts[older] = drafts[older].without_response(message, fatal=False)
    return drafts


def _is_later(draft: Draft, before: Draft) -> bool:
    """Tell which counts; without times, or at the same time, the one further down the file does."""
    return draft.moment is None or before.moment is None or draft.moment >= before.moment


def _without_shared_ids(drafts: list[Draft]) -> list[Draft]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        if draft.response:
            places[draft.response.id].append(place)
    for same in places.values():
        places_in_words = ", ".join(drafts[place].place for place in same[:20])
        for place in same if len(same) > 1 else ():
            message = f"the same id but not the same name in {places_in_words}"
            drafts[place] = drafts[place].without_response(message, "an id for each person", fatal=True)
    return drafts
