"""Rules about what helps people find their way: bookmarks, headings, tables, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from careerprint.check.pdf.finished import FinishedPdf, StructureElement
from careerprint.check.pdf.reading_order import array_of
from careerprint.errors import Problem
from careerprint.wording import counted

_HEADING = re.compile(r"H([1-6])")

LeveledTitle = tuple[int, str]
"""Level, from 1, and words of a heading or bookmark."""


def outline(file: FinishedPdf) -> Iterator[Problem]:
    """Report bookmarks that differ from the headings (WCAG 2.1, technique PDF2)."""
    headings = [(int(match[1]), words) for role, words in file.blocks if (match := _HEADING.fullmatch(role))]
    bookmarks = list(_bookmarks(file.pdf.Root.get("/Outlines"), 1))
    if headings and not bookmarks:
        yield file.problem("it has no bookmarks: nobody can jump to a heading")
    elif [words for _, words in headings] != [words for _, words in bookmarks]:
        yield file.problem("its bookmarks are not its headings")
    elif _depths(headings) != _depths(bookmarks):
        yield file.problem("its bookmarks have other levels than its headings")


def _bookmarks(parent: pikepdf.Object | None, level: int) -> Iterator[LeveledTitle]:
    """Yield the bookmarks below an outline item, in their order (ISO 32000-1, 12.3.3)."""
    item = parent.get("/First") if parent is not None else None
    seen = set()
    while item is not None and item.objgen not in seen:
        seen.add(item.objgen)
        yield level, " ".join(str(item.get("/Title", "")).split())
        yield from _bookmarks(item, level + 1)
        item = item.get("/Next")


def _depths(entries: list[LeveledTitle]) -> list[int]:
    """Return each entry's depth below the others; a skipped level counts as one step."""
    open_levels: list[int] = []
    depths = []
    for level, _ in entries:
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        depths.append(len(open_levels))
    return depths


def main_heading(file: FinishedPdf) -> Iterator[Problem]:
    """Report a document that does not have exactly one heading of level 1 before all others."""
    roles = [role for role, _ in file.blocks if _HEADING.fullmatch(role)]
    if file.blocks and (roles.count("H1") != 1 or roles[0] != "H1"):
        yield file.problem(f"it must begin with one heading of level 1; it has {roles.count('H1')}")


def table_heads(file: FinishedPdf) -> Iterator[Problem]:
    """Report tables without header cells, and header cells without a scope (ISO 14289-1, 7.5)."""
    for table in file.with_role("Table"):
        cells = list(_cells(table.thing))
        heads = [cell for cell in cells if str(cell["/S"]) == "/TH"]
        first = next((str(cell["/S"]) for cell in cells), "/TH")
        if cells and (not heads or first != "/TH"):
            yield file.problem("the first row of a table is not marked as its header", page=table.page)
        if unclear := sum(not _has_scope(head) for head in heads):
            message = f"a table does not say of {counted(unclear, 'header cell')} whether it heads a row or a column"
            yield file.problem(message, page=table.page)
        if rows := _headless_rows(table.thing):
            message = f"a table has {counted(rows, 'row')} without the header cell that others have"
            yield file.problem(message, page=table.page)


def _rows(table: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in array_of(table.get("/K")):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if str(kid["/S"]) == "/TR":
                yield kid
            elif str(kid["/S"]) in ("/THead", "/TBody", "/TFoot"):
                yield from _rows(kid)


def _row_cells(row: pikepdf.Object) -> list[pikepdf.Object]:
    kids = (kid for kid in array_of(row.get("/K")) if isinstance(kid, pikepdf.Dictionary))
    return [kid for kid in kids if str(kid.get("/S")) in ("/TH", "/TD")]


def _cells(table: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for row in _rows(table):
        yield from _row_cells(row)


def _headless_rows(table: pikepdf.Object) -> int:
    """Return how many rows begin with a plain cell although most rows of the table begin with a header cell."""
    firsts = [str(cells[0]["/S"]) for row in _rows(table) if (cells := _row_cells(row))]
    plain = firsts[1:].count("/TD")
    return plain if plain * 2 < len(firsts) - 1 else 0


def _has_scope(head: pikepdf.Object) -> bool:
    return any(isinstance(each, pikepdf.Dictionary) and "/Scope" in each for each in array_of(head.get("/A")))


def lists(file: FinishedPdf) -> Iterator[Problem]:
    """Report list items that hold no text of their own (ISO 32000-1, 14.8.4.3.3)."""
    for item in file.with_role("LI"):
        if not _has_body(item):
            yield file.problem("a list item has no text (LBody)", page=item.page)


def _has_body(item: StructureElement) -> bool:
    return any(isinstance(kid, pikepdf.Dictionary) and str(kid.get("/S")) == "/LBody" for kid in item.kids)
