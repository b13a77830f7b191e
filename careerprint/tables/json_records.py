"""JSON and JSON lines: an object for each person, whose keys are the columns."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from careerprint.tables.limits import LARGEST_FILE, MOST_COLUMNS
from careerprint.tables.table import AnswerTable, Cell, Row, header_width, refuse

_NOT_A_VALUE = "#VALUE"
"""Stands for lists, objects and numbers that are not finite: it is no choice, so it is reported."""
_SHAPE = "expected a list of objects, one for each person"


class _RefusedError(ValueError):
    """JSON that must not be read; the message quotes nothing of it."""


def read_records(file: str, path: Path, *, lines: bool) -> AnswerTable:
    """Return the table of a JSON file, or of JSON `lines`; raise SourceError if it is none."""
    if path.stat().st_size > LARGEST_FILE:
        raise refuse(file, f"larger than {LARGEST_FILE // 1024**2} MB")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse(file, "not UTF-8; export it again") from None
    records = _from_lines(file, text) if lines else _from_list(file, text)
    columns = tuple(dict.fromkeys(key for _, record in records for key in record))
    if not columns:
        raise refuse(file, f"nobody's answers in it; {_SHAPE}")
    return _table(file, columns, records)


def _table(file: str, columns: tuple[str, ...], records: list[tuple[int, dict[str, Cell]]]) -> AnswerTable:
    if len(columns) > MOST_COLUMNS:
        raise refuse(file, f"{len(columns)} different keys; at most {MOST_COLUMNS} can be read")
    header = Row(0, columns)
    header_width(file, header)
    rows = partial(_rows, header, records)
    return AnswerTable(file, tuple(rows())[:3], rows, lettered=False)


def _rows(header: Row, records: list[tuple[int, dict[str, Cell]]]) -> Iterator[Row]:
    yield header
    for number, record in records:
        yield Row(number, [record.get(str(key), "") for key in header.cells])


def _from_list(file: str, text: str) -> list[tuple[int, dict[str, Cell]]]:
    value = _parse(file, text, None)
    if isinstance(value, dict):
        value = value.get("responses")
    if not isinstance(value, list):
        raise refuse(file, _SHAPE)
    return [(number, _record(file, entry, number)) for number, entry in enumerate(value, start=1)]


def _from_lines(file: str, text: str) -> list[tuple[int, dict[str, Cell]]]:
    numbered = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    return [(number, _record(file, _parse(file, line, number), number)) for number, line in numbered]


def _parse(file: str, text: str, row: int | None) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except _RefusedError as error:
        raise refuse(file, str(error), row=row) from None
    except RecursionError:
        raise refuse(file, f"nested too deeply; {_SHAPE}", row=row) from None
    except json.JSONDecodeError as error:
        place = "" if row else f" at line {error.lineno}, character {error.colno}"
        raise refuse(file, f"not valid JSON{place}", row=row) from None
    except ValueError:
        raise refuse(file, "not valid JSON", row=row) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise _RefusedError("an object holds the same key twice")
    return record


def _refuse_constant(_: str) -> NoReturn:
    raise _RefusedError("NaN and Infinity are not JSON; leave out what was not answered, or write null")


def _record(file: str, entry: Any, number: int) -> dict[str, Cell]:
    """Return one person's cells by column; the answers may be in an object of their own under `answers`."""
    if not isinstance(entry, dict):
        raise refuse(file, _SHAPE, row=number)
    flat = {key: value for key, value in entry.items() if key != "answers"}
    inner = entry.get("answers", {})
    if not isinstance(inner, dict) or flat.keys() & inner.keys():
        raise refuse(file, "`answers` must be an object whose keys occur nowhere else", row=number)
    return {key: _cell(value) for key, value in (flat | inner).items()}


def _cell(value: Any) -> Cell:
    """Return a value as a cell: true and false must not pass for 1 and 0, and nothing may be nested."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str) or (isinstance(value, int | float) and math.isfinite(value)):
        return value
    return _NOT_A_VALUE
