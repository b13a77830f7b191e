"""What is painted on a page: filled shapes in the order of painting, and the color that they give a point.

A color that cannot be known, such as that of a gradient or a photograph, is None: no rule judges text on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf

Point = tuple[float, float]
"""In points from the bottom left of the page."""
RGB = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

_PAPER: RGB = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Region:
    """A path that is filled or that clips. Curves count as the straight lines between their points."""

    polygons: tuple[tuple[Point, ...], ...]
    """Each closed: its last point is its first."""
    even_odd: bool
    """By which rule a point is inside (ISO 32000-1, 8.5.3.3): even-odd, or nonzero winding number."""
    left: float
    bottom: float
    right: float
    top: float

    def __contains__(self, point: Point) -> bool:
        """Return whether a point lies inside."""
        x, y = point
        # Most shapes are far from most points, so the box answers before any edge is looked at.
        if not (self.left <= x <= self.right and self.bottom <= y <= self.top):
            return False
        winding = [step for polygon in self.polygons for step in _crossings(polygon, x, y)]
        return len(winding) % 2 == 1 if self.even_odd else sum(winding) != 0


EVERYWHERE = Region((((-1e9, -1e9), (1e9, -1e9), (1e9, 1e9), (-1e9, 1e9), (-1e9, -1e9)),), False, -1e9, -1e9, 1e9, 1e9)
"""What the `sh` operator paints: all that the clipping path lets through."""


def region_of(polygons: list[list[Point]], *, even_odd: bool) -> Region | None:
    """Return the region that a path encloses; None for a path without any area."""
    closed = tuple((*polygon, polygon[0]) for polygon in polygons if len(polygon) > 2)
    if not closed:
        return None
    xs = [x for polygon in closed for x, _ in polygon]
    ys = [y for polygon in closed for _, y in polygon]
    return Region(closed, even_odd, min(xs), min(ys), max(xs), max(ys))


@dataclass(slots=True)
class Path:
    """A path that is being made (ISO 32000-1, 8.5.2)."""

    _polygons: list[list[Point]] = field(default_factory=list)

    def trace(self, operator: str, numbers: list[float], matrix: pikepdf.Matrix) -> None:
        """Follow `m`, `l`, `c`, `v`, `y` or `re`; the matrix leads from the numbers to the page."""
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if operator == "re":
            (x, y), (width, height) = points
            points = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        moved = [(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f) for x, y in points]
        if operator in ("m", "re"):
            self._polygons.append(moved)
        else:
            self._polygons[-1] += moved

    def region(self, *, even_odd: bool) -> Region | None:
        """Return the region that the path encloses; None for a path without any area."""
        return region_of(self._polygons, even_odd=even_odd)


def _crossings(polygon: tuple[Point, ...], x: float, y: float) -> list[int]:
    """Return 1 or -1 for each edge that a ray from the point to the right crosses upwards or downwards."""
    found = []
    for (x1, y1), (x2, y2) in pairwise(polygon):
        if (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            found.append(1 if y2 > y1 else -1)
    return found


@dataclass(frozen=True, slots=True)
class Paint:
    """One shape that was filled."""

    region: Region
    clips: tuple[Region, ...]
    """It shows only inside all of these."""
    color: RGB | None
    opacity: float
    """From 0 to 1."""


@dataclass(slots=True)
class Canvas:
    """White paper and everything that was painted on it so far."""

    paints: list[Paint] = field(default_factory=list)

    def color_at(self, point: Point) -> RGB | None:
        """Return the color that a point has by now; None if it cannot be known."""
        color: RGB | None = _PAPER
        for paint in self.paints:
            if point in paint.region and all(point in clip for clip in paint.clips):
                color = blend(paint.color, color, paint.opacity)
        return color


def blend(color: RGB | None, behind: RGB | None, opacity: float) -> RGB | None:
    """Return the color that one over another gives (ISO 32000-1, 11.3.3, blend mode Normal)."""
    if color is None or opacity == 1.0:
        return color
    if behind is None:
        return None
    red, green, blue = (opacity * one + (1 - opacity) * other for one, other in zip(color, behind, strict=True))
    return (red, green, blue)
