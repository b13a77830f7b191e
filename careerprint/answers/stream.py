"""Everybody's answers in a file, one person at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from careerprint.answers.responses import Response
from careerprint.answers.rows import RowReader


@dataclass(frozen=True, slots=True)
class AnswerStream:
    """Everybody's answers in a file that was looked through; they are read anew each time they are asked for."""

    _reader: RowReader = field(repr=False)
    _counting: bytes = field(repr=False)
    """A byte for each row, 1 where its response counts."""
    ignored_columns: tuple[str, ...]
    """The columns that match nothing, as `H (Comments)`; they are in `Response.extra`."""
    left_out: bool
    """Whether somebody who should get a report is left out."""

    @property
    def rows(self) -> int:
        """How many rows were looked through; blank ones are none."""
        return len(self._counting)

    @property
    def people(self) -> int:
        """How many people are in it."""
        return self._counting.count(1)

    def responses(self) -> Iterator[Response]:
        """Go through the people in the order of the file, from the first one.

        Raises SourceError when the file has changed since it was looked through.
        """
        return self._reader.responses(self._counting)
