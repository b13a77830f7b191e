"""Folders of official files for tests, made from the slice in tests/official/slice/, whole or changed."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import xlsxwriter

SLICE = Path(__file__).parents[1] / "official" / "slice"
WORKBOOKS = {
    "national_M2024_dl.xlsx": ("national.tsv", "national, Field Descriptions.tsv"),
    "occupation.xlsx": ("occupation, Table 1.2.tsv", "occupation, Table 1.12.tsv"),
    "education.xlsx": ("education, Table 5.3.tsv",),
    "skills.xlsx": ("skills, Table 6.5.tsv",),
}
"""Each workbook and the texts of its sheets."""
SAVED = datetime.datetime(2025, 9, 1)
NEW_NAMES = {
    "Interests": "Career Interest Types",
    "Alternate Titles": "Job Titles",
    "Technology Skills": "Software Skills",
}
NEW_COLUMNS = {"Alternate Title\t": "Job Title\t", "Code\tExample\t": "Code\tWorkplace Example\t"}

Rows = list[list[str]]
Changing = Callable[[str, Rows], object]
"""Is called with the name of a text and its rows, and may change them."""


def make_official(folder: Path, *, changing: Changing = lambda name, rows: None) -> Path:
    """Make a folder of official files as people download them."""
    for name, texts in WORKBOOKS.items():
        sheets = {}
        for text in texts:
            lines = (SLICE / "bls" / text).read_text(encoding="utf-8").splitlines()
            sheets[text] = [line.split("\t") for line in lines]
            changing(text, sheets[text])
        write_workbook(folder / "bls" / name, {_sheet(text): rows for text, rows in sheets.items()})
    shutil.copytree(SLICE / "bls" / "ooh", folder / "bls" / "ooh")
    shutil.copytree(SLICE / "onet_30_1", folder / "onet_30_1")
    return folder


def _sheet(text: str) -> str:
    return text.removesuffix(".tsv").rpartition(", ")[2]


def write_workbook(path: Path, sheets: dict[str, Rows]) -> None:
    """Write a workbook; cells that are numbers become numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": SAVED})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell)


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: str) -> None:
    try:
        sheet.write_number(row, column, float(cell))
    except ValueError:
        sheet.write_string(row, column, cell)


def change(rows: Rows, code: str, column: str, value: str) -> None:
    """Put a value into the row of an occupation; `column` is the beginning of the column's head."""
    head = next(row for row in rows if any(cell.startswith(column) for cell in row))
    place = next(place for place, cell in enumerate(head) if cell.startswith(column))
    for row in rows:
        if code in row:
            row[place] = value


def newer(name: str, rows: Rows) -> None:
    """Make the slice one of the next year: its years and its release, but not its figures."""
    for row in rows:
        for place, cell in enumerate(row):
            row[place] = cell if _is_code_or_number(cell) else _next_year(cell)


def _is_code_or_number(cell: str) -> bool:
    return cell.replace(".", "").replace("-", "").isdigit()


def _next_year(text: str) -> str:
    for old, new in (("2034", "2035"), ("–34", "–35"), ("2024", "2025"), ("2023", "2024"), ("2022", "2023")):
        text = text.replace(old, new)
    return text


def with_new_names(folder: Path) -> Path:
    """Rename the files and columns of O*NET in a folder as releases from 30.3 on name them."""
    for path in (folder / "onet_30_1").iterdir():
        text = path.read_text(encoding="utf-8").replace("30.1", "30.3").replace("December 2025", "May 2026")
        for old, new in NEW_COLUMNS.items():
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        path.rename(path.with_stem(NEW_NAMES.get(path.stem, path.stem)))
    return folder


def lines_with(lines: Iterable[str], words: str) -> list[str]:
    """Return the lines that hold some words."""
    return [line for line in lines if words in line]
