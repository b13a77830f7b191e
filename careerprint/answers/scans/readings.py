"""What was read from one page of a scan. These records travel from the child process that read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

BLANK = "a blank page"
"""The reason of an unread page that may lie between two sides of a sheet without parting them."""


class State(Enum):
    """How a row of circles was read."""

    ANSWERED = "answered"
    EMPTY = "empty"
    UNCLEAR = "unclear"
    """A person has to look at it."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """One row of circles: the answer to one item."""

    item: str
    state: State
    choice: int | None = field(default=None, repr=False)
    """From 1; None unless the row is answered."""
    reason: str = ""
    """Why it is unclear, in words for staff; empty otherwise."""
    picture: bytes = field(default=b"", repr=False)
    """PNG of the row as it looks from straight above; empty unless it is unclear."""


@dataclass(frozen=True, slots=True)
class SideReading:
    """One side of a form that was found and read."""

    layout: str
    """Which form it is; see `Form.layout`."""
    side: int
    """Which side of it, from 1."""
    person: str = field(repr=False)
    """The ID in the code; empty on a form for anybody."""
    rows: tuple[RowReading, ...]
    digest: str
    """Hash of the picture's pixels: the same picture has the same one, whatever its file is called."""
    head: bytes = field(default=b"", repr=False)
    """PNG of what is above the first circle, where people write who they are; only on a first side without an ID."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that no answers can be taken from."""

    reason: str
    """Why, and what to do, in words for staff."""
    digest: str = ""
    """See `SideReading.digest`; empty where there is no picture."""


PageReading = SideReading | Unread
