"""Takes uneven light off a picture: shadows, dark corners, and gray paper become white."""

from __future__ import annotations

import numpy as np

from careerprint.answers.scans.pixels.plane import Floats

_BLOCK = 8
"""Pixels to each side of a block, for which one light is kept; print and handwriting leave some paper in each."""
_REACH = 5
"""Blocks in each direction in which paper is looked for: 11 blocks are more than the largest circle that is filled."""
_DARKEST = 0.15
"""The least light of paper: deeper shadows are not made up for, as nothing can be read in them."""


def evened(picture: Floats) -> Floats:
    """Return the picture as if its paper were white everywhere.

    The paper's light is the morphological closing of the picture (the largest value nearby, then the smallest of
    these), which keeps the edge of a shadow where it is.
    """
    height, width = picture.shape
    down, right = -height % _BLOCK, -width % _BLOCK
    padded = np.pad(picture, ((0, down), (0, right)), mode="edge")
    tall, wide = padded.shape
    half = _BLOCK // 2
    # The largest of four means, not the largest pixel, which noise lifts.
    means = padded.reshape(tall // half, half, wide // half, half).mean((1, 3))
    light = means.reshape(tall // _BLOCK, 2, wide // _BLOCK, 2).max((1, 3))
    light = -_largest(-_largest(light))
    light = _smooth(light)
    full = np.repeat(np.repeat(light, _BLOCK, 0), _BLOCK, 1)[:height, :width]
    return np.clip(picture / np.maximum(full, _DARKEST), 0, 1)


def _largest(values: Floats) -> Floats:
    """Return the largest value within `_REACH` of each."""
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (_REACH, _REACH)
        padded = np.pad(values, padding, mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _REACH + 1, axis=axis)
        values = windows.max(-1)
    return values


def _smooth(values: Floats) -> Floats:
    """Return the mean of each value and its neighbors."""
    padded = np.pad(values, 1, mode="edge")
    return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).mean((-2, -1)))
