"""The bend of the paper: how far each printed circle lies from where the corner squares say it is.

Paper bends smoothly, so the circles of a side are shifted by a polynomial of their places. A circle that ink hides is
outvoted by its neighbors (iteratively reweighted least squares with a Cauchy weight).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careerprint.answers.scans.form import Side
from careerprint.answers.scans.pixels.plane import Floats, sample, through

HALF = 25
"""Pixels of a patch from its center to its edge."""
REACH = 1.9
"""Radii of a circle that a patch shows in each direction."""
_GRID = np.linspace(-REACH, REACH, 2 * HALF + 1)
RADII = np.hypot(*np.meshgrid(_GRID, _GRID))
"""For each pixel of a patch, how many radii it is from the center."""
ANGLES = np.arctan2(_GRID[:, None], _GRID[None, :])
"""For each pixel of a patch, in which direction from the center it is, from -pi to pi."""
_LINE = 0.08
"""Half the width of a circle's printed line, in radii, as it looks after a scan."""
_TERMS = ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2), (3, 0), (2, 1), (1, 2), (0, 3))
"""Powers of x and y in the polynomial, by degree."""
_ROUNDS = ((12, 3), (6, 6), (6, 10))
"""For each round: how many pixels a circle may be off, and how many terms are fitted; rough first, then fine."""
_OUTVOTED = 0.8
"""Points that a circle may disagree with the others before it loses most of its weight."""


@dataclass(frozen=True, slots=True)
class Bend:
    """Where the circles really are."""

    shifts: Floats = field(repr=False)
    """For each circle, how far right and down it is from its place, in points."""
    doubt: float
    """How far, in points, half of the circles disagree with the rest; above one, they were not found."""


def patches(picture: Floats, matrix: Floats, side: Side, shifts: Floats) -> Floats:
    """Return each circle as it looks from above, in the middle of a patch: an array circle × pixel × pixel."""
    centers, radii = _centers(side) + shifts, _radii(side)
    offsets = np.stack(np.meshgrid(_GRID, _GRID), -1)
    places = centers[:, None, None] + offsets[None] * radii[:, None, None, None]
    return sample(picture, through(matrix, places))


def find_bend(picture: Floats, matrix: Floats, side: Side) -> Bend:
    """Return how the circles of a side are shifted in the picture, in three rounds from rough to fine."""
    places: Floats = _centers(side) / np.array([side.width / 2, side.height / 2]) - 1
    shifts, doubt = np.zeros((len(side.circles), 2)), 0.0
    template = _template()
    for most, terms in _ROUNDS:
        seen = patches(picture, matrix, side, shifts)
        steps, weights = _steps(np.where(np.isnan(seen), 1, seen), template, most)
        steps = steps * (REACH / HALF) * _radii(side)[:, None]
        smooth, doubt = _smooth(_powers(places, _affordable(terms, len(steps))), steps, weights)
        shifts = shifts + smooth
    return Bend(shifts, doubt)


def _powers(places: Floats, terms: int) -> Floats:
    x, y = places.T
    return np.stack([np.power(x, i) * np.power(y, j) for i, j in _TERMS[:terms]], 1)


def _affordable(terms: int, circles: int) -> int:
    """Return how many terms so many circles can carry: a polynomial through every point outvotes nobody."""
    return max(1, min(terms, circles // 4))


def _template() -> NDArray[np.complexfloating[Any]]:
    """Return the spectrum of a printed circle as it looks in a patch."""
    ring = np.exp(-(((RADII - 1) / _LINE) ** 2))
    ring -= ring.mean()
    size = 2 * HALF + 1
    spectrum = np.conj(np.fft.rfft2(np.fft.ifftshift(ring), s=(size, size)))
    return np.asarray(spectrum / np.sqrt((ring**2).sum()))


def _steps(seen: Floats, template: NDArray[np.complexfloating[Any]], most: int) -> tuple[Floats, Floats]:
    """Return for each patch how many pixels the circle is off its middle, and how well it looks like one (0 to 1)."""
    dark = np.clip(np.percentile(seen, 85, axis=(1, 2), keepdims=True) - seen, 0, 0.5)
    dark -= dark.mean((1, 2), keepdims=True)
    size = 2 * HALF + 1
    likeness = np.fft.irfft2(np.fft.rfft2(dark) * template, s=(size, size))
    # The correlation is centered on pixel (HALF, HALF), as the template was moved to the origin.
    middle = likeness[:, HALF - most : HALF + most + 1, HALF - most : HALF + most + 1]
    flat = middle.reshape(len(middle), -1)
    rows, columns = np.unravel_index(flat.argmax(1), middle.shape[1:])
    weights = np.clip(flat.max(1) / np.maximum(np.sqrt((dark**2).sum((1, 2))), 1e-6), 0, 1)
    return np.stack((columns - most, rows - most), 1).astype(float), weights


def _smooth(powers: Floats, steps: Floats, weights: Floats) -> tuple[Floats, float]:
    """Return the smooth field nearest to the steps, and how far the median circle is from it."""
    now = weights
    fitted, off = steps, np.zeros(len(steps))
    for _ in range(6):
        solution = np.linalg.lstsq(powers * now[:, None], steps * now[:, None], rcond=None)[0]
        fitted = powers @ solution
        off = np.hypot(*(steps - fitted).T)
        now = weights / (1 + (off / _OUTVOTED) ** 2)
    return fitted, float(np.median(off))


def _centers(side: Side) -> Floats:
    return np.array([(circle.x, circle.y) for circle in side.circles], float)


def _radii(side: Side) -> Floats:
    return np.array([circle.radius for circle in side.circles], float)
