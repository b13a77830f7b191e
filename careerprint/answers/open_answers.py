"""From a file of answers to checked responses, in five stages."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from careerprint.answers.columns import match
from careerprint.answers.date_column import day_column
from careerprint.answers.exporters import recognise
from careerprint.answers.latest import settle
from careerprint.answers.responses import Answers, Response
from careerprint.answers.rows import RowReader
from careerprint.errors import AnswerProblem, OnProblem
from careerprint.sources.assessment import Assessment
from careerprint.tables.delimited import read_delimited
from careerprint.tables.json_records import read_records
from careerprint.tables.parquet import is_parquet, read_parquet
from careerprint.tables.pdf_forms import read_forms
from careerprint.tables.table import AnswerTable, changed, refuse, unreadable
from careerprint.tables.workbook import read_workbook
from careerprint.tables.zip_archive import UnsafeFileError, single_csv

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def open_answers(path: Path, assessment: Assessment, told: OnProblem) -> AnswerStream:
    """Look through everybody's answers to `assessment` in a file, or in a folder of filled forms; hold none.

    Every row is read and checked once, and `told` hears of each problem as it is met. People with problems are
    left out, the others can be read from the stream. Raises SourceError, with every problem, when the file as a
    whole cannot be read or an item of the assessment has no column.
    """
    left_out = False

    def hear(problem: AnswerProblem) -> None:
        nonlocal left_out
        left_out = left_out or problem.fatal
        told(problem)

    table = open_table(path)  # 1. Whatever the format, a table of cells.
    layout = recognise(table)  # 2. Who wrote it, and where its header ends.
    matched = match(table.file, layout, assessment, row=table.top[0].number)  # 3. Columns and items.
    days, day_notes = day_column(table, layout)
    for note in (*table.notes, *matched.notes, *day_notes):
        hear(note)
    reader = RowReader(table, layout, matched, assessment, days)  # 4. Row by row.
    counting = settle(table.file, reader.drafts(), hear)  # 5. One response a person.
    return AnswerStream(reader, counting, tuple(column.shown for column in matched.ignored), left_out)


def read_answers(path: Path, assessment: Assessment) -> Answers:
    """Read everybody's answers to `assessment` at once; see `open_answers`."""
    problems: list[AnswerProblem] = []
    stream = open_answers(path, assessment, problems.append)
    problems.sort(key=lambda problem: (problem.file, problem.row or 0))
    return Answers(tuple(stream.responses()), tuple(problems), stream.ignored_columns)


def open_table(path: Path) -> AnswerTable:
    """Return the table of a file, by what it is rather than by its name alone; SourceError if it is none."""
    file = str(path)
    try:
        return _open(file, path)
    except OSError as error:
        raise unreadable(file, error) from None


def _open(file: str, path: Path) -> AnswerTable:
    if path.is_dir():
        return read_forms(file, path)
    with path.open("rb") as stream:
        start = stream.read(8)
    if not start:
        raise refuse(file, "the file is empty")
    if start.startswith(b"%PDF") or path.suffix.lower() == ".pdf":
        return read_forms(file, path)
    if start.startswith(_OLD_OFFICE):
        raise refuse(file, "an old or password-protected workbook; save it as XLSX without a password")
    if start.startswith(b"PK") or path.suffix.lower() in (".xlsx", ".zip"):
        return _from_archive(file, path)
    opener = partial(_opened, file, path, _state(path.stat()))
    if is_parquet(path):
        return read_parquet(file, path, opener)
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson"):
        return read_records(file, path, lines=path.suffix.lower() != ".json")
    return read_delimited(file, path.stat().st_size, opener)


def _opened(file: str, path: Path, before: tuple[int, int]) -> BinaryIO:
    """Open a file that is read more than once; raise SourceError when it is not in the state of `before`."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise unreadable(file, error) from None
    if _state(os.fstat(stream.fileno())) != before:
        stream.close()
        raise changed(file)
    return stream


def _state(facts: os.stat_result) -> tuple[int, int]:
    return facts.st_size, facts.st_mtime_ns


def _from_archive(file: str, path: Path) -> AnswerTable:
    try:
        with zipfile.ZipFile(path) as archive:
            is_workbook = "[Content_Types].xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise refuse(file, "damaged, or not the kind of file that its name says; export it once more") from None
    if is_workbook:
        return read_workbook(file, path)
    try:
        data = single_csv(path)
    except UnsafeFileError as error:
        raise refuse(file, str(error)) from None
    return read_delimited(file, len(data), lambda: io.BytesIO(data))


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
