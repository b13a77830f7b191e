"""Reports by plates: what is new is typeset, everything else only joined; whoever does not fit goes the plain way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from careerprint.errors import PrintError
from careerprint.pages import Page
from careerprint.plates.book import Book
from careerprint.plates.faces import Faces, Need
from careerprint.plates.joining import Assembly
from careerprint.plates.objects import Copy
from careerprint.plates.pieces import Chain, Order, Piece, Size
from careerprint.plates.plate import Common, Plate
from careerprint.plates.reading import Setting
from careerprint.plates.setting import Compositor, Frame
from careerprint.plates.split import Block, head_of, split, surroundings, without_marks
from careerprint.plates.unfit import Unfit, demand
from careerprint.press import Press, Printed

_REFUSED = "refused by the press"
_BODY = re.compile(r"<body\b")
_BY_LINES = 'data-slot="lines"'
"""Marks a slot in columns, which are balanced line by line."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One report, taken apart."""

    frame: Frame
    report: Block
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A slot with its chain."""

    chain: Chain
    block: Block
    places: tuple[Place, ...]


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


@dataclass(slots=True)
class Counts:
    """What plates did."""

    pieces: int = 0
    skeletons: int = 0
    unfit: dict[str, int] = field(default_factory=dict)
    """Reports that went the plain way, by reason."""


class Plates:
    """All plates and pieces of one process."""

    def __init__(self, press: Press) -> None:
        """Begin with nothing."""
        self.compositor = Compositor(press)
        self.faces = Faces(press)
        self.counts = Counts()
        self._widths: dict[Chain, float] = {}
        self._pieces: dict[object, Made | Unfit] = {}
        self._books: dict[object, Book[Made]] = {}
        self._failed: dict[object, Unfit] = {}
        self._common: dict[str, Common] = {}
        self._plates: dict[tuple[str, frozenset[Need]], Plate] = {}
        self._states: dict[str, bytes] = {}

    def prepare(self, pages: Sequence[Page]) -> None:
        """Typeset everything that these pages need and that is not there yet."""
        cuts = [cut for cut in map(self._cut, pages) if isinstance(cut, Cut)]
        for cut in cuts:
            self._measure(cut)
        for depth in range(max((_depth(place) for cut in cuts for place in cut.places), default=0)):
            self._set_pieces(cuts, depth)
        for cut in cuts:
            self._set_report(cut)

    def print(self, page: Page, identifier: str) -> Printed:
        """Return the PDF of a page. Raises `Unfit` when it must go the plain way."""
        cut = self._cut(page)
        if isinstance(cut, Unfit):
            raise cut
        parts = [self._fill(place) for place in cut.places]
        pages = self._pages(cut, parts)
        if pages is None:
            failed = self._failed.get((_skeleton(cut), tuple(part.size for part in parts)))
            raise failed or Unfit("a report was not prepared")
        assemblies = list(_bound(pages, parts))
        needs = frozenset().union(*(page.needs for page in pages), *(part.needs for part in parts))
        plate = self._plate(head_of(cut.report), needs, assemblies)
        name = hashlib.sha256(identifier.encode()).hexdigest()[:32].encode()
        return Printed(plate.print(assemblies, self._states, name), len(pages), 0)

    def _cut(self, page: Page) -> Cut | Unfit:
        try:
            report = split(page.html)
            opening = _BODY.split(report.parts[0], maxsplit=1)[0]
            return Cut(Frame(page.styles, opening), report, _places(report, None))
        except Unfit as unfit:
            return unfit

    def _measure(self, cut: Cut) -> None:
        """Find the widths of slots that stand as none stood before, from the report itself."""
        chains = [place.chain for outer in cut.places for place in _all(outer)]
        if all(chain in self._widths for chain in chains):
            return
        try:
            widths = self.compositor.widths(cut.frame, cut.report)
        except (Unfit, PrintError):
            return
        for chain, width in zip(chains, widths, strict=True):
            self._widths.setdefault(chain, width)

    def _set_pieces(self, cuts: Sequence[Cut], depth: int) -> None:
        """Typeset all slots that hold slots this many levels deep."""
        wanted: dict[object, tuple[Frame, Order]] = {}
        for cut in cuts:
            for place in (place for outer in cut.places for place in _all(outer) if _depth(place) == depth + 1):
                with suppress(Unfit):
                    order = self._order(place)
                    if order.key not in self._pieces and place.chain in self._widths:
                        wanted.setdefault(order.key, (cut.frame, order))
        frames = {frame for frame, _ in wanted.values()}
        for frame in frames:
            self._set_all(frame, [order for own, order in wanted.values() if own == frame])

    def _set_all(self, frame: Frame, orders: Sequence[Order]) -> None:
        """Typeset pieces; where a document of many fails, find out which one is to blame."""
        try:
            widths = [self._widths[order.chain] for order in orders]
            done = iter(orders)
            for setting, pieces in self.compositor.pieces(frame, list(zip(orders, widths, strict=True))):
                self._learn(setting)
                for piece in pieces:
                    order = next(done)
                    demand(not piece.pictures, "a picture in a slot")
                    self._pieces[order.key] = self._made(piece, order.block)
        except (Unfit, PrintError) as error:
            rest = [order for order in orders if order.key not in self._pieces]
            if len(rest) > 1:
                half = len(rest) // 2
                self._set_all(frame, rest[:half])
                self._set_all(frame, rest[half:])
            elif rest:
                self._pieces[rest[0].key] = error if isinstance(error, Unfit) else Unfit(_REFUSED)

    def _made(self, piece: Piece, block: Block) -> Made:
        self.counts.pieces += 1
        return Made(piece, self.faces.needs(piece, block.text))

    def _set_report(self, cut: Cut) -> None:
        """Typeset a report over empty slots of the right heights, if it is a new one."""
        try:
            parts = [self._fill(place) for place in cut.places]
        except Unfit:
            return
        sizes = [part.size for part in parts]
        if (_skeleton(cut), tuple(sizes)) in self._failed or self._pages(cut, parts) is not None:
            return
        try:
            setting, pages = self.compositor.report(cut.frame, cut.report, sizes)
            self._learn(setting)
            self._common.setdefault(head_of(cut.report), Common(setting.tree.pdf))
            made = [self._made(page, cut.report) for page in pages]
        except (Unfit, PrintError) as error:
            self._failed[_skeleton(cut), tuple(sizes)] = error if isinstance(error, Unfit) else Unfit(_REFUSED)
        else:
            book = self._books.setdefault(_skeleton(cut), Book())
            book.add(made, [len(page.holes) for page in pages], sizes)
            self.counts.skeletons += 1

    def _pages(self, cut: Cut, parts: Sequence[Filled]) -> list[Made] | None:
        book = self._books.get(_skeleton(cut))
        return book.find([part.size for part in parts]) if book else None

    def _learn(self, setting: Setting) -> None:
        self.faces.learn(setting.document)
        states = Common(setting.tree.pdf).resources()["ExtGState"]
        for name, state in states.items():
            data = Copy(setting.tree.pdf, 0).value(state)
            demand(self._states.setdefault(name, data) == data, "two graphics states of one name")

    def _order(self, place: Place) -> Order:
        """Return the order of a piece. Raises `Unfit` while a piece inside it is missing."""
        return Order(place.chain, place.block, tuple(self._fill(inner).size for inner in place.places))

    def _fill(self, place: Place) -> Filled:
        """Return a slot with everything in it."""
        parts = [self._fill(inner) for inner in place.places]
        order = Order(place.chain, place.block, tuple(part.size for part in parts))
        return _filled(self._ready(self._pieces, order.key), parts, by_lines=_BY_LINES in place.chain.tag)

    @staticmethod
    def _ready(store: Mapping[object, Made | Unfit], key: object) -> Made:
        made = store.get(key)
        if made is None:
            raise Unfit("a piece was not prepared")
        if isinstance(made, Unfit):
            raise Unfit(*made.args)
        return made

    def _plate(self, head: str, needs: frozenset[Need], pages: Sequence[Assembly]) -> Plate:
        fonts = self.faces.fonts(needs)
        if any(need for _, need in needs):
            pieces = (piece for page in pages for piece in page.pieces())
            demand(all(self.faces.suits(piece, fonts) for piece in pieces), "a glyph that the fonts lack")
        if (head, needs) not in self._plates:
            self._plates[head, needs] = Plate(self._common[head], fonts)
        return self._plates[head, needs]


def _filled(made: Made, parts: Sequence[Filled], *, by_lines: bool = False) -> Filled:
    piece = made.piece
    assembly = Assembly(piece, tuple(part.assembly for part in parts))
    needs = made.needs.union(*(part.needs for part in parts)) if parts else made.needs
    return Filled(assembly, needs, Size(piece.box[3], piece.lines if by_lines else 0))


def _bound(pages: Sequence[Made], parts: Sequence[Filled]) -> Iterator[Assembly]:
    """Yield pages with the slots on them."""
    start = 0
    for page in pages:
        end = start + len(page.piece.holes)
        yield Assembly(page.piece, tuple(part.assembly for part in parts[start:end]), is_page=True)
        start = end


def _skeleton(cut: Cut) -> object:
    """Return what makes the skeletons of two reports the same, but for the sizes of their slots."""
    return (cut.frame, cut.report.parts, tuple(place.chain for place in cut.places))


def _places(block: Block, chain: Chain | None) -> tuple[Place, ...]:
    """Return the slots of a block with their chains; `chain` is the block's own, None for a report."""
    above = () if chain is None else (*chain.ancestors, without_marks(chain.tag))
    found = surroundings(block.parts, tuple(slot.tag for slot in block.slots))
    places = []
    for slot, around in zip(block.slots, found, strict=True):
        own = Chain((*above, *around.ancestors), around.before, around.after, slot.tag)
        places.append(Place(own, slot, _places(slot, own)))
    return tuple(places)


def _all(place: Place) -> Iterator[Place]:
    """Yield a slot and all inside it, outer before inner."""
    yield place
    for inner in place.places:
        yield from _all(inner)


def _depth(place: Place) -> int:
    return 1 + max(map(_depth, place.places), default=0)
