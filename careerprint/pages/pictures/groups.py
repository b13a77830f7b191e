"""Pictures of a group: all answers to a line as one bar, all people on the ladder of a skill.

Where few people stand behind a number, choices are joined (see `careerprint.scoring.group`): what is joined is drawn as
one, so that a picture says no more than the words beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from careerprint.color import tint
from careerprint.faces.advances import SEMIBOLD, width_of
from careerprint.marks import DECORATION
from careerprint.pages.pictures.drawing import TINT, Axis, Palette, box, picture, ring, short, stroke
from careerprint.scoring.group import Cell
from careerprint.sources.guide import LEVELS

BAR_WIDTH, WHOLE = 164, 80
"""Points: the width of a bar's picture, and the length of a bar, which may stand wholly on one side of the middle."""
NOTE = 9.5
"""Size of the counts in a bar, in points; large print shows the whole picture larger."""
PAD = 2
"""Points above and below a bar, in which the line of the middle still is seen."""
LADDER_WIDTH = 164
"""Points: the width of the ladder of a skill."""
DOT, PITCH = 2.3, 5.6
"""Radius of a dot and the distance between two, in points."""
MOST_BESIDE = 5
"""Dots that stand beside each other over one level."""
SQUARE = 11
"""Side of the square of the level asked for, in points."""
HATCH = 3
"""Points from line to line, where an edition has no tint."""


@dataclass(frozen=True, slots=True)
class BarCell:
    """A piece of a bar."""

    start: float
    """Its left end, in points."""
    width: float
    distance: float
    """How far its answers lie from the middle one: -1 the lowest answer, 0 the middle, 1 the highest."""
    count: str


def answer_bar(cells: Sequence[Cell], choices: int, counts: Sequence[str], look: Palette) -> Markup:
    """Draw how many people gave each answer, as one bar from the lowest to the highest, centered on the middle answer.

    `counts` stand in the cells that have room for them; the words beside the bar say them all. The ends are solid, what
    is nearer to the middle is tinted, and the middle is open, so that the order can be seen in one bit, too.
    """
    height = 1.3 * NOTE + 2 * PAD
    bar = bar_cells(cells, choices, counts)
    return picture(
        BAR_WIDTH,
        height,
        ", ".join(cell.count for cell in bar if cell.count) or DECORATION,
        _bar(bar, look, height),
        look,
        scale=look.note / NOTE,
    )


def bar_cells(cells: Sequence[Cell], choices: int, counts: Sequence[str]) -> tuple[BarCell, ...]:
    """Return the pieces of a bar. Half of the middle answer lies on each side; joined answers count as equally many."""
    unit, middle = WHOLE / max(sum(cell.people for cell in cells), 1), (choices - 1) / 2
    start = BAR_WIDTH / 2 - unit * sum(cell.people * _share_below(cell, middle) for cell in cells)
    found = []
    for cell, count in zip(cells, counts, strict=True):
        distance = ((cell.first + cell.last) / 2 - middle) / middle if middle else 0.0
        found.append(BarCell(start, unit * cell.people, distance, count))
        start += unit * cell.people
    return tuple(found)


def _share_below(cell: Cell, middle: float) -> float:
    """Return how much of a cell lies below the middle of all choices."""
    return min(max((middle + 0.5 - cell.first) / (cell.last - cell.first + 1), 0.0), 1.0)


def _bar(cells: Sequence[BarCell], look: Palette, height: float) -> Iterator[Markup]:
    tall = height - 2 * PAD
    for cell in cells:
        if not cell.width:
            continue
        fill, ink = _colors(cell.distance, look)
        line = max(0.75, look.stroke)
        yield box(cell.start, PAD, cell.width, tall, fill=fill, stroke=look.ink, line=line)
        if 0 < abs(cell.distance) < 1 and look.tint == look.paper:
            yield from _hatch(cell, tall, look)
        wide = (width_of(cell.count, SEMIBOLD) or len(cell.count)) * NOTE
        if wide + 3 <= cell.width:
            if 0 < abs(cell.distance) < 1 and look.tint == look.paper:
                ground = (cell.start + (cell.width - wide) / 2 - 1, PAD + line, wide + 2, tall - 2 * line)
                yield box(*ground, fill=look.paper, stroke="none", line=0)
            yield _count(cell.start + cell.width / 2, PAD + 0.5 * tall + 0.35 * NOTE, cell.count, ink, look)
    for top in (0.0, height - PAD):
        yield stroke(BAR_WIDTH / 2, top, BAR_WIDTH / 2, top + PAD, color=look.ink, line=1)


def _colors(distance: float, look: Palette) -> tuple[str, str]:
    """Return the fill of a cell and the color of words in it: ink below the middle, the accent above."""
    side = look.accent if distance > 0 else look.soft
    if abs(distance) == 1:
        return side, look.paper
    is_tinted = distance and look.tint != look.paper
    return (tint(side, TINT) if is_tinted else look.paper), look.ink


def _hatch(cell: BarCell, tall: float, look: Palette) -> Iterator[Markup]:
    for number in range(1, int(cell.width / HATCH)):
        x = cell.start + number * HATCH
        yield stroke(x, PAD, x, PAD + tall, color=look.ink, line=0.6)


def _count(x: float, y: float, words: str, color: str, look: Palette) -> Markup:
    form = Markup('<text x="{}" y="{}" font-size="{}" font-weight="600" text-anchor="middle" fill="{}">{}</text>')
    return form.format(short(x), short(y), short(NOTE), color, words)


def people_ladder(cells: Sequence[Cell], dots: Sequence[int], asked: int, look: Palette) -> Markup:
    """Draw five rungs, a square around the level asked for, and above each rung a dot for each person on it.

    `dots` say how many stand for each cell. People of joined levels stand over the middle of a line along those levels.
    """
    rung = Axis(1, len(LEVELS), 18, LADDER_WIDTH - 18)
    rows = max(-(-count // _beside(cell)) for cell, count in zip(cells, dots, strict=True))
    height = rows * PITCH + SQUARE + 6
    return picture(
        LADDER_WIDTH, height, DECORATION, _ladder(cells, dots, asked, rung, look, height), look, scale=look.note / NOTE
    )


def _beside(cell: Cell) -> int:
    return MOST_BESIDE * (cell.last - cell.first + 1)


def _ladder(
    cells: Sequence[Cell], dots: Sequence[int], asked: int, rung: Axis, look: Palette, height: float
) -> Iterator[Markup]:
    base = height - SQUARE / 2 - 1
    yield stroke(rung.start, base, rung.end, base, color=look.line, line=max(look.stroke, 0.9))
    yield box(rung(asked) - SQUARE / 2, base - SQUARE / 2, SQUARE, SQUARE, fill=look.paper, stroke=look.ink, line=1.6)
    for level in LEVELS:
        yield ring(rung(level), base, 2, fill=look.line, stroke="none", line=0)
    for cell, count in zip(cells, dots, strict=True):
        low, high = rung(cell.first + 1), rung(cell.last + 1)
        bottom = base - SQUARE / 2 - 1
        if count and cell.last > cell.first:
            yield stroke(low, bottom - 0.5, high, bottom - 0.5, color=look.ink, line=1)
        for number in range(count):
            row, place = divmod(number, _beside(cell))
            beside = min(count - row * _beside(cell), _beside(cell))
            x = (low + high) / 2 + (place - (beside - 1) / 2) * PITCH
            yield ring(x, bottom - 3.6 - row * PITCH, DOT, fill=look.accent, stroke="none", line=0)
