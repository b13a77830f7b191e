"""Reports by plates: what is new is typeset, everything else only joined. Whoever does not fit goes the plain way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careerprint.errors import PrintError
from careerprint.pages import Page
from careerprint.plates.book import Book
from careerprint.plates.faces import Faces, Need
from careerprint.plates.joining import Assembly
from careerprint.plates.objects import Copy
from careerprint.plates.pieces import Order, Piece, Size
from careerprint.plates.places import Place, places_of
from careerprint.plates.plate import Common, Plate
from careerprint.plates.reading import Setting
from careerprint.plates.setting import Compositor, Frame
from careerprint.plates.split import Block, head_of, split
from careerprint.plates.store import Store
from careerprint.plates.unfit import Unfit, demand
from careerprint.press import Press, Printed

_BODY = re.compile(r"<body\b")
_BY_LINES = 'data-slot="lines"'
"""Marks a slot in columns, which are balanced line by line."""
_PLATES = 64
"""So many are remembered: each holds its fonts."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One report, taken apart."""

    frame: Frame
    report: Block
    places: tuple[Place, ...]

    @property
    def skeleton(self) -> object:
        """What makes the skeletons of two reports the same, but for the sizes of their slots."""
        return (self.frame, self.report.parts, tuple(place.chain for place in self.places))


@dataclass(frozen=True, slots=True)
class Made:
    """A piece that is ready, and what it needs of fonts."""

    piece: Piece
    needs: frozenset[Need]


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot with everything in it."""

    assembly: Assembly
    needs: frozenset[Need]
    size: Size


class Plates:
    """All plates and pieces of one process."""

    def __init__(self, press: Press) -> None:
        """Begin with nothing."""
        self.compositor = Compositor(press)
        self._faces = Faces(press)
        self._widths: dict[object, float] = {}
        self._pieces: Store[Made] = Store()
        self._books: Store[Book[Made]] = Store()
        self._common: dict[str, Common] = {}
        self._plates: Store[Plate] = Store(fresh=_PLATES, kept=_PLATES)
        self._states: dict[str, bytes] = {}

    def prepare(self, pages: Sequence[Page]) -> None:
        """Typeset what is new in several reports that are printed next; nothing yet."""

    def print(self, page: Page, identifier: str) -> Printed:
        """Return the PDF of a report; it depends on nothing but its page, whatever was printed before.

        Raises `Unfit` when it must go the plain way, be it that plates cannot print it or that nobody can.
        """
        for store in (self._pieces, self._books, self._plates, self._faces.made):
            store.turn += 1
        try:
            return self._print(page, identifier)
        except PrintError:
            # The plain way says in words what is refused.
            raise Unfit("refused by the press") from None

    def _print(self, page: Page, identifier: str) -> Printed:
        report = split(page.html)
        cut = Cut(Frame(page.styles, _BODY.split(report.parts[0], maxsplit=1)[0]), report, places_of(report))
        self._measure(cut)
        for level in range(max((place.level for place in cut.places), default=0)):
            self._set_pieces(cut, level + 1)
        parts = [self._fill(place) for place in cut.places]
        pages = self._pages(cut, [part.size for part in parts])
        assemblies = list(_bound(pages, parts))
        needs = frozenset().union(*(page.needs for page in pages), *(part.needs for part in parts))
        plate = self._plate(head_of(report), needs, assemblies)
        name = hashlib.sha256(identifier.encode()).hexdigest()[:32].encode()
        return Printed(plate.print(assemblies, self._states, name), len(pages), 0, by_plates=True)

    def _measure(self, cut: Cut) -> None:
        """Find the widths of slots that stand as none stood before, from the report itself."""
        chains = [place.chain for outer in cut.places for place in outer.all()]
        if any(chain not in self._widths for chain in chains):
            widths = self.compositor.widths(cut.frame, cut.report)
            for chain, width in zip(chains, widths, strict=True):
                self._widths.setdefault(chain, width)

    def _set_pieces(self, cut: Cut, level: int) -> None:
        """Typeset all slots of a level, counted from the innermost."""
        wanted: dict[object, Order] = {}
        for place in (place for outer in cut.places for place in outer.all() if place.level == level):
            order = self._order(place)
            if self._pieces.get(order.key) is None:
                wanted.setdefault(order.key, order)
        orders = list(wanted.values())
        done = iter(orders)
        for setting, pieces in self.compositor.pieces(
            cut.frame, [(order, self._widths[order.chain]) for order in orders]
        ):
            self._learn(setting)
            for piece in pieces:
                order = next(done)
                demand(not piece.pictures, "a picture in a slot")
                self._pieces.put(order.key, self._made(piece, order.block))

    def _made(self, piece: Piece, block: Block) -> Made:
        return Made(piece, self._faces.needs(piece, block.text))

    def _learn(self, setting: Setting) -> None:
        """Take note of the fonts and graphics states that a document names."""
        self._faces.learn(setting.document)
        for name, state in Common(setting.tree.pdf).resources()["ExtGState"].items():
            data = Copy(setting.tree.pdf, 0).value(state)
            demand(self._states.setdefault(name, data) == data, "two graphics states of one name")

    def _order(self, place: Place) -> Order:
        """Return the order of a piece; the pieces inside it are there already."""
        return Order(place.chain, place.block, tuple(self._fill(inner).size for inner in place.places))

    def _fill(self, place: Place) -> Filled:
        """Return a slot with everything in it."""
        parts = [self._fill(inner) for inner in place.places]
        made = self._pieces.get(Order(place.chain, place.block, tuple(part.size for part in parts)).key)
        if made is None:
            raise Unfit("a piece is missing")
        piece = made.piece
        needs = made.needs.union(*(part.needs for part in parts)) if parts else made.needs
        size = Size(piece.box[3], piece.lines if _BY_LINES in place.chain.tag else 0)
        return Filled(Assembly(piece, tuple(part.assembly for part in parts)), needs, size)

    def _pages(self, cut: Cut, sizes: Sequence[Size]) -> list[Made]:
        """Return the pages of a report over empty slots, typeset now if they are new."""
        book = self._books.made(cut.skeleton, Book)
        found = book.find(sizes)
        if found is None:
            setting, pages = self.compositor.report(cut.frame, cut.report, sizes)
            self._learn(setting)
            found = [self._made(page, cut.report) for page in pages]
            self._common.setdefault(head_of(cut.report), Common(setting.tree.pdf))
            book.add(found, [len(page.holes) for page in pages], sizes)
        return found

    def _plate(self, head: str, needs: frozenset[Need], pages: Sequence[Assembly]) -> Plate:
        fonts = self._faces.fonts(needs)
        if any(need for _, need in needs):
            pieces = (piece for page in pages for piece in page.pieces())
            demand(all(self._faces.suits(piece, fonts) for piece in pieces), "a glyph that the fonts lack")
        return self._plates.made((head, needs), lambda: Plate(self._common[head], fonts))


def _bound(pages: Sequence[Made], parts: Sequence[Filled]) -> Iterator[Assembly]:
    """Yield pages with the slots on them."""
    start = 0
    for page in pages:
        end = start + len(page.piece.holes)
        yield Assembly(page.piece, tuple(part.assembly for part in parts[start:end]), is_page=True)
        start = end
