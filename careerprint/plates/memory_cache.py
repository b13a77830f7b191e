"""What was made before: things that came back are kept, the rest only for a while, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")
W = TypeVar("W")

FRESH = 2_000
"""So many things that nobody asked for again wait for it."""
KEPT = 20_000
"""So many that somebody did ask for again are kept."""


class MemoryCache(Generic[V]):
    """A store with a memory for what is asked for by more than one report: names are mostly asked for by one."""

    def __init__(self, *, fresh: int = FRESH, kept: int = KEPT) -> None:
        """Begin with nothing."""
        self._fresh: dict[object, tuple[V, int]] = {}
        self._kept: dict[object, V] = {}
        self._most_fresh, self._most_kept = fresh, kept
        self.turn = 0
        """Which report is being made; whoever makes reports counts it up."""

    def get(self, key: object) -> V | None:
        """Return what is stored under a key."""
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
        """Return what is stored under a key, made now if nothing is."""
        value = self.get(key)
        if value is None:
            value = make()
            self.put(key, value)
        return value

    def __len__(self) -> int:
        """Return how many things are stored."""
        return len(self._fresh) + len(self._kept)


def _put(things: dict[object, W], key: object, value: W, most: int) -> None:
    """Put a thing into a dict that holds so many at most; the oldest goes."""
    things[key] = value
    if len(things) > most:
        del things[next(iter(things))]
