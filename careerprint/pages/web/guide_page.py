"""A guide as a page for a screen: its parts in their order, and what stands in a list of guides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from careerprint.pages.pages import source_marker
from careerprint.sources.document import ListItem, Section, html_of, items_of
from careerprint.sources.guide import Guide

PAY, ENTRY = "/A_MEDIAN", "/entry"
"""How the addresses of the middle pay and of the usual way in end, in official files."""
_LISTS = ("ul", "ol")
_ITEMS = ("tasks", "pros", "cons")


@dataclass(frozen=True, slots=True)
class WebPart:
    """A section of a guide as a page for a screen shows it."""

    id: str
    kind: str
    """`items`, `skills`, `steps`, `halves` or `text`: what the template does with it."""
    title: str
    """As HTML."""
    html: str
    """The body as HTML; without its lists where they are shown as items."""
    items: tuple[ListItem, ...]
    children: tuple[Section, ...]


def guide_values(guide: Guide) -> dict[str, Any]:
    """Return what the template of a guide is given, besides addresses."""
    return {
        "guide": guide,
        "parts": parts_of(guide),
        "skills": {skill.id: skill for skill in guide.skills},
        "source_mark": source_marker(guide),
    }


def parts_of(guide: Guide) -> tuple[WebPart, ...]:
    """Return the sections of a guide in their order."""
    return tuple(_part(section) for section in guide.sections)


def fact_of(guide: Guide, address: str) -> str:
    """Return the value of the quick fact whose figure has an address that ends so; empty if there is none."""
    facts = (fact for fact in guide.meta.quick_facts if any(at.endswith(address) for at in fact.at))
    return next((fact.value for fact in facts), "")


def _part(section: Section) -> WebPart:
    kind = _kind(section.id)
    has_items = kind in ("items", "skills", "steps")
    body: Iterator[Any] = (block for block in section.body if not has_items or block.tag not in _LISTS)
    items = items_of(section) if has_items else ()
    return WebPart(section.id, kind, section.title, html_of(body), items, section.children)


def _kind(role: str) -> str:
    if role in _ITEMS:
        return "items"
    return {"skills": "skills", "next-steps": "steps", "decide": "halves"}.get(role, "text")
