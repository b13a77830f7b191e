"""XLSX and ODS: the first visible sheet, read in a process that can be killed, after its archive was inspected."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import python_calamine

from careerprint.errors import AnswerProblem
from careerprint.sandbox import Lost, each_in_child
from careerprint.tables.limits import LARGEST_FILE, WORKBOOK_SECONDS
from careerprint.tables.ods import CONTENT, inspect_ods
from careerprint.tables.table import AnswerTable, Cell, Row, fit, header_width, is_blank, refuse
from careerprint.tables.zip_archive import CONTENT_TYPES, SheetFacts, UnsafeFileError, inspect_workbook
from careerprint.wording import counted

ANSWERS_SHEET = "Answers"
"""The sheet of our own workbooks that people type into; the others only explain."""
_ERROR = "#ERROR"
"""Stands for cells such as `#N/A`: it is no choice, so it is reported."""
_MERGED = "cells of this row are merged; unmerge them"


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet, as the child process sends it."""

    rows: tuple[Row, ...]
    """The rows that are not blank."""
    others_with_content: int
    """The number of other visible sheets that hold something; they were not read."""
    hidden: int
    """The number of hidden sheets, which are never read."""


def read_workbook(file: str, path: Path) -> AnswerTable:
    """Return the table of an XLSX or ODS file; raise SourceError if it is unsafe, damaged or too large."""
    outcome = next(each_in_child(load_sheet, [path], seconds=WORKBOOK_SECONDS))
    if isinstance(outcome, Lost):
        raise refuse(file, f"the workbook {outcome.value}")
    if isinstance(outcome, str):
        raise refuse(file, outcome)
    if not outcome.rows:
        raise refuse(file, "the sheet is empty")
    header = outcome.rows[0]
    width = header_width(file, header)
    fitted = partial(_fitted, outcome.rows, width, len(header.cells))
    return AnswerTable(file, tuple(fitted())[:3], fitted, notes=tuple(_notes(file, outcome)))


def _fitted(rows: tuple[Row, ...], width: int, full: int) -> Iterator[Row]:
    return (row if row.fault else fit(row, width, full) for row in rows)


def _notes(file: str, sheet: WorkbookSheet) -> Iterator[AnswerProblem]:
    if sheet.others_with_content:
        others = counted(sheet.others_with_content, "other sheet holds", "other sheets hold")
        message = f"only the first sheet was read; {others} something"
        yield AnswerProblem(file, None, None, message, "", fatal=False)
    if sheet.hidden:
        message = f"{counted(sheet.hidden, 'hidden sheet was', 'hidden sheets were')} not read"
        yield AnswerProblem(file, None, None, message, "", fatal=False)


def load_sheet(path: Path) -> WorkbookSheet | str:
    """Check and read a workbook, or return a sentence that says what is wrong. Runs in the child process."""
    if path.stat().st_size > LARGEST_FILE:
        return f"larger than {LARGEST_FILE // 1024**2} MB"
    try:
        facts = _inspect(path)
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            return _first_visible(book, facts)
    except UnsafeFileError as error:
        return str(error)
    except Exception:  # calamine and zipfile raise many kinds, and their texts may quote answers.
        return "not a workbook that can be read; save it as XLSX again"


def _inspect(path: Path) -> dict[str, SheetFacts]:
    with zipfile.ZipFile(path) as archive:
        kinds = {CONTENT, CONTENT_TYPES}.intersection(archive.namelist())
    if len(kinds) > 1:
        # What calamine loads, it decides by the name of the file; so it could be what was not inspected.
        raise UnsafeFileError("two kinds of workbook in one file; save it as XLSX again")
    return inspect_ods(path) if CONTENT in kinds else inspect_workbook(path)


def _first_visible(book: python_calamine.CalamineWorkbook, facts: dict[str, SheetFacts]) -> WorkbookSheet | str:
    kinds, views = python_calamine.SheetTypeEnum, python_calamine.SheetVisibleEnum
    sheets = [meta for meta in book.sheets_metadata if meta.typ == kinds.WorkSheet]
    visible = [meta.name for meta in sheets if meta.visible == views.Visible]
    if not visible:
        return "no visible sheet"
    chosen = ANSWERS_SHEET if ANSWERS_SHEET in visible else visible[0]
    sheet = book.get_sheet_by_name(chosen)
    others = 0 if chosen == ANSWERS_SHEET else sum(book.get_sheet_by_name(n).end is not None for n in visible[1:])
    return WorkbookSheet(tuple(_rows(sheet, facts[chosen])), others, len(sheets) - len(visible))


def _rows(sheet: python_calamine.CalamineSheet, facts: SheetFacts) -> Iterator[Row]:
    merged = bytearray(sheet.total_height + 1)
    for (top, _), (bottom, _) in sheet.merged_cell_ranges or ():
        last = min(bottom, len(merged) - 1)
        merged[top : last + 1] = b"\1" * max(0, last + 1 - top)
    for place in facts.merged_rows:
        if place < len(merged):
            merged[place] = 1
    errors = facts.error_cells
    error_rows = {row for row, _ in errors}
    for index, cells in enumerate(sheet.to_python(skip_empty_area=False)):
        plain = [_plain(cell) for cell in cells]
        if index in error_rows:
            plain = [_ERROR if (index, column) in errors else cell for column, cell in enumerate(plain)]
        if not is_blank(plain):
            yield Row(index + 1, plain, _MERGED if merged[index] else "")


def _plain(cell: object) -> Cell:
    """Return a cell as text, number or date; true and false become words, as they must not pass for 1 and 0."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, str | int | float | datetime.date):
        return cell
    return str(cell)
