"""Where the slots of a report stand: learned from reports that WeasyPrint laid out, and from nothing else.

A report is a stack of slots, one below the other, none of them separated by the end of a page. So three things say
where each one stands: how far below the slot before it, how far down when it begins a page, and whether it still fits
on the page. The first two are lengths that are the same every time. Whether a slot fits is known

- when one like it fit and reached as far down or farther, or
- when one like it did not fit and would have reached less far, or
- when one like it was seen on such a page, and all other slots agree on where the bottom of that page is.

Whatever else comes up is laid out by WeasyPrint first, and learned from. Calculating the bottom of a page instead would
repeat WeasyPrint's rules for breaks, and be wrong wherever it does not follow them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Generic, TypeVar

from careerprint.plates.pieces import Box
from careerprint.plates.slots import Chain
from careerprint.plates.unfit import Unfit, require

F = TypeVar("F")
K = TypeVar("K")
_SAME = 0.02
"""Pixels within which two lengths are the same: they are sums of lengths that WeasyPrint rounds when it writes them."""

Spot = tuple[int, float, float]
"""Page, and pixels from its left and its top."""


@dataclass(frozen=True, slots=True)
class Stacked:
    """One slot of a stack."""

    chain: Chain
    height: float


@dataclass(slots=True)
class Placements(Generic[F]):
    """What is known of the pages of all reports with the same style sheets and the same beginning."""

    furniture: dict[tuple[int, int], F] = field(default_factory=dict)
    """What pages show besides slots, by the number of the page and of all pages."""
    _tops: dict[tuple[object, Chain], float] = field(default_factory=dict)
    """How far down a slot stands that begins a page of this kind."""
    _lefts: dict[tuple[object, Chain], float] = field(default_factory=dict)
    _gaps: dict[tuple[Chain, Chain], float] = field(default_factory=dict)
    """How far one slot stands below another."""
    _fits: dict[tuple[object, Chain], float] = field(default_factory=dict)
    """The farthest down that the end of such a slot was seen on a page of this kind."""
    _misses: dict[tuple[object, Chain], float] = field(default_factory=dict)
    """The least far down that the end of one would have been that did not fit."""

    def find(self, stack: Sequence[Stacked]) -> list[Spot] | None:
        """Return where each slot of a report stands; None when that is not known yet."""
        spots: list[Spot] = []
        page, bottom, before = 0, 0.0, None
        for slot in stack:
            top = None
            if before is not None:
                if (before, slot.chain) not in self._gaps:
                    return None
                top = bottom + self._gaps[before, slot.chain]
                fits = self._is_fit(page, slot, top)
                if fits is None:
                    return None
                if not fits:
                    page, top = page + 1, None
            key = (_kind(page), slot.chain)
            if top is None:
                top = self._tops.get(key)
                if top is None or not self._is_fit(page, slot, top):
                    return None
            spots.append((page, self._lefts[key], top))
            bottom, before = top + slot.height, slot.chain
        count = page + 1
        return spots if all((number, count) in self.furniture for number in range(count)) else None

    def _is_fit(self, page: int, slot: Stacked, top: float) -> bool | None:
        """Return whether a slot fits on a page when it begins there; None when that is not known."""
        key, end = (_kind(page), slot.chain), top + slot.height
        if end <= self._fits.get(key, -inf) + _SAME:
            return True
        if end >= self._misses.get(key, inf) - _SAME:
            return False
        return self._is_above_bottom(end, page) if key in self._fits else None

    def _is_above_bottom(self, end: float, page: int) -> bool | None:
        """Return what the other slots say of the bottom of a page; None unless all of them agree on where it is."""
        fits = max((seen for (kind, _), seen in self._fits.items() if kind == _kind(page)), default=-inf)
        misses = min((seen for (kind, _), seen in self._misses.items() if kind == _kind(page)), default=inf)
        if fits > misses - _SAME or fits + _SAME < end < misses - _SAME:
            return None
        return end <= fits + _SAME

    def merge(self, other: Placements[F]) -> None:
        """Take over what another process learned."""
        _take_over(self._tops, other._tops)
        _take_over(self._lefts, other._lefts)
        _take_over(self._gaps, other._gaps)
        self.furniture.update(other.furniture)
        for key, end in other._fits.items():
            self._fits[key] = max(end, self._fits.get(key, end))
        for key, end in other._misses.items():
            self._misses[key] = min(end, self._misses.get(key, end))

    def knows_gaps(self, stack: Sequence[Stacked]) -> bool:
        """Return whether it is known how far each slot stands below the one before."""
        return all((above.chain, below.chain) in self._gaps for above, below in pairwise(stack))

    def learn_gaps(self, stack: Sequence[Stacked], boxes: Sequence[Box]) -> None:
        """Learn from slots that all stood on one endless page."""
        for (above, (_, top, _, height)), (below, box) in pairwise(zip(stack, boxes, strict=True)):
            _same(self._gaps, (above.chain, below.chain), box[1] - top - height)

    def learn(self, stack: Sequence[Stacked], pages: Sequence[Sequence[Box]], furniture: Sequence[F]) -> list[Spot]:
        """Learn from a report that was laid out: the boxes of the slots on each page, and the furniture of each page.

        Returns where the slots stand. The gaps must be known. Raises `Unfit` when slots do not stack as plates rely on.
        """
        for number, shown in enumerate(furniture):
            known = self.furniture.setdefault((number, len(furniture)), shown)
            require(known == shown, "a page shows more than its number and the slots")
        rest = iter(stack)
        before: tuple[int, float, Stacked] | None = None
        for number, boxes in enumerate(pages):
            for left, top, _width, height in boxes:
                slot = next(rest)
                require(abs(height - slot.height) < _SAME, "a slot of another height")
                if before is not None and before[0] == number:
                    _same(self._gaps, (before[2].chain, slot.chain), top - before[1])
                else:
                    self._learn_break(before, slot)
                    _same(self._tops, (_kind(number), slot.chain), top)
                _same(self._lefts, (_kind(number), slot.chain), left)
                self._learn_fit(number, slot, top + height)
                before = number, top + height, slot
        spots = self.find(stack)
        # What was learned must give back what it was learned from, or some rule above does not hold here.
        if spots is None or not _agree(spots, pages):
            raise Unfit("slots stand elsewhere than they should")
        return spots

    def _learn_fit(self, page: int, slot: Stacked, end: float) -> None:
        """Learn that a slot fit whose end stands this far down."""
        key = (_kind(page), slot.chain)
        self._fits[key] = max(end, self._fits.get(key, end))
        require(self._fits[key] < self._misses.get(key, inf) - _SAME, "a slot that fits where another did not")

    def _learn_break(self, before: tuple[int, float, Stacked] | None, slot: Stacked) -> None:
        """Learn that a slot did not fit below the one before it: page, end and slot."""
        if before is None:
            return
        page, bottom, above = before
        key, end = (_kind(page), slot.chain), bottom + self._gaps[above.chain, slot.chain] + slot.height
        self._misses[key] = min(end, self._misses.get(key, end))
        require(self._fits.get(key, -inf) < self._misses[key] - _SAME, "a slot that did not fit where another did")


def _kind(page: int) -> object:
    """Return what makes pages differ in style: `@page` knows the first one, and left and right ones."""
    return "first" if page == 0 else page % 2


def _same(known: dict[K, float], key: K, length: float) -> None:
    """Note a length that must be the same every time."""
    require(abs(known.setdefault(key, length) - length) < _SAME, "slots that do not stack")


def _take_over(known: dict[K, float], more: Mapping[K, float]) -> None:
    for key, length in more.items():
        _same(known, key, length)


def _agree(spots: Sequence[Spot], pages: Sequence[Sequence[Box]]) -> bool:
    found = [(number, *box[:2]) for number, boxes in enumerate(pages) for box in boxes]
    return all(
        spot[0] == seen[0] and abs(spot[1] - seen[1]) < _SAME and abs(spot[2] - seen[2]) < _SAME
        for spot, seen in zip(spots, found, strict=True)
    )
