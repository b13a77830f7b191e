"""A cache of bounded size that keeps what several reports asked for, and drops the rest early.

Most pieces come back with every person, but names do not: a plain cache of recent things would lose the pieces to a
batch of names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")
W = TypeVar("W")

FRESH = 2_000
"""Things that are kept although only one report has asked for them. It must be more than what reports bring that are
composed together, or pieces would be gone before they are used."""
KEPT = 20_000
"""Things that are kept because a second report has asked for them. It bounds the memory of a process that prints many
assessments; those of one assessment are fewer."""


class MemoryCache(Generic[V]):
    """Things by key, each of which is either fresh or, once another report has asked for it again, kept."""

    def __init__(self, *, fresh: int = FRESH, kept: int = KEPT) -> None:
        """Begin empty; `fresh` and `kept` are the most things of either kind."""
        self._fresh: dict[object, tuple[V, int]] = {}
        self._kept: dict[object, V] = {}
        self._most_fresh, self._most_kept = fresh, kept
        self.turn = 0
        """The number of the report that is being made; the caller sets it."""

    def get(self, key: object) -> V | None:
        """Return what is stored under a key, or None."""
        if key in self._kept:
            return self._kept[key]
        if key not in self._fresh:
            return None
        value, turn = self._fresh[key]
        if turn != self.turn:
            del self._fresh[key]
            _put(self._kept, key, value, self._most_kept)
        return value

    def put(self, key: object, value: V) -> None:
        """Store something new."""
        _put(self._fresh, key, (value, self.turn), self._most_fresh)

    def made(self, key: object, make: Callable[[], V]) -> V:
        """Return what is stored under a key; make and store it if nothing is."""
        value = self.get(key)
        if value is None:
            value = make()
            self.put(key, value)
        return value

    def __len__(self) -> int:
        """Return how many things are stored."""
        return len(self._fresh) + len(self._kept)


def _put(things: dict[object, W], key: object, value: W, most: int) -> None:
    """Put a thing into a dict of at most `most` entries; the oldest goes."""
    things[key] = value
    if len(things) > most:
        del things[next(iter(things))]
