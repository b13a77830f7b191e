"""Lines that dirt on a feeder's glass draws down a whole sheet."""

from __future__ import annotations

import numpy as np

from careerprint.answers.scans.pixels.plane import Floats

_GAP = 4
"""Pixels to each side at which the paper beside a streak is looked at: streaks are up to three wide."""
_DARKER = 0.06
"""How much darker a streak is than both its sides."""
_LONG = 0.55
"""The share of the sheet's height in which it must be darker: printed lines are shorter, or not upright."""


def without_streaks(picture: Floats) -> Floats:
    """Return the picture with streaks painted over by the paper beside them, upright and across."""
    return _without_upright(_without_upright(picture).T).T


def _without_upright(picture: Floats) -> Floats:
    few = picture[::4]
    lighter = np.minimum(np.roll(few, _GAP, 1), np.roll(few, -_GAP, 1))
    share = (lighter - few > _DARKER).mean(0)
    wide = np.convolve(share > _LONG, np.ones(3), "same") > 0
    wide[: _GAP + 1] = wide[-_GAP - 1 :] = False
    columns = np.flatnonzero(wide)
    if not len(columns):
        return picture
    cleaned = picture.copy()
    cleaned[:, columns] = np.maximum(
        picture[:, columns], np.minimum(picture[:, columns - _GAP], picture[:, columns + _GAP])
    )
    return cleaned
