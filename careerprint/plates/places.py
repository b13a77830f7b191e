"""Slots with all that shapes their style from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from careerprint.plates.pieces import Chain
from careerprint.plates.split import Block, surroundings, without_marks


@dataclass(frozen=True, slots=True)
class Place:
    """A slot with its chain."""

    chain: Chain
    block: Block
    places: tuple[Place, ...]
    """The slots inside it."""
    level: int
    """1 for a slot that holds no other, else one more than the highest inside it."""

    def all(self) -> Iterator[Place]:
        """Yield it and all slots inside it, outer before inner."""
        yield self
        for inner in self.places:
            yield from inner.all()


def places_of(block: Block, chain: Chain | None = None) -> tuple[Place, ...]:
    """Return the slots of a block; `chain` is the block's own, None for a report."""
    if not block.slots:
        return ()
    above = () if chain is None else (*chain.ancestors, without_marks(chain.tag))
    found = surroundings(block.parts, tuple(slot.tag for slot in block.slots))
    places = []
    for slot, around in zip(block.slots, found, strict=True):
        own = Chain((*above, *around.ancestors), around.before, around.after, slot.tag)
        inner = places_of(slot, own)
        places.append(Place(own, slot, inner, 1 + max((place.level for place in inner), default=0)))
    return tuple(places)
