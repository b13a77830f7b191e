"""The figures of a guide with their addresses, as a program needs them to look each one up again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from careerprint.sources.citations.source_marks import address_of, source_of
from careerprint.sources.document import Document
from careerprint.sources.markdown import line_of

_BLOCKS = frozenset({"p", "li", "td", "th", "dt", "dd"})
"""Elements whose words a mark can follow."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One address and the words that it supports."""

    line: int
    """The line of the mark in the guide's file."""
    words: str
    """The words before the marks, back to the previous marks or to the beginning of the paragraph or cell."""
    source: str
    """The id of the source."""
    address: str
    """The figure's place in the source, such as `1.2/15-2051/change`."""
    place: int
    """The mark's place among those after these words, from 0: marks are in the order of their figures."""
    count: int
    """How many marks with an address follow these words."""
    block: str
    """The element that holds the words, such as `p` or `td`; `fact` for a quick fact."""


@dataclass(slots=True)
class _Reach:
    """Words that were read so far, and the marks after them."""

    words: str
    marks: list[tuple[int, str, str | None]]
    """Line, source and address of each; None for a mark without an address."""
    block: str
    """The element that holds the words; `fact` for a quick fact."""
    line: int
    """The line of the element, or of the quick fact."""


def figures_of(document: Document) -> tuple[Figure, ...]:
    """Return every address of a document with its words: quick facts first, then the text in its order."""
    return tuple(figure for reach in _all_reaches(document) for figure in _figures(reach))


def without_address(document: Document) -> tuple[tuple[int, str], ...]:
    """Return the words that no address follows, each with the line of its paragraph, cell or quick fact."""
    reaches = _all_reaches(document)
    return tuple(
        (reach.line, " ".join(reach.words.split()))
        for reach in reaches
        if not any(address is not None for _, _, address in reach.marks)
    )


def _all_reaches(document: Document) -> Iterator[_Reach]:
    yield from _quick_facts(document)
    for element in document.elements():
        if element.tag in _BLOCKS:
            yield from _reaches(element, line_of(element, document.first_line) or document.first_line)


def _figures(reach: _Reach) -> Iterator[Figure]:
    words = " ".join(reach.words.split())
    found = [(line, source, address) for line, source, address in reach.marks if address is not None]
    for place, (line, source, address) in enumerate(found):
        yield Figure(line, words, source, address, place, len(found), reach.block)


def _quick_facts(document: Document) -> Iterator[_Reach]:
    """Read the addresses of quick facts: first those of the value, then those of figures in the note."""
    facts = document.front.data.get("quick_facts")
    for number, fact in enumerate(facts if isinstance(facts, list) else ()):
        if isinstance(fact, dict):
            words = f"{fact.get('value')}; {fact.get('note') or ''}"
            line = document.front.line(("quick_facts", number))
            marks = [(line, str(fact.get("source")), address) for address in addresses_in(fact)]
            yield _Reach(words, [*marks], "fact", line)


def addresses_in(fact: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the addresses of a quick fact, of which its author typed none, one, or a list."""
    at = fact.get("at") or ()
    return tuple(map(str, at)) if isinstance(at, (list, tuple)) else (str(at),)


def _reaches(element: Element, line: int) -> Iterator[_Reach]:
    """Split a paragraph's or cell's own words after each row of marks."""
    reach = _Reach("", [], element.tag, line)
    for piece in _pieces(element):
        if isinstance(piece, str):
            if reach.marks and piece.strip():
                yield reach
                reach = _Reach("", [], element.tag, line)
            reach.words += piece
        else:
            reach.marks.append((line_of(piece, line) or line, source_of(piece) or "", address_of(piece)))
    yield reach


def _pieces(element: Element) -> Iterator[str | Element]:
    """Yield the words and the marks of an element in their order, without the blocks in it."""
    yield element.text or ""
    for child in element:
        if source_of(child) is not None:
            yield child
        elif child.tag not in _BLOCKS:
            yield from _pieces(child)
        yield child.tail or ""
