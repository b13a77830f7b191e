"""Pages of reports that were typeset, and reports put together from pages of others.

Where a page ends depends on what stands on it and on the next slot alone: a slot that is no lower than one that did
not fit does not fit either. So two reports that begin alike share their first page, and those that go on alike
from the same slot share the pages from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from careerprint.plates.pieces import Size

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class _Leaf(Generic[P]):
    page: P
    sizes: tuple[Size, ...]
    """Of the slots on it."""
    ends_before: float | None
    """Height of the slot after it that did not fit; None for the last page."""

    def suits(self, sizes: Sequence[Size], start: int) -> bool:
        end = start + len(self.sizes)
        if tuple(sizes[start:end]) != self.sizes:
            return False
        if self.ends_before is None:
            return end == len(sizes)
        return end < len(sizes) and sizes[end].height >= self.ends_before


@dataclass(slots=True)
class Book(Generic[P]):
    """All pages that were typeset from one skeleton."""

    _leaves: dict[tuple[int, int, int], list[_Leaf[P]]] = field(default_factory=dict)
    """By number of pages, page, and first slot on it."""

    def find(self, sizes: Sequence[Size]) -> list[P] | None:
        """Return the pages of a report whose slots have these sizes; None if one of them was not typeset yet."""
        for count in sorted({count for count, _page, _start in self._leaves}):
            pages: list[P] = []
            start = 0
            while len(pages) < count:
                leaves = self._leaves.get((count, len(pages), start), ())
                leaf = next((leaf for leaf in leaves if leaf.suits(sizes, start)), None)
                if leaf is None:
                    break
                pages.append(leaf.page)
                start += len(leaf.sizes)
            if pages and len(pages) == count:
                return pages
        return None

    def add(self, pages: Sequence[P], slots: Sequence[int], sizes: Sequence[Size]) -> None:
        """Keep the pages of a report; `slots` says how many slots stand on each."""
        start = 0
        for number, (page, count) in enumerate(zip(pages, slots, strict=True)):
            end = start + count
            is_last = number + 1 == len(pages)
            # A page before the last after which no slot comes must not end a report.
            before = None if is_last else sizes[end].height if end < len(sizes) else float("inf")
            leaves = self._leaves.setdefault((len(pages), number, start), [])
            if not any(leaf.suits(sizes, start) for leaf in leaves):
                leaves.append(_Leaf(page, tuple(sizes[start:end]), before))
            start = end
