"""A scale of an assessment: its items, its choices and the words for each band of its score."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from itertools import pairwise

from careerprint.errors import Problem
from careerprint.sources import document
from careerprint.sources.document import Section, html_of, items_of

RESERVED_IDS = frozenset({"id", "name", "date", "language", "notes"})
"""Fields of a worksheet and columns of an answer sheet that are not items."""

VERSION_FIELD = "questionnaire version"
"""How a worksheet and an answer sheet name their questionnaire: a form in its keywords, a sheet in the heading of its
last column, each followed by the version."""

_ID = re.compile(r"^[^\W_][\w-]*$")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
_LISTS = ("ul", "ol")


@dataclass(frozen=True, slots=True)
class Item:
    """One statement to rate."""

    id: str
    text: str
    """The statement as plain text; for a guide's item, its bold lead-in."""
    reversed: bool = False
    """Keyed the other way: a high answer gives a low value."""
    asked_level: int | None = None
    """For a skill, the level that the job requires, 1 to 5."""
    detail: str = ""
    """For a guide's item, the plain words after the lead-in, without source marks."""
    line: int | None = None
    source: document.ListItem | None = None
    """The guide's own item: its HTML, further paragraphs and steps."""


@dataclass(frozen=True, slots=True)
class Band:
    """A range of mean scores with its own words.

    A mean belongs to the first band whose upper end it does not pass. The exact fraction is compared;
    nothing is rounded first.
    """

    title: str
    upto: Fraction | None
    """The highest mean of the band, inclusive; None for the top band."""
    html: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A group of items that together give one score."""

    id: str
    title: str
    """Plain text."""
    question: str
    choices: tuple[str, ...]
    """The choices in words, the lowest first."""
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    """From the lowest to the highest; the last is open."""
    about: str = ""
    """What the scale covers, as HTML."""
    line: int | None = None
    values: tuple[int, ...] = ()
    """What each choice is worth, rising; empty for 1, 2, 3 and so on."""

    @property
    def worths(self) -> tuple[int, ...]:
        """What each choice is worth, from the first to the last."""
        return self.values or tuple(range(1, len(self.choices) + 1))

    @property
    def lowest(self) -> int:
        """The worth of the first choice."""
        return self.worths[0]

    @property
    def highest(self) -> int:
        """The worth of the last choice."""
        return self.worths[-1]

    @property
    def middle(self) -> Fraction:
        """Halfway between the lowest and the highest worth."""
        return Fraction(self.lowest + self.highest, 2)

    @property
    def asks_levels(self) -> bool:
        """Whether the items are skills with a required level, so that gaps count rather than the mean."""
        return any(item.asked_level is not None for item in self.items)

    def band(self, mean: Fraction) -> Band | None:
        """Return the band of a mean from lowest to highest; None for a scale without bands."""
        return next((band for band in self.bands if band.upto is None or mean <= band.upto), None)

    def choice(self, answer: int | None) -> str | None:
        """Return the words of an answer, None for no answer."""
        return None if answer is None else self.choices[answer - 1]


def is_scale(section: Section) -> bool:
    """Say whether a section is a scale rather than fixed text.

    Bands, and items without a bold lead-in, give it away even if the class `.scale` was forgotten.
    """
    return (
        "scale" in section.classes
        or any("band" in child.classes for child in section.children)
        or any("reversed" in item.classes or (item.id and not item.lead) for item in items_of(section))
    )


def read_items(section: Section) -> tuple[Item, ...]:
    """Return the items of a section. The section must have no problems."""
    return tuple(
        Item(id=item.id, text=item.words, reversed="reversed" in item.classes, line=item.line)
        for item in items_of(section)
    )


def read_bands(section: Section) -> tuple[Band, ...]:
    """Return the bands of a section. The section must have no problems."""
    return tuple(
        Band(title=child.words, upto=_upper_end(child), html=child.html, line=child.line) for child in section.children
    )


def about_of(section: Section) -> str:
    """Return everything in a scale's section except its items, as HTML."""
    return html_of(block for block in section.body if block.tag not in _LISTS)


def _upper_end(band: Section) -> Fraction | None:
    to = band.attributes.get("to")
    return Fraction(to) if to is not None and _NUMBER.match(to) else None


def item_problems(section: Section, path: str) -> Iterator[Problem]:
    """Report what is wrong with the items of one scale."""
    items = items_of(section)
    if not items:
        yield Problem(
            path, section.line, section.id, "has no items; write each one after `- `, as `- Like this. {#i1}`"
        )
    for item in items:
        place = f"{section.id} › {item.id or item.words[:30]}"
        if not item.words:
            yield Problem(path, item.line, place, "has no words; write the statement that people rate")
        for message in (*_id_faults(item.id), *_item_attribute_faults(item)):
            yield Problem(path, item.line, place, message)


def _id_faults(name: str) -> Iterator[str]:
    if not name:
        yield "has no name; end the line with one, such as `{#i1}`. Answers are matched by it"
    elif not _ID.match(name):
        yield "a name has only letters, digits, `-` and `_`, such as `{#i1}`"


def _item_attribute_faults(item: document.ListItem) -> Iterator[str]:
    for name in item.classes:
        if name != "reversed":
            yield f"`.{name}` is not known here; did you mean `.reversed`?"
    for name in item.attributes:
        meant = "; did you mean `.reversed`, with a dot?" if get_close_matches(name, ["reversed"]) else ""
        yield f"`{name}` is not known here{meant}"


def band_problems(section: Section, path: str, lowest: int, highest: int) -> Iterator[Problem]:
    """Report bands of one scale that are missing, overlap, are out of order or out of range.

    A mean lies from `lowest` to `highest`, the worths of the first and the last choice.
    """
    bands = section.children
    if not bands:
        message = "has no bands; add `### Low {.band to=2.4}` and so on, the last one without `to`"
        yield Problem(path, section.line, section.id, message)
    for place, band in enumerate(bands):
        field = f"{section.id} › {band.words}"
        faults = (
            *_band_form_faults(band),
            *_band_end_faults(band, last=place == len(bands) - 1, span=(lowest, highest)),
        )
        yield from (Problem(path, band.line, field, message) for message in faults)
    yield from _order_problems(section, path)


def _band_form_faults(band: Section) -> Iterator[str]:
    if "band" not in band.classes:
        yield "a heading inside a scale is a band; mark it, as in `### Low {.band to=2.4}`"
    for name in [*(c for c in band.classes if c != "band"), *(a for a in band.attributes if a != "to")]:
        yield f"`{name}` is not known here; a band has `.band` and, except the last, `to=`"
    if not band.html:
        yield "has no words; write what is printed for this band"
    if band.children:
        yield "has a heading inside; a band holds text only"


def _band_end_faults(band: Section, *, last: bool, span: tuple[int, int]) -> Iterator[str]:
    to = band.attributes.get("to")
    lowest, highest = span
    if last and to is not None:
        yield f"is the last band, so it has no `to`: means above {to} would have no words"
    elif not last and to is None:
        yield "has no `to`, so the bands after it are never reached; add one, as in `{.band to=2.4}`"
    elif to is not None and not _NUMBER.match(to):
        yield f"to: expected a number such as 2.4, found `{to}`"
    elif to is not None and not lowest <= Fraction(to) < highest:
        yield f"to={to} is out of range: means go from {lowest} to {highest}, and the last band reaches up to {highest}"


def _order_problems(section: Section, path: str) -> Iterator[Problem]:
    ends = [(band, end) for band in section.children if (end := _upper_end(band)) is not None]
    for (before, low), (band, high) in pairwise(ends):
        if high <= low:
            message = f"overlaps `{before.words}` on line {before.line}; bands go from low to high"
            yield Problem(path, band.line, f"{section.id} › {band.words}", message)


def twice(named: Iterable[tuple[str, int, str]], path: str) -> Iterator[Problem]:
    """Report names given twice, from rows of name, line and what messages call it."""
    seen: dict[str, int] = {}
    for name, line, field in named:
        if name and name in seen:
            message = f"the name `{name}` is also used on line {seen[name]}; rename one of them"
            yield Problem(path, line, field, message)
        seen.setdefault(name, line)
