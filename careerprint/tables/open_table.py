"""Opens a file of answers as a table, whatever its format."""

from __future__ import annotations

import io
import os
import zipfile
from functools import partial
from pathlib import Path
from typing import BinaryIO

from careerprint.tables.delimited import read_delimited
from careerprint.tables.json_records import read_records
from careerprint.tables.ods import CONTENT
from careerprint.tables.parquet import is_parquet, read_parquet
from careerprint.tables.pdf_forms import read_forms
from careerprint.tables.table import AnswerTable, changed, refuse, unreadable
from careerprint.tables.workbook import read_workbook
from careerprint.tables.zip_archive import CONTENT_TYPES, DAMAGED, UnsafeFileError, single_csv

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""The beginning of workbooks from before 2007 (XLS), and of XLSX workbooks with a password."""
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
"""The beginnings of JPEG, PNG, GIF, and TIFF files; photos of Apple's phones (HEIC) have `ftyp` in the fifth place."""


def open_table(path: Path) -> AnswerTable:
    """Return the table of a file, or of a folder of filled forms; raise SourceError if it is none.

    The first bytes of a file decide before its name does, which may be wrong.
    """
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
    if reason := _refusal(start):
        raise refuse(file, reason)
    if start.startswith(b"PK") or path.suffix.lower() in (".xlsx", ".ods", ".zip"):
        return _from_archive(file, path)
    opener = partial(_opened, file, path, _state(path.stat()))
    if is_parquet(path):
        return read_parquet(file, path, opener)
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson"):
        return read_records(file, path, opener, lines=path.suffix.lower() != ".json")
    return read_delimited(file, path.stat().st_size, opener)


def _refusal(start: bytes) -> str | None:
    """Say why a file of another kind cannot be read, and what to do; None for a kind that can."""
    if start.startswith(_OLD_OFFICE):
        return "an old or password-protected workbook; save it as XLSX without a password"
    if start.startswith(_PICTURES) or start[4:8] == b"ftyp":
        return "a picture; type the answers that it shows into an answer sheet"
    return None


def _opened(file: str, path: Path, before: tuple[int, int]) -> BinaryIO:
    """Open a file that is read more than once; raise SourceError if its state is no longer `before`."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise unreadable(file, error) from None
    if _state(os.fstat(stream.fileno())) != before:
        stream.close()
        raise changed(file)
    return stream


def _state(facts: os.stat_result) -> tuple[int, int]:
    """Return what differs when a file was changed in between: its size and its time."""
    return facts.st_size, facts.st_mtime_ns


def _from_archive(file: str, path: Path) -> AnswerTable:
    try:
        with zipfile.ZipFile(path) as archive:
            is_workbook = not {CONTENT_TYPES, CONTENT}.isdisjoint(archive.namelist())
    except DAMAGED:
        raise refuse(file, "damaged, or not the kind of file that its name says; export it again") from None
    if is_workbook:
        return read_workbook(file, path)
    try:
        data = single_csv(path)
    except UnsafeFileError as error:
        raise refuse(file, str(error)) from None
    return read_delimited(file, len(data), lambda: io.BytesIO(data))
