"""The workbooks of the Bureau of Labor Statistics: their sheets, read in a process that can be killed."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from python_calamine import CalamineWorkbook

from careerprint.errors import Problem, SourceError
from careerprint.official.downloads.folder import CALLED, Downloads
from careerprint.official.downloads.missing import MissingFileError
from careerprint.sandbox import Lost, each_in_child
from careerprint.tables.limits import LARGEST_FILE, WORKBOOK_SECONDS
from careerprint.tables.zip_archive import UnsafeFileError, inspect_workbook

Cell = str | float
"""A cell as calamine reads it; a dash or a sign stands for what is not published."""
Sheet = Sequence[Sequence[Cell]]

FIRST = ""
"""Instead of a sheet's name: the first sheet, which the wage files name after themselves."""
_SAVED = re.compile(rb"<dcterms:modified[^>]*>(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class OfficialWorkbook:
    """The sheets of a workbook that are used."""

    path: Path
    sheets: Mapping[str, Sheet]
    saved: datetime.date | None
    """The day on which its publisher saved it, if the file says so."""


def read_workbook(downloads: Downloads, name: str, sheets: Sequence[str]) -> OfficialWorkbook:
    """Return the named sheets of a workbook by its own name, as in `WORKBOOKS`.

    Raises MissingFileError if it is not there, SourceError if it cannot be read or lacks a sheet.
    """
    if name not in downloads.workbooks:
        raise MissingFileError(f"There is no {CALLED[name]}.")
    path = downloads.workbooks[name]
    outcome = next(each_in_child(partial(_load, sheets=tuple(sheets)), [path], seconds=WORKBOOK_SECONDS))
    if isinstance(outcome, Lost):
        raise fault(path, f"the workbook {outcome.value}")
    if isinstance(outcome, str):
        raise fault(path, outcome)
    return outcome


def fault(path: Path, message: str, line: int | None = None) -> SourceError:
    """Return the error for an official file that cannot be used."""
    return SourceError(f"{path} cannot be read", problems=[Problem(str(path), line, "", message)])


def _load(path: Path, sheets: Sequence[str]) -> OfficialWorkbook | str:
    """Check and read a workbook, or return a sentence that says what is wrong. Runs in the child process."""
    if path.stat().st_size > LARGEST_FILE:
        return f"larger than {LARGEST_FILE // 1024**2} MB; the official one has less than 1 MB"
    try:
        inspect_workbook(path)
        with CalamineWorkbook.from_path(path) as book:
            names = {name: name or book.sheet_names[0] for name in sheets}
            if lacking := [own for own in names.values() if own not in book.sheet_names]:
                return f"has no sheet “{lacking[0]}”; download the workbook again, whole"
            rows = {name: _cells(book.get_sheet_by_name(own).to_python()) for name, own in names.items()}
        return OfficialWorkbook(path, rows, _saved(path))
    except UnsafeFileError as error:
        return str(error)
    except Exception:  # calamine and zipfile raise many kinds for a damaged file
        return "not a workbook that can be read; the download may have been cut off, so download it again"


def _cells(rows: Sequence[Sequence[object]]) -> list[list[Cell]]:
    return [[cell if isinstance(cell, float) else str(cell) for cell in row] for row in rows]


def _saved(path: Path) -> datetime.date | None:
    with zipfile.ZipFile(path) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return None
        found = _SAVED.search(archive.read("docProps/core.xml"))
    return datetime.date(*map(int, found.groups())) if found else None
