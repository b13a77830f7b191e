"""The official files that guides cite, as a person downloads them: wages, projections, Handbook pages, O*NET.

A folder holds `bls/national_M2024_dl.xlsx`, `bls/occupation.xlsx`, `bls/education.xlsx`, `bls/ooh/*.html` and
`onet_*/*.txt`.
"""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from python_calamine import CalamineWorkbook

from careerprint.sources.citations.addresses import TABS

Cell = str | float
"""A value of a workbook as calamine reads it; a dash or a sign stands for what is not published."""
Rows = Mapping[str, Mapping[str, Cell]]
"""The rows of a table by the code of the occupation, each with its cells by the column of an address."""

CELL = "¦"
"""Stands on both sides of a table's cell in the words of a tab: only the first cell of a column has a $ or % sign."""
_CODE = re.compile(r"\d\d-\d{4}")
_PROJECTIONS = {"jobs": 3, "new-jobs": 7, "change": 8, "openings": 10, "entry": 12, "training": 14}
"""Table 1.2: the place of each column, from 0; numbers of people are in thousands."""
_ATTAINMENT = ("less-than-high-school", "high-school", "some-college", "associates", "bachelors", "masters", "doctoral")
"""Table 5.3: the columns from the third on."""


class OfficialFiles:
    """Looks up values in a folder of official files; each file is read once."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        self.folder = folder
        self._tabs: dict[str, Mapping[str, str]] = {}
        self._lists: dict[str, list[dict[str, str]]] = {}

    @cached_property
    def tables(self) -> Mapping[str, Rows]:
        """The tables by the names that addresses use."""
        bls = self.folder / "bls"
        projections = _coded(_sheet(bls / "occupation.xlsx", "Table 1.2"))
        attainment = _coded(_sheet(bls / "education.xlsx", "Table 5.3"))
        reasons = _coded(_sheet(bls / "occupation.xlsx", "Table 1.12"))
        return {
            "national": _wages(_sheet(next(bls.glob("national_M*_dl.xlsx")), 0)),
            "1.2": {code: {name: row[place] for name, place in _PROJECTIONS.items()} for code, row in projections},
            "5.3": {code: dict(zip(_ATTAINMENT, row[2:], strict=False)) for code, row in attainment},
            "1.12": {code: {} for code, _ in reasons},
        }

    def tab(self, url: str, name: str) -> str:
        """Return the words of one tab of the Handbook page that a source's address leads to."""
        page = url.rpartition("/")[2].removesuffix(".htm")
        if page not in self._tabs:
            self._tabs[page] = _tabs((self.folder / "bls" / "ooh" / f"{page}.html").read_text(encoding="utf-8"))
        return self._tabs[page].get(name, "")

    def records(self, name: str) -> list[dict[str, str]]:
        """Return the rows of an O*NET text file, by the names of its columns."""
        if name not in self._lists:
            path = next(self.folder.glob(f"onet_*/{name}.txt"))
            with path.open(encoding="utf-8", newline="") as file:
                self._lists[name] = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        return self._lists[name]


def _sheet(path: Path, name: str | int) -> list[list[Cell]]:
    book = CalamineWorkbook.from_path(path)
    sheet = book.get_sheet_by_index(name) if isinstance(name, int) else book.get_sheet_by_name(name)
    return [[cell if isinstance(cell, float) else str(cell) for cell in row] for row in sheet.to_python()]


def _wages(rows: list[list[Cell]]) -> Rows:
    head = [str(cell).upper() for cell in rows[0]]
    code = head.index("OCC_CODE")
    found: dict[str, Mapping[str, Cell]] = {}
    for row in rows[1:]:
        # A broad occupation of one detailed one has the same figures and stands first.
        found.setdefault(str(row[code]), dict(zip(head, row, strict=True)))
    return found


def _coded(rows: list[list[Cell]]) -> Iterator[tuple[str, list[Cell]]]:
    """Yield the rows that are about an occupation, with its code from the second column."""
    seen: set[str] = set()
    for row in rows:
        if len(row) > 1 and _CODE.fullmatch(str(row[1]).strip()) and str(row[1]) not in seen:
            seen.add(str(row[1]))
            yield str(row[1]).strip(), row


def _tabs(page: str) -> Mapping[str, str]:
    """Return the words of each tab: the second to the sixth, in the order of `TABS`."""
    parts = re.split(r'<div id="tab-(\d+)"', page)
    numbered = dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))
    return {name: _words(numbered[number]) for number, name in enumerate(TABS, 2)}


def _words(markup: str) -> str:
    text = re.sub(r"</?td[^>]*>", f" {CELL} ", re.sub(r"<!--.*?-->", " ", markup, flags=re.S))
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())
