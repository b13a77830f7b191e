"""Pieces put into each other and put together: content of pages, structure elements, links, outline.

`flattened` puts the pieces of slots into the holes of another piece. That depends on no person, so its result is kept.
`join` puts what stands in the body of one person's report on its pages, and numbers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from careerprint.plates.pieces import BITS, KIND, Anchor, Bookmark, Box, Elements, FieldKind, Link, Piece, field_of
from careerprint.plates.unfit import require
from careerprint.press.tagging.structure_tree import PIXEL

_SAME = 0.01
"""Pixels by which a piece may be larger or smaller than its hole: WeasyPrint rounds both when it writes them."""


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
    """A piece whose holes are being filled."""

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
        """Put a part into a hole."""
        hole = self.piece.holes[number]
        require(
            abs(hole.box[2] - part.box[2]) < _SAME and abs(hole.box[3] - part.box[3]) < _SAME, "a piece of another size"
        )
        right, down = hole.box[0] - part.box[0], hole.box[1] - part.box[1]
        elements, first = part.elements, len(self.starts)
        require(len(elements.tops) == 1, "a piece with several elements on top")
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
        _add_glyphs(self.glyphs, part.glyphs)
        self.states |= part.states

    def _shifted(self, elements: Elements, first: int, parent: int) -> list[int]:
        """Return the fields of a part as fields of the whole: each kind of number is counted on."""
        hung = 0 if parent < 0 else field_of(FieldKind.ELEMENT, parent) - field_of(FieldKind.PARENT, 0)
        more = (first << BITS, len(self.owners) << BITS, 0, len(self.links) << BITS, hung)
        return [each + more[each & KIND] for each in elements.fields]

    def result(self) -> Piece:
        """Return the whole; call it when each hole is filled."""
        piece = self.piece
        require(len(self.tops) == len(piece.holes), "a hole without a piece")
        own = len(piece.elements.fields)  # the fields of parts come behind; parts have no holes left
        self.fields[:own] = [
            field_of(FieldKind.ELEMENT, self.tops[each >> BITS]) if each & KIND == FieldKind.HOLE else each
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


def _add_glyphs(glyphs: dict[str, frozenset[int]], more: Mapping[str, frozenset[int]]) -> None:
    for name, codes in more.items():
        glyphs[name] = glyphs.get(name, frozenset()) | codes


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """The piece of a slot on a page."""

    piece: Piece
    """Without holes."""
    left: float
    """Where its box begins, in pixels from the left of the page."""
    top: float
    """In pixels from the top of the page."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page of a person's report."""

    furniture: Piece
    """What the page itself shows: its foot, and on the first page what stands above the slots."""
    parts: tuple[PlacedPiece, ...]
    """From top to bottom, which is the reading order."""

    def pieces(self) -> Iterator[Piece]:
        """Yield all pieces on it."""
        yield self.furniture
        yield from (part.piece for part in self.parts)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """An entry of the outline."""

    level: int
    label: str
    page: int
    left: float
    top: float
    """In points from the bottom of the page, as `left` is from its left."""


@dataclass(slots=True)
class JoinedReport:
    """One person's report with the numbers that its objects have in the file."""

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
    headings: list[OutlineEntry] = field(default_factory=list)
    anchors: list[tuple[str, int, float, float]] = field(default_factory=list)
    """Name, page, and place in points from the bottom left."""
    states: set[str] = field(default_factory=set)

    def document(self, pages: Sequence[ReportPage], root: int) -> None:
        """Put all pages in their places, under one element for the document (ISO 32000-1, 14.8.4.2)."""
        head = b"<</S/Document/P %d 0 R/K[" % root
        count = sum(len(page.furniture.elements.tops) + len(page.parts) for page in pages)
        # Its kids are not known yet, but how long their list will be, so that all others can begin behind it.
        self.elements.append(b"")
        self.starts.append(0)
        self.length = len(head) + 10 * count + 4
        tops: list[int] = []
        for number, page in enumerate(pages):
            tops += self._place(page.furniture, number, 0.0, 0.0, is_page=True)
            for part in page.parts:
                left, top, *_ = part.piece.box
                tops += self._place(part.piece, number, part.left - left, part.top - top)
        self.elements[0] = head + b" ".join([b"%5d 0 R" % top for top in tops]).ljust(10 * count) + b"]>>\n"

    def _place(self, piece: Piece, page: int, dx: float, dy: float, *, is_page: bool = False) -> list[int]:
        """Put a piece without holes on a page, moved by some pixels; return the numbers of its top elements."""
        first = self.first + len(self.starts)
        elements = piece.elements
        self.starts += [self.length + start for start in elements.starts]
        self.length += elements.length
        base = (first, len(self.owners[page]), self.page + page, self.links_from + len(self.links), self.first)
        self.elements.append(self._numbered(piece, base, page, dx, dy))
        self._paint(piece, first, page, dx, dy, is_page=is_page)
        self._add_links(piece, first, page, dx, dy)
        for entry in piece.outline:
            assert isinstance(entry, Bookmark)
            place = self._point(page, entry.x + dx, entry.y + dy)
            self.headings.append(OutlineEntry(entry.level, entry.label, page, *place))
        return [first + number for number in elements.tops]

    def _point(self, page: int, x: float, y: float) -> tuple[float, float]:
        """Return a point of a page, in pixels from the top, in points from the bottom."""
        return x * PIXEL, self.sizes[page][1] - y * PIXEL

    def _paint(self, piece: Piece, first: int, page: int, dx: float, dy: float, *, is_page: bool) -> None:
        self.states |= piece.states
        owners = self.owners[page]
        content = piece.content % tuple(range(len(owners), len(owners) + len(piece.owners)))
        owners += [first + owner for owner in piece.owners]
        if not is_page:
            # The furniture comes first and flips the vertical axis for the rest of the page; its scale ends with it.
            place = round(dx * PIXEL, 3), round(dy * PIXEL, 3)
            content = b"q\n%g 0 0 %g %g %g cm\n%s\nQ" % (PIXEL, PIXEL, *place, content)
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
        numbers: list[float] = [base[each & KIND] + (each >> BITS) for each in piece.elements.fields]
        for index, (left, top, width, height) in piece.elements.figures:
            x, y = self._point(page, left + dx, top + dy)
            numbers[index : index + 4] = x, y - height * PIXEL, x + width * PIXEL, y
        return piece.elements.text % tuple(numbers)


def join(pages: Sequence[ReportPage], *, root: int, page: int) -> JoinedReport:
    """Put a person's pages together.

    `root` is the number of the structure tree's root, `page` that of the first page object. The structure
    elements are numbered after the pages, the links after them.
    """
    first = page + len(pages)
    pieces = [piece for each in pages for piece in each.pieces()]
    count = 1 + sum(len(piece.elements.starts) for piece in pieces)
    sizes = [(each.furniture.box[2], each.furniture.box[3]) for each in pages]
    joined = JoinedReport(page, first, first + count, sizes, [[] for _ in pages], [[] for _ in pages])
    joined.document(pages, root)
    return joined
