"""Parquet, with an optional package: read piece by piece in a process that can be killed."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from careerprint.errors import AnswerProblem
from careerprint.install.extras import how_to_add
from careerprint.sandbox import Lost, from_child
from careerprint.tables.limits import MOST_COLUMNS, MOST_PARQUET_ROWS, PIECE_SECONDS
from careerprint.tables.table import AnswerTable, Cell, Row, fit, header_width, is_blank, refuse, refuse_larger

MARK = b"PAR1"
"""The first and the last bytes of a Parquet file."""
_ROWS = 1_000
"""Rows of a piece, the most that is in memory at a time."""
_BUFFER = 64 * 1024
"""Bytes of the read buffer of each column."""
_NOT_A_VALUE = "#VALUE"
"""Stands for values that are no cells, such as lists: it is no choice, so it is reported."""


class Head(NamedTuple):
    """What is known before the first row."""

    names: tuple[str, ...]
    """The names of the columns."""
    odd: tuple[str, ...]
    """The names of columns whose values are not texts, numbers or dates."""
    rows: int
    """The number of rows that follow."""


Cells: TypeAlias = tuple[Cell, ...]
Piece: TypeAlias = list[Cells]


def is_parquet(path: Path) -> bool:
    """Return whether a file is Parquet by its name, or by its first and last bytes, as a column may be called PAR1."""
    if path.suffix.lower() == ".parquet":
        return True
    with path.open("rb") as file:
        begins = file.read(len(MARK)) == MARK
        file.seek(-min(len(MARK), path.stat().st_size), os.SEEK_END)
        return begins and file.read() == MARK


def read_parquet(file: str, path: Path, opener: Callable[[], BinaryIO]) -> AnswerTable:
    """Return the table of a Parquet file; raise SourceError if it is none, or if the package is missing.

    `opener` raises SourceError if the file has changed.
    """
    refuse_larger(file, path.stat().st_size)
    if find_spec("pyarrow") is None:
        raise refuse(file, f"Parquet needs one more package; add it with: {how_to_add('parquet')}")
    with closing(_pieces(file, path, opener)) as pieces:
        head, first = next(pieces), next(pieces, [])
    assert isinstance(head, Head) and isinstance(first, list)
    header = Row(0, head.names)
    width = header_width(file, header)
    # A file of one piece is not read again, as each reading starts a process.
    cells = partial(iter, first) if len(first) == head.rows else partial(_all_cells, file, path, opener)
    rows = partial(_rows, header, width, cells)
    return AnswerTable(file, tuple(islice(rows(), 3)), rows, lettered=False, notes=tuple(_notes(file, head)))


def _notes(file: str, head: Head) -> Iterator[AnswerProblem]:
    for name in head.odd:
        message = "holds lists or other values that are not texts, numbers or dates; none of them can be read"
        yield AnswerProblem(file, None, name, message, "", fatal=False)


def _rows(header: Row, width: int, all_cells: Callable[[], Iterator[Cells]]) -> Iterator[Row]:
    yield header._replace(cells=header.cells[:width])
    for number, cells in enumerate(all_cells(), start=1):
        if not is_blank(cells):
            yield fit(Row(number, cells), width, len(header.cells))


def _all_cells(file: str, path: Path, opener: Callable[[], BinaryIO]) -> Iterator[Cells]:
    with closing(_pieces(file, path, opener)) as pieces:
        for piece in pieces:
            yield from piece if isinstance(piece, list) else ()


def _pieces(file: str, path: Path, opener: Callable[[], BinaryIO]) -> Generator[Head | Piece, None, None]:
    opener().close()
    with closing(from_child(load_pieces, path, seconds=PIECE_SECONDS)) as pieces:
        for piece in pieces:
            if isinstance(piece, Lost):
                raise refuse(file, f"the Parquet file {piece.value}")
            if isinstance(piece, str):
                raise refuse(file, piece)
            yield piece


def load_pieces(path: Path) -> Iterator[Head | Piece | str]:
    """Yield the head and then all rows, or a sentence that says what is wrong. Runs in the child process."""
    # Arrow's own memory pools reserve more address space than the process may have.
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    import pyarrow
    from pyarrow import parquet

    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)
    try:
        with parquet.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as table:
            reason = _too_much(table.metadata)
            yield reason or _head(table.schema_arrow, table.metadata.num_rows)
            if not reason:
                for batch in table.iter_batches(batch_size=_ROWS, use_threads=False):
                    yield list(zip(*map(_cells, batch.columns), strict=True))
    except Exception:  # Arrow raises many kinds, and their texts may quote answers.
        yield "not a Parquet file that can be read; export it again"


def _too_much(facts: Any) -> str:
    if facts.num_columns > MOST_COLUMNS:
        return f"{facts.num_columns} columns; at most {MOST_COLUMNS} can be read"
    if facts.num_rows > MOST_PARQUET_ROWS:
        return f"more than {MOST_PARQUET_ROWS} rows; cut it into several files"
    return "" if facts.num_columns else "no columns"


def _head(schema: Any, rows: int) -> Head:
    return Head(tuple(schema.names), tuple(field.name for field in schema if _reader(field.type) is _odd), rows)


def _cells(column: Any) -> list[Cell]:
    return list(_reader(column.type)(column))


def _reader(kind: Any) -> Callable[[Any], Iterable[Cell]]:
    """Return the function that turns a column of this Arrow type into cells."""
    from pyarrow import types

    if types.is_dictionary(kind) and _reader(kind.value_type) is not _odd:
        return lambda column: _cells(column.dictionary_decode())
    for is_kind, reader in (
        (types.is_string, _plain),
        (types.is_large_string, _plain),
        (types.is_string_view, _plain),
        (types.is_integer, _plain),
        (types.is_date, _plain),
        (types.is_null, _plain),
        (types.is_boolean, _booleans),
        (types.is_floating, _numbers),
        (types.is_decimal, _numbers),
        (types.is_timestamp, _moments),
    ):
        if is_kind(kind):
            return reader
    return _odd


def _plain(column: Any) -> Iterable[Cell]:
    return ("" if value is None else value for value in column.to_pylist())


def _booleans(column: Any) -> Iterable[Cell]:
    """Return true and false as words, which must not pass for 1 and 0."""
    return ("" if value is None else str(value).upper() for value in column.to_pylist())


def _numbers(column: Any) -> Iterable[Cell]:
    return map(_number, column.to_pylist())


def _number(value: float | Decimal | None) -> Cell:
    if value is None:
        return ""
    if not math.isfinite(value):
        return _NOT_A_VALUE
    return int(value) if value == int(value) else float(value)


def _moments(column: Any) -> Iterable[Cell]:
    """Return moments by the clock of their own time zone, to the microsecond."""
    import pyarrow
    from pyarrow import compute

    if column.type.tz:
        column = compute.local_timestamp(column)
    return _plain(column.cast(pyarrow.timestamp("us"), safe=False))


def _odd(column: Any) -> Iterable[Cell]:
    return (_NOT_A_VALUE if is_there else "" for is_there in column.is_valid().to_pylist())
