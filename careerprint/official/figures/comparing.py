"""Compares the figures in some words of a guide with the official files that the marks behind them lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careerprint.official.downloads.handbook import CELL
from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.downloads.workbooks import Cell
from careerprint.official.figures.printed import PrintedFigure, kind_of, pairs, printed_in, rewritten, says_way_in
from careerprint.sources.citations.addresses import FILES, TABS, Address
from careerprint.sources.citations.figures import Figure
from careerprint.sources.guide import GuideMeta

_TOKEN = re.compile(r"\$?\d[\d,]*(?:\.\d+)?\s?%?")
"""A number as written in a text."""
_SIGNS = {"#": "is too high to be published", **dict.fromkeys(("*", "**", "—"), "is not published")}
"""What the signs of the official files mean."""


@dataclass(frozen=True, slots=True)
class StaleFigure:
    """A figure that is not what the official file says."""

    figure: Figure
    """The mark behind it."""
    old: str
    """As it is printed, or the words that stand for it."""
    new: str | None
    """As it would be printed; None where only a person can put it right."""
    why: str = ""
    """Where `new` is None: what the file says instead, and what to do."""
    printed: PrintedFigure | None = None
    """Where the old figure is in the words."""


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Some words of a guide and the marks behind them whose files are there."""

    marks: tuple[tuple[Figure, Address], ...]
    """At least one."""
    is_whole: bool
    """Whether these are all marks with an address behind the words."""
    meta: GuideMeta

    @property
    def words(self) -> str:
        """The words."""
        return self.marks[0][0].words

    def url(self, figure: Figure) -> str:
        """Return the web address of the source that a mark names."""
        return next(source.url for source in self.meta.sources if source.id == figure.source)


def compared(marked: MarkedWords, files: OfficialFiles) -> Iterator[StaleFigure]:
    """Yield the figures that are not what the official files say, and those without an address."""
    values: list[tuple[Address, Cell]] = []
    figure_of: dict[int, Figure] = {}
    is_whole = marked.is_whole
    for figure, address in marked.marks:
        if address.table in (*TABS, *FILES, "1.12"):
            continue
        value = files.value(address)
        if value is None:
            is_whole = False
            yield StaleFigure(figure, marked.words, None, f"the file has no row {address.code}")
        elif kind_of(address) is not None:
            values.append((address, value))
            figure_of[id(address)] = figure
        elif not says_way_in(marked.words, str(value)):
            yield StaleFigure(figure, marked.words, None, f"the file says “{value}”; rewrite the sentence")
    top = files.wages.top if any(address.table == "national" for address, _ in values) else 0
    is_cell = marked.marks[0][0].block in ("td", "th", "fact")
    left = []
    for pair in pairs(printed_in(marked.words, is_cell=is_cell), values, marked.words, top):
        if pair.address is None or pair.value is None:
            left += [pair.printed] if pair.printed else []
        elif not pair.agrees:
            yield _stale(figure_of[id(pair.address)], pair.printed, pair.address, pair.value, top)
    if is_whole:  # else a mark whose file or row is not there may vouch for what is left
        yield from _in_pages(marked, left, files)
    yield from _named(marked, files)


def _stale(figure: Figure, printed: PrintedFigure | None, address: Address, value: Cell, top: int) -> StaleFigure:
    """Return what is wrong with a figure, and the new one if it can be written."""
    said = f"the figure {_SIGNS[value]} now" if value in _SIGNS else f"the file says {_shown(value, address)}"
    if printed is None:
        return StaleFigure(figure, figure.words, None, f"{said}, and no figure here belongs to it")
    new = rewritten(printed, value, address, figure.words, top)
    why = "" if new is not None else f"{said}; rewrite the sentence"
    return StaleFigure(figure, printed.text, new, why, printed)


def _shown(value: Cell, address: Address) -> str:
    """Return a value for a person to read."""
    if not isinstance(value, float):
        return f"“{value}”"
    if kind_of(address) == "money":
        return f"${value:,.0f}"
    if kind_of(address) == "share":
        return f"{value:g}%".replace("-", "−")
    return f"{value * (1 if address.table == 'national' else 1000):,.0f}"


def _in_pages(marked: MarkedWords, left: Sequence[PrintedFigure], files: OfficialFiles) -> Iterator[StaleFigure]:
    """Compare with Handbook pages, which have no cells to look up; without a page, every figure needs an address."""
    tabs = [(figure, address) for figure, address in marked.marks if address.table in TABS]
    if not tabs:
        message = "no address behind it vouches for it; give it one, or take it out"
        yield from (StaleFigure(marked.marks[0][0], each.text, None, message) for each in left)
        return
    texts = [files.page(marked.url(figure)).tabs[address.table] for figure, address in tabs]
    numbers = [each.text for each in left]
    if len(tabs) == len(marked.marks):
        numbers = [token.strip(" ,.") for token in _TOKEN.findall(marked.words)]
    names = " or ".join(f"`{address.table}`" for address in dict.fromkeys(address for _, address in tabs))
    for number in _not_in(numbers, texts):
        yield StaleFigure(tabs[0][0], number, None, f"the tab {names} of the page does not have it; read it there")


def _not_in(numbers: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    """Yield the numbers that none of some tabs holds."""
    for number in numbers:
        shown = re.escape(number.lstrip("-−").replace(" ", ""))
        pattern = rf"(?<![\d,.]){shown}(?![\d%]|,\d|\.\d)|{CELL} {re.escape(number.strip('$%'))} {CELL}"
        if not any(re.search(pattern, text.replace(" percent", "%")) for text in texts):
            yield number


def _named(marked: MarkedWords, files: OfficialFiles) -> Iterator[StaleFigure]:
    """Report marks whose file has no row for the occupation, or no title that the words name."""
    codes = marked.meta.codes.onet
    for figure, address in marked.marks:
        message = None
        if address.table == "1.12":
            message = None if address.code in files.rows("1.12") else f"the table has no row {address.code}"
        elif address.table == "interests":
            rows = [row for code in codes for row in files.records_about("interests", code)]
            message = None if rows else "the file of interests has no row for this occupation"
        elif address.table in FILES:
            titles = [*files.titles(address.table, codes)]
            # A title of a cut file is None; other languages have titles of their own.
            is_named = None in titles or marked.meta.language != "en"
            if not titles:
                message = "the file has no row for this occupation"
            elif not is_named and not any(title and title in marked.words.casefold() for title in titles):
                message = "these words name no title of the file"
        if message:
            yield StaleFigure(figure, marked.words, None, message)
