"""Answer files to attack with: a good one of each kind, and ways to harm it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from careerprint.answers.open_answers import read_answers
from careerprint.answers.responses import Answers
from tests.support.questionnaire import IDS, NUMBERS, QUESTIONNAIRE

HEADER = "id,name," + ",".join(IDS)
ROW = "p1,Sample Person 01,1,2,3,4,5"
GOOD = ((1, 2, 3, 4, 5),)
RECORD = {"id": "p1", **dict(zip(IDS, NUMBERS[0], strict=True))}
CANARY = "Canary7391"
SHEET = "xl/worksheets/sheet1.xml"


def put(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(path: Path) -> Answers:
    return read_answers(path, QUESTIONNAIRE)


def workbook(path: Path, fill: Callable[[Any, Any], None] = lambda book, sheet: None) -> Path:
    """Write a workbook with one good row; `fill` adds to it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Form1")
        for column, (head, cell) in enumerate(zip(HEADER.split(","), ROW.split(","), strict=True)):
            sheet.write_string(0, column, head)
            # Numbers as text, as web forms export them.
            sheet.write_string(1, column, cell)
        fill(book, sheet)
    return path


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def broken_xml(path: Path) -> Path:
    return rewritten(path, SHEET, lambda data: data[:-40])
