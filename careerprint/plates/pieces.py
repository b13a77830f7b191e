"""What a typeset skeleton is once WeasyPrint's objects are taken apart. Lengths are CSS pixels from the top left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from careerprint.plates.slots import Chain, Fragment

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


class FieldKind(IntEnum):
    """What a number in a structure element counts, and so what is added to it when the element is placed."""

    ELEMENT = 0
    MARK = 1
    PAGE = 2
    LINK = 3
    PARENT = 4
    """What the top elements hang on; there is nothing to count."""
    HOLE = 5
    """The element of a hole, by the hole's number."""


BITS = 3
"""Bits of a field that hold its kind."""
KIND = (1 << BITS) - 1
"""Masks the kind of a field."""


def field_of(kind: FieldKind, number: int) -> int:
    """Return a number and its kind as one integer.

    Thousands of fields are renumbered for each person; adding to plain integers is what makes that cheap.
    """
    return number << BITS | kind


@dataclass(frozen=True, slots=True)
class Elements:
    """The structure elements of a piece (ISO 32000-1, 14.7.2), as one text with places for numbers."""

    text: bytes
    """All elements, each ending in a line feed; `%5d` and `%11.4f` stand for numbers of fixed width."""
    starts: tuple[int, ...]
    """Where each element begins in the finished text. Fixed widths make that the same for everybody."""
    length: int
    """Length of the finished text in bytes."""
    fields: tuple[int, ...]
    """For each place: what it counts, and the number; see `field_of`."""
    figures: tuple[tuple[int, Box], ...]
    """Pictures: the index of the first of four fields, and where the picture stands."""
    tops: tuple[int, ...]
    """The elements that hang on nothing in this piece: one in a slot, several on a page. -1 stands for the first
    hole, -2 for the second, and so on."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Where the piece of a slot goes."""

    parent: int
    """The element that the inner piece's own element hangs on; -1 if it hangs on nothing in this piece."""
    box: Box


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation (ISO 32000-1, 12.5.6.5)."""

    element: int
    """The index of its Link element."""
    box: Box
    body: bytes
    """The dictionary without /Rect, /StructParent and its closing `>>`."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading in the outline."""

    level: int
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links lead to."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A typeset skeleton: of a slot, or of one page of a report."""

    box: Box
    """For a slot, where it was typeset; for a page, its size in points."""
    content: bytes
    """Operators, with `%d` for each marked-content identifier (ISO 32000-1, 14.7.4)."""
    owners: tuple[int, ...]
    """For each marked content, in the order of painting: the element that it is content of."""
    elements: Elements
    holes: tuple[Hole, ...]
    links: tuple[Link, ...]
    outline: tuple[Bookmark | int, ...]
    """Headings, and the numbers of the holes between them."""
    anchors: tuple[Anchor, ...]
    glyphs: Mapping[str, frozenset[int]]
    """Glyphs shown, by the name of the font."""
    states: frozenset[str]
    """Names of graphics states."""
    pictures: frozenset[str]
    """Names of XObjects."""


Need = tuple[str, str]
"""The name of a font, and what it must hold besides the common characters (empty for nothing more)."""


@dataclass(frozen=True, slots=True)
class MadePiece:
    """A typeset piece, and what it needs of fonts."""

    piece: Piece
    needs: frozenset[Need]


@dataclass(frozen=True, slots=True)
class PieceOrder:
    """A piece that is to be typeset."""

    chain: Chain
    fragment: Fragment
    """Only its skeleton counts."""
    heights: tuple[float, ...]
    """How much room each hole must leave, in pixels."""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two orders give the same piece."""
        return (self.chain, self.fragment.parts, tuple(slot.tag for slot in self.fragment.slots), self.heights)
