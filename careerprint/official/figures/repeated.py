"""Finds the figures that the front matter repeats from the text for the handout to draw: pay, growth, degrees.

They have no addresses of their own. A figure of the front matter belongs to the mark in the text that has the same
source, leads to the same column of a table and follows the same number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careerprint.official.figures.comparing import StaleFigure
from careerprint.sources.citations.addresses import read_address
from careerprint.sources.citations.drawn_figures import ALL_JOBS, PAY_COLUMNS
from careerprint.sources.fields import Location
from careerprint.sources.guide import GuideMeta

_NUMBER = re.compile(r"\$?([-−]?\d[\d,]*(?:\.\d+)?)\s?%?")
"""A figure as the text writes it, with its number alone."""


@dataclass(frozen=True, slots=True)
class RepeatedFigure:
    """A figure in the front matter that the text gives too."""

    place: Location
    """Its field."""
    source: str
    """The id of its source."""
    table: str
    """The official table that it is from."""
    column: str
    """Its column there."""
    is_all: bool
    """Whether it is about all jobs together."""
    number: float

    def is_of(self, stale: StaleFigure) -> bool:
        """Say whether a figure of the text is this one."""
        address = read_address(stale.figure.address)
        here = (self.source, self.table, self.column, self.is_all)
        there = (stale.figure.source, address.table, address.column, address.code == ALL_JOBS)
        old = _number(stale.old)
        return here == there and old is not None and float(old) == self.number


def repeated_edits(written: Sequence[StaleFigure], meta: GuideMeta) -> Iterator[tuple[Location, str]]:
    """Yield each field of the front matter that repeats a figure written anew in the text, and its new value.

    Where two fields could be meant, neither is changed: `check` then says which is not in the text.
    """
    known = [*_repeated(meta)]
    for stale in written:
        places = [each.place for each in known if each.is_of(stale)]
        if len(places) == 1 and (new := _number(stale.new or "")):
            yield places[0], new


def repeated_words(meta: GuideMeta) -> Iterator[tuple[Location, str]]:
    """Yield each field of the front matter that says of which years such figures are, and the id of its source."""
    if meta.growth:
        yield ("growth", "title"), meta.growth.source
    if meta.degrees:
        yield ("degrees", "people"), meta.degrees.source


def _repeated(meta: GuideMeta) -> Iterator[RepeatedFigure]:
    if pay := meta.pay:
        for number, row in enumerate(pay.rows):
            for column, name in PAY_COLUMNS.items():
                place = ("pay", "rows", number, name)
                yield RepeatedFigure(place, pay.source, "national", column, row.all, getattr(row, name))
    if growth := meta.growth:
        for number, change in enumerate(growth.rows):
            place = ("growth", "rows", number, "percent")
            yield RepeatedFigure(place, growth.source, "1.2", "change", change.all, change.percent)
    if degrees := meta.degrees:
        for name, share in degrees.shares.items():
            yield RepeatedFigure(("degrees", "shares", name), degrees.source, "5.3", name, False, share)


def _number(text: str) -> str | None:
    """Return the number of a figure as the front matter writes it; None for words."""
    match = _NUMBER.fullmatch(text)
    return match[1].replace(",", "").replace("−", "-") if match else None
