"""A piece with the pieces of its slots set into it: one piece without holes, to be joined as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from careerprint.plates.pieces import BITS, KIND, Anchor, Bookmark, Box, Elements, Link, Of, Piece, field_of
from careerprint.plates.unfit import demand

SAME = 0.01
"""Pixels within which two lengths are the same."""


def flattened(piece: Piece, parts: Sequence[Piece]) -> Piece:
    """Return a piece with one piece, which has no holes itself, in each of its holes.

    Raises `Unfit` when one is not as large as its hole.
    """
    if not parts:
        return piece
    flat = _Flat(piece)
    for number, part in enumerate(parts):
        flat.fill(number, part)
    return flat.result()


def moved(box: Box, right: float, down: float) -> Box:
    """Return a box that stands elsewhere."""
    return box[0] + right, box[1] + down, box[2], box[3]


@dataclass(slots=True)
class _Flat:
    piece: Piece
    contents: list[bytes] = field(init=False)
    owners: list[int] = field(init=False)
    texts: list[bytes] = field(init=False)
    starts: list[int] = field(init=False)
    length: int = field(init=False)
    fields: list[int] = field(init=False)
    figures: list[tuple[int, Box]] = field(init=False)
    links: list[Link] = field(init=False)
    outlines: dict[int, list[Bookmark]] = field(default_factory=dict)
    """Headings in each hole."""
    anchors: list[Anchor] = field(init=False)
    glyphs: dict[str, frozenset[int]] = field(init=False)
    states: frozenset[str] = field(init=False)
    tops: list[int] = field(default_factory=list)
    """The top element of each part."""

    def __post_init__(self) -> None:
        """Begin with the piece itself; the elements of holes are known when all are filled."""
        piece, elements = self.piece, self.piece.elements
        self.contents = [b"q\n%s\nQ" % piece.content]
        self.owners, self.texts = list(piece.owners), [elements.text]
        self.starts, self.length = list(elements.starts), elements.length
        self.fields, self.figures = list(elements.fields), list(elements.figures)
        self.links, self.anchors = list(piece.links), list(piece.anchors)
        self.glyphs, self.states = dict(piece.glyphs), piece.states

    def fill(self, number: int, part: Piece) -> None:
        """Set a part into a hole."""
        hole = self.piece.holes[number]
        demand(
            abs(hole.box[2] - part.box[2]) < SAME and abs(hole.box[3] - part.box[3]) < SAME, "a piece of another size"
        )
        right, down = hole.box[0] - part.box[0], hole.box[1] - part.box[1]
        elements, first = part.elements, len(self.starts)
        demand(len(elements.tops) == 1, "a piece with several elements on top")
        self.tops.append(first + elements.tops[0])
        self.contents.append(b"q\n1 0 0 1 %g %g cm\n%s\nQ" % (round(right, 3), round(down, 3), part.content))
        self.figures += [(len(self.fields) + index, moved(box, right, down)) for index, box in elements.figures]
        self.fields += self._shifted(elements, first, hole.parent)
        self.owners += [first + owner for owner in part.owners]
        self.texts.append(elements.text)
        self.starts += [self.length + start for start in elements.starts]
        self.length += elements.length
        self.links += [
            replace(link, element=first + link.element, box=moved(link.box, right, down)) for link in part.links
        ]
        self.anchors += [Anchor(anchor.name, anchor.x + right, anchor.y + down) for anchor in part.anchors]
        self.outlines[number] = [
            replace(entry, x=entry.x + right, y=entry.y + down) for entry in part.outline if isinstance(entry, Bookmark)
        ]
        _join(self.glyphs, part.glyphs)
        self.states |= part.states

    def _shifted(self, elements: Elements, first: int, parent: int) -> list[int]:
        """Return the fields of a part as fields of the whole."""
        hung = 0 if parent < 0 else field_of(Of.ELEMENT, parent) - field_of(Of.PARENT, 0)
        more = (first << BITS, len(self.owners) << BITS, 0, len(self.links) << BITS, hung)
        return [each + more[each & KIND] for each in elements.fields]

    def result(self) -> Piece:
        """Return the whole; call it when each hole is filled."""
        piece = self.piece
        demand(len(self.tops) == len(piece.holes), "a hole without a piece")
        own = len(piece.elements.fields)  # parts have no holes left
        self.fields[:own] = [
            field_of(Of.ELEMENT, self.tops[each >> BITS]) if each & KIND == Of.HOLE else each
            for each in self.fields[:own]
        ]
        tops = tuple(top if top >= 0 else self.tops[-1 - top] for top in piece.elements.tops)
        outline: list[Bookmark] = []
        for entry in piece.outline:
            outline += [entry] if isinstance(entry, Bookmark) else self.outlines[entry]
        return replace(
            piece,
            content=b"\n".join(self.contents),
            owners=tuple(self.owners),
            elements=Elements(
                b"".join(self.texts), tuple(self.starts), self.length, tuple(self.fields), tuple(self.figures), tops
            ),
            holes=(),
            links=tuple(self.links),
            outline=tuple(outline),
            anchors=tuple(self.anchors),
            glyphs=self.glyphs,
            states=self.states,
        )


def _join(glyphs: dict[str, frozenset[int]], more: Mapping[str, frozenset[int]]) -> None:
    for name, codes in more.items():
        glyphs[name] = glyphs.get(name, frozenset()) | codes
