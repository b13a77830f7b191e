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


class Reason(Enum):
    """Why somebody has to decide about a row, or has to say whose a sheet is.

    Its value is what lists of a scan say, in English, as programs read them; pages have words of their own, in the
    labels below `web.review.reasons`. Readings are stored with the value: whoever changes one of a row raises the
    version of those files.
    """

    CUT_OFF = "a part of it is beyond the edge of the picture"
    TWO_MARKS = "two circles are marked"
    FAINT = "the mark is faint"
    VERY_FAINT = "the mark is very faint, if it is one"
    RINGED = "another circle is marked around"
    CROSSED_OUT = "the mark goes far beyond the circle and may be crossed out"
    BESIDE = "something is marked beside a circle"
    WRITTEN = "something is written beside the circles"
    MOSTLY_EMPTY = "most of this side seems empty"
    MISSING_SIDE = "side {side} of this sheet is not in the scan"
    NO_SUCH_CHOICE = "what was decided is no choice of this line; decide again"
    NOBODY = "nobody has said yet whose sheet this is"
    TYPED_TWICE = "another sheet has the ID that was typed; look at both"


@dataclass(frozen=True, slots=True)
class RowReading:
    """One row of circles: the answer to one item."""

    item: str
    state: State
    choice: int | None = field(default=None, repr=False)
    """From 1; None unless the row is answered."""
    reason: Reason | None = None
    """Why it is unclear; None otherwise."""
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
