"""A table of answers as the file holds it, whatever its format: rows of cells, numbered as a spreadsheet shows them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, TypeAlias

from careerprint.errors import AnswerProblem, Problem, SourceError
from careerprint.tables.limits import LARGEST_TABLE, MOST_COLUMNS

Cell: TypeAlias = str | int | float | datetime.date | None
"""One cell; an empty one is an empty string, and None means that this record has no such field at all."""


class Row(NamedTuple):
    """One row of the file."""

    number: int
    """Its number as a spreadsheet counts, from 1; the position of a record or a form."""
    cells: Sequence[Cell]
    """As many cells as the header has, unless there is a fault."""
    fault: str = ""
    """What is wrong with the row as a whole, such as a missing cell; empty if it can be read."""
    file: str = ""
    """The file of this row, if a folder is read; else empty."""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """All rows of a file, read when they are needed."""

    file: str
    """The file, as the person would type it."""
    top: tuple[Row, ...]
    """The first three rows: the header, and what shows which tool wrote the file."""
    rows: Callable[[], Iterator[Row]]
    """Reads all rows again, the header included, without blank rows."""
    lettered: bool = True
    """Whether its columns have letters, as in a spreadsheet."""
    notes: tuple[AnswerProblem, ...] = ()
    """Notes about the file as a whole."""

    def below(self, header_rows: int) -> Iterator[Row]:
        """Yield the rows below the header."""
        return islice(self.rows(), header_rows, None)


def refuse(file: str, message: str, *, row: int | None = None) -> SourceError:
    """Return the error that says why a file as a whole cannot be read."""
    return SourceError(f"{file}: {message}", problems=[Problem(file, row, "", message)])


def refuse_larger(file: str, size: int) -> None:
    """Raise SourceError for a file of more bytes than one that is read row by row may have."""
    if size > LARGEST_TABLE:
        raise refuse(file, f"larger than {LARGEST_TABLE // 1024**3} GB; cut it into several files")


def unreadable(file: str, error: OSError) -> SourceError:
    """Return the error for a file that the system refuses to read."""
    return refuse(file, f"cannot be read: {error.strerror or 'no reason was given'}")


def changed(file: str) -> SourceError:
    """Return the error for a file that has changed when it is read a second time."""
    return refuse(file, "it changed while it was read; run the command again")


def is_blank(cells: Sequence[Cell]) -> bool:
    """Return whether a row holds nothing at all."""
    return not any(cell not in ("", None) and not str(cell).isspace() for cell in cells)


def column_letter(index: int) -> str:
    """Return the letters of a column as spreadsheets show them; index 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the position of a column, from 0, by its letters; the opposite of `column_letter`."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def header_width(file: str, header: Row) -> int:
    """Return the number of columns up to the last with a header; raise SourceError if there are too many.

    Headers may be missing or repeated: only those that hold an item or a person matter, which is seen later.
    """
    width = max((index + 1 for index, cell in enumerate(header.cells) if not is_blank([cell])), default=0)
    if width > MOST_COLUMNS:
        raise refuse(file, f"{width} columns; at most {MOST_COLUMNS} can be read")
    return width


def fit(row: Row, width: int, full: int) -> Row:
    """Return `row` with exactly `full` cells, or with a fault if it has fewer than `width` or more than `full`.

    `full` is the length of the header with its trailing empty cells: Qualtrics writes one, and in a header of two rows
    the second may be longer. `width` is its length without them.
    """
    cells = row.cells
    if len(cells) == full:
        return row
    if not width <= len(cells) <= full:
        number = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        return row._replace(fault=f"{number} where the header has {width}: look for a separator too many or too few")
    return row._replace(cells=[*cells, *[""] * (full - len(cells))])
