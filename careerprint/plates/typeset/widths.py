"""How wide slots are: from the outer ones to the inner ones, each asked of WeasyPrint once."""

from __future__ import annotations

from collections.abc import Sequence

from careerprint.plates.disk_cache import DiskCache, name_of
from careerprint.plates.pieces import PieceOrder
from careerprint.plates.slots import Chain, Fragment, Frame, StyledSlot
from careerprint.plates.typeset.compositor import Compositor


class Widths:
    """The widths of all slots that were seen, in pixels."""

    def __init__(self, compositor: Compositor, shelf: DiskCache) -> None:
        """Begin with nothing but what lies on the shelf."""
        self._compositor, self._shelf = compositor, shelf
        self._known: dict[Frame, dict[Chain, float]] = {}

    def of(self, frame: Frame, chain: Chain) -> float:
        """Return the width of a slot that was measured."""
        return self._known[frame][chain]

    def measure(self, frame: Frame, report: Fragment, places: Sequence[StyledSlot], new: Sequence[StyledSlot]) -> None:
        """Measure the slots of a report, `places`, and those inside the new ones among them."""
        if frame not in self._known:
            self._known[frame] = dict(self._shelf.get(name_of("widths", frame, "")) or {})
        known = self._known[frame]
        before = len(known)
        if any(place.chain not in known for place in new):
            for place, width in zip(places, self._compositor.widths(frame, report), strict=True):
                known.setdefault(place.chain, width)
        while new:
            around = [(place, inner) for place in new if (inner := place.inner())]
            self._measure_inner(frame, around)
            new = [place for _, inner in around for place in inner]
        if len(known) > before:
            self._shelf.put(name_of("widths", frame, ""), known)

    def _measure_inner(self, frame: Frame, around: Sequence[tuple[StyledSlot, tuple[StyledSlot, ...]]]) -> None:
        known = self._known[frame]
        wanted: dict[object, tuple[StyledSlot, tuple[StyledSlot, ...]]] = {}
        for place, inner in around:
            if unknown := tuple(each.chain for each in inner if each.chain not in known):
                wanted.setdefault((place.chain, unknown), (place, inner))
        orders = [(PieceOrder(place.chain, place.block, ()), known[place.chain]) for place, _ in wanted.values()]
        for (_, inner), widths in zip(wanted.values(), self._compositor.inner_widths(frame, orders), strict=True):
            known.update((each.chain, width) for each, width in zip(inner, widths, strict=True))
