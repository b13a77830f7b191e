"""A guide's sections as their templates see them: what is set in columns, and what takes the whole width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from xml.etree.ElementTree import Element

from careerprint.sources.document import ListItem, Section, html_of, items_of
from careerprint.sources.guide import Guide
from careerprint.sources.markdown import text_of

_LISTS = ("ul", "ol")


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of a section that are set alike."""

    kind: Literal["columns", "wide"]
    """Long text is set in two columns; tables and short text take the whole width."""
    html: str


@dataclass(frozen=True, slots=True)
class View:
    """A section as its template sees it."""

    role: str
    template: str
    id: str
    title: str
    classes: tuple[str, ...] = ()
    intro: str = ""
    """The section's body without its lists, as HTML."""
    html: str = ""
    """The section's whole body, as HTML."""
    runs: tuple[Run, ...] = ()
    """The same, cut into what is set in columns and what is not."""
    items: tuple[ListItem, ...] = ()
    children: tuple[Section, ...] = ()


FEWEST = 3
"""Sections that share their columns; of fewer, each is set by itself: columns of a few lines are torn apart."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Sections that follow each other and are set alike."""

    in_columns: bool
    """Text runs through two columns from section to section; tables take the whole width."""
    sections: tuple[View, ...]


def spreads(guide: Guide) -> tuple[Spread, ...]:
    """Return the sections in print order, which is the order of the guide.

    A heading in a column takes half the room of one across the page, and columns that run on leave no gaps.
    """
    groups = [(wide, list(group)) for wide, group in groupby(guide.sections, key=_is_wide)]
    return tuple(_spread(sections, in_columns=not wide and len(sections) >= FEWEST) for wide, sections in groups)


def _spread(sections: Sequence[Section], *, in_columns: bool) -> Spread:
    return Spread(in_columns, tuple(_view(section, wide=not in_columns) for section in sections))


def _is_wide(section: Section) -> bool:
    """Say whether a section needs the whole width: it has a table, or two lists that are read side by side."""
    return section.id == "decide" or any(block.tag == "table" for part in section.walk() for block in part.body)


_TEMPLATES = {
    "decide": "decide",
    "tasks": "items",
    "pros": "items",
    "cons": "items",
    "skills": "skills",
    "faq": "faq",
    "next-steps": "next-steps",
}


def _view(section: Section, *, wide: bool) -> View:
    return View(
        role=section.id,
        template=f"sections/{_TEMPLATES.get(section.id, 'prose')}.html",
        id=section.id,
        title=section.title,
        classes=section.classes,
        intro=html_of(block for block in section.body if block.tag not in _LISTS),
        html=section.html,
        runs=tuple(_runs(section.body)) if wide else (Run("wide", section.html),),
        items=items_of(section),
        children=section.children,
    )


SHORT = 260
"""Characters of the longest run of text that is set across the whole page: a few lines look torn in columns."""


def _runs(body: Sequence[Element]) -> Iterator[Run]:
    """Group the blocks of a section: tables alone, the text between them together."""
    for is_table, blocks in groupby(body, key=lambda block: block.tag == "table"):
        group = list(blocks)
        length = sum(len(text_of(block)) for block in group)
        kind: Literal["columns", "wide"] = "wide" if is_table or length <= SHORT else "columns"
        yield Run(kind, html_of(group))
