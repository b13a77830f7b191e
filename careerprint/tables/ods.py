"""ODS, the workbooks of LibreOffice: inspected like XLSX before anything loads them.

An empty cell or row is written once with the number of times that it is repeated, so a sheet of a few bytes may claim
any size; only repeated cells that hold something count.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers import expat

from careerprint.tables.limits import MOST_MERGES
from careerprint.tables.zip_archive import SheetFacts, UnsafeFileError, parse_xml, safe_members

CONTENT = "content.xml"
"""The part that holds all sheets."""
_MANIFEST = "META-INF/manifest.xml"


def inspect_ods(path: Path) -> dict[str, SheetFacts]:
    """Parse a workbook without loading it; return the facts about each sheet by its name.

    Raises UnsafeFileError for passwords, declared entities, sheets that span too much, and bombs.
    """
    with zipfile.ZipFile(path) as archive:
        names = {member.filename for member in safe_members(archive)}
        if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
            raise UnsafeFileError("it is protected by a password; save it without one")
        scan = _ContentScan()
        with archive.open(CONTENT) as stream:
            parse_xml(stream, scan.prepare)
        return scan.sheets


class _ContentScan:
    """Follows the tables, rows and cells of the content, and sums up their repetitions."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self._sheet = SheetFacts()
        self._row = 0
        self._column = 0
        self._row_times = 1

    def prepare(self, parser: expat.XMLParserType) -> None:
        """Let a parser call this scan."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table:table":
                self._sheet = self.sheets.setdefault(attributes.get("table:name", ""), SheetFacts())
                self._row = 0
            case "table:table-row":
                self._row_times = _times(attributes, "table:number-rows-repeated")
                self._column = 0
            case "table:table-cell" | "table:covered-table-cell":
                self._cell(attributes)

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._row_times

    def _cell(self, attributes: dict[str, str]) -> None:
        times = _times(attributes, "table:number-columns-repeated")
        first, self._column = self._column, self._column + times
        if "office:value-type" not in attributes:
            return
        self._sheet.reach(self._row + self._row_times, self._column)
        rows = range(self._row, self._row + self._row_times)
        if attributes.get("calcext:value-type") == "error":
            self._sheet.error_cells.update((row, column) for row in rows for column in range(first, self._column))
        tall = _times(attributes, "table:number-rows-spanned")
        if tall > 1 or _times(attributes, "table:number-columns-spanned") > 1:
            self._sheet.merges += 1
            if self._sheet.merges > MOST_MERGES:
                raise UnsafeFileError(f"more than {MOST_MERGES} merged ranges")
            self._sheet.reach(self._row + tall, self._column)
            self._sheet.merged_rows.update(range(self._row, self._row + max(tall, self._row_times)))


def _times(attributes: dict[str, str], name: str) -> int:
    """Return how often something is repeated, at least once; an honest sheet needs no more digits than are read."""
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
