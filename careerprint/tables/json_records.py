"""JSON and JSON lines: an object for each person, whose keys are the columns.

Python needs up to 64 times the size of a hostile file to hold its objects, so both are read in a process that can be
killed, one person at a time: once for the columns, once for the rows.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Generator, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from careerprint.tables.limits import LARGEST_FILE, LONGEST_LINE, MOST_COLUMNS
from careerprint.tables.pieces import NOT_A_VALUE, ROWS, Head, Piece, Refusal, read_pieces
from careerprint.tables.table import AnswerTable, Cell, Row, refuse, refuse_larger

_SHAPE = "expected a list of objects, one for each person"
_PEOPLE = "responses"
"""The key of the list of people in a file that also holds other facts."""
_MOST_BITS = 64
"""Bits of a whole number; none that is an answer, an ID or a date has more."""
_SPACE = re.compile(r"[ \t\n\r]*")

Numbered = tuple[int, dict[str, Cell]]
"""A person's number in the file, and the cells by their columns."""


class _RefusedError(ValueError):
    """JSON that must not be read; the message quotes nothing of it."""

    def __init__(self, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.row = row


def read_records(file: str, path: Path, opener: Callable[[], BinaryIO], *, lines: bool) -> AnswerTable:
    """Return the table of a JSON file, or of JSON `lines`; raise SourceError if it is none.

    `opener` raises SourceError if the file has changed.
    """
    size = path.stat().st_size
    if lines:
        refuse_larger(file, size)
    elif size > LARGEST_FILE:
        raise refuse(file, f"larger than {LARGEST_FILE // 1024**2} MB")
    return read_pieces(file, "JSON", path, opener, partial(load_records, lines=lines))


def load_records(path: Path, *, lines: bool) -> Iterator[Head | Piece | Refusal]:
    """Yield the columns and then all rows, or why there are none. Runs in the child process."""
    try:
        columns: dict[str, None] = {}
        rows = 0
        for _, record in _records(path, lines=lines):
            columns |= dict.fromkeys(record)
            if len(columns) > MOST_COLUMNS:
                raise _RefusedError(f"{len(columns)} different keys or more; at most {MOST_COLUMNS} can be read")
            rows += 1
            if rows % ROWS == 0:
                yield []
        if not columns:
            raise _RefusedError(f"nobody's answers in it; {_SHAPE}")
        yield Head(tuple(columns), rows)
        records = _records(path, lines=lines)
        while piece := list(islice(records, ROWS)):
            yield [Row(number, [record.get(key, "") for key in columns]) for number, record in piece]
    except _RefusedError as error:
        yield Refusal(str(error), error.row)


def _records(path: Path, *, lines: bool) -> Iterator[Numbered]:
    values = _values_of_lines(path) if lines else _values_of_list(path)
    return ((number, _record(value, number)) for number, value in values)


def _values_of_lines(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise _RefusedError(f"a line is longer than {LONGEST_LINE // 1024**2} MB", number)
            text = _text(line, number)
            if text.strip():
                with _Reading(number):
                    yield number, _parse(text)


def _values_of_list(path: Path) -> Iterator[tuple[int, Any]]:
    with _Reading(None):
        yield from enumerate(_people(_text(path.read_bytes(), None)), start=1)


def _text(data: bytes, row: int | None) -> str:
    try:
        return data.decode("utf-8-sig" if row in (None, 1) else "utf-8")
    except UnicodeDecodeError:
        raise _RefusedError("not UTF-8; export it again", row) from None


class _Reading:
    """Turns what the parser raises into a refusal that quotes nothing; `row` is the line that is read, if one is."""

    def __init__(self, row: int | None) -> None:
        self._row = row

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, _RefusedError):
            error.row = error.row or self._row
        elif isinstance(error, RecursionError):
            raise _RefusedError(f"nested too deeply; {_SHAPE}", self._row) from None
        elif isinstance(error, json.JSONDecodeError) and self._row is None:
            raise _RefusedError(f"not valid JSON at line {error.lineno}, character {error.colno}") from None
        elif isinstance(error, ValueError):
            raise _RefusedError("not valid JSON", self._row) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise _RefusedError("an object holds the same key twice")
    return record


def _refuse_constant(_: str) -> NoReturn:
    raise _RefusedError("NaN and Infinity are not JSON; leave out what was not answered, or write null")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse_constant)
_parse = _DECODER.decode


def _people(text: str) -> Iterator[Any]:
    """Yield the entries of the list that a text is, or that an object holds as `responses`, one at a time."""
    at = _after_space(text, 0)
    if text.startswith("[", at):
        end = yield from _entries(text, at)
    elif text.startswith("{", at):
        end = yield from _entries_inside(text, at)
    else:
        _parse(text)
        raise _RefusedError(_SHAPE)
    if _after_space(text, end) < len(text):
        raise json.JSONDecodeError("Extra data", text, end)


def _entries(text: str, at: int) -> Generator[Any, None, int]:
    """Yield the values of the list that begins at `at`; return where it ends."""
    at = _after_space(text, at + 1)
    if text.startswith("]", at):
        return at + 1
    while True:
        value, at = _DECODER.raw_decode(text, at)
        yield value
        at = _after_space(text, at)
        if text.startswith("]", at):
            return at + 1
        at = _behind(",", text, at)


def _entries_inside(text: str, at: int) -> Generator[Any, None, int]:
    """Yield the values of the list `responses` of the object that begins at `at`; return where the object ends."""
    lists = 0
    at = _after_space(text, at + 1)
    while not text.startswith("}", at):
        key, at = _DECODER.raw_decode(text, at)
        at = _behind(":", text, _after_space(text, at))
        if key == _PEOPLE and text.startswith("[", at):
            lists += 1
            at = yield from _entries(text, at)
        else:
            _, at = _DECODER.raw_decode(text, at)
        at = _after_space(text, at)
        if not text.startswith("}", at):
            at = _behind(",", text, at)
    if lists != 1:
        raise _RefusedError(_SHAPE)
    return at + 1


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _behind(sign: str, text: str, at: int) -> int:
    """Return where the value behind a sign begins."""
    if not text.startswith(sign, at):
        raise json.JSONDecodeError(f"Expecting {sign!r}", text, at)
    return _after_space(text, at + 1)


def _record(entry: Any, number: int) -> dict[str, Cell]:
    """Return one person's cells by column; the answers may be in an object of their own under `answers`."""
    if not isinstance(entry, dict):
        raise _RefusedError(_SHAPE, number)
    flat = {key: value for key, value in entry.items() if key != "answers"}
    inner = entry.get("answers", {})
    if not isinstance(inner, dict) or flat.keys() & inner.keys():
        raise _RefusedError("`answers` must be an object whose keys occur nowhere else", number)
    return {key: _cell(value) for key, value in (flat | inner).items()}


def _cell(value: Any) -> Cell:
    """Return a value as a cell: true and false must not pass for 1 and 0, and nothing may be nested."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return value if value.bit_length() <= _MOST_BITS else NOT_A_VALUE
    if isinstance(value, str) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return NOT_A_VALUE
