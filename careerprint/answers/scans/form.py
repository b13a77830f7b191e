"""A worksheet as printed: where its circles and its marks lie, so that a scan of it can be placed and read.

The press writes the marks and the reader looks for them; both take their places from here. All lengths are
points (1/72 inch), from the left and the top edge of a side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

MM = 72 / 25.4
SQUARE = 4 * MM
"""Side of a corner square: large enough to be found at 100 dpi on a copy of a copy."""
INSET = 8 * MM
"""From the sheet's edge to a square's outer edge: printers leave 4 to 6 mm blank."""
CODE = 13 * MM
"""Side of a square code, without its quiet zone."""
FORMAT = "CP1"
"""The first field of what a code says: which rules the others follow."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle to fill in."""

    item: str
    """ID of the statement."""
    choice: int
    """From 1, in the order of the response scale."""
    x: float
    """Center."""
    y: float
    radius: float
    """Of the printed outline."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a form."""

    number: int
    """From 1."""
    width: float
    height: float
    circles: tuple[Circle, ...]
    """In reading order; none on a side of notes."""
    codes: tuple[tuple[float, float], ...]
    """Upper left corners of the square codes; two, so that dirt on one loses nothing."""

    @property
    def squares(self) -> tuple[tuple[float, float], ...]:
        """Centers of the corner squares: upper left, upper right, lower right, lower left."""
        near = INSET + SQUARE / 2
        right, low = self.width - near, self.height - near
        return ((near, near), (right, near), (right, low), (near, low))


@dataclass(frozen=True, slots=True)
class Form:
    """A worksheet in one version, language, paper and edition."""

    assessment: str
    """ID, as in the command line."""
    sides: tuple[Side, ...]
    assessment_version: str = ""
    """As in `Assessment.version`; empty on forms that were printed when codes did not name it yet."""

    @property
    def layout(self) -> str:
        """Six hex digits that name this form: they change with the version, an item, or a circle that moves 0.1 point.

        Words may change while everything stays in its place, so that places alone would not tell versions apart.
        """
        named = " ".join(filter(None, (self.assessment, self.assessment_version)))
        places = ";".join(f"{side.number}:{text}" for side in self.sides for text in _places(side))
        return hashlib.sha256(f"{named};{places}".encode()).hexdigest()[:6].upper()

    def words(self, side: int, person: str) -> str:
        """Return what the codes of a side say; `person` is an ID, or empty on a form for anybody."""
        return f"{FORMAT}:{self.layout}:{side}:{person}"


def _places(side: Side) -> Iterator[str]:
    yield from (f"{circle.item}:{circle.choice}:{circle.x:.1f}:{circle.y:.1f}" for circle in side.circles)
