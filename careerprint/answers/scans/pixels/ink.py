"""How much ink is in and around each circle, measured against its own paper and the black of the page."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from careerprint.answers.scans.form import Side
from careerprint.answers.scans.pixels.bend import ANGLES, RADII, Bend, patches
from careerprint.answers.scans.pixels.plane import Floats

_INSIDE = RADII < 0.8
_AROUND = (RADII > 1.16) & (RADII < 1.6)
_EDGE = (RADII > 0.92) & (RADII < 1.08)
"""The parts of a patch, in radii: what people fill, the paper beside it, and the printed line."""
_OUTSIDE = RADII > 1.16
_FAR = (RADII > 1.3) & (RADII < 1.75)
_DIRECTIONS = 12
_SECTORS = tuple(_FAR & (np.floor((ANGLES / np.pi + 1) / 2 * _DIRECTIONS) == each) for each in range(_DIRECTIONS))
_NEIGHBORS = 75.0
"""Points around a circle in which the black of the print is taken to be the same."""
_LEAST_CONTRAST = 0.12
"""Paper and black are at least so far apart; where they seem nearer, there is no print to measure against."""
_MOSTLY_BLANK = 0.6
"""The share of a side's circles, lightest first, that surely holds no marks: one in five is filled on our forms."""
_ARM = 0.1
"""The share of a direction that is written on from which a line goes out there."""
_LINE = 0.3
"""Ink from which a pixel there is part of a line: a hard pencil's has a third, blurred by a camera."""
_DARK = 0.4
"""Ink from which a pixel around a circle counts as written on."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What was measured, in arrays with one value for each circle of a side."""

    inside: Floats = field(repr=False)
    """Mean ink in the circle, 0 (as blank as the blank ones of this page) to 1 (all black)."""
    around: Floats = field(repr=False)
    """The share of the paper beside the circle that is written on, above that of blank ones."""
    arms: Floats = field(repr=False)
    """In how many of twelve directions there is ink well beyond the circle."""
    hidden: Floats = field(repr=False)
    """1 for circles that lie, in part, beyond the edge of the picture."""


def measure(picture: Floats, matrix: Floats, side: Side, bend: Bend) -> Ink:
    """Measure the ink of every circle."""
    seen = patches(picture, matrix, side, bend.shifts)
    hidden = np.isnan(seen).any((1, 2)).astype(float)
    seen = np.where(np.isnan(seen), 1, seen)
    paper, black = _paper(seen), _black(seen, side)
    contrast = np.maximum(paper - black, _LEAST_CONTRAST)
    ink = np.clip((paper[:, None, None] - seen) / contrast[:, None, None], 0, 1.2)
    inside, around = ink[:, _INSIDE].mean(1), (ink[:, _AROUND] > _DARK).mean(1)
    blank = np.sort(inside)[: max(4, int(len(inside) * _MOSTLY_BLANK))]
    blank_around = np.sort(around)[: max(4, int(len(around) * _MOSTLY_BLANK))]
    return Ink(
        np.clip(inside - np.median(blank), 0, None),
        np.clip(around - np.median(blank_around), 0, None),
        _arms(ink, side),
        hidden,
    )


def _arms(ink: Floats, side: Side) -> Floats:
    """Return in how many directions ink goes out from each circle.

    What a row has alike in a direction, such as a digit or the line below, is print.
    """
    written = np.stack([(ink[:, sector] > _LINE).mean(1) for sector in _SECTORS], 1)
    arms = np.empty(len(ink))
    for positions in rows_of(side).values():
        in_print = np.median(written[positions], axis=0)
        arms[positions] = (written[positions] - in_print > _ARM).sum(1)
    return arms


def _paper(seen: Floats) -> Floats:
    """Return the light of the paper at each circle, outside of it: rows differ, as every second one is tinted.

    Even of a circle with a ring drawn around it, a fifth of what is outside stays blank.
    """
    return np.asarray(np.percentile(seen[:, _OUTSIDE], 80, axis=1))


def _black(seen: Floats, side: Side) -> Floats:
    """Return how dark the printed circles are at each of them: the median over its neighborhood."""
    own = np.percentile(seen[:, _EDGE], 6, axis=1)
    places = np.array([(circle.x, circle.y) for circle in side.circles], float)
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    return np.array([np.median(own[near]) for near in apart < _NEIGHBORS])


def rows_of(side: Side) -> dict[str, list[int]]:
    """Return the positions of each item's circles among those of a side, by choice."""
    rows: dict[str, list[int]] = {}
    for position in sorted(range(len(side.circles)), key=lambda each: side.circles[each].choice):
        rows.setdefault(side.circles[position].item, []).append(position)
    return rows
