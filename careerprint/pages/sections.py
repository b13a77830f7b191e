"""A guide's sections as their templates see them: what stands in columns, what is read side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from xml.etree.ElementTree import Element

from careerprint.sources.document import Item, Section, html_of, items_of
from careerprint.sources.guide import Guide
from careerprint.sources.markdown import text_of

_LISTS = ("ul", "ol")


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of a section that are set alike."""

    kind: Literal["columns", "wide"]
    """Long text stands in two columns; tables and short text take the whole width."""
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
    items: tuple[Item, ...] = ()
    children: tuple[Section, ...] = ()
    sides: tuple[View, ...] = ()
    """Pros and cons, which one template prints side by side."""


def section_views(guide: Guide) -> tuple[View, ...]:
    """Return the sections in print order; what is read side by side becomes one view."""
    left_out = {second for first, second, _ in PAIRS if guide.section(first)}
    views: list[View] = []
    for section in guide.sections:
        pair = next((p for p in PAIRS if p[0] == section.id and guide.section(p[1])), None)
        if pair:
            views.append(_pair(guide, pair))
        elif section.id not in left_out:
            views.append(_view(guide, section))
    return tuple(views)


PAIRS = (("pros", "cons", "weigh"), ("tips", "next-steps", "duo"))
"""Sections that are printed side by side, and the template that does it."""


def _pair(guide: Guide, pair: tuple[str, str, str]) -> View:
    sides = tuple(_view(guide, section) for role in pair[:2] if (section := guide.section(role)))
    return View(role=pair[2], template=f"sections/{pair[2]}.html", id=pair[2], title="", sides=sides)


_TEMPLATES = {
    "decide": "decide",
    "tasks": "items",
    "pros": "items",
    "cons": "items",
    "skills": "skills",
    "faq": "faq",
    "next-steps": "next-steps",
}


def _view(guide: Guide, section: Section) -> View:
    return View(
        role=section.id,
        template=f"sections/{_TEMPLATES.get(section.id, 'prose')}.html",
        id=section.id,
        title=section.title,
        classes=section.classes,
        intro=html_of(block for block in section.body if block.tag not in _LISTS),
        html=section.html,
        runs=tuple(_runs(section.body)),
        items=items_of(section),
        children=section.children,
    )


SHORT = 260
"""A run of text of at most so many characters looks better on one wide line than in columns."""


def _runs(body: Sequence[Element]) -> Iterator[Run]:
    """Group the blocks of a section: tables alone, the text between them together."""
    for is_table, blocks in groupby(body, key=lambda block: block.tag == "table"):
        group = list(blocks)
        length = sum(len(text_of(block)) for block in group)
        kind: Literal["columns", "wide"] = "wide" if is_table or length <= SHORT else "columns"
        yield Run(kind, html_of(group))
