"""A share of the people, for one of several machines: `--shard 3/16`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_SHARD = re.compile(r"([1-9]\d{0,4})/([1-9]\d{0,4})")


@dataclass(frozen=True, slots=True)
class Shard:
    """The `number`-th of `count` shares, counted from 1. Each person is in just one of them, whatever the order."""

    number: int
    count: int

    def holds(self, identifier: str) -> bool:
        """Say whether the person with an id is in this share."""
        mark = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(mark[:8]) % self.count == self.number - 1

    def lists(self, row: int | None) -> bool:
        """Say whether this share lists a row that was left out, of which no id may be known."""
        return (row or 0) % self.count == self.number - 1

    @property
    def suffix(self) -> str:
        """What stands behind the names of its files."""
        return "" if self.count == 1 else f"-{self.number}-of-{self.count}"

    def __str__(self) -> str:
        """Return it as people type it."""
        return f"{self.number}/{self.count}"


WHOLE = Shard(1, 1)
"""Everybody."""


def shard_of(text: str) -> Shard:
    """Return the shard that a text such as `3/16` names; raise ValueError in words for anything else."""
    match = _SHARD.fullmatch(text.strip())
    if not match or int(match[1]) > int(match[2]):
        raise ValueError(f"`{text}` is not a share; write the third of sixteen as 3/16")
    return Shard(int(match[1]), int(match[2]))
