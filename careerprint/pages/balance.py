"""Titles of two lines whose lines are about equally long, which the layout engine does not do (`text-wrap: balance`).

A title is given a width of its own, in which the engine breaks it where it looks best. The words stay as they are, so
that a reader hears, finds, and copies them as one line.
"""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup, escape

from careerprint.editions import Edition
from careerprint.faces.advances import HYPERLEGIBLE, SEMIBOLD, width_of

Size = Literal["title", "verdict", "lead"]
"""The sizes in which titles stand, as the style sheets call them."""

SIZES: dict[str, dict[Size, float]] = {
    "standard": {"title": 36, "verdict": 27, "lead": 19},
    "large-print": {"title": 28, "verdict": 28, "lead": 22},
    "clear-print": {"title": 21.84, "verdict": 21.84, "lead": 17.11},
    "low-vision": {"title": 32, "verdict": 25, "lead": 18},
}
"""Points, as in `base/tokens.css` and the style sheets of editions."""
MEASURES = {"standard": 180.0, "large-print": 159.0, "clear-print": 159.0}
"""Millimeters that a title may fill; large print has wider margins."""
POINTS = 72 / 25.4
"""Points in a millimeter."""
SLACK = 0.1
"""Added to the width, as a multiple of the size: half a space. The words fit, and no other word does."""
MOST_LINES = 3
"""Longer titles are left alone: they are no titles."""


def balanced(text: str, size: Size, edition: Edition) -> Markup:
    """Return a `style` attribute with the width in which a title breaks best; nothing for a title of one line."""
    kind: str = edition.layout if edition.is_large else "low-vision" if edition.low_vision else "standard"
    room = MEASURES.get(kind, MEASURES["standard"]) * POINTS / SIZES[kind][size]
    face = HYPERLEGIBLE if edition.low_vision else SEMIBOLD
    width = best_width(text, room, face)
    return Markup("") if width is None else Markup(' style="max-width: {}em"').format(f"{width + SLACK:.2f}")


def best_width(text: str, room: float, face: str) -> float | None:
    """Return the smallest width in which a text takes as few lines as in `room`; both as multiples of its size.

    None where there is nothing to choose: the text fits on one line, is too long for a title, or the face lacks a
    letter of it.
    """
    words = text.split()
    known = [width_of(word, face) for word in words]
    space = width_of(" ", face)
    if space is None or any(width is None for width in known):
        return None
    widths = [width or 0.0 for width in known]
    lines = len(_lines(widths, space, room))
    if not 1 < lines <= MOST_LINES:
        return None
    candidates = sorted(
        sum(widths[start:end]) + space * (end - start - 1)
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )
    return next(width for width in candidates if max(widths) <= width and len(_lines(widths, space, width)) == lines)


def _lines(widths: list[float], space: float, room: float) -> list[float]:
    """Return the widths of the lines that words fill, each as far as it can."""
    lines: list[float] = []
    for width in widths:
        if lines and lines[-1] + space + width <= room + 1e-9:
            lines[-1] += space + width
        else:
            lines.append(width)
    return lines


def bound(html: str) -> Markup:
    """Keep the last two words of an item of a list on one line: a last word alone looks like a mistake."""
    before, space, last = str(escape(html)).rpartition(" ")
    is_plain = space and len(last) <= MOST_BOUND and not set(last) & set("<>\"'=")
    return Markup(f"{before}\u00a0{last}" if is_plain else html)


MOST_BOUND = 12
"""The longest last word, in letters, that is kept with the one before: a longer one does not look lost."""
