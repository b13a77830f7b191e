"""Parquet, with an optional package: read piece by piece in a process that can be killed."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from careerprint.install.extras import how_to_add
from careerprint.tables.limits import MOST_COLUMNS, MOST_PARQUET_ROWS
from careerprint.tables.pieces import NOT_A_VALUE, ROWS, Head, Piece, Refusal, read_pieces
from careerprint.tables.table import AnswerTable, Cell, Row, refuse, refuse_larger

MARK = b"PAR1"
"""The first and the last bytes of a Parquet file."""
_BUFFER = 64 * 1024
"""Bytes of the read buffer of each column."""


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
    return read_pieces(file, "Parquet", path, opener, load_pieces)


def load_pieces(path: Path) -> Iterator[Head | Piece | Refusal]:
    """Yield the head and then all rows, or a refusal. Runs in the child process."""
    # Arrow's own memory pools reserve more address space than the process may have.
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    import pyarrow
    from pyarrow import parquet

    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)
    try:
        with parquet.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as table:
            reason = _too_much(table.metadata)
            if reason:
                yield Refusal(reason)
                return
            yield _head(table.schema_arrow, table.metadata.num_rows)
            number = count(1)
            for batch in table.iter_batches(batch_size=ROWS, use_threads=False):
                rows = zip(*map(_cells, batch.columns), strict=True)
                yield [Row(next(number), cells) for cells in rows]
    except Exception:  # Arrow raises many kinds, and their texts may quote answers.
        yield Refusal("not a Parquet file that can be read; export it again")


def _too_much(facts: Any) -> str:
    if facts.num_columns > MOST_COLUMNS:
        return f"{facts.num_columns} columns; at most {MOST_COLUMNS} can be read"
    if facts.num_rows > MOST_PARQUET_ROWS:
        return f"more than {MOST_PARQUET_ROWS} rows; cut it into several files"
    return "" if facts.num_columns else "no columns"


def _head(schema: Any, rows: int) -> Head:
    odd = tuple(field.name for field in schema if _reader(field.type) is _odd)
    return Head(tuple(schema.names), rows, odd)


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
        return NOT_A_VALUE
    return int(value) if value == int(value) else float(value)


def _moments(column: Any) -> Iterable[Cell]:
    """Return moments by the clock of their own time zone, to the microsecond."""
    import pyarrow
    from pyarrow import compute

    if column.type.tz:
        column = compute.local_timestamp(column)
    return _plain(column.cast(pyarrow.timestamp("us"), safe=False))


def _odd(column: Any) -> Iterable[Cell]:
    return (NOT_A_VALUE if is_there else "" for is_there in column.is_valid().to_pylist())
