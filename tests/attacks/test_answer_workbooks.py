"""The attack list: XLSX."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from careerprint.errors import SourceError
from tests.support.answer_files import CANARY, GOOD, SHEET, broken_xml, put, read, rewritten, workbook
from tests.support.questionnaire import messages, numbers

# XLSX


def test_numbers_as_text(tmp_path: Path) -> None:
    assert numbers(read(workbook(tmp_path / "a.xlsx"))) == GOOD


def bomb(path: Path) -> Path:
    return rewritten(path, SHEET, lambda data: data + b"<!--" + b" " * 270_000_000 + b"-->")


def far_cell(path: Path) -> Path:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return rewritten(path, SHEET, lambda data: data.replace(b"</sheetData>", cell))


def far_cell_spelled_otherwise(path: Path) -> Path:
    cell = b"<row><c r = '&#88;FD1048576' ><v>1</v></c></row></sheetData>"
    return rewritten(path, SHEET, lambda data: data.replace(b"</sheetData>", cell))


def far_dimension(path: Path) -> Path:
    return rewritten(path, SHEET, lambda data: data.replace(b'ref="A1:G2"', b'ref="A1:XFD1048576"'))


def entities(path: Path) -> Path:
    lol = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst '
    return rewritten(path, "xl/sharedStrings.xml", lambda data: data.replace(b"<sst ", lol))


def many_merges(path: Path) -> Path:
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:A2"/>' * 20_000 + b"</mergeCells></worksheet>"
    return rewritten(path, SHEET, lambda data: data.replace(b"</worksheet>", merges))


def cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:2_000])
    return path


def without_sheets(path: Path) -> Path:
    return rewritten(path, "xl/workbook.xml", lambda data: data.replace(b"<sheet ", b"<other "))


def lying_about_its_size(path: Path) -> Path:
    """Declare ten bytes for a sheet that unpacks to 270 MB, in both headers."""
    data = bytearray(bomb(path).read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = struct.pack("<I", archive.getinfo(SHEET).file_size)
    path.write_bytes(data.replace(size, struct.pack("<I", 10)))
    return path


def encrypted_member(path: Path) -> Path:
    """Set the bit that says a member is encrypted, in the central directory."""
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (bomb, "unpacks to more than 256 MB"),
        (far_cell, "a sheet spans more than"),
        (far_cell_spelled_otherwise, "a sheet spans more than"),
        (far_dimension, "a sheet spans more than"),
        (entities, "it declares entities"),
        (many_merges, "more than 10000 merged ranges"),
        (broken_xml, "damaged"),
        (cut, "damaged"),
        (without_sheets, "no visible sheet"),
        pytest.param(lying_about_its_size, "not a workbook that can be read|damaged", marks=pytest.mark.slow),
        (encrypted_member, "protected by a password"),
    ],
)
def test_workbook_is_refused(tmp_path: Path, harm: Callable[[Path], Path], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(harm(workbook(tmp_path / "a.xlsx")))


def test_old_or_encrypted_workbook(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="save it as XLSX without a password"):
        read(put(tmp_path, "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000))


def test_merged_cells_leave_only_their_rows_out(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(2, 0, ["p2", "Sample Person 02"])
        sheet.merge_range(2, 2, 2, 6, 4)

    answers = read(workbook(tmp_path / "a.xlsx", fill))
    assert numbers(answers) == GOOD
    assert [(problem.row, problem.message) for problem in answers.problems] == [
        (3, "cells of this row are merged; unmerge them")
    ]


def test_merged_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cells of this row are merged"):
        read(workbook(tmp_path / "a.xlsx", lambda _, sheet: sheet.merge_range(0, 7, 0, 9, "Comments")))


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        book.add_worksheet("Secret").write(0, 0, CANARY)
        book.get_worksheet_by_name("Secret").hide()
        book.add_worksheet("Notes").write(0, 0, CANARY)

    answers = read(workbook(tmp_path / "a.xlsx", fill))
    assert numbers(answers) == GOOD
    assert messages(answers) == [
        "only the first sheet was read; 1 other sheet holds something",
        "1 hidden sheet was not read",
    ]


def test_dates_errors_and_truth_values_are_no_answers(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(2, 0, ["p2", "Sample Person 02", 1, 2, 3, 4])
        sheet.write_formula(2, 6, "=NA()", value="#N/A")
        sheet.write_row(3, 0, ["p3", "Sample Person 03", 1, True, 3.5, 4, 5])
        sheet.write_datetime(3, 2, datetime(2026, 4, 5), book.add_format({"num_format": "d-m"}))

    answers = read(workbook(tmp_path / "a.xlsx", fill))
    assert numbers(answers) == GOOD
    assert [(problem.row, problem.column) for problem in answers.problems] == [
        (3, "G (data-work)"),
        (4, "C (i1)"),
        (4, "D (i2)"),
        (4, "E (i3)"),
    ]
