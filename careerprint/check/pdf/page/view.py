"""A page as people meet it: its text as eyes see it and as ears hear it, and what was painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from careerprint.check.pdf.page.painting import RGB, Paint, Point

OPAQUE = 0.9
"""The opacity above which nobody reads what lies below."""


@dataclass(frozen=True, slots=True)
class SeenText:
    """A run of text as it is seen on the page."""

    mcid: int | None
    """The marked content that it belongs to; None for an artifact and for text that is not marked at all."""
    artifact: str | None
    """The type of the artifact, such as `/Pagination`; empty without a type; None if it is no artifact."""
    font: str
    """The font's name, such as `/ABCDEF+Careerprint-Sans`."""
    size: float
    """In points, on the page."""
    color: RGB | None
    background: RGB | None
    is_hidden_in_group: bool
    """Drawn by a form XObject outside all marked content, where the marks inside the form count for nothing."""
    is_decoration: bool
    """Stands in an artifact, however deep."""
    is_layered: bool
    """Stands on a layer, which viewers can hide (ISO 32000-1, 8.11)."""
    mode: int
    """How its letters are painted: 3 and 7 leave no trace (9.3.6)."""
    spacing: float
    """What is added between two letters, as a share of the font size (9.3.2)."""
    stretch: float
    """Its width as a share of that of the font (9.3.4)."""
    opacity: float
    """From 0 to 1."""
    point: Point
    """A point inside its first letter."""
    text: str
    painted_before: int
    """How many shapes were painted before it."""


@dataclass(frozen=True, slots=True)
class HeardText:
    """A run of text as software reads it aloud, and where it begins."""

    text: str
    x: float
    """From the left of the page, in points."""
    y: float
    """Baseline, from the bottom of the page, in points."""
    size: float
    """Font size on the page, in points."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as people meet it."""

    number: int
    """Counted from 1."""
    seen: tuple[SeenText, ...]
    """Every run of text, in the order of painting."""
    heard: Mapping[int, Sequence[HeardText]]
    """The runs of each marked content, by its identifier. Artifacts are left out, and so is text in form XObjects:
    the structure tree speaks for those by the words of their picture."""
    mcids: frozenset[int]
    """All marked-content identifiers on the page."""
    paints: Sequence[Paint]
    """The shapes and pictures that were painted, in order."""
    drawn: frozenset[int]
    """The marked contents in which shapes or pictures are painted, by their identifiers."""

    def is_covered(self, run: SeenText) -> bool:
        """Return whether something opaque was painted over a run of text."""
        return any(
            paint.opacity > OPAQUE and run.point in paint.region and all(run.point in clip for clip in paint.clips)
            for paint in self.paints[run.painted_before :]
        )
