"""The ladder of a skill: where somebody stands, where the job asks them to stand, and the way between."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

from careerprint.marks import DECORATION
from careerprint.pages.pictures.drawing import Axis, Palette, box, picture, ring, stroke
from careerprint.sources.guide import LEVELS

WIDTH, HEIGHT = 132, 18
"""Size of a ladder, in points: two of the page's six columns."""
MIDDLE = HEIGHT / 2
RUNG = Axis(1, len(LEVELS), 9, WIDTH - 9)
SQUARE = 13
"""Side of the square of the level asked for, in points: the dot of the own level has room in it."""


@lru_cache(maxsize=256)
def skill_ladder(own: int | None, asked: int, look: Palette) -> Markup:
    """Draw five rungs, a square around the level asked for, a dot on the own level, and dashes between them.

    The levels stand beside it in words. Without an own level there is no dot.
    """
    return picture(WIDTH, HEIGHT, DECORATION, _ladder(own, asked, look), look)


def _ladder(own: int | None, asked: int, look: Palette) -> Iterator[Markup]:
    has_gap = own is not None and own < asked
    ends = ((1, own or 1), (asked, len(LEVELS))) if has_gap else ((1, len(LEVELS)),)
    for start, end in ends:
        yield stroke(RUNG(start), MIDDLE, RUNG(end), MIDDLE, color=look.line, line=max(look.stroke, 0.9))
    if own is not None and has_gap:
        yield stroke(RUNG(own), MIDDLE, RUNG(asked), MIDDLE, color=look.accent, line=3, dashes="2.5 2.5")
    for level in range(1, len(LEVELS) + 1):
        yield ring(RUNG(level), MIDDLE, 2, fill=look.line, stroke="none", line=0)
    corner = (RUNG(asked) - SQUARE / 2, MIDDLE - SQUARE / 2)
    yield box(*corner, SQUARE, SQUARE, fill=look.paper, stroke=look.ink, line=1.6)
    if own is not None:
        yield ring(RUNG(own), MIDDLE, 4.4, fill=look.accent, stroke="none", line=0)
