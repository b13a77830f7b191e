"""What the rules look at: one source with its running text, and its surroundings."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from careerprint.errors import Problem, Severity
from careerprint.sources.citations.source_marks import source_of
from careerprint.sources.document import Document
from careerprint.sources.guide import GuideMeta
from careerprint.sources.markdown import HEADINGS, line_of

LEGAL = "legal"
"""The class of a section whose exact wording is prescribed by others, such as a law."""

BLOCKS = frozenset(
    {"p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "div", "pre", "hr", *HEADINGS}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
_CODE = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text: a paragraph, the own words of a list entry, a cell, a heading."""

    field: str
    """The id of the section; empty for the opening."""
    tag: str
    line: int
    words: str
    """The text as it will be printed, its line ends kept, without source marks; code is one character."""
    marks: tuple[str, ...]
    """The ids of the sources it names."""
    legal: bool
    """Whether it is in a section of class `legal`."""


@dataclass(frozen=True, slots=True)
class Block:
    """An element directly under a heading, or the heading itself."""

    field: str
    element: Element
    line: int
    legal: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """One source, parsed."""

    document: Document
    place: PurePosixPath
    """The file below the source folder, such as `guides/nurse.md`."""
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    meta: GuideMeta | None
    """The facts at the top of a guide, if they are valid."""

    def problem(self, line: int | None, field: str, message: str, severity: Severity = "error") -> Problem:
        """Return a problem of this source."""
        return Problem(self.document.path, line, field, message, severity)

    def fact_line(self, *location: str | int) -> int:
        """Return the line of a value in the front matter."""
        return self.document.front.line(location)

    def field_at(self, line: int) -> str:
        """Return the id of the section that a line belongs to; empty for the opening."""
        above = [section.id for section in self.document.walk() if section.line <= line]
        return above[-1] if above else ""

    def line_with(self, text: str, start: int) -> int:
        """Return the first line from `start` on, within its paragraph, that holds `text`; else `start`."""
        for number, line in enumerate(self.document.source[start - 1 :], start):
            if text in line:
                return number
            if not line.strip():
                break
        return start


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of a source."""

    today: datetime.date
    anchors: Mapping[PurePosixPath, frozenset[str] | None]
    """Every guide by its place below the source folder, and the places in it that links can reach.
    None when the guide cannot be read at all."""
    slugs: frozenset[str]
    """The names of all guides, those in a language folder as `es/nurse`."""
    source: Path
    """The source folder; pictures lie in its folder `images`."""
    easy_words: frozenset[str]
    """Hard words that the readers know, in small letters."""
    originals: Mapping[str, Document | None] = field(default_factory=dict)
    """By name: the texts outside language folders, of which those inside may be translations; None for one that
    cannot be read."""
    languages: frozenset[str] = frozenset({"en"})
    """The languages that templates can print."""


Rule = Callable[[Subject, Context], Iterator[Problem]]
"""Yields what is wrong with one source in one respect."""


def subject_of(document: Document, place: PurePosixPath, meta: GuideMeta | None) -> Subject:
    """Prepare a document for the rules."""
    blocks = tuple(_blocks(document))
    passages = tuple(passage for block in blocks for passage in _passages(block.element, block, block.line))
    return Subject(document, place, blocks, passages, meta)


def _blocks(document: Document) -> Iterator[Block]:
    for element in document.opening:
        yield Block("", element, line_of(element) or document.first_line, False)
    for top in document.sections:
        legal = LEGAL in top.classes
        for section in top.walk():
            yield Block(section.id, section.heading, section.line, legal)
            for element in section.body:
                yield Block(section.id, element, line_of(element) or section.line, legal)


def _passages(element: Element, block: Block, line: int) -> Iterator[Passage]:
    """Yield the element's own running text, then that of the blocks in it."""
    if element.tag == "pre":
        return
    line = line_of(element) or line
    words, marks = words_and_marks(element)
    if words or marks:
        yield Passage(block.field, element.tag, line, words, marks, block.legal)
    for child in element:
        if child.tag in BLOCKS:
            yield from _passages(child, block, line)


def words_and_marks(element: Element, *, mark: str = "") -> tuple[str, tuple[str, ...]]:
    """Return an element's own words, without the blocks in it, and the sources it names.

    `mark` stands for each source mark in the words, one sign stands for code.
    """
    marks: list[str] = []

    def inline(part: Element) -> Iterator[str]:
        if (name := source_of(part)) is not None:
            marks.append(name)
            yield mark
        elif part.tag == "code":
            yield _CODE
        else:
            yield from inside(part)

    def inside(part: Element) -> Iterator[str]:
        yield part.text or ""
        for child in part:
            if child.tag not in BLOCKS:
                yield from inline(child)
            yield child.tail or ""

    return "".join(inside(element)).strip(), tuple(marks)
