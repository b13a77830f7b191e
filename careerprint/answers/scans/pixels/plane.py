"""Maps from the plane of a form to the pixels of a picture: fitting them to pairs of points, and looking through them.

A map is a 3 × 3 matrix for homogeneous coordinates. Points are arrays of shape (n, 2); on the form they are counted in
printer's points, in the picture in pixels, both from the upper left corner.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]


def similarity(source: ArrayLike, target: ArrayLike) -> Floats:
    """Return the map that turns, scales and moves `source` nearest to `target`, by least squares; it never mirrors."""
    s, t = np.asarray(source, float), np.asarray(target, float)
    s_mean, t_mean = s.mean(0), t.mean(0)
    zs, zt = (s - s_mean) @ [1, 1j], (t - t_mean) @ [1, 1j]
    turn = (zt * zs.conj()).sum() / (abs(zs) ** 2).sum()
    return _affine([[turn.real, -turn.imag], [turn.imag, turn.real]], s_mean, t_mean)


def affine(source: ArrayLike, target: ArrayLike) -> Floats:
    """Return the affine map nearest to the pairs, by least squares; they must not lie on one line."""
    s, t = np.asarray(source, float), np.asarray(target, float)
    s_mean, t_mean = s.mean(0), t.mean(0)
    linear = np.linalg.lstsq(s - s_mean, t - t_mean, rcond=None)[0].T
    return _affine(linear, s_mean, t_mean)


def _affine(linear: ArrayLike, source: Floats, target: Floats) -> Floats:
    """Return the map with a linear part that takes one point to another."""
    full = np.eye(3)
    full[:2, :2] = linear
    full[:2, 2] = target - full[:2, :2] @ source
    return full


def homography(source: ArrayLike, target: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """Return the perspective map nearest to four or more pairs, by weighted least squares.

    Both sets are moved and scaled first, without which the equations are badly conditioned (Hartley 1997).
    """
    s, t = np.asarray(source, float), np.asarray(target, float)
    weight = np.ones(len(s)) if weights is None else np.asarray(weights, float)
    s_map, t_map = _normal(s), _normal(t)
    (x, y), (u, v) = through(s_map, s).T, through(t_map, t).T
    one, zero = np.ones_like(x), np.zeros_like(x)
    equations = np.concatenate(
        (
            np.stack((x, y, one, zero, zero, zero, -x * u, -y * u), 1) * weight[:, None],
            np.stack((zero, zero, zero, x, y, one, -x * v, -y * v), 1) * weight[:, None],
        )
    )
    solution = np.linalg.lstsq(equations, np.concatenate((u * weight, v * weight)), rcond=None)[0]
    return np.asarray(np.linalg.inv(t_map) @ np.append(solution, 1).reshape(3, 3) @ s_map)


def _normal(points: Floats) -> Floats:
    """Return the map that moves points around the origin and scales them to unit spread."""
    scale = 1 / (points.std() + 1e-9)
    x, y = -points.mean(0) * scale
    return np.array([[scale, 0, x], [0, scale, y], [0, 0, 1]])


def through(matrix: Floats, points: ArrayLike) -> Floats:
    """Return the points as a map takes them."""
    p = np.asarray(points, float)
    mapped = p @ matrix[:, :2].T + matrix[:, 2]
    return np.asarray(mapped[..., :2] / mapped[..., 2:])


def back(matrix: Floats, points: ArrayLike) -> Floats:
    """Return the points as the inverse of a map takes them."""
    return through(np.linalg.inv(matrix), points)


def sample(picture: Floats, places: Floats) -> Floats:
    """Return the picture's values at places between its pixels, by bilinear interpolation; NaN beyond its edges.

    `places` has x and y in its last axis; the result has the shape of the other axes.
    """
    height, width = picture.shape
    x, y = places[..., 0], places[..., 1]
    is_seen = (x >= 0) & (y >= 0) & (x < width - 1) & (y < height - 1)
    x, y = np.where(is_seen, x, 0).astype(np.float32), np.where(is_seen, y, 0).astype(np.float32)
    column, row = x.astype(np.intp), y.astype(np.intp)
    column, row = np.minimum(column, width - 2), np.minimum(row, height - 2)  # 32 bits may round up to the edge
    right, down = x - column, y - row
    flat, first = picture.ravel(), row * width + column
    upper = flat[first] * (1 - right) + flat[first + 1] * right
    lower = flat[first + width] * (1 - right) + flat[first + width + 1] * right
    return np.where(is_seen, upper * (1 - down) + lower * down, np.nan)


def view(
    picture: Floats, matrix: Floats, corner: tuple[float, float], size: tuple[float, float], step: float
) -> Floats:
    """Return a part of the form as it looks from straight above: `corner`, `size` and `step` are on the form."""
    xs = np.arange(corner[0], corner[0] + size[0], step)
    ys = np.arange(corner[1], corner[1] + size[1], step)
    return sample(picture, through(matrix, np.stack(np.meshgrid(xs, ys), -1)))
