"""The pieces of one person put together: content of each page, structure elements, links, outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from careerprint.accessible.structure import PIXEL
from careerprint.plates.pieces import Bookmark, Piece
from careerprint.plates.unfit import demand

_SAME = 0.01
"""Pixels within which two lengths are the same."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """A piece with the pieces of its slots."""

    piece: Piece
    parts: tuple[Assembly, ...]
    is_page: bool = False

    def pieces(self) -> Iterator[Piece]:
        """Yield all pieces."""
        yield self.piece
        for part in self.parts:
            yield from part.pieces()


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the outline."""

    level: int
    label: str
    page: int
    left: float
    top: float
    """In points from the bottom of the page, as `left` is from its left."""


@dataclass(slots=True)
class Joined:
    """One person's report, numbered."""

    page: int
    """The number of the first page object."""
    first: int
    """The number of the first structure element, the document."""
    links_from: int
    """The number of the first link annotation."""
    sizes: list[tuple[float, float]]
    """Width and height of each page in points."""
    contents: list[list[bytes]]
    """Of each page."""
    owners: list[list[int]]
    """For each page, the number of the element of each marked content (ISO 32000-1, 14.7.4.4)."""
    elements: list[bytes] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Where each element begins, counted from the first."""
    length: int = 0
    links: list[tuple[int, int, bytes]] = field(default_factory=list)
    """Page, number of its element, dictionary without its end."""
    headings: list[Heading] = field(default_factory=list)
    anchors: list[tuple[str, int, float, float]] = field(default_factory=list)
    """Name, page, and place in points from the bottom left."""
    states: set[str] = field(default_factory=set)

    def document(self, pages: Sequence[Assembly], root: int) -> None:
        """Put all pages in their places, under one element for the document (ISO 32000-1, 14.8.4.2)."""
        head = b"<</Type/StructElem/S/Document/P %d 0 R/K[" % root
        count = sum(len(page.piece.elements.tops) for page in pages)
        self.elements.append(b"")
        self.starts.append(0)
        self.length = len(head) + 12 * count + 4
        tops = [top for number, page in enumerate(pages) for top in self.place(page, self.first, number, 0.0, 0.0)]
        self.elements[0] = head + b" ".join([b"%7d 0 R" % top for top in tops]).ljust(12 * count) + b"]>>\n"

    def place(self, assembly: Assembly, parent: int, page: int, dx: float, dy: float) -> list[int]:
        """Put a piece and all its parts on a page, moved by some pixels; return the numbers of its top elements."""
        piece = assembly.piece
        first = self.first + len(self.starts)
        text = len(self.elements)
        self.elements.append(b"")
        self.starts += [self.length + start for start in piece.elements.starts]
        self.length += piece.elements.length
        mark, link = len(self.owners[page]), self.links_from + len(self.links)
        self._paint(piece, first, page, dx, dy, is_page=assembly.is_page)
        self._add_links(piece, first, page, dx, dy)
        tops = []
        for entry in piece.outline:
            if isinstance(entry, Bookmark):
                self.headings.append(
                    Heading(entry.level, entry.label, page, *self._point(page, entry.x + dx, entry.y + dy))
                )
                continue
            hole, part = piece.holes[entry], assembly.parts[entry]
            left, top, width, height = part.piece.box
            demand(
                abs(hole.box[2] - width) < _SAME and abs(hole.box[3] - height) < _SAME, "a piece does not fit its slot"
            )
            right, down = hole.box[0] + dx - left, hole.box[1] + dy - top
            tops += self.place(part, parent if hole.parent < 0 else first + hole.parent, page, right, down)
        base = (first, mark, self.page + page, link, parent, *tops)
        self.elements[text] = self._numbered(piece, base, page, dx, dy)
        return [first + number if number >= 0 else tops[-1 - number] for number in piece.elements.tops]

    def _point(self, page: int, x: float, y: float) -> tuple[float, float]:
        """Return a point of a page, in pixels from the top, in points from the bottom."""
        return x * PIXEL, self.sizes[page][1] - y * PIXEL

    def _paint(self, piece: Piece, first: int, page: int, dx: float, dy: float, *, is_page: bool) -> None:
        self.states |= piece.states
        owners = self.owners[page]
        content = piece.content % tuple(range(len(owners), len(owners) + len(piece.owners)))
        owners += [first + owner for owner in piece.owners]
        if not is_page:
            # The page itself has turned the axis round for good; its scale holds for its own content only.
            content = b"q\n%g 0 0 %g %.6f %.6f cm\n%s\nQ" % (PIXEL, PIXEL, dx * PIXEL, dy * PIXEL, content)
        self.contents[page].append(content)

    def _add_links(self, piece: Piece, first: int, page: int, dx: float, dy: float) -> None:
        for link in piece.links:
            left, top, width, height = link.box
            corners = *self._point(page, left + dx, top + dy), *self._point(page, left + dx + width, top + dy + height)
            self.links.append((page, first + link.element, link.body + b"/Rect[%.6f %.6f %.6f %.6f]" % corners))
        for anchor in piece.anchors:
            self.anchors.append((anchor.name, page, *self._point(page, anchor.x + dx, anchor.y + dy)))

    def _numbered(self, piece: Piece, base: tuple[int, ...], page: int, dx: float, dy: float) -> bytes:
        """Return the elements of a piece with their numbers."""
        numbers: list[float] = [base[kind] + number for kind, number in piece.elements.fields]
        for index, (left, top, width, height) in piece.elements.figures:
            x, y = self._point(page, left + dx, top + dy)
            numbers[index : index + 4] = x, y - height * PIXEL, x + width * PIXEL, y
        return piece.elements.text % tuple(numbers)


def join(pages: Sequence[Assembly], *, root: int, page: int) -> Joined:
    """Put a person's pages together.

    `root` is the number of the structure tree's root, `page` that of the first page object. The structure
    elements are numbered behind the pages, the links behind them.
    """
    first = page + len(pages)
    count = 1 + sum(len(piece.elements.starts) for assembly in pages for piece in assembly.pieces())
    sizes = [(assembly.piece.box[2], assembly.piece.box[3]) for assembly in pages]
    joined = Joined(page, first, first + count, sizes, [[] for _ in pages], [[] for _ in pages])
    joined.document(pages, root)
    return joined
