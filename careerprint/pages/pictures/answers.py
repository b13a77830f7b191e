"""Pictures of one person's answers: all answers of a scale on a line, a single answer as a row of rings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from careerprint.marks import DECORATION
from careerprint.pages.pictures.drawing import Axis, Palette, picture, ring, short, stroke

STRIP_WIDTH, STRIP_HEIGHT = 306, 22
"""Size of an answer strip, in points: four of the page's six columns, less the gap to what stands on its left."""
AXIS = 14
"""How far down the line of a strip stands, in points."""
RADIUS = 4.2
"""Of a ring on a strip, in points."""
PITCH = 9.6
"""From ring to ring where a choice was given more than once, in points."""
WIDEST = 44
"""Points that the centers of rings of one choice may span: more of them overlap, so that they stay on the strip."""
ROW_RADIUS, ROW_PITCH = 3.2, 9
"""Of the rings of a single answer, in points."""
ROW_HEIGHT = 11


@dataclass(frozen=True, slots=True)
class Strip:
    """What an answer strip shows."""

    worths: tuple[int, ...]
    """What the choices are worth, rising: the marks on the line."""
    values: tuple[int, ...]
    """What the answers count, sorted: people who answered the same in another order share a picture."""
    mean: float | None
    """None draws no wedge."""


@lru_cache(maxsize=4096)
def answer_strip(strip: Strip, look: Palette, words: str) -> Markup:
    """Draw a line with a mark for each choice, a ring for each answer and a wedge for the mean.

    Equal answers stand beside each other around their mark. `words` say the answers.
    """
    edge = WIDEST / 2 + RADIUS + 1
    place = Axis(strip.worths[0], strip.worths[-1], edge, STRIP_WIDTH - edge)
    return picture(STRIP_WIDTH, STRIP_HEIGHT, words, _strip(strip, place, look), look)


def _strip(strip: Strip, place: Axis, look: Palette) -> Iterator[Markup]:
    yield stroke(place.start, AXIS, place.end, AXIS, color=look.soft, line=look.stroke)
    for worth in strip.worths:
        yield stroke(place(worth), AXIS - 4, place(worth), AXIS + 4, color=look.soft, line=look.stroke)
    for value, same in groupby(strip.values):
        for x in spread(place(value), len(list(same))):
            yield ring(x, AXIS, RADIUS, fill=look.paper, stroke=look.accent, line=1.5)
    if strip.mean is not None:
        yield wedge(place(strip.mean), AXIS - 6.5, look)


def spread(center: float, number: int) -> Sequence[float]:
    """Return the places of some equal rings around their center, closer than their width where they are many."""
    pitch = min(PITCH, WIDEST / (number - 1)) if number > 1 else 0
    return [center + (n - (number - 1) / 2) * pitch for n in range(number)]


def wedge(x: float, y: float, look: Palette) -> Markup:
    """Draw a wedge whose point stands at a place."""
    form = Markup('<path d="M{} {}l-5 -6.5h10z" fill="{}"/>')
    return form.format(short(x), short(y), look.accent)


@lru_cache(maxsize=1024)
def answer_rings(choices: int, answer: int | None, look: Palette) -> Markup:
    """Draw one ring for each choice, that of the answer filled; the answer stands beside it in words."""
    width = ROW_PITCH * choices
    places = (((n - 0.5) * ROW_PITCH, n == answer) for n in range(1, choices + 1))
    parts = (_row_ring(x, look, is_given=is_given) for x, is_given in places)
    return picture(width, ROW_HEIGHT, DECORATION, parts, look)


def _row_ring(x: float, look: Palette, *, is_given: bool) -> Markup:
    if is_given:
        return ring(x, ROW_HEIGHT / 2, ROW_RADIUS + 0.9, fill=look.accent, stroke="none", line=0)
    return ring(x, ROW_HEIGHT / 2, ROW_RADIUS, fill=look.paper, stroke=look.soft, line=0.75)


EMPTY_RADIUS, EMPTY_PITCH, EMPTY_HEIGHT = 6, 15.5, 14
"""Of circles to be filled in, in points: large enough for a pen."""


@lru_cache(maxsize=32)
def empty_rings(choices: int, look: Palette) -> Markup:
    """Draw one circle for each choice, to be filled in with a pen."""
    places = ((n - 0.5) * EMPTY_PITCH for n in range(1, choices + 1))
    parts = (ring(x, EMPTY_HEIGHT / 2, EMPTY_RADIUS, fill=look.paper, stroke=look.ink, line=0.9) for x in places)
    return picture(EMPTY_PITCH * choices, EMPTY_HEIGHT, DECORATION, parts, look)
