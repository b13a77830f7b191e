"""Where pieces come from: the cache, WeasyPrint, or, for names, one line that shows the names of many people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from careerprint.errors import PrintError
from careerprint.plates.disk_cache import DiskCache, name_of
from careerprint.plates.file.font_subsets import SeenFonts
from careerprint.plates.file.objects import ObjectCopier
from careerprint.plates.file.plate import SharedObjects
from careerprint.plates.memory_cache import MemoryCache
from careerprint.plates.pieces import MadePiece, Piece, PieceOrder
from careerprint.plates.slots import Fragment, Frame
from careerprint.plates.typeset.compositor import Compositor
from careerprint.plates.typeset.content import compact
from careerprint.plates.typeset.lines import IS_LINE, LineSlot, cast, cut, line_of, mould_of, together
from careerprint.plates.typeset.taking_apart import LaidOutDocument
from careerprint.plates.typeset.widths import Widths
from careerprint.plates.unfit import Unfit, require
from careerprint.press.press import Press

CacheRecord = tuple[Any, dict[str, str], dict[str, bytes]]
"""A thing with pieces in it, and what other processes must know to join those: fonts and graphics states by name."""

_FEWEST_LINES = 2
"""Lines from which a mould pays: a single one takes as long in full."""


class Foundry:
    """All pieces of one process, and the fonts and graphics states that they name."""

    def __init__(self, press: Press, cache: DiskCache) -> None:
        """Begin with nothing but what the cache on disk holds."""
        self.compositor = Compositor(press)
        self.fonts = SeenFonts(press)
        self.widths = Widths(self.compositor, cache)
        self.states: dict[str, bytes] = {}
        self._cache = cache
        self.made: MemoryCache[MadePiece | Unfit] = MemoryCache()
        """Pieces by their order, or why they cannot be typeset."""
        self._moulds: MemoryCache[Piece] = MemoryCache()
        """Lines without their last words."""

    def get(self, frame: Frame, order: PieceOrder) -> MadePiece | Unfit | None:
        """Return a piece that was made, or why it cannot be; None if it is still to be made."""
        return self.made.get((frame, order.key)) or self._cached(frame, order)

    def make(self, frame: Frame, orders: Sequence[PieceOrder]) -> None:
        """Make what is ordered; one piece that cannot be made does not stop the others."""
        self._set_shared(frame, self._set_lines(frame, orders))

    def _cached(self, frame: Frame, order: PieceOrder) -> MadePiece | None:
        """Take a piece from the disk, unless it says who somebody is: such pieces are never there."""
        record = None if IS_LINE in order.chain.tag else self._cache.get(name_of("piece", frame, order.key), tuple)
        if record is None:
            return None
        made: MadePiece = self.take_note(record)
        self.made.put((frame, order.key), made)
        return made

    def _keep(self, frame: Frame, order: PieceOrder, made: MadePiece) -> None:
        """Keep a piece: in memory, and on disk unless it says who somebody is."""
        self.made.put((frame, order.key), made)
        if IS_LINE not in order.chain.tag:
            self._cache.put(name_of("piece", frame, order.key), self.record(made, [made.piece]))

    def record(self, thing: object, pieces: Sequence[Piece]) -> CacheRecord:
        """Return what to put on disk: a thing with these pieces in it."""
        fonts = {name for piece in pieces for name in piece.glyphs}
        states = {name: self.states[name] for piece in pieces for name in piece.states}
        return thing, self.fonts.styles(fonts), states

    def take_note(self, record: CacheRecord) -> Any:
        """Learn the fonts and graphics states that another process knew, and return its thing."""
        thing, styles, states = record
        self.fonts.take_note(styles)
        self.states.update(states)
        return thing

    def _set_shared(self, frame: Frame, orders: Sequence[PieceOrder]) -> None:
        """Typeset what no other process has typeset meanwhile."""
        with self._cache.alone():
            if left := [order for order in orders if self._cached(frame, order) is None]:
                self._set(frame, left)

    def _set(self, frame: Frame, orders: Sequence[PieceOrder]) -> None:
        """Typeset orders. If that fails, half of them are tried at a time, until the one that fails stands alone."""
        try:
            done = iter(orders)
            wide = [(order, self.widths.of(frame, order.chain)) for order in orders]
            for document, pieces in self.compositor.pieces(frame, wide):
                self.learn(document)
                for piece in pieces:
                    order = next(done)
                    # Pictures are resources of the plate, which is made without looking into slots.
                    require(not piece.pictures, "a picture in a slot")
                    self._keep(frame, order, self.new(piece, order.fragment))
        except (Unfit, PrintError):
            if len(orders) == 1:
                self.made.put((frame, orders[0].key), Unfit("a piece that cannot be typeset"))
                return
            for half in (orders[: len(orders) // 2], orders[len(orders) // 2 :]):
                self._set(frame, half)

    def _set_lines(self, frame: Frame, orders: Sequence[PieceOrder]) -> list[PieceOrder]:
        """Typeset the orders that are lines, all at once; return the orders that must be typeset in full."""
        lines = [line for order in orders if (line := line_of(order))]
        if len(lines) < _FEWEST_LINES:
            return list(orders)
        styles: dict[object, list[LineSlot]] = {}
        for line in lines:
            styles.setdefault(line.style, []).append(line)
        moulds = {line.mould: line for line in lines if self._moulds.get((frame, line.mould)) is None}
        wanted = [*map(mould_of, moulds.values()), *map(together, styles.values())]
        typical = (*moulds.values(), *(group[0] for group in styles.values()))
        widths = [self.widths.of(frame, line.order.chain) for line in typical]
        try:
            pieces = []
            for document, set_now in self.compositor.pieces(frame, list(zip(wanted, widths, strict=True))):
                self.learn(document)
                pieces += set_now
        except (Unfit, PrintError):
            return list(orders)  # in full, where the line that fails is found
        for mould, piece in zip(moulds, pieces, strict=False):
            self._moulds.put((frame, mould), piece)
        for group, shown in zip(styles.values(), pieces[len(moulds) :], strict=True):
            self._cast(frame, group, shown)
        return [order for order in orders if self.made.get((frame, order.key)) is None]

    def _cast(self, frame: Frame, lines: Sequence[LineSlot], shown: Piece) -> None:
        """Put the words of lines, which were typeset together, into their moulds."""
        widths = self.fonts.widths()
        for line, words in zip(lines, cut(shown, lines), strict=True):
            mould = self._moulds.get((frame, line.mould))
            if mould and (piece := cast(mould, words, len(line.words), widths)):
                self.made.put((frame, line.order.key), self.new(piece, line.order.fragment))

    def new(self, piece: Piece, fragment: Fragment) -> MadePiece:
        """Return a piece that was just typeset together with what it needs of fonts."""
        return MadePiece(replace(piece, content=compact(piece.content)), self.fonts.needs(piece, fragment.text))

    def learn(self, document: LaidOutDocument) -> None:
        """Learn the fonts and graphics states that a document names."""
        self.fonts.learn(document.document)
        for name, state in SharedObjects(document.tree.pdf).resources()["ExtGState"].items():
            data = ObjectCopier(document.tree.pdf, 0).value(state)
            require(self.states.setdefault(name, data) == data, "two graphics states of one name")
