"""What reading a file of answers gives: responses, and the problems met on the way."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from careerprint.errors import AnswerProblem


class ItemAnswers(Mapping[str, int | None]):
    """One person's answers by item id, 1..n or None; a byte an item, so that 100,000 people fit in memory."""

    __slots__ = ("_codes", "_positions")

    def __init__(self, positions: Mapping[str, int], codes: bytes) -> None:
        """Keep `positions` (item id to index, shared by everybody) and `codes` (a byte an item, 0 = none)."""
        self._positions = positions
        self._codes = codes

    def __getitem__(self, item_id: str) -> int | None:
        """Return the number of the choice, from 1, or None when the item was not answered."""
        return self._codes[self._positions[item_id]] or None

    def __iter__(self) -> Iterator[str]:
        """Go through the item ids in the order of the assessment."""
        return iter(self._positions)

    def __len__(self) -> int:
        """Return the number of items, answered or not."""
        return len(self._positions)


@dataclass(frozen=True, slots=True)
class Response:
    """One person's answers to one assessment; its `repr` shows nothing personal."""

    id: str
    """The id that the center or its survey tool gave, or `row-0007`; unique within the file."""
    name: str = field(repr=False)
    """The name to print; may be empty."""
    answers: Mapping[str, int | None] = field(repr=False)
    """Item id to the number of the choice, 1..n; None = not answered."""
    date: datetime.date | None = field(repr=False)
    """The day of the answers, where the file says it without doubt."""
    language: str | None
    """The language that the person answered in, as the survey tool writes it."""
    file: str
    """The file that the answers come from."""
    row: int
    """The row as a spreadsheet counts it (the header is row 1); the position for records and forms."""
    extra: Mapping[str, str] = field(repr=False)
    """The columns that are neither items nor known, by header: to sort or to print by."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that a file says about one assessment, held at once."""

    responses: tuple[Response, ...]
    """The people, in the order of the file."""
    problems: tuple[AnswerProblem, ...]
    """What was met, in the order of the file."""
    ignored_columns: tuple[str, ...]
    """The columns that match nothing, as `H (Comments)`; they are in `Response.extra`."""

    @property
    def people(self) -> int:
        """How many people are in it."""
        return len(self.responses)

    @property
    def left_out(self) -> bool:
        """Whether somebody who should get a report is left out."""
        return any(problem.fatal for problem in self.problems)
