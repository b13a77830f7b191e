"""Pictures for the person who decides: a row of circles, or the head of a sheet, as it looks from straight above."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image

from careerprint.answers.scans.form import Side
from careerprint.answers.scans.pixels.plane import Floats, view

_STEP = 0.6
"""Points to a pixel: 120 dots per inch, at which a row fits a screen and a faint pencil is still seen."""
_MARGIN = 24.0
"""Points to each side that are not shown: nothing is written there."""
_ABOVE = 9.0
"""Points above and below a row's circles that are shown, so that a mark beside it is seen."""
_GRAYS = 32
"""Levels of gray in a picture: enough for a pencil, and a third of the bytes."""


def row_picture(picture: Floats, matrix: Floats, side: Side, item: str) -> bytes:
    """Return a PNG of the row of an item, from edge to edge of the sheet."""
    circles = [circle for circle in side.circles if circle.item == item]
    upper = min(circle.y - circle.radius for circle in circles) - _ABOVE
    lower = max(circle.y + circle.radius for circle in circles) + _ABOVE
    return _png(picture, matrix, side, upper, lower)


def head_picture(picture: Floats, matrix: Floats, side: Side) -> bytes:
    """Return a PNG of all that is above the first circle: there people write their names."""
    lower = min((circle.y - circle.radius for circle in side.circles), default=side.height / 3)
    return _png(picture, matrix, side, 0, min(lower, side.height / 3))


def _png(picture: Floats, matrix: Floats, side: Side, upper: float, lower: float) -> bytes:
    seen = view(picture, matrix, (_MARGIN, upper), (side.width - 2 * _MARGIN, lower - upper), _STEP)
    light = np.clip(np.where(np.isnan(seen), 1, seen), 0, 1)
    levels = (np.round(light * (_GRAYS - 1)) * (255 / (_GRAYS - 1))).astype(np.uint8)
    buffer = BytesIO()
    Image.fromarray(levels).quantize(_GRAYS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
