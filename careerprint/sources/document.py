"""Structured Markdown: front matter, sections, items and their attributes, each with its line number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from careerprint.errors import Problem, SourceError
from careerprint.sources.citations.source_marks import SourceEntry
from careerprint.sources.front_matter import FrontMatter, split
from careerprint.sources.markdown import HEADINGS, LINE, line_of, parse, text_of, to_html
from careerprint.sources.markup.constructs import without_code
from careerprint.sources.markup.parser_limits import control_characters, too_deep, traps
from careerprint.sources.source_text import source_text

MAX_BYTES = 250_000
"""A source file larger than this (bytes) is not a guide; it is refused before it is parsed."""

_RESERVED = frozenset({"id", "class", LINE})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and everything up to the next heading of the same level."""

    id: str
    """The role that templates know (`tasks`, `faq` …) or any other name."""
    title: str
    """The heading as HTML."""
    words: str
    """The heading as plain text."""
    level: int
    """2 for `##`, 3 for `###` and so on."""
    line: int
    classes: tuple[str, ...]
    attributes: Mapping[str, str]
    """Other attributes in the heading's braces, such as `to=2.4`."""
    heading: Element
    """The heading's own element."""
    body: tuple[Element, ...]
    """The elements before the first heading inside."""
    children: tuple[Section, ...]

    @property
    def html(self) -> str:
        """The body as HTML, without the sections inside."""
        return html_of(self.body)

    def walk(self) -> Iterator[Section]:
        """Yield this section and all sections inside it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry of a list: its bold lead-in, its words and what is nested in it."""

    id: str
    """Stable name: given as `{#id}` or made from the bold lead-in."""
    lead: str
    """The bold words at the beginning without the closing full stop; empty if there are none."""
    html: str
    """The rest of the first paragraph as HTML."""
    words: str
    """Lead-in and first paragraph as plain text."""
    line: int
    classes: tuple[str, ...]
    attributes: Mapping[str, str]
    paragraphs: tuple[str, ...]
    """Further paragraphs of the item, as HTML."""
    steps: tuple[str, ...]
    """The entries of the list nested in the item, as HTML."""
    is_named: bool = True
    """Whether the author gave the id; one that is made from the lead-in changes with it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source file, parsed but not yet interpreted."""

    path: str
    """The file as people type it: relative to the folder they work in."""
    slug: str
    """The file's name without its ending; for one in a language folder `es/nurse`."""
    front: FrontMatter
    opening: tuple[Element, ...]
    """The elements before the first heading."""
    sections: tuple[Section, ...]
    source: tuple[str, ...]
    """The lines of the whole file."""
    first_line: int
    """The line number of the first line after the front matter."""

    @property
    def prose(self) -> list[str]:
        """The lines below the front matter, those of fenced code blank."""
        return without_code(self.source[self.first_line - 1 :])

    def section(self, role: str) -> Section | None:
        """Return the first top section of this role."""
        return next((s for s in self.sections if s.id == role), None)

    def walk(self) -> Iterator[Section]:
        """Yield every section, in order."""
        for section in self.sections:
            yield from section.walk()

    def elements(self) -> Iterator[Element]:
        """Yield every element of the body, in order."""
        for element in self.opening:
            yield from element.iter()
        for section in self.walk():
            for element in section.body:
                yield from element.iter()


def read(path: Path, *, name: str | None = None, slug: str | None = None) -> Document:
    """Read and parse a source file. `name` is its name in messages, `slug` the one that other sources refer to it by.

    Raises SourceError with every problem that keeps it from being parsed.
    """
    label = name or path.as_posix()
    return from_text(source_text(path, label, MAX_BYTES), path=label, slug=slug or path.stem)


def from_text(text: str, *, path: str, slug: str) -> Document:
    """Parse a source text. Pure: opens no file."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse(control_characters(text, path), path)
    front, body, first_line = split(text, path)
    _refuse(traps(body, first_line, path), path)
    try:
        root = parse(body, first_line=first_line, sources=_sources(front.data))
    except RecursionError:
        raise SourceError(f"{path} cannot be read", problems=[too_deep(path)]) from None
    blocks = list(root)
    first = next((i for i, block in enumerate(blocks) if block.tag in HEADINGS), len(blocks))
    sections = tuple(_sections(blocks[first:], first_line))
    return Document(
        path=path,
        slug=slug,
        front=front,
        opening=tuple(blocks[:first]),
        sections=sections,
        source=tuple(text.split("\n")),
        first_line=first_line,
    )


def _sources(data: Mapping[str, Any]) -> dict[str, SourceEntry]:
    """Number the sources in the order of the front matter, from 1."""
    sources = data.get("sources")
    entries = [e for e in sources if isinstance(e, dict)] if isinstance(sources, list) else []
    return {
        str(entry.get("id")): SourceEntry(number, str(entry.get("title", "")))
        for number, entry in enumerate(entries, 1)
    }


def _sections(blocks: list[Element], line: int) -> Iterator[Section]:
    """Split blocks of which the first is a heading into sections, nested by heading level."""
    at = 0
    while at < len(blocks):
        heading = blocks[at]
        level = int(heading.tag[1])
        end = next((i for i in range(at + 1, len(blocks)) if _level(blocks[i]) <= _level(heading)), len(blocks))
        inside = blocks[at + 1 : end]
        cut = next((i for i, block in enumerate(inside) if block.tag in HEADINGS), len(inside))
        yield _section(heading, level, line_of(heading, line) or line, inside[:cut], inside[cut:])
        at = end


def _section(heading: Element, level: int, line: int, body: list[Element], deeper: list[Element]) -> Section:
    return Section(
        id=heading.get("id") or "",
        title=to_html(heading, inner=True),
        words=text_of(heading),
        level=level,
        line=line,
        classes=tuple((heading.get("class") or "").split()),
        attributes={k: v for k, v in heading.attrib.items() if k not in _RESERVED},
        heading=heading,
        body=tuple(body),
        children=tuple(_sections(deeper, line)),
    )


def _level(block: Element) -> int:
    """Return a heading's level. `#` counts as `##`, so that it does not swallow the sections after it."""
    return max(int(block.tag[1]), 2) if block.tag in HEADINGS else 9


def html_of(elements: Iterable[Element]) -> str:
    """Return the elements as HTML, one after the other."""
    return "\n".join(to_html(element) for element in elements)


def items_of(section: Section) -> tuple[ListItem, ...]:
    """Return the entries of the lists directly in a section."""
    lists = [block for block in section.body if block.tag in ("ul", "ol")]
    return tuple(_item(entry, section.line) for block in lists for entry in block.findall("li"))


def _item(entry: Element, line: int) -> ListItem:
    first, rest = _first_paragraph(entry)
    lead = _lead(first)
    after = _without_lead(first) if lead else to_html(first, inner=True)
    return ListItem(
        id=entry.get("id") or slug_of(lead),
        lead=lead,
        html=after,
        words=text_of(first),
        line=line_of(entry, line) or line,
        classes=tuple((entry.get("class") or "").split()),
        attributes={k: v for k, v in entry.attrib.items() if k not in _RESERVED},
        paragraphs=tuple(to_html(block, inner=True) for block in rest if block.tag == "p"),
        steps=tuple(
            to_html(_first_paragraph(step)[0], inner=True)
            for block in rest
            if block.tag in ("ul", "ol")
            for step in block.findall("li")
        ),
        is_named=entry.get("id") is not None,
    )


def _first_paragraph(entry: Element) -> tuple[Element, list[Element]]:
    """Return the entry's own line as one paragraph, and the blocks after it."""
    blocks = [child for child in entry if child.tag in ("p", "ul", "ol")]
    if len(entry) and entry[0].tag == "p":
        return entry[0], blocks[1:]
    paragraph = Element("p")
    paragraph.text = entry.text
    for child in entry:
        if child in blocks:
            break
        paragraph.append(child)
    return paragraph, blocks


def _lead(paragraph: Element) -> str:
    """Return the bold words that a paragraph begins with, without the closing full stop."""
    if (paragraph.text or "").strip() or not len(paragraph) or paragraph[0].tag != "strong":
        return ""
    return text_of(paragraph[0]).rstrip(".:")


def _without_lead(paragraph: Element) -> str:
    rest = Element("p")
    rest.text = (paragraph[0].tail or "").lstrip()
    rest.extend(list(paragraph)[1:])
    return to_html(rest, inner=True)


def slug_of(words: str) -> str:
    """Return words as an id: small letters and digits joined by hyphens."""
    return re.sub(r"[\W_]+", "-", words.casefold()).strip("-")


def _refuse(found: Iterable[Problem], path: str) -> None:
    if problems := tuple(found):
        raise SourceError(f"{path} cannot be read", problems=problems)
