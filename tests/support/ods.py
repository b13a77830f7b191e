"""ODS workbooks as LibreOffice writes them, and parts of them to attack with."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_STYLES = "".join(
    f'<style:style style:name="{name}" style:family="table">'
    f'<style:table-properties table:display="{shown}"/></style:style>'
    for name, shown in (("shown", "true"), ("hidden", "false"))
)
EMPTY_ROWS = (
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
"""What LibreOffice writes below the last row: the sheet's whole height in one element."""


def cell(value: str | int, attributes: str = "") -> str:
    """Return a cell with a number, an ISO date or a text."""
    if isinstance(value, int):
        kind = f'office:value-type="float" office:value="{value}"'
    elif len(value) == 10 and value[4:5] == value[7:8] == "-":
        kind = f'office:value-type="date" office:date-value={quoteattr(value)}'
    else:
        kind = 'office:value-type="string"' if value else ""
    return f"<table:table-cell {kind} {attributes}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def row(cells: Sequence[str | int], attributes: str = "") -> str:
    """Return a row; two equal cells in a row are written once, as LibreOffice does it."""
    written = []
    place = 0
    while place < len(cells):
        times = 1
        while place + times < len(cells) and cells[place + times] == cells[place]:
            times += 1
        written.append(cell(cells[place], f'table:number-columns-repeated="{times}"' if times > 1 else ""))
        place += times
    return f"<table:table-row {attributes}>{''.join(written)}</table:table-row>"


def sheet(rows: str, name: str = "Sheet1", style: str = "shown") -> str:
    """Return a sheet with these rows and the empty ones below them."""
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}{EMPTY_ROWS}</table:table>'


def save(path: Path, sheets: str, *, prolog: str = "", **parts: str) -> Path:
    """Write a workbook with these sheets, and with other parts by the names of `parts`, `__` for a slash."""
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}'
        f'<office:document-content {_SPACES} {_CALC} office:version="1.3">'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>{body}</office:document-content>"
    )
    manifest = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:x"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(_dated("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(_dated("META-INF/manifest.xml"), parts.pop("manifest", manifest))
        archive.writestr(_dated("content.xml"), content, zipfile.ZIP_DEFLATED)
        for name, text in parts.items():
            archive.writestr(_dated(name), text)
    return path


def _dated(name: str) -> zipfile.ZipInfo:
    """Return an entry of a fixed time: the same content gives the same bytes."""
    return zipfile.ZipInfo(name, (2026, 11, 27, 0, 0, 0))
