"""Filled areas of a page: is a point inside (ISO 32000-1, 8.5.3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """A path that is filled or clips; curves count as the lines between their points."""

    polygons: tuple[tuple[Point, ...], ...]
    even_odd: bool
    left: float
    bottom: float
    right: float
    top: float

    def __contains__(self, point: Point) -> bool:
        """Return whether a point lies inside."""
        x, y = point
        if not (self.left <= x <= self.right and self.bottom <= y <= self.top):
            return False
        winding = [step for polygon in self.polygons for step in _crossings(polygon, x, y)]
        return len(winding) % 2 == 1 if self.even_odd else sum(winding) != 0


def region_of(polygons: list[list[Point]], *, even_odd: bool) -> Region | None:
    """Return the region that a path encloses; None for a path without any area."""
    closed = tuple((*polygon, polygon[0]) for polygon in polygons if len(polygon) > 2)
    if not closed:
        return None
    xs = [x for polygon in closed for x, _ in polygon]
    ys = [y for polygon in closed for _, y in polygon]
    return Region(closed, even_odd, min(xs), min(ys), max(xs), max(ys))


def _crossings(polygon: tuple[Point, ...], x: float, y: float) -> list[int]:
    """Return 1 or -1 for each edge that a ray from the point to the right crosses upwards or downwards."""
    found = []
    for (x1, y1), (x2, y2) in pairwise(polygon):
        if (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            found.append(1 if y2 > y1 else -1)
    return found
