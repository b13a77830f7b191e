"""What large print changes in a guide: nothing is raised and small, and no table is wider than the page.

It works on HTML that our own Markdown reader has made, whose tables hold no tables.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from careerprint.sources.citations.source_marks import MARK_SPACE

MOST_COLUMNS = 2
"""A table with more columns does not fit a line of about fifty letters."""

_MARK = re.compile(rf'(<a class="source-mark"[^>]*>){MARK_SPACE}(\d+),?(</a>)')
_TABLE = re.compile(r"<table\b[^>]*>(.*?)</table>", re.S)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.S)
_CELL = re.compile(r"<(t[hd])\b[^>]*>(.*?)</\1>", re.S)


def large_print(html: str) -> Markup:
    """Return HTML of a guide with source marks at full size, `[1]`, and wide tables as lists."""
    return Markup(_TABLE.sub(_as_list, str(full_size_marks(html))))


def full_size_marks(html: str) -> Markup:
    """Return HTML whose source marks are in brackets: nothing in large print is smaller than the text."""
    return Markup(_MARK.sub(rf"\1{MARK_SPACE}[\2]\3", str(html)))


def _as_list(table: re.Match[str]) -> str:
    """Return a table with three columns or more as a list: each row an item, each of its cells named."""
    head, *rows = ([cell for _, cell in _CELL.findall(row)] for row in _ROW.findall(table[1]))
    if len(head) <= MOST_COLUMNS:
        return table[0]
    items = "".join(_item(head, row) for row in rows)
    return f'<p class="records-title">{head[0]}</p>\n<ul class="records">\n{items}</ul>'


def _item(head: list[str], row: list[str]) -> str:
    values = "".join(
        f'<li><span class="term">{name}:</span> <span class="value">{value}</span></li>\n'
        for name, value in zip(head[1:], row[1:], strict=True)
    )
    return f'<li><strong class="record">{row[0]}</strong>\n<ul>\n{values}</ul></li>\n'
