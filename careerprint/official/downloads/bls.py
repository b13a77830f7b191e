"""The tables of the Bureau of Labor Statistics: wages, projections, education and skills, by occupation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from careerprint.official.downloads.folder import Downloads
from careerprint.official.downloads.releases import Release
from careerprint.official.downloads.workbooks import FIRST, Cell, OfficialWorkbook, Sheet, fault, read_workbook

ALL = "00-0000"
"""The code of all occupations together."""
Rows = Mapping[str, Mapping[str, Cell]]
"""The rows of a table by the code of the occupation, each with its cells by the column of an address."""

_CODE = re.compile(r"\d\d-\d{4}")
_FOOTNOTE = re.compile(r"(?:\[\d+\])+$")
_TOP = re.compile(r"\$([\d,]+) per year")
_END = "Source: Employment Projections program"
"""Part of one of the last rows of every table of the projections; a file without it is incomplete."""
_LAST_GROUP = "53-"
"""The last major group of occupations, with which every wage file ends; one that does not is not whole."""
_PROJECTIONS = {
    "title": "National Employment Matrix title",
    "jobs": "Employment, ",
    "new-jobs": "Employment change, numeric",
    "change": "Employment change, percent",
    "self-employed": "Percent self employed",
    "openings": "Occupational openings",
    "entry": "Typical education",
    "experience": "Work experience",
    "training": "Typical on-the-job",
}
"""Table 1.2: how the head of each column begins; numbers of people are in thousands."""
_ATTAINMENT = {
    "title": "National Employment Matrix title",
    "less-than-high-school": "Less than high school",
    "high-school": "High school diploma",
    "some-college": "Some college",
    "associates": "Associate",
    "bachelors": "Bachelor",
    "masters": "Master",
    "doctoral": "Doctoral",
}
"""Table 5.3: the same; shares are in percent."""


@dataclass(frozen=True, slots=True)
class BlsTable:
    """One table and the release that it is of."""

    rows: Rows
    release: Release
    path: Path


@dataclass(frozen=True, slots=True)
class WageTable:
    """The wages of one area."""

    table: BlsTable
    area: str
    top: int
    """Dollars a year that `#` stands for: that much or more."""


def wages(downloads: Downloads) -> WageTable:
    """Return the national wages; raises as `read_workbook` does."""
    tables = _wages(downloads, "national")
    if len(tables) != 1:
        path = downloads.workbooks["national"]
        raise fault(path, "holds more than one area; download the file “National” of all industries")
    return tables[0]


def state_wages(downloads: Downloads) -> Sequence[WageTable]:
    """Return the wages of each state that the state file holds; raises as `read_workbook` does."""
    return _wages(downloads, "state")


def _wages(downloads: Downloads, name: str) -> Sequence[WageTable]:
    book = read_workbook(downloads, name, (FIRST, "Field Descriptions"))
    head, *rows = book.sheets[FIRST] or [[]]
    columns = [str(cell).strip().upper() for cell in head]
    needed = ("AREA_TITLE", "OCC_CODE", "OCC_TITLE", "TOT_EMP", "A_PCT10", "A_MEDIAN", "A_PCT90")
    if missing := [column for column in needed if column not in columns]:
        raise fault(book.path, f"has no column {missing[0]}; download the file again and keep it as it is", 1)
    area, code = columns.index("AREA_TITLE"), columns.index("OCC_CODE")
    areas: dict[str, dict[str, Mapping[str, Cell]]] = {}
    for row in rows:
        # A broad occupation of one detailed one has the same figures and comes first.
        areas.setdefault(str(row[area]), {}).setdefault(str(row[code]), dict(zip(columns, row, strict=False)))
    release, top = _release_of_wages(book)
    if not rows or str(rows[-1][code]) < _LAST_GROUP or not all(ALL in found for found in areas.values()):
        raise fault(book.path, "the file is not whole; download it again")
    return [WageTable(BlsTable(found, release, book.path), name, top) for name, found in areas.items()]


def _release_of_wages(book: OfficialWorkbook) -> tuple[Release, int]:
    notes = [str(row[0]) for row in book.sheets["Field Descriptions"] if row]
    named = re.match(r"([A-Z][a-z]+ \d{4}) OEWS", notes[0]) if notes else None
    top = next((found for note in notes if note.startswith("#") and (found := _TOP.search(note))), None)
    if not named or not top:
        raise fault(book.path, "the sheet “Field Descriptions” does not say which month the wages are of")
    return Release(named[1], book.saved), int(top[1].replace(",", ""))


def projections(downloads: Downloads) -> tuple[BlsTable, Mapping[str, str]]:
    """Return Table 1.2, and of Table 1.12 the reason for all industries by occupation."""
    book = read_workbook(downloads, "occupation", ("Table 1.2", "Table 1.12"))
    head, rows = _named(book, "Table 1.2", _PROJECTIONS)
    span = re.search(r"\d{4}–\d\d\b", " ".join(head))
    if not span:
        raise fault(book.path, "Table 1.2 does not say which years it is of; download it again")
    reasons = {}
    for code, row in _coded(book.sheets["Table 1.12"]):
        if len(row) > 4 and row[3] == "TE1000":
            reasons[code] = str(row[4])
        reasons.setdefault(code, "")  # reasons for single industries only
    return BlsTable(rows, Release(span[0], book.saved), book.path), reasons


def education(downloads: Downloads, span: str) -> tuple[BlsTable, tuple[int, int]]:
    """Return Table 5.3 and the two years of the survey behind it; `span` is the release of Table 1.2."""
    book = read_workbook(downloads, "education", ("Table 5.3",))
    head, rows = _named(book, "Table 5.3", _ATTAINMENT)
    _same_edition(book, head, span)
    notes = " ".join(str(row[0]) for row in book.sheets["Table 5.3"] if row and str(row[0]).startswith("Data Source"))
    years = re.search(r"(\d{4}) and (\d{4})", notes)
    if not years:
        raise fault(book.path, "Table 5.3 does not say which years it is of; download it again")
    return BlsTable(rows, Release(span, book.saved), book.path), (int(years[1]), int(years[2]))


def skills(downloads: Downloads, span: str) -> Mapping[str, Mapping[str, float]]:
    """Return Table 6.5: for each occupation the percentile rank of each skill, 0 to 100."""
    book = read_workbook(downloads, "skills", ("Table 6.5",))
    sheet = book.sheets["Table 6.5"]
    head = [str(cell) for cell in sheet[1]] if len(sheet) > 1 else []
    _whole(book, "Table 6.5")
    _same_edition(book, head, span)
    return {
        code: {name: cell for name, cell in zip(head[2:], row[2:], strict=False) if isinstance(cell, float)}
        for code, row in _coded(sheet)
    }


def _named(book: OfficialWorkbook, sheet: str, columns: Mapping[str, str]) -> tuple[list[str], Rows]:
    """Return the head of a table and its rows, cells by our names of the columns."""
    _whole(book, sheet)
    head = [str(cell) for cell in book.sheets[sheet][1]]
    places = {}
    for name, start in columns.items():
        place = next((i for i, cell in enumerate(head) if cell.startswith(start) or cell[5:].startswith(start)), None)
        if place is None:
            raise fault(book.path, f"{sheet} has no column “{start.strip(' ,')}”; download it again", 2)
        places[name] = place
    rows = {code: {name: row[place] for name, place in places.items()} for code, row in _coded(book.sheets[sheet])}
    return head, {code: {**row, **_without_marks(str(row["title"]))} for code, row in rows.items()}


def _without_marks(title: str) -> Mapping[str, Cell]:
    """Return the title and the footnote marks of `  Data scientists[1]`, apart."""
    found = _FOOTNOTE.search(title.strip())
    return {"title": _FOOTNOTE.sub("", title.strip()).strip(), "marks": found[0] if found else ""}


def _whole(book: OfficialWorkbook, sheet: str) -> None:
    rows = book.sheets[sheet]
    if len(rows) < 3 or not any(_END in str(cell) for row in rows[-3:] for cell in row[:1]):
        raise fault(book.path, f"{sheet} is not whole: its last line, “{_END} …”, is missing; download it again")


def _same_edition(book: OfficialWorkbook, head: Sequence[str], span: str) -> None:
    """Refuse a workbook of other years than the projections."""
    year = next((cell[:4] for cell in head if cell[:4].isdigit()), "")
    if year != span[:4]:
        message = f"is of the edition that begins in {year or 'no year'}, but occupation.xlsx is of {span}"
        raise fault(book.path, f"{message}; download both of one edition")


def _coded(rows: Sheet) -> Iterator[tuple[str, Sequence[Cell]]]:
    """Yield the rows that are about an occupation, with its code from the second column; of two alike the first."""
    for row in rows:
        if len(row) > 1 and _CODE.fullmatch(str(row[1]).strip()):
            yield str(row[1]).strip(), row
