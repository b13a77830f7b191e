"""CSV, read strictly: encoding, separator and header are known before the first row is read.

Byte-order mark → UTF-8 → Windows-1252 with a note → no NUL → separator counted in the header → strict
csv → header complete and unique → every row exactly as long as the header.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import BinaryIO

from careerprint.errors import AnswerProblem
from careerprint.tables.limits import LONGEST_CELL
from careerprint.tables.table import AnswerTable, Row, fit, header_width, is_blank, refuse, refuse_larger, unreadable

Opener = Callable[[], BinaryIO]
"""Opens the file again, at its beginning."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
_CHUNK = 1024 * 1024
"""Bytes that are decoded at once: a file of 4 GB must not be held in memory."""
_TRIAL_ROWS = 20
"""Rows that are read with each separator to see which one fits; a few decide."""


@dataclass(frozen=True, slots=True)
class _Dialect:
    encoding: str
    separator: str
    skip_first_line: bool
    """The first line is Excel's `sep=;`, which Excel does not count as a row."""


def read_delimited(file: str, size: int, opener: Opener) -> AnswerTable:
    """Return the table of a CSV file of `size` bytes; raise SourceError if it is none."""
    refuse_larger(file, size)
    encoding = _encoding(file, opener)
    dialect = _dialect(file, encoding, opener)
    header = next(_records(file, opener, dialect), None)
    if header is None:
        raise refuse(file, "the file is empty")
    width = header_width(file, header)
    rows = partial(_rows, file, opener, dialect, width, len(header.cells))
    return AnswerTable(file, tuple(islice(rows(), 3)), rows, notes=_encoding_note(file, encoding))


def _rows(file: str, opener: Opener, dialect: _Dialect, width: int, full: int) -> Iterator[Row]:
    return (fit(row, width, full) for row in _records(file, opener, dialect))


def _records(file: str, opener: Opener, dialect: _Dialect) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    with _lines(opener, dialect) as lines:
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=dialect.separator, strict=True), start=1):
                if not is_blank(cells):
                    yield Row(number, cells)
        except (csv.Error, UnicodeDecodeError):
            message = "a quotation mark is not closed, or is inside a cell that does not begin with one"
            raise refuse(file, message, row=number + 1) from None
        except OSError as error:
            raise unreadable(file, error) from None


def _lines(opener: Opener, dialect: _Dialect) -> io.TextIOWrapper:
    lines = io.TextIOWrapper(opener(), encoding=dialect.encoding, newline="")
    if dialect.skip_first_line:
        lines.readline()
    return lines


def _encoding(file: str, opener: Opener) -> str:
    with opener() as stream:
        start = stream.read(4)
    for mark, name in _MARKS:
        if start.startswith(mark):
            if not _decodes(file, opener, name):
                raise refuse(file, "begins with a Unicode mark but is not Unicode; export it again")
            return name
    for name in ("utf-8", "cp1252"):
        if _decodes(file, opener, name):
            return name
    raise refuse(file, "neither UTF-8 nor Windows-1252 text; export it as CSV in UTF-8")


def _decodes(file: str, opener: Opener, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with opener() as stream:
        try:
            while chunk := stream.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    raise refuse(file, "not a text file (it holds NUL characters); export it as CSV in UTF-8")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _encoding_note(file: str, encoding: str) -> tuple[AnswerProblem, ...]:
    if encoding != "cp1252":
        return ()
    message = "not UTF-8, so it was read as Windows-1252; check names with accents"
    return (AnswerProblem(file, None, None, message, "", fatal=False),)


def _dialect(file: str, encoding: str, opener: Opener) -> _Dialect:
    with _lines(opener, _Dialect(encoding, ",", False)) as lines:
        named = _SEP_LINE.match(lines.readline(_CHUNK))
    if named:
        return _Dialect(encoding, named[1], True)
    counted = _count_separators(encoding, opener)
    if not counted:
        return _Dialect(encoding, ",", False)
    trials = {sep: _agreeing_rows(opener, _Dialect(encoding, sep, False)) for sep in counted}
    best = max(counted, key=lambda sep: (trials[sep], counted[sep]))
    return _Dialect(encoding, best, False)


def _count_separators(encoding: str, opener: Opener) -> dict[str, int]:
    """Count each separator outside quotation marks in the first record that is not blank."""
    header = ""
    with _lines(opener, _Dialect(encoding, ",", False)) as lines:
        while len(header) < LONGEST_CELL and (line := lines.readline(_CHUNK)):
            header += line
            if header.strip() and header.count('"') % 2 == 0:
                break
    bare = _QUOTED.sub("", header)
    return {sep: bare.count(sep) for sep in _SEPARATORS if sep in bare}


def _agreeing_rows(opener: Opener, dialect: _Dialect) -> int:
    """Count the first rows that are as long as the header; Excel leaves commas within texts unquoted."""
    csv.field_size_limit(LONGEST_CELL)
    with _lines(opener, dialect) as lines:
        try:
            rows = [row for row in islice(csv.reader(lines, delimiter=dialect.separator), _TRIAL_ROWS) if row]
        except csv.Error:
            return 0
    return sum(len(row) == len(rows[0]) for row in rows[1:])
