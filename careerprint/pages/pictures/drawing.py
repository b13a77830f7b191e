"""What pictures are drawn with: the colors of an edition, scales, and the shapes of SVG.

A unit of a picture is a point on paper. A picture is drawn from the accent color, ink, a tint and the paper, so that it
still can be read in grey and in one bit: what must be told apart differs in shape or is filled, tinted or empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from careerprint.color import tint
from careerprint.editions import Edition

Anchor = Literal["start", "middle", "end"]
"""Which end of some words stands at their place."""

PLAIN = "Careerprint Sans"
"""The typeface of every edition but that for low vision."""
TINT = 0.3
"""How much of the accent color is in a tinted area: darker than a panel, and light enough for black words."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors, face and measures that an edition draws with."""

    face: str
    """The names of the typefaces; words in a picture do not inherit that of the page."""
    ink: str
    soft: str
    """Color of words and lines that stand back."""
    accent: str
    tint: str
    """Fill of an area of second rank."""
    line: str
    """Color of axes and frames."""
    paper: str
    ground: str
    """What a picture stands on: the tint of a panel, or paper."""
    stroke: float
    """Width of an outline, in points."""
    note: float
    """Size of words, in points: that of notes on the page."""

    @property
    def is_hyperlegible(self) -> bool:
        """Whether words are in the face for low vision."""
        return self.face != PLAIN

    @property
    def leading(self) -> float:
        """The distance between two lines of words, in points."""
        return self.note * 12 / 9.5


PANEL = 0.08
"""How much of the accent color is in the ground of a panel; the same as `--accent-soft`."""


def palette(edition: Edition, accent: str, *, on_panel: bool = False) -> Palette:
    """Return what an edition draws with; black editions have no tints, because a grey would not copy."""
    face = f"Atkinson Hyperlegible, {PLAIN}" if edition.low_vision else PLAIN
    note = edition.size if edition.is_large else 9.5
    if edition.is_black:
        white = "#ffffff"
        return Palette(face, "#000000", "#000000", "#000000", white, "#000000", white, white, 1.0, note)
    ground = tint(accent, PANEL) if on_panel else "#ffffff"
    return Palette(face, "#1a1a1a", "#474747", accent, tint(accent, TINT), "#8a8a8a", "#ffffff", ground, 0.9, note)


@dataclass(frozen=True, slots=True)
class Axis:
    """Where values lie on a line."""

    low: float
    high: float
    start: float
    """The place of `low`, in points."""
    end: float
    """The place of `high`, in points."""

    def __call__(self, value: float) -> float:
        """Return the place of a value, in points."""
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)


def picture(
    width: float, height: float, words: str, parts: Iterable[str], look: Palette, *, scale: float = 1
) -> Markup:
    """Return a picture of `width` by `height` points; `words` say for those who cannot see it what it shows.

    `scale` prints all of it so many times larger.
    """
    head = Markup('<svg width="{}pt" height="{}pt" viewBox="0 0 {} {}" font-family="{}"><title>{}</title>')
    sizes = (width * scale, height * scale, width, height)
    start = head.format(*map(short, sizes), look.face, words)
    return start + Markup("").join(Markup(part) for part in parts) + Markup("</svg>")


def words_at(
    x: float,
    y: float,
    text: str,
    look: Palette,
    *,
    anchor: Anchor = "start",
    strong: bool = False,
    color: str = "",
    most: float | None = None,
) -> Markup:
    """Draw words in the size of notes; `y` is their base line, `most` the width that they are set closer for."""
    form = Markup('<text x="{}" y="{}" font-size="{}" font-weight="{}" text-anchor="{}" fill="{}"{}>{}</text>')
    weight = 600 if strong else 400
    closer = Markup(' textLength="{}"').format(short(most)) if most else ""
    return form.format(short(x), short(y), short(look.note), weight, anchor, color or look.ink, closer, text)


def box(x: float, y: float, width: float, height: float, *, fill: str, stroke: str, line: float) -> Markup:
    """Draw a rectangle whose outline lies inside of it, so that it ends where its value is."""
    form = Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="{}"/>')
    sides = (x + line / 2, y + line / 2, max(width - line, 0.1), max(height - line, 0.1))
    return form.format(*map(short, sides), fill, stroke, short(line))


def stroke(x1: float, y1: float, x2: float, y2: float, *, color: str, line: float, dashes: str = "") -> Markup:
    """Draw a straight line; `dashes` are lengths of strokes and gaps in turn, in points."""
    form = Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>')
    pattern = Markup(' stroke-dasharray="{}"').format(dashes) if dashes else ""
    return form.format(*map(short, (x1, y1, x2, y2)), color, short(line), pattern)


def ring(x: float, y: float, radius: float, *, fill: str, stroke: str, line: float) -> Markup:
    """Draw a circle around a place."""
    form = Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="{}"/>')
    return form.format(short(x), short(y), short(radius), fill, stroke, short(line))


def short(number: float) -> str:
    """Return a number with at most two decimals: a picture need not be finer, and its text stays small."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
