"""How wide slots are: WeasyPrint is asked about each once, the outer ones before the inner ones.

A piece is typeset away from its page, so it must be given the width that its surroundings would have left it.
"""

from __future__ import annotations

from collections.abc import Sequence

from careerprint.plates.disk_cache import DiskCache, name_of
from careerprint.plates.pieces import PieceOrder
from careerprint.plates.slots import Chain, Fragment, Frame, StyledSlot
from careerprint.plates.typeset.compositor import Compositor


class Widths:
    """The widths of all slots that were seen, in pixels."""

    def __init__(self, compositor: Compositor, cache: DiskCache) -> None:
        """Begin with nothing but what the cache on disk holds."""
        self._compositor, self._cache = compositor, cache
        self._known: dict[Frame, dict[Chain, float]] = {}

    def of(self, frame: Frame, chain: Chain) -> float:
        """Return the width of a slot that was measured."""
        return self._known[frame][chain]

    def measure(self, frame: Frame, report: Fragment, slots: Sequence[StyledSlot], new: Sequence[StyledSlot]) -> None:
        """Measure the slots of a report, `slots`, and those inside the new ones among them."""
        if frame not in self._known:
            self._known[frame] = dict(self._cache.get(name_of("widths", frame, ""), dict) or {})
        known = self._known[frame]
        before = len(known)
        if any(slot.chain not in known for slot in new):
            for slot, width in zip(slots, self._compositor.widths(frame, report), strict=True):
                known.setdefault(slot.chain, width)
        while new:
            around = [(slot, inner) for slot in new if (inner := slot.inner())]
            self._measure_inner(frame, around)
            new = [slot for _, inner in around for slot in inner]
        if len(known) > before:
            self._cache.put(name_of("widths", frame, ""), known)

    def _measure_inner(self, frame: Frame, around: Sequence[tuple[StyledSlot, tuple[StyledSlot, ...]]]) -> None:
        """Measure the slots directly inside some slots whose own widths are known."""
        known = self._known[frame]
        wanted: dict[object, tuple[StyledSlot, tuple[StyledSlot, ...]]] = {}
        for slot, inner in around:
            if unknown := tuple(each.chain for each in inner if each.chain not in known):
                wanted.setdefault((slot.chain, unknown), (slot, inner))
        orders = [(PieceOrder(slot.chain, slot.fragment, ()), known[slot.chain]) for slot, _ in wanted.values()]
        for (_, inner), widths in zip(wanted.values(), self._compositor.inner_widths(frame, orders), strict=True):
            known.update((each.chain, width) for each, width in zip(inner, widths, strict=True))
