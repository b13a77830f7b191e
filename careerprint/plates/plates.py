"""Reports by plates: what is new is typeset, everything else only joined. Whoever does not fit goes the plain way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from careerprint.errors import PrintError
from careerprint.pages.pages import Page
from careerprint.plates.disk_cache import DiskCache, name_of
from careerprint.plates.file.joining import PlacedPiece, ReportPage, flattened
from careerprint.plates.file.plate import Plate, SharedObjects
from careerprint.plates.memory_cache import MemoryCache
from careerprint.plates.pieces import Bookmark, MadePiece, Need, Piece, PieceOrder
from careerprint.plates.placements import Placements, Spot, Stacked
from careerprint.plates.slots import Chain, Fragment, Frame, StyledSlot, head_of, slots_of, split
from careerprint.plates.typeset.foundry import Foundry
from careerprint.plates.unfit import Unfit, require
from careerprint.press.engine import Printed
from careerprint.press.press import Press

NO_CACHE = DiskCache(None, "")
S = TypeVar("S")
T = TypeVar("T")
_HEAD = re.compile(r"<head>")
TITLE = "Pieces"
"""Of documents that only hold pieces."""
_DEEPEST = 12
"""Slots stand inside each other so many times at most."""
_PLATES = 64
"""So many are remembered: each holds its fonts."""


@dataclass(frozen=True, slots=True)
class SplitReport:
    """One report, taken apart."""

    frame: Frame
    report: Fragment
    places: tuple[StyledSlot, ...]


@dataclass(frozen=True, slots=True)
class FilledSlot:
    """A slot with everything in it, as one piece."""

    piece: Piece
    needs: frozenset[Need]
    height: float
    """In pixels."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A report whose pieces are all there."""

    cut: SplitReport
    slots: tuple[FilledSlot, ...]
    spots: tuple[Spot, ...] = ()
    """Where the slots stand."""


class Plates:
    """All plates and pieces of one process."""

    def __init__(self, press: Press, shelf: DiskCache = NO_CACHE) -> None:
        """Begin with nothing but what lies on the shelf."""
        self._shelf = shelf
        self._foundry = Foundry(press, shelf)
        self._compositor = self._foundry.compositor
        self._filled: MemoryCache[FilledSlot] = MemoryCache()
        self._books: dict[object, Placements[MadePiece]] = {}
        self._common: dict[str, SharedObjects] = {}
        self._plates: MemoryCache[Plate] = MemoryCache(fresh=_PLATES, kept=_PLATES)
        self._turn = 0

    def print(self, page: Page, identifier: str) -> Printed:
        """Return the PDF of a report; it depends on nothing but its page, whatever was printed before.

        Raises `Unfit` when it must go the plain way, be it that plates cannot print it or that nobody can.
        """
        (composed,) = self.compose([page])
        return self.join(composed, identifier)

    def compose(self, pages: Sequence[Page]) -> list[Composed | Unfit]:
        """Typeset what is new in some reports, all of it together, which is much faster than one by one.

        Returns for each page what `join` takes; why it must go the plain way is said there.
        """
        cuts: list[SplitReport | Unfit] = [_tried(_cut, page) for page in pages]
        cuts = [self._tried(self._measure, cut, number) for number, cut in enumerate(cuts)]
        wanted: dict[object, tuple[Frame, PieceOrder]] = {}
        compose = partial(self._composed, wanted=wanted)
        composed = [self._tried(compose, cut, number) for number, cut in enumerate(cuts)]
        for _round in range(_DEEPEST):
            for frame, orders in _by_frame(wanted.values()):
                self._foundry.make(frame, orders)
            if not wanted:
                break
            wanted.clear()
            composed = [self._tried(compose, cut, number) for number, cut in enumerate(cuts)]
        self._turn += len(pages)
        return [each if isinstance(each, Unfit) else _tried(self._placed, each) for each in composed]

    def join(self, composed: Composed | Unfit, identifier: str) -> Printed:
        """Return the PDF of a report whose pieces are all there. Raises `Unfit` as `print` does."""
        if isinstance(composed, Unfit):
            raise composed
        try:
            sheets, needs = self._sheets(composed)
            plate = self._plate(composed.cut, needs, sheets)
        except PrintError:
            raise Unfit("refused by the press") from None  # the plain way says in words what is refused
        name = hashlib.sha256(identifier.encode()).hexdigest()[:32].encode()
        return Printed(plate.print(sheets, self._foundry.states, name), len(sheets), 0, by_plates=True)

    def _tried(self, step: Callable[[SplitReport], T], cut: SplitReport | Unfit, number: int) -> T | Unfit:
        """Do a step for one report of several, unless it is unfit already."""
        if isinstance(cut, Unfit):
            return cut
        for store in (self._foundry.made, self._filled):
            store.turn = self._turn + number
        return _tried(step, cut)

    def _measure(self, cut: SplitReport) -> SplitReport:
        """Find the widths of slots that stand as none stood before."""
        new = [place for place in cut.places if self._filled.get(_key(cut.frame, place)) is None]
        self._foundry.widths.measure(cut.frame, cut.report, cut.places, new)
        return cut

    def _composed(self, cut: SplitReport, wanted: dict[object, tuple[Frame, PieceOrder]]) -> Composed:
        """Fill the slots of a report; add to `wanted` what must be typeset before that can be done."""
        slots = [self._fill(cut.frame, place, wanted) for place in cut.places]
        return Composed(cut, tuple(slot for slot in slots if slot))

    def _fill(
        self, frame: Frame, place: StyledSlot, wanted: dict[object, tuple[Frame, PieceOrder]]
    ) -> FilledSlot | None:
        """Return a slot with everything in it."""
        key = _key(frame, place)
        if filled := self._filled.get(key):
            return filled
        inner = [self._fill(frame, each, wanted) for each in place.inner()]
        parts = [part for part in inner if part]
        if len(parts) < len(inner):
            return None
        order = PieceOrder(place.chain, place.block, tuple(part.height for part in parts))
        made = self._foundry.get(frame, order)
        if made is None:
            wanted.setdefault((frame, order.key), (frame, order))
            return None
        if isinstance(made, Unfit):
            raise made
        needs = made.needs.union(*(part.needs for part in parts))
        filled = FilledSlot(flattened(made.piece, [part.piece for part in parts]), needs, made.piece.box[3])
        self._filled.put(key, filled)
        return filled

    def _placed(self, composed: Composed) -> Composed:
        """Find where the slots of a report stand."""
        cut, slots = composed.cut, composed.slots
        require(len(slots) == len(cut.places), "a piece is missing")
        stack = [Stacked(place.chain, slot.height) for place, slot in zip(cut.places, slots, strict=True)]
        return replace(composed, spots=tuple(self._found(cut, stack) or self._laid_out(composed, stack)))

    def _sheets(self, composed: Composed) -> tuple[list[ReportPage], frozenset[Need]]:
        """Return the pages of a report, and what they need of fonts."""
        book = self._book(composed.cut)
        count = composed.spots[-1][0] + 1
        furniture = [book.furniture[number, count] for number in range(count)]
        parts: list[list[PlacedPiece]] = [[] for _ in furniture]
        for slot, (page, left, top) in zip(composed.slots, composed.spots, strict=True):
            parts[page].append(PlacedPiece(slot.piece, left, top))
        sheets = [ReportPage(shown.piece, tuple(own)) for shown, own in zip(furniture, parts, strict=True)]
        needs = [*(page.needs for page in furniture), *(slot.needs for slot in composed.slots)]
        return sheets, frozenset().union(*needs)

    def _book(self, cut: SplitReport) -> Placements[MadePiece]:
        return self._books.setdefault((cut.frame, cut.report.parts[0]), Placements())

    def _found(self, cut: SplitReport, stack: Sequence[Stacked]) -> list[Spot] | None:
        """Return where the slots of a report stand, as far as this or another process knows."""
        book = self._book(cut)
        spots = book.find(stack)
        if spots is None and (record := self._shelf.get(_book_name(cut))):
            book.merge(self._foundry.know(record))
            spots = book.find(stack)
        return spots

    def _laid_out(self, composed: Composed, stack: Sequence[Stacked]) -> list[Spot]:
        """Have WeasyPrint lay out a report whose slots are empty, and learn from that where slots stand."""
        with self._shelf.alone():
            if spots := self._found(composed.cut, stack):
                return spots
            spots = self._learned(composed, stack)
            book = self._book(composed.cut)
            record = self._foundry.record(book, [made.piece for made in book.furniture.values()])
            self._shelf.put(_book_name(composed.cut), record)
        return spots

    def _learned(self, composed: Composed, stack: Sequence[Stacked]) -> list[Spot]:
        cut, heights = composed.cut, [slot.height for slot in composed.slots]
        book = self._book(cut)
        if not book.knows_gaps(stack):
            book.learn_gaps(stack, self._compositor.stack(cut.frame, cut.report, heights))
            if spots := book.find(stack):
                return spots
        setting, pages = self._compositor.report(cut.frame, cut.report, heights)
        self._foundry.learn(setting)
        boxes = [[hole.box for hole in page.holes] for page in pages]
        return book.learn(stack, boxes, [self._foundry.new(_furniture(page), cut.report) for page in pages])

    def _plate(self, cut: SplitReport, needs: frozenset[Need], sheets: Sequence[ReportPage]) -> Plate:
        plate = self._plates.made((cut.report.parts[0], needs), lambda: self._new_plate(cut, needs))
        if any(need for _, need in needs):
            pieces = (piece for sheet in sheets for piece in sheet.pieces())
            require(all(map(plate.holds, pieces)), "a glyph that the fonts lack")
        return plate

    def _new_plate(self, cut: SplitReport, needs: frozenset[Need]) -> Plate:
        """Take a plate off the shelf, or make it; one with fonts for a person's own words stays here."""
        name = name_of("plate", cut.frame, (cut.report.parts[0], sorted(needs)))
        is_shared = not any(need.startswith("=") for _, need in needs)
        plate: Plate | None = self._shelf.get(name) if is_shared else None
        if plate is None:
            common = self._common.get(cut.report.parts[0])
            if common is None:
                common = SharedObjects(self._compositor.bare(cut.frame, cut.report).tree.pdf)
                self._common[cut.report.parts[0]] = common
            plate = Plate(common, self._foundry.faces.fonts(needs))
            if is_shared:
                self._shelf.put(name, plate)
        return plate


def _tried(step: Callable[[S], T], thing: S) -> T | Unfit:
    try:
        return step(thing)
    except Unfit as unfit:
        return unfit
    except PrintError:
        return Unfit("refused by the press")  # the plain way says in words what is refused


def _cut(page: Page) -> SplitReport:
    report = split(page.html)
    opening = _HEAD.split(report.parts[0], maxsplit=1)[0]
    return SplitReport(Frame(page.styles, f"{opening}<head><title>{TITLE}</title></head>"), report, slots_of(report))


def _key(frame: Frame, place: StyledSlot) -> tuple[Frame, Chain, str]:
    """Return what makes two slots the same with everything in them."""
    return frame, place.chain, place.block.source


def _book_name(cut: SplitReport) -> str:
    """Return the name of what is known of pages; it does not depend on what a file says of itself."""
    report = cut.report
    return name_of("book", cut.frame, report.parts[0].replace(head_of(report), ""))


def _by_frame(wanted: Iterable[tuple[Frame, PieceOrder]]) -> Iterator[tuple[Frame, list[PieceOrder]]]:
    frames: dict[Frame, list[PieceOrder]] = {}
    for frame, order in wanted:
        frames.setdefault(frame, []).append(order)
    yield from frames.items()


def _furniture(page: Piece) -> Piece:
    """Return a page without its slots, which come after everything else on it."""
    own = tuple(top for top in page.elements.tops if top >= 0)
    headings = tuple(entry for entry in page.outline if isinstance(entry, Bookmark))
    holes = len(page.holes)
    require(page.elements.tops == (*own, *range(-1, -1 - holes, -1)), "an element between slots or below them")
    require(page.outline == (*headings, *range(holes)), "a heading between slots or below them")
    require(all(hole.parent < 0 for hole in page.holes), "a slot inside an element")
    return replace(page, holes=(), outline=headings, elements=replace(page.elements, tops=own))
