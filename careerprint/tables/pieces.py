"""Tables that are read piece by piece in a process that can be killed, whatever the file holds."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from careerprint.errors import AnswerProblem
from careerprint.sandbox import Lost, from_child
from careerprint.tables.limits import PIECE_SECONDS
from careerprint.tables.table import AnswerTable, Row, fit, header_width, is_blank, refuse

ROWS = 1_000
"""Rows of a piece, the most that is in memory at a time."""
NOT_A_VALUE = "#VALUE"
"""Stands for values that are no cells, such as lists: it is no choice, so it is reported."""


class Head(NamedTuple):
    """What is known before the first row."""

    names: tuple[str, ...]
    """The names of the columns."""
    rows: int
    """The number of rows that follow."""
    odd: tuple[str, ...] = ()
    """The names of columns whose values are not texts, numbers or dates."""


class Refusal(NamedTuple):
    """Why a file cannot be read; it quotes nothing of the file."""

    message: str
    row: int | None = None
    """The row that is meant; None for the file as a whole."""


Piece: TypeAlias = list[Row]
Loader: TypeAlias = Callable[[Path], Iterator[Head | Piece | Refusal]]
"""Yields the head of a file and then pieces of its rows, or a refusal and nothing more.

It is called in the child process. Before the head may come empty pieces, which say that it is still at work.
"""


def read_pieces(file: str, kind: str, path: Path, opener: Callable[[], BinaryIO], load: Loader) -> AnswerTable:
    """Return the table of a file; raise SourceError if it has none. `kind` is the format's name for messages.

    `opener` raises SourceError if the file has changed.
    """
    pieces_of_all = partial(_pieces, f"the {kind} file", file, path, opener, load)
    with closing(pieces_of_all()) as pieces:
        head = next(each for each in pieces if isinstance(each, Head))
        first = next(pieces, [])
    assert isinstance(first, list)
    header = Row(0, head.names)
    width = header_width(file, header)
    # A file of one piece is not read again, as each reading starts a process.
    all_rows = partial(iter, first) if len(first) == head.rows else partial(_all_rows, pieces_of_all)
    rows = partial(_fitting, header, width, all_rows)
    return AnswerTable(file, tuple(islice(rows(), 3)), rows, lettered=False, notes=tuple(_notes(file, head)))


def _notes(file: str, head: Head) -> Iterator[AnswerProblem]:
    for name in head.odd:
        message = "holds lists or other values that are not texts, numbers or dates; none of them can be read"
        yield AnswerProblem(file, None, name, message, "", fatal=False)


def _fitting(header: Row, width: int, all_rows: Callable[[], Iterator[Row]]) -> Iterator[Row]:
    yield header
    for row in all_rows():
        if not is_blank(row.cells):
            yield fit(row, width, len(header.cells))


def _all_rows(pieces_of_all: Callable[[], Generator[Head | Piece, None, None]]) -> Iterator[Row]:
    with closing(pieces_of_all()) as pieces:
        for piece in pieces:
            yield from piece if isinstance(piece, list) else ()


def _pieces(
    name: str, file: str, path: Path, opener: Callable[[], BinaryIO], load: Loader
) -> Generator[Head | Piece, None, None]:
    opener().close()
    with closing(from_child(load, path, seconds=PIECE_SECONDS)) as pieces:
        for piece in pieces:
            if isinstance(piece, Lost):
                raise refuse(file, f"{name} {piece.value}")
            if isinstance(piece, Refusal):
                raise refuse(file, piece.message, row=piece.row)
            yield piece
