"""Reports by plates, from HTML to PDF: pieces that are new are typeset, everything else is only joined."""

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
from careerprint.press.layout.loose_lines import PIXEL
from careerprint.press.press import Press

NO_CACHE = DiskCache(None, "")
S = TypeVar("S")
T = TypeVar("T")
Wanted = dict[object, tuple[Frame, PieceOrder]]
"""Pieces that must be typeset, each once however many reports wait for it."""
_HEAD = re.compile(r"<head>")
TITLE = "Pieces"
"""The title of documents that only hold pieces."""
_DEEPEST = 12
"""Slots inside each other at most. A piece is typeset when the heights of those inside it are known, so each level
takes a round."""
_PLATES = 64
"""Plates that are remembered at most: each holds its fonts, and most people share a few."""


@dataclass(frozen=True, slots=True)
class SplitReport:
    """One report, taken apart."""

    frame: Frame
    report: Fragment
    slots: tuple[StyledSlot, ...]
    """The slots in its body, from top to bottom."""


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

    split: SplitReport
    slots: tuple[FilledSlot, ...]
    spots: tuple[Spot, ...] = ()
    """Where the slots stand."""

    @property
    def stacks(self) -> tuple[tuple[int, float], ...]:
        """For each side, the number of its first slot and where its last one ends, in points from the sheet's top."""
        ends = [
            (page, (top + slot.height) * PIXEL) for slot, (page, _, top) in zip(self.slots, self.spots, strict=True)
        ]
        sides = range(self.spots[-1][0] + 1 if self.spots else 0)
        starts = [next(number for number, (page, _) in enumerate(ends) if page == side) for side in sides]
        return tuple((start, max(end for page, end in ends if page == side)) for side, start in enumerate(starts))


class Plates:
    """All plates and pieces of one process."""

    def __init__(self, press: Press, cache: DiskCache = NO_CACHE) -> None:
        """Begin with nothing but what the cache on disk holds."""
        self._cache = cache
        self._foundry = Foundry(press, cache)
        self._compositor = self._foundry.compositor
        self._filled: MemoryCache[FilledSlot] = MemoryCache()
        self._placements: dict[object, Placements[MadePiece]] = {}
        self._shared: dict[str, SharedObjects] = {}
        self._plates: MemoryCache[Plate] = MemoryCache(fresh=_PLATES, kept=_PLATES)
        self._turn = 0

    def print(self, page: Page, identifier: str) -> Printed:
        """Return the PDF of a report. It depends on nothing but its page, whatever was printed before.

        Raises `Unfit` when the report must go the plain way: plates cannot print it, or nothing can.
        """
        (composed,) = self.compose([page])
        return self.join(composed, identifier)

    def compose(self, pages: Sequence[Page]) -> list[Composed | Unfit]:
        """Typeset what is new in some reports, all of it together, which is much faster than one by one.

        Returns for each page what `join` takes; an `Unfit` says why the report must go the plain way.
        """
        reports: list[SplitReport | Unfit] = [_tried(_split, page) for page in pages]
        reports = [self._tried(self._measure, report, number) for number, report in enumerate(reports)]
        wanted: Wanted = {}
        compose = partial(self._composed, wanted=wanted)
        composed = [self._tried(compose, report, number) for number, report in enumerate(reports)]
        for _round in range(_DEEPEST):
            for frame, orders in _by_frame(wanted.values()):
                self._foundry.make(frame, orders)
            if not wanted:
                break
            wanted.clear()
            composed = [self._tried(compose, report, number) for number, report in enumerate(reports)]
        self._turn += len(pages)
        return [each if isinstance(each, Unfit) else _tried(self._placed, each) for each in composed]

    def join(self, composed: Composed | Unfit, identifier: str) -> Printed:
        """Return the PDF of a report whose pieces are all there. Raises `Unfit` as `print` does."""
        if isinstance(composed, Unfit):
            raise composed
        try:
            pages, needs = self._pages(composed)
            plate = self._plate(composed.split, needs, pages)
        except PrintError:
            raise Unfit("refused by the press") from None  # the plain way says in words what is refused
        name = hashlib.sha256(identifier.encode()).hexdigest()[:32].encode()
        return Printed(len(pages), pdf=plate.print(pages, self._foundry.states, name), by_plates=True)

    def _tried(self, step: Callable[[SplitReport], T], report: SplitReport | Unfit, number: int) -> T | Unfit:
        """Do a step for one report of several, unless it is unfit already."""
        if isinstance(report, Unfit):
            return report
        for cache in (self._foundry.made, self._filled):
            cache.turn = self._turn + number
        return _tried(step, report)

    def _measure(self, report: SplitReport) -> SplitReport:
        """Find the widths of slots that stand where none stood before."""
        new = [slot for slot in report.slots if self._filled.get(_key(report.frame, slot)) is None]
        self._foundry.widths.measure(report.frame, report.report, report.slots, new)
        return report

    def _composed(self, report: SplitReport, wanted: Wanted) -> Composed:
        """Fill the slots of a report; add to `wanted` what must be typeset before that can be done."""
        slots = [self._fill(report.frame, slot, wanted) for slot in report.slots]
        return Composed(report, tuple(slot for slot in slots if slot))

    def _fill(self, frame: Frame, slot: StyledSlot, wanted: Wanted) -> FilledSlot | None:
        """Return a slot with everything in it, or None while something in it is still to be typeset."""
        key = _key(frame, slot)
        if filled := self._filled.get(key):
            return filled
        inner = [self._fill(frame, each, wanted) for each in slot.inner()]
        parts = [part for part in inner if part]
        if len(parts) < len(inner):
            return None  # its own height is not known before theirs
        order = PieceOrder(slot.chain, slot.fragment, tuple(part.height for part in parts))
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
        report, slots = composed.split, composed.slots
        require(len(slots) == len(report.slots), "a piece is missing")
        stack = [Stacked(slot.chain, filled.height) for slot, filled in zip(report.slots, slots, strict=True)]
        return replace(composed, spots=tuple(self._found(report, stack) or self._laid_out(composed, stack)))

    def _pages(self, composed: Composed) -> tuple[list[ReportPage], frozenset[Need]]:
        """Return the pages of a report, and what they need of fonts."""
        known = self._known(composed.split)
        count = composed.spots[-1][0] + 1
        furniture = [known.furniture[number, count] for number in range(count)]
        parts: list[list[PlacedPiece]] = [[] for _ in furniture]
        for slot, (page, left, top) in zip(composed.slots, composed.spots, strict=True):
            parts[page].append(PlacedPiece(slot.piece, left, top))
        pages = [ReportPage(shown.piece, tuple(own)) for shown, own in zip(furniture, parts, strict=True)]
        needs = [*(page.needs for page in furniture), *(slot.needs for slot in composed.slots)]
        return pages, frozenset().union(*needs)

    def _known(self, report: SplitReport) -> Placements[MadePiece]:
        """Return what is known of the pages of reports that begin like this one."""
        return self._placements.setdefault((report.frame, report.report.parts[0]), Placements())

    def _found(self, report: SplitReport, stack: Sequence[Stacked]) -> list[Spot] | None:
        """Return where the slots of a report stand, as far as this or another process knows."""
        known = self._known(report)
        spots = known.find(stack)
        if spots is None and (record := self._cache.get(_placements_name(report), tuple)):
            known.merge(self._foundry.take_note(record))
            spots = known.find(stack)
        return spots

    def _laid_out(self, composed: Composed, stack: Sequence[Stacked]) -> list[Spot]:
        """Have WeasyPrint lay out a report whose slots are empty, and learn from that where slots stand."""
        with self._cache.alone():
            if spots := self._found(composed.split, stack):  # another process was faster
                return spots
            spots = self._learned(composed, stack)
            known = self._known(composed.split)
            record = self._foundry.record(known, [made.piece for made in known.furniture.values()])
            self._cache.put(_placements_name(composed.split), record)
        return spots

    def _learned(self, composed: Composed, stack: Sequence[Stacked]) -> list[Spot]:
        """Lay a report out as often as it takes to know where its slots stand."""
        frame, fragment = composed.split.frame, composed.split.report
        heights = [slot.height for slot in composed.slots]
        known = self._known(composed.split)
        if not known.knows_gaps(stack):
            # The end of a page hides the gap at it. On one endless page all gaps are there.
            known.learn_gaps(stack, self._compositor.stack(frame, fragment, heights))
            if spots := known.find(stack):
                return spots
        document, pages = self._compositor.report(frame, fragment, heights)
        self._foundry.learn(document)
        boxes = [[hole.box for hole in page.holes] for page in pages]
        return known.learn(stack, boxes, [self._foundry.new(_furniture(page), fragment) for page in pages])

    def _plate(self, report: SplitReport, needs: frozenset[Need], pages: Sequence[ReportPage]) -> Plate:
        plate = self._plates.made((report.report.parts[0], needs), lambda: self._new_plate(report, needs))
        if any(need for _, need in needs):
            pieces = (piece for page in pages for piece in page.pieces())
            require(all(map(plate.holds, pieces)), "a glyph that the fonts lack")
        return plate

    def _new_plate(self, report: SplitReport, needs: frozenset[Need]) -> Plate:
        """Take a plate from the disk, or make it. One with fonts for a person's own words is never put there."""
        beginning = report.report.parts[0]
        name = name_of("plate", report.frame, (beginning, sorted(needs)))
        is_shared = not any(need.startswith("=") for _, need in needs)
        plate = self._cache.get(name, Plate) if is_shared else None
        if plate is None:
            shared = self._shared.get(beginning)
            if shared is None:
                shared = SharedObjects(self._compositor.bare(report.frame, report.report).tree.pdf)
                self._shared[beginning] = shared
            plate = Plate(shared, self._foundry.fonts.objects(needs))
            if is_shared:
                self._cache.put(name, plate)
        return plate


def _tried(step: Callable[[S], T], thing: S) -> T | Unfit:
    """Return what a step gives, or why it cannot be done."""
    try:
        return step(thing)
    except Unfit as unfit:
        return unfit
    except PrintError:
        return Unfit("refused by the press")  # the plain way says in words what is refused


def _split(page: Page) -> SplitReport:
    report = split(page.html)
    opening = _HEAD.split(report.parts[0], maxsplit=1)[0]
    return SplitReport(Frame(page.styles, f"{opening}<head><title>{TITLE}</title></head>"), report, slots_of(report))


def _key(frame: Frame, slot: StyledSlot) -> tuple[Frame, Chain, str]:
    """Return what makes two slots the same with everything in them."""
    return frame, slot.chain, slot.fragment.source


def _placements_name(report: SplitReport) -> str:
    """Return the name of what is known of pages; it does not depend on what a file says of itself in its head."""
    fragment = report.report
    return name_of("placements", report.frame, fragment.parts[0].replace(head_of(fragment), ""))


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
