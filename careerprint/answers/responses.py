"""The result of reading a file of answers: responses, and the problems found on the way."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from careerprint.errors import AnswerProblem


class ItemAnswers(Mapping[str, int | None]):
    """One person's answers by item ID, 1..n or None. They take a byte an item, so that 100,000 people fit in memory."""

    __slots__ = ("_codes", "_positions")

    def __init__(self, positions: Mapping[str, int], codes: bytes) -> None:
        """Take `positions` (item ID to index, shared by everybody) and `codes` (a byte an item, 0 = not answered)."""
        self._positions = positions
        self._codes = codes

    def __getitem__(self, item_id: str) -> int | None:
        """Return the number of the choice, from 1, or None if the item was not answered."""
        return self._codes[self._positions[item_id]] or None

    def __iter__(self) -> Iterator[str]:
        """Yield the items' IDs in the order of the assessment."""
        return iter(self._positions)

    def __len__(self) -> int:
        """Return the number of items, answered or not."""
        return len(self._positions)


@dataclass(frozen=True, slots=True)
class Response:
    """One person's answers to one assessment; its `repr` shows nothing personal."""

    id: str
    """The ID that the center or its survey tool gave, or `row-0007`; unique within the file."""
    name: str = field(repr=False)
    """The name to print; may be empty."""
    answers: Mapping[str, int | None] = field(repr=False)
    """The number of the choice by item ID, 1..n; None if not answered."""
    date: datetime.date | None = field(repr=False)
    """The day of the answers; None if the file leaves any doubt."""
    language: str | None
    """The language in which the person answered, as the survey tool writes it."""
    file: str
    """The file that the answers come from."""
    row: int
    """The row as a spreadsheet counts it (the header is row 1); the position for records and forms."""
    extra: Mapping[str, str] = field(repr=False)
    """The cells of columns without a meaning, by header: reports can be sorted by them."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything in a file about one assessment, held in memory at once."""

    responses: tuple[Response, ...]
    """The people, in the order of the file."""
    problems: tuple[AnswerProblem, ...]
    """The problems, in the order of the file."""
    ignored_columns: tuple[str, ...]
    """The columns without a meaning, as `H (Comments)`; their cells are in `Response.extra`."""

    @property
    def people(self) -> int:
        """The number of people whose answers can be used."""
        return len(self.responses)

    @property
    def left_out(self) -> bool:
        """Whether anybody who should get a report is left out."""
        return any(problem.fatal for problem in self.problems)
