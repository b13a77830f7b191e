"""A questionnaire in small pages for a screen, and the answers that a page sends back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from careerprint.counter.forms import TurnedAway
from careerprint.pages.worksheets import Grid, grids
from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import Item

MOST_LINES = 6
"""Lines on one page: about a screen of a laptop, so that nobody scrolls past a line."""


@dataclass(frozen=True, slots=True)
class ScreenSheet:
    """A few lines of a questionnaire that share their choices."""

    number: int
    """Its place in the questionnaire, from 1."""
    title: str
    """Empty where the title would give away what the lines measure."""
    question: str
    choices: tuple[str, ...]
    items: tuple[Item, ...]
    first: int
    """The number of its first line, as on the worksheet."""


def sheets_of(assessment: Assessment) -> tuple[ScreenSheet, ...]:
    """Return the pages of a questionnaire, in the order of the worksheet."""
    cut = [part for grid in grids(assessment) for part in _cut(grid)]
    return tuple(
        ScreenSheet(number, grid.title, grid.question, grid.choices, grid.items[start:end], grid.first + start)
        for number, (grid, start, end) in enumerate(cut, 1)
    )


def _cut(grid: Grid) -> Iterator[tuple[Grid, int, int]]:
    """Yield the ends of parts of a table that are about equally long."""
    total = len(grid.items)
    parts = -(-total // MOST_LINES)
    for part in range(parts):
        yield grid, total * part // parts, total * (part + 1) // parts


def answers_in(sheet: ScreenSheet, fields: Mapping[str, str]) -> dict[str, int | None]:
    """Return the number of the choice for each line of a page, None where it was left empty.

    Raises TurnedAway (400) for anything that the page does not offer: no browser sends that by itself.
    """
    if not fields.keys() <= {item.id for item in sheet.items}:
        raise TurnedAway(400, "not_offered")
    return {item.id: _choice(fields.get(item.id, ""), len(sheet.choices)) for item in sheet.items}


def _choice(text: str, most: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= most):
        raise TurnedAway(400, "not_offered")
    return int(text)
