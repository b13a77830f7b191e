"""What a typeset skeleton is, once WeasyPrint's objects are taken apart. Lengths are CSS pixels from the top left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from careerprint.plates.slots import Chain, Fragment

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


class FieldKind(IntEnum):
    """What a number in a structure element counts, and so what must be added to it when the element is placed."""

    ELEMENT = 0
    MARK = 1
    PAGE = 2
    LINK = 3
    PARENT = 4
    """What the elements on top hang on; nothing to count there."""
    HOLE = 5
    """The element of a hole, by the hole's number."""


BITS = 3
"""Of a field, for its kind."""
KIND = (1 << BITS) - 1


def field_of(kind: FieldKind, number: int) -> int:
    """Return a place for a number as one integer: many thousands of them are added up for each person."""
    return number << BITS | kind


@dataclass(frozen=True, slots=True)
class Elements:
    """The structure elements of a piece (ISO 32000-1, 14.7.2): one text with places for numbers."""

    text: bytes
    """All elements, each ending in a line feed; numbers have a fixed width."""
    starts: tuple[int, ...]
    """Where each element begins in the finished text."""
    length: int
    """Of the finished text."""
    fields: tuple[int, ...]
    """For each place for a number: what it counts and the number, see `field_of`."""
    figures: tuple[tuple[int, Box], ...]
    """Pictures: index of the first of four fields, and where the picture stands."""
    tops: tuple[int, ...]
    """The elements that hang on nothing here: one of a slot, several of a page; -1 is the first hole, and so on."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Where the piece of a slot comes in."""

    parent: int
    """The element that the piece's own element hangs on; -1 if that hangs on nothing here."""
    box: Box


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation (ISO 32000-1, 12.5.6.5)."""

    element: int
    box: Box
    body: bytes
    """All entries but /Rect and /StructParent, without the end of the dictionary."""


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
    """A typeset skeleton: of a slot, or one page of a report."""

    box: Box
    """Of the slot where it was typeset; of a page, its size in points."""
    content: bytes
    """Operators, with `%d` for each marked-content identifier (ISO 32000-1, 14.7.4)."""
    owners: tuple[int, ...]
    """For each marked content, in its order: the element that it is content of."""
    elements: Elements
    holes: tuple[Hole, ...]
    links: tuple[Link, ...]
    outline: tuple[Bookmark | int, ...]
    """Headings, and the numbers of holes where they come in."""
    anchors: tuple[Anchor, ...]
    glyphs: Mapping[str, frozenset[int]]
    """Glyphs shown, by the name of the font."""
    states: frozenset[str]
    """Names of graphics states."""
    pictures: frozenset[str]
    """Names of XObjects."""


Need = tuple[str, str]
"""Name of a font, and what it must hold besides the common characters; nothing if empty."""


@dataclass(frozen=True, slots=True)
class MadePiece:
    """A typeset piece, and what it needs of fonts."""

    piece: Piece
    needs: frozenset[Need]


@dataclass(frozen=True, slots=True)
class PieceOrder:
    """A piece to be typeset."""

    chain: Chain
    block: Fragment
    """Only its skeleton counts."""
    heights: tuple[float, ...]
    """Of its holes, in pixels: how much room each must leave."""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two orders the same piece."""
        return (self.chain, self.block.parts, tuple(slot.tag for slot in self.block.slots), self.heights)
