"""ZIP files, inspected before anything unpacks them: XLSX workbooks, and the `.zip` of Google Forms."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from careerprint.tables.limits import LARGEST_FILE, MOST_COLUMNS, MOST_MERGES, MOST_SHEET_CELLS, MOST_SHEET_ROWS
from careerprint.wording import counted

_MOST_MEMBERS = 5_000
"""Files inside an archive; a workbook has a few dozen."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_CHUNK = 256 * 1024
"""Bytes of XML that are parsed at once, so that a limit stops a bomb before it is unpacked."""
CONTENT_TYPES = "[Content_Types].xml"
"""The part that every XLSX workbook has."""
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class UnsafeFileError(Exception):
    """A file that must not be read; the message says why, in plain words, and quotes nothing."""


@dataclass(slots=True)
class SheetFacts:
    """What the XML of a sheet shows before the sheet is loaded."""

    rows: int = 0
    """The last row, from 1."""
    columns: int = 0
    """The last column, from 1."""
    merges: int = 0
    """The number of merged ranges."""
    error_cells: set[tuple[int, int]] = field(default_factory=set)
    """Row and column, from 0, of cells such as `#N/A`, which the reader of workbooks gives as empty."""
    merged_rows: set[int] = field(default_factory=set)
    """Rows, from 0, with merged cells, which the reader of workbooks does not report for ODS."""

    def reach(self, row: int, column: int) -> None:
        """Take note that a cell at this row and column, from 1, holds something; raise UnsafeFileError far out."""
        if row <= self.rows and column <= self.columns:
            return
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        too_many = self.rows * max(self.columns, 1) > MOST_SHEET_CELLS
        if self.rows > MOST_SHEET_ROWS or self.columns > MOST_COLUMNS or too_many:
            message = f"a sheet spans more than {MOST_SHEET_ROWS} rows or {MOST_COLUMNS} columns"
            raise UnsafeFileError(f"{message}; delete what is far outside the table")


DAMAGED = (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError, IndexError, zlib.error)
"""What `zipfile` raises about archives that are damaged; the last ones come through from what it is built on."""


def safe_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of an archive; raise UnsafeFileError if it is encrypted or unpacks to too much."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_FILE:
        raise UnsafeFileError(f"it unpacks to more than {LARGEST_FILE // 1024**2} MB")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise UnsafeFileError("it is packed in an unusual way; unpack it, or export it again")
    if any(member.flag_bits & 1 for member in members):
        raise UnsafeFileError("it is protected by a password; save it without one")
    if len({member.filename for member in members}) < len(members):
        raise UnsafeFileError("two files inside it have the same name")
    return members


def single_csv(path: Path) -> bytes:
    """Return the one CSV that a `.zip` from a survey tool holds; raise UnsafeFileError otherwise."""
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [member for member in safe_members(archive) if _is_csv(member.filename)]
            if len(tables) != 1:
                raise UnsafeFileError(
                    _kind_of(archive) or f"holds {counted(len(tables), 'CSV file')}; expected exactly one"
                )
            return archive.read(tables[0])
    except (*DAMAGED, OSError):
        raise UnsafeFileError("the archive is damaged") from None


def _kind_of(archive: zipfile.ZipFile) -> str:
    """Return what to do with the file of another program that is a ZIP too; empty for an ordinary one."""
    if any(name.endswith(".iwa") for name in archive.namelist()):
        return "a file of Apple Numbers; in Numbers, export it as Excel or CSV"
    return ""


def _is_csv(name: str) -> bool:
    # macOS adds `__MACOSX/._name.csv` beside each file.
    return name.lower().endswith(".csv") and not name.startswith("__MACOSX/")


def inspect_workbook(path: Path) -> dict[str, SheetFacts]:
    """Parse every XML part of a workbook without loading it; return the facts about each sheet by its name.

    Raises UnsafeFileError for declared entities, sheets that span too much, and bombs.
    """
    facts: dict[str, SheetFacts] = {}
    with zipfile.ZipFile(path) as archive:
        for member in safe_members(archive):
            if member.filename.lower().endswith((".xml", ".rels")):
                sheet = SheetFacts()
                scan = _SheetScan(sheet)
                with archive.open(member) as stream:
                    parse_xml(stream, scan.prepare)
                facts[member.filename] = sheet
        return {name: facts[part] for name, part in _sheet_parts(archive) if part in facts}


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return the name and the part of each sheet. Safe in ElementTree: parts with entities were refused."""
    relations = ElementTree.fromstring(archive.read(_RELATIONS))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = ElementTree.fromstring(archive.read(_WORKBOOK)).iter()
    named = [(sheet.get("name", ""), sheet.get(_RELATION_ID)) for sheet in sheets if sheet.get(_RELATION_ID)]
    return [(name, _part_name(targets.get(relation, ""))) for name, relation in named]


def _part_name(target: str) -> str:
    # A target is relative to the workbook's folder, or absolute within the archive.
    return target[1:] if target.startswith("/") else f"xl/{target}"


def parse_xml(stream: IO[bytes], prepare: Callable[[expat.XMLParserType], None]) -> None:
    """Parse a part of a workbook piece by piece, with the handlers that `prepare` sets.

    Raises UnsafeFileError for damaged XML and for declared entities, which could refer to one another without end.
    """
    parser = expat.ParserCreate()
    prepare(parser)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise UnsafeFileError("the workbook is damaged") from None


def _refuse_doctype(*_: object) -> None:
    raise UnsafeFileError("it declares entities, which no spreadsheet program does")


class _SheetScan:
    """Follows the elements of a sheet; a cell without a reference is the next one in its row."""

    def __init__(self, sheet: SheetFacts) -> None:
        self._sheet = sheet
        self._row = 0
        self._column = 0

    def prepare(self, parser: expat.XMLParserType) -> None:
        """Let a parser call this scan."""
        parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._cell(attributes)
            case "row":
                self._row = _number(attributes.get("r"), self._row + 1)
                self._column = 0
                self._sheet.reach(self._row, 0)
            case "dimension":
                for corner in attributes.get("ref", "").split(":"):
                    self._sheet.reach(*_position(corner, 0, 0))
            case "mergeCell":
                self._sheet.merges += 1
                if self._sheet.merges > MOST_MERGES:
                    raise UnsafeFileError(f"more than {MOST_MERGES} merged ranges")

    def _cell(self, attributes: dict[str, str]) -> None:
        self._row, self._column = _position(attributes.get("r", ""), self._row, self._column + 1)
        self._sheet.reach(self._row, self._column)
        if attributes.get("t") == "e":
            self._sheet.error_cells.add((self._row - 1, self._column - 1))


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else otherwise


def _position(reference: str, row: int, column: int) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return row, column
    letters = 0
    for letter in found[1]:
        letters = letters * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), letters
