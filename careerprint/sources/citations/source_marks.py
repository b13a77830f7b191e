"""Source marks: `[^ep:1.2/15-2051/change]` in a text becomes the raised number of its source.

Every mark stays in the element tree, because programs read the addresses. Where several marks would print the same
number side by side, all but one are marked as unprinted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor

MARK_SPACE = "\u202f"
"""Precedes the number of a source mark: keeps it on the line of its word, and apart when read aloud."""
ADDRESS = "data-at"
"""Attribute that holds the address of a mark."""
UNPRINTED = "data-unprinted"
"""Attribute of a mark that is kept as data only."""
PATTERN = r"\[\^([^\]\s:]+)(?::([^\]\s]*))?\]"
"""A source's id and, after a colon, the address of a figure in it."""

_CLASS = "source-mark"
_ANCHOR = "#source-"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What a source mark `[^id]` refers to."""

    number: int
    """The source's place in the list of sources, from 1."""
    title: str
    """What a screen reader says instead of the number."""


class SourceMarks(InlineProcessor):
    """`[^id]` → a raised number that leads to the entry in the list of sources."""

    def __init__(self, sources: Mapping[str, SourceEntry]) -> None:
        """Take the source that each id refers to."""
        super().__init__(PATTERN)
        self.sources = sources

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        """Return the mark and where it was in the text."""
        name, address = m.groups()
        mark = Element("a", {"class": _CLASS, "href": f"{_ANCHOR}{name}"})
        if address is not None:
            mark.set(ADDRESS, address)
        if entry := self.sources.get(name):
            mark.set("title", entry.title)
            mark.text = f"{MARK_SPACE}{entry.number}"
        else:
            mark.text = "?"  # `check` names the mark that has no source
        return mark, m.start(0), m.end(0)


def source_of(element: Element) -> str | None:
    """Return the id of the source that a source mark names; None for any other element."""
    if element.get("class") != _CLASS:
        return None
    return (element.get("href") or "").removeprefix(_ANCHOR)


def address_of(mark: Element) -> str | None:
    """Return the address in a source mark; None if it has none."""
    return mark.get(ADDRESS)


def is_printed(element: Element) -> bool:
    """Say whether an element is printed: all are, except marks that would repeat a number."""
    return element.get(UNPRINTED) is None


def settle_marks(root: Element) -> None:
    """Decide which marks are printed, and put commas between those that are side by side.

    Of marks in a row each source is printed once. In a table a mark with an address is not printed where the first
    cell of its row has a mark of the same source.
    """
    for row in root.iter("tr"):
        said = {source_of(part) for part in row[0].iter()} if len(row) else set()
        for mark in _marks_of(cell for cell in row[1:]):
            if address_of(mark) is not None and source_of(mark) in said:
                mark.set(UNPRINTED, "")
    for parent in root.iter():
        _settle_row(parent)


def _marks_of(elements: Iterable[Element]) -> Iterable[Element]:
    return (part for element in elements for part in element.iter() if source_of(part) is not None)


def _settle_row(parent: Element) -> None:
    """Print each source once among the marks that follow each other with nothing between."""
    printed: dict[str, Element] = {}
    for child in parent:
        name = source_of(child)
        if name is None:
            printed = {}
            continue
        if name in printed:
            child.set(UNPRINTED, "")
        elif is_printed(child):
            for before in list(printed.values())[-1:]:
                before.text = f"{before.text},"
            printed[name] = child
        if child.tail:
            printed = {}
