"""A guide's sections as their templates see them, and which of them stand on the first and the last side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Literal
from xml.etree.ElementTree import Element

from careerprint.sources.document import ListItem, Section, html_of, items_of
from careerprint.sources.guide import Guide
from careerprint.sources.markdown import text_of

_LISTS = ("ul", "ol")
FIRST_SIDE = "decide"
"""The section that stands on the first side, wherever a guide has it."""
LAST_SIDE = ("tips", "next-steps")
"""The sections that stand on the last side."""


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of a section that are set alike."""

    kind: Literal["beside", "text", "wide"]
    """Text stands in two columns of whole paragraphs, or in one of 62 to 66 letters; a wide table takes it all."""
    columns: tuple[str, ...]
    """HTML; two for `beside`. The cut is made here: the layout engine would set the text six times to find it."""


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


@dataclass(frozen=True, slots=True)
class Spread:
    """One section across the page, or two short ones beside each other."""

    sections: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The sections of a guide by where they stand."""

    decide: View | None
    """Beside each other on the first side: for whom it is, and for whom it is not."""
    spreads: tuple[Spread, ...]
    """What stands between the first and the last side, in the order of the guide."""
    steps: View
    tips: View | None


def sides(guide: Guide) -> Sides:
    """Return the sections of a guide in the order in which they are printed."""
    named = {section.id: section for section in guide.sections}
    between = [section for section in guide.sections if section.id not in (FIRST_SIDE, *LAST_SIDE)]
    decide, tips = named.get(FIRST_SIDE), named.get("tips")
    return Sides(
        decide=_view(decide) if decide else None,
        spreads=tuple(_spreads(between)),
        steps=_view(named["next-steps"]),
        tips=_view(tips) if tips else None,
    )


def _spreads(sections: Sequence[Section]) -> Iterator[Spread]:
    """Put two sections of one or two paragraphs beside each other; every other section takes the whole width."""
    waiting = list(sections)
    while waiting:
        count = 2 if len(waiting) > 1 and all(map(_is_short, waiting[:2])) else 1
        yield Spread(tuple(_view(section, beside=count > 1) for section in waiting[:count]))
        del waiting[:count]


SHORT = 900
"""A section of text of at most so many letters may share the page's width with another: a third of a column."""


def _is_short(section: Section) -> bool:
    is_text = section.id not in _TEMPLATES and not section.children and all(b.tag == "p" for b in section.body)
    return is_text and _length(section.body) <= SHORT


_TEMPLATES = {
    "decide": "decide",
    "tasks": "tasks",
    "pros": "items",
    "cons": "items",
    "skills": "skills",
    "education": "prose",
    "faq": "faq",
    "tips": "tips",
    "next-steps": "next-steps",
}
"""The templates of the sections that have one of their own."""


def _view(section: Section, *, beside: bool = False) -> View:
    return View(
        role=section.id,
        template=f"sections/{_TEMPLATES.get(section.id, 'prose')}.html",
        id=section.id,
        title=section.title,
        classes=section.classes,
        intro=html_of(block for block in section.body if block.tag not in _LISTS),
        html=section.html,
        runs=(Run("text", (section.html,)),) if beside else tuple(_runs(section.body)),
        items=items_of(section),
        children=section.children,
    )


NARROW = 3
"""A table of at most so many columns fits into a column of text: a name and two figures."""
UNEVEN = 2.0
"""How many times as long as the other a column may be; else the text stands in one."""


def _runs(body: Sequence[Element]) -> Iterator[Run]:
    """Group the blocks of a section: wide tables alone, the text and narrow tables between them together."""
    for is_wide, blocks in groupby(body, key=_is_wide):
        group = list(blocks)
        if is_wide:
            yield Run("wide", (html_of(group),))
        else:
            yield from _text_runs(group)


def _is_wide(block: Element) -> bool:
    row = block.find(".//tr") if block.tag == "table" else None
    return row is not None and len(row) > NARROW


def _text_runs(blocks: Sequence[Element]) -> Iterator[Run]:
    """Set text in two columns where whole blocks fill them evenly enough: no paragraph is cut by a column.

    Long text is set in rows of two blocks, so that a side may end between two rows.
    """
    if not blocks:
        return
    at = _even_cut(blocks)
    longest = max(_length(blocks[:at]), _length(blocks[at:]))
    if longest > TALL and len(blocks) > 2 and _even_cut(blocks[:2]):
        at, blocks, rest = 1, blocks[:2], blocks[2:]
    else:
        rest = []
    yield Run("beside", (html_of(blocks[:at]), html_of(blocks[at:]))) if at else Run("text", (html_of(blocks),))
    yield from _text_runs(rest)


def _even_cut(blocks: Sequence[Element]) -> int:
    """Return before which block the second column begins; 0 where no cut gives two columns that are even enough."""
    whole = _length(blocks)
    cuts = [(abs(2 * _length(blocks[:at]) - whole), at) for at in range(1, len(blocks))]
    _, at = min(cuts, default=(0, 0))
    left, right = _length(blocks[:at]), _length(blocks[at:])
    return at if max(left, right) <= UNEVEN * min(left, right) else 0


TALL = 14 * 44
"""Letters in the longer column from which on text is set in rows: about a third of a side."""
LINE, NAME = 44, 18
"""Letters on a line of a column, and of a name in the first column of a table in it."""


def _length(blocks: Sequence[Element]) -> int:
    """Return how many letters of running text take as much room as the blocks."""
    return sum(_table_length(block) if block.tag == "table" else len(text_of(block)) for block in blocks)


def _table_length(table: Element) -> int:
    """Each row takes as many lines as its name."""
    return sum(LINE * max(1, ceil(len(text_of(row[0])) / NAME)) for row in table.iter("tr"))
