"""Slots with all that shapes their style from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from careerprint.plates.pieces import Chain
from careerprint.plates.split import Block, surroundings, without_marks
from careerprint.plates.unfit import demand

_BODY = re.compile(r"<body\b[^>]*>")
_TEXT = re.compile(r"<[^>]*>|\s")


@dataclass(frozen=True, slots=True)
class Place:
    """A slot with its chain."""

    chain: Chain
    block: Block

    def inner(self) -> tuple[Place, ...]:
        """Return the slots directly inside it."""
        if not self.block.slots:
            return ()
        chain = self.chain
        above = (*chain.ancestors, without_marks(chain.tag))
        found = surroundings(self.block.parts, tuple(slot.tag for slot in self.block.slots))
        return tuple(
            Place(Chain((*above, *around.ancestors), around.before, around.after, slot.tag), slot)
            for slot, around in zip(self.block.slots, found, strict=True)
        )

    def all(self) -> Iterator[Place]:
        """Yield it and all slots inside it, outer before inner."""
        yield self
        for inner in self.inner():
            yield from inner.all()


def places_of(report: Block) -> tuple[Place, ...]:
    """Return the slots of a report, which stand one below the other in the body.

    Raises `Unfit` where anything but slots comes after the first: how far down it stands would differ.
    """
    demand(report.slots, "a report without slots")
    demand(not any(map(_shows, report.parts[1:])), "something stands between slots or below them")
    match = _BODY.search(report.parts[0])
    demand(match and not _open_after(report.parts[0][match.end() :]), "a slot does not stand directly in the body")
    assert match
    return tuple(Place(_chain(match[0], slot.tag), slot) for slot in report.slots)


@lru_cache(maxsize=256)
def _shows(part: str) -> bool:
    """Return whether there is more between two slots than white space, or below them than ends of elements."""
    return bool(_TEXT.sub("", part)) or re.search(r"<[^/!]", part) is not None


@lru_cache(maxsize=16)
def _open_after(text: str) -> bool:
    """Return whether an element is open at the end of the text above the first slot."""
    (around,) = surroundings((f"<body>{text}", "</body>"), ("<p data-slot>",))
    return len(around.ancestors) > 1


@lru_cache(maxsize=256)
def _chain(body: str, tag: str) -> Chain:
    return Chain((without_marks(body),), (), (), tag)
