"""What a worksheet shows: its lines in tables, one or more to a side, and the block in which themes are added up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise
from math import inf

from careerprint.faces.advances import HYPERLEGIBLE, REGULAR, SEMIBOLD, width_of
from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import Item

LINES_OF_A_SIDE = 15
"""Lines of one row each that fill a side of Letter, beside its head and what stands above or below the table."""
NOTES = "#notes"
"""The box for notes, among what is left out of a worksheet; all else there are IDs of tables without explanations."""
FIRST_SIDE, LAST_SIDE, SUMS = 62.0, 25.0, 36.0
"""About how many millimeters what stands above and below the tables takes."""
TABLE_HEAD, TITLE, SIDE = 7.0, 10.0, 242.0
"""The same of the head of a table without words of choices, of its title, and of all that has room on a side."""
ROW, TEXT_LINE, NOTE_LINE = 10.2, 14 * 25.4 / 72, 12 * 25.4 / 72
"""The height of a row with one line or two of words, and of a line of words and of an explanation, in millimeters."""
NUMBER_ROOM, LEAST_ROOM, TYPE_AREA = 8.0, 53.0, 180.0
"""The room across of a line's number, the least of its words, and the page between its margins, in millimeters."""
NOTE = 9.5 / 12
"""The size of explanations, as a multiple of that of lines."""
NOTES_BOX, NOTES_LINE = 23.0, 8.0
"""Millimeters: the height of the least box for notes with its head, and the step in which it grows."""
PITCH, BETWEEN = 17.2, 1.5
"""Millimeters: least from a circle to the next, so that digits stand beside them, and between the words above them."""
SIZE = 12 * 25.4 / 72
"""The size of choices in words, in millimeters."""
COLUMN, MOST_ROWS = 158.0, 2
"""The width of the column in large print, in millimeters, and the most rows of a choice's words that stands beside
others there."""
MOST_WITH_DIGITS = 7
"""The most choices whose circles leave room for a digit beside each."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines of a worksheet that share one table."""

    id: str
    """The ID of its scale; empty where all scales share one table."""
    title: str
    """Empty where the title would give away what the items measure."""
    question: str
    choices: tuple[str, ...]
    worths: tuple[int, ...]
    """What each choice is worth."""
    items: tuple[Item, ...]
    first: int
    """The number of its first line; lines are numbered through all tables of a worksheet."""
    has_details: bool = True
    """Whether the words below its lines are printed."""

    @property
    def has_digits(self) -> bool:
        """Whether a digit stands beside each circle."""
        return len(self.choices) <= MOST_WITH_DIGITS

    @property
    def numbered(self) -> Iterator[tuple[int, Item]]:
        """Each line with its number."""
        return enumerate(self.items, self.first)


@dataclass(frozen=True, slots=True)
class ThemeSum:
    """The lines that are added up for one theme."""

    title: str
    lines: tuple[int, ...]


def line_numbers(assessment: Assessment) -> dict[str, int]:
    """Return the number of each line on paper, by its ID: reports call it by the same one."""
    return {item.id: number for number, (_, item) in enumerate(assessment.on_paper, 1)}


def grids(assessment: Assessment) -> tuple[Grid, ...]:
    """Return the tables of a worksheet: one for each scale, or one for all where titles would give the themes away.

    Their lines are those of `Assessment.on_paper`, in that order.
    """
    first = assessment.scales[0]
    if assessment.leads_to:
        items = tuple(item for _, item in assessment.on_paper)
        return (Grid("", "", first.question, first.choices, first.worths, items, 1),)
    ends = list(accumulate((len(scale.items) for scale in assessment.scales), initial=1))
    numbered = zip(assessment.scales, ends, strict=False)
    return tuple(Grid(s.id, s.title, s.question, s.choices, s.worths, s.items, number) for s, number in numbered)


def grids_of_sides(assessment: Assessment, sides: int, left_out: Collection[str] = ()) -> tuple[tuple[Grid, ...], ...]:
    """Return the tables of each side; a table that two sides share is cut between two lines.

    The cuts are those with the least high highest side, by estimates; where that is low enough, tables stay whole.
    What is left out does not move them, so that it can be chosen once they are known.
    """
    tables = tuple(replace(grid, has_details=grid.id not in left_out) for grid in grids(assessment))
    last = sum(len(grid.items) for grid in tables)
    ends = FIRST_SIDE, LAST_SIDE + (SUMS if assessment.leads_to else 0)
    count, room = max(1, min(sides, last)), _room_of_words(assessment)
    highest, cuts = _cuts(tables, count, ends, room, [grid.first for grid in tables])
    if highest > SIDE:
        _, cuts = _cuts(tables, count, ends, room, range(1, last + 1))
    return tuple(tuple(_between(tables, low, high)) for low, high in pairwise((1, *cuts, last + 1)))


def extras(assessment: Assessment) -> tuple[str, ...]:
    """Return what can be left out, what goes last first: explanations by the ID of their table, the box for notes.

    Explanations of skills go before those of other lines.
    """
    explained = [grid for grid in grids(assessment) if any(item.detail for item in grid.items)]
    skills = {scale.id for scale in assessment.scales if scale.asks_levels}
    explained.sort(key=lambda grid: grid.id in skills)
    return (*(grid.id for grid in explained), NOTES)


def too_much(assessment: Assessment, rooms: Sequence[float]) -> tuple[frozenset[str], int]:
    """Return what is left out of a worksheet, and by how many lines its box for notes grows.

    `rooms` are the millimeters that each side keeps free if it has no extras at all.
    """
    free, left_out = list(rooms), set()
    sides, room = grids_of_sides(assessment, len(free)), _room_of_words(assessment)
    for extra in extras(assessment)[:-1]:
        needed = [sum(_explained(grid, room) for grid in side if grid.id == extra) for side in sides]
        if all(need <= has for need, has in zip(needed, free, strict=True)):
            free = [has - need for need, has in zip(needed, free, strict=True)]
        else:
            left_out.add(extra)
    if free[-1] < NOTES_BOX:
        return frozenset((*left_out, NOTES)), 0
    return frozenset(left_out), int((free[-1] - NOTES_BOX) / NOTES_LINE)


def _cuts(
    tables: Sequence[Grid], sides: int, ends: tuple[float, float], room: float, starts: Sequence[int]
) -> tuple[float, tuple[int, ...]]:
    """Return the least height that the highest side can have, and the lines that begin all sides after the first.

    Sides begin with lines in `starts` only; `ends` are the heights of what else is on the first and the last side.
    """
    end = sum(len(grid.items) for grid in tables) + 1

    def height(first: int, after: int) -> float:
        rows = sum(_height(grid, room) for grid in _between(tables, first, after))
        return rows + (ends[0] if first == 1 else 0) + (ends[1] if after == end else 0)

    @cache
    def best(first: int, count: int) -> tuple[float, tuple[int, ...]]:
        if count == 1:
            return height(first, end), ()
        found = []
        for cut in (line for line in starts if line > first):
            rest, later = best(cut, count - 1)
            found.append((max(height(first, cut), rest), (cut, *later)))
        return min(found, default=(inf, ()))

    return best(1, sides)


def least_sides(assessment: Assessment) -> int:
    """Return how many sides a worksheet has if every line takes one row."""
    return -(-sum(1 for _ in assessment.items) // LINES_OF_A_SIDE)


def pitch(assessment: Assessment, *, low_vision: bool = False) -> float:
    """Return how far a circle is from the next, in millimeters: the words above them keep off each other."""
    face = HYPERLEGIBLE if low_vision else REGULAR
    pairs = (pair for scale in assessment.scales for pair in pairwise(scale.choices))
    return max(PITCH, *((longest_word(one, face) + longest_word(two, face)) / 2 + BETWEEN for one, two in pairs))


def longest_word(choice: str, face: str = REGULAR) -> float:
    """Return how wide the longest word of a choice is, in millimeters."""
    return SIZE * max(width_of(word, face) or 0 for word in choice.split())


def are_short(choices: Sequence[str], points: float) -> bool:
    """Say whether choices in letters of so many points can stand side by side, with their words below the circles."""
    size, room = points * 25.4 / 72, COLUMN / len(choices)
    return len(choices) <= MOST_WITH_DIGITS and all(
        _rows(choice, size, room) <= MOST_ROWS
        and size * max(width_of(word, HYPERLEGIBLE) or 0 for word in choice.split()) <= room
        for choice in choices
    )


def theme_sums(assessment: Assessment) -> tuple[ThemeSum, ...]:
    """Return what is added up for each theme; nothing where the scales are no themes."""
    if not assessment.leads_to:
        return ()
    lines = [(number, scale.id) for number, (scale, _) in enumerate(assessment.on_paper, 1)]
    return tuple(
        ThemeSum(scale.title, tuple(number for number, owner in lines if owner == scale.id))
        for scale in assessment.scales
    )


def reversed_lines(assessment: Assessment) -> tuple[int, ...]:
    """Return the numbers of the lines whose answers count the other way."""
    return tuple(number for number, (_, item) in enumerate(assessment.on_paper, 1) if item.reversed)


def _room_of_words(assessment: Assessment) -> float:
    """Return the room across that circles leave for the words of lines, in millimeters."""
    return max(LEAST_ROOM, TYPE_AREA - NUMBER_ROOM - len(assessment.scales[0].choices) * pitch(assessment))


def _height(grid: Grid, room: float) -> float:
    """Return about how high a table without explanations is whose words have so much room across, in millimeters."""
    rows = sum(max(ROW, TEXT_LINE * _rows(item.text, SIZE, room)) for item in grid.items)
    across = (TYPE_AREA - NUMBER_ROOM - room) / len(grid.choices)
    head = max(_rows(choice, SIZE, across) for choice in grid.choices)
    return rows + TABLE_HEAD + NOTE_LINE * head + (TITLE if grid.title else 0)


def _explained(grid: Grid, room: float) -> float:
    """Return by how much explanations make a table higher, in millimeters."""
    higher = 0.0
    for item in grid.items:
        plain = max(ROW, TEXT_LINE * _rows(item.text, SIZE, room))
        words = TEXT_LINE * _rows(f"{item.text}.", SIZE, room, SEMIBOLD) + NOTE_LINE * _rows(
            item.detail, SIZE * NOTE, room
        )
        higher += max(ROW, words) - plain if item.detail else 0
    return higher


@cache
def _rows(words: str, size: float, room: float, face: str = REGULAR) -> int:
    """Return how many rows words take if each row takes as many as it can."""
    rows, used = 1, 0.0
    for word in words.split():
        width, space = (size * (width_of(part, face) or 0) for part in (word, " "))
        if used and used + space + width > room:
            rows, used = rows + 1, width
        else:
            used += width + (space if used else 0)
    return rows


def _between(tables: Sequence[Grid], low: int, high: int) -> Iterator[Grid]:
    """Yield the tables, or parts of them, whose lines have the numbers from `low` up to and without `high`."""
    for grid in tables:
        items = tuple(item for number, item in grid.numbered if low <= number < high)
        if items:
            yield replace(grid, items=items, first=max(low, grid.first))
