"""The text files of the O*NET database: tables with tabs between the cells, in either set of names."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from careerprint.errors import Problem, SourceError
from careerprint.official.downloads.folder import Downloads
from careerprint.official.downloads.missing import MissingFileError
from careerprint.official.downloads.onet_names import NAMES, RENAMED_IN, OnetNames
from careerprint.official.downloads.releases import Release
from careerprint.sources.source_text import source_text

LARGEST_TEXT = 64 * 1024 * 1024
"""Bytes of a text file of O*NET; the largest one that is read, Technology Skills, has 4 MB."""
CODE = "O*NET-SOC Code"
"""The column that every table about occupations begins with."""
_LAST_GROUP = "53-"
"""The last major group of civilian occupations: every whole table has a row of it."""
_RELEASE = re.compile(r"O\*NET (\d+\.\d+) Database")
_MONTHS = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{4}) Release"
)
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "occupations": ("Title", "Description"),
    "tasks": ("Task", "Task Type"),
    "related": ("Related O*NET-SOC Code", "Relatedness Tier", "Index"),
    "reported titles": ("Reported Job Title", "Shown in My Next Move"),
    "job zones": ("Job Zone",),
    "interests": ("Element Name", "Scale ID", "Data Value"),
    "other titles": ("Title",),
    "software": ("Example", "In Demand"),
}
"""The columns that are used of each table, by our names."""

Record = Mapping[str, str]
"""One row: cells by our names of the columns."""


def onet_release(downloads: Downloads) -> Release:
    """Return the release that `Read Me.txt` names.

    Raises MissingFileError where that file is missing, SourceError where it names none.
    """
    if "Read Me" not in downloads.texts:
        raise MissingFileError("There is no Read Me.txt (O*NET), which names the release.")
    path = downloads.texts["Read Me"]
    text = source_text(path, str(path), LARGEST_TEXT)
    found, month = _RELEASE.search(text), _MONTHS.search(text)
    if not found:
        raise _fault(path, None, "names no release of O*NET; download the files again and keep this one as it is")
    day = None
    if month:
        day = datetime.datetime.strptime(f"{month[1]} {month[2]}", "%B %Y").date()
    return Release(found[1], day)


def records_of(downloads: Downloads, table: str) -> list[Record]:
    """Return the rows of a table by our own name for it.

    Raises MissingFileError where no file of it is there, SourceError for one that is not whole or that another program
    saved.
    """
    names = NAMES[table]
    own = [each for each in names if all(file in downloads.texts for file in each.files)]
    if not own:
        raise MissingFileError(f"There is no {_called(names)}.")
    chosen = own[-1]
    return [record for file in chosen.files for record in _read(downloads.texts[file], table, chosen)]


def _called(names: tuple[OnetNames, ...]) -> str:
    """Return what a table's files are called, and since when."""
    before, *after = (" and ".join(f"{file}.txt" for file in each.files) for each in names)
    return f"{before} (O*NET)" + (f", called {after[0]} since release {RENAMED_IN}" if after else "")


def _read(path: Path, table: str, names: OnetNames) -> Iterator[Record]:
    text = source_text(path, str(path), LARGEST_TEXT)
    if not text.strip():
        raise _fault(path, 1, "is empty; download it again")
    # One field of the official files has a quotation mark that is never closed, so quotation marks mean nothing here.
    rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    head = next(rows)
    wanted = {CODE: CODE, **{column: names.columns.get(column, column) for column in _COLUMNS[table]}}
    if missing := [name for name in wanted.values() if name not in head]:
        raise _fault(path, 1, _head_fault(head, missing))
    places = {column: head.index(name) for column, name in wanted.items()}
    last = ""
    for number, row in enumerate(rows, 2):
        if len(row) != len(head):
            message = f"this row has {len(row)} cells where the first one has {len(head)}; download the file again"
            raise _fault(path, number, message)
        last = row[places[CODE]]
        yield {column: row[place] for column, place in places.items()}
    if last < _LAST_GROUP:
        raise _fault(path, None, f"is not whole: it ends with {last or 'its first row'}; download it again")
    if not text.endswith("\n"):
        raise _fault(path, text.count("\n") + 1, "the file ends within a row; download it again")


def _head_fault(head: list[str], missing: list[str]) -> str:
    if len(head) == 1 and "," in head[0]:
        return "has commas instead of tabs, as spreadsheets save it; use the file as it was downloaded"
    if any(cell.startswith('"') for cell in head):
        return "has quotation marks around its cells, as spreadsheets save it; use the file as it was downloaded"
    return f"has no column “{missing[0]}”; download the text files of O*NET, whole, and keep them as they are"


def _fault(path: Path, line: int | None, message: str) -> SourceError:
    return SourceError(f"{path} cannot be read", problems=[Problem(str(path), line, "", message)])
