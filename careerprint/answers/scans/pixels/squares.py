"""From a picture with codes to the map that takes the form to it: the four corner squares say exactly where it lies."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from careerprint.answers.scans.form import CODE, MM, SQUARE, Side
from careerprint.answers.scans.pixels.codes import FoundCode
from careerprint.answers.scans.pixels.plane import Floats, affine, back, homography, similarity, through, view

_STEP = 0.36
"""Points of the form between two looks: 200 dots per inch, at which a square is 31 wide."""
_NEAR, _FAR = 16 * MM, 38 * MM
"""How far from its expected place a square is looked for: beside a code that was found, and at the other end of the
sheet, where the perspective of a photo moves it by up to 27 mm."""
_BETWEEN = 20 * MM
"""The same if codes were found at both ends."""
_CLOSE = 3 * MM
"""The same once three squares are known."""
_LEAST_CONTRAST = 0.35
"""How much darker a square is than the paper around it, as a share of the paper's light."""
_CANDIDATES = 4
"""Dark spots that are considered for one square: pictures, thumbs and the desk can look alike."""
_TILT = 0.3
"""How much longer one edge of a sheet may look than the other, as a logarithm; photos that can be read stay below."""
_MISSING = 6.0
"""Points of error that a square which was not found counts as much as."""
_AGREED = 2.0
"""Points of error up to which a place is right beyond doubt, so that no other is tried."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the form lies in the picture."""

    matrix: Floats = field(repr=False)
    """Takes points of the form to pixels."""
    squares: int
    """How many of the four corner squares were found."""
    error: float
    """How far, in points of the form, codes and squares are from agreeing."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A dark spot that may be a corner square."""

    place: tuple[float, float]
    """In the picture."""
    contrast: float


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Points of the form and where they are in the picture."""

    form: Floats
    picture: Floats

    def with_spots(self, squares: Sequence[tuple[float, float]], spots: Sequence[_Spot]) -> _Pairs:
        """Return these pairs and those of squares that were found."""
        if not spots:
            return self
        return _Pairs(np.vstack((self.form, squares)), np.vstack((self.picture, [spot.place for spot in spots])))


def place_side(picture: Floats, side: Side, codes: Sequence[FoundCode]) -> Placement:
    """Return where a side lies in the picture, by one or more of its codes.

    Both codes of a side say the same, so one that is alone is tried in both places; the squares show which it is.
    """
    first, *others = _assignments(picture, side, codes)
    best = _placed(picture, side, first)
    if best.squares == 4 and best.error <= _AGREED:
        return best
    return min((best, *(_placed(picture, side, other) for other in others)), key=_cost)


def _cost(placement: Placement) -> float:
    return placement.error + _MISSING * (4 - placement.squares)


def _assignments(picture: Floats, side: Side, codes: Sequence[FoundCode]) -> list[_Pairs]:
    """Return how the codes in the picture may be those of the form, the likeliest first."""
    places = sorted(side.codes, key=lambda place: place[1])
    if len(codes) >= 2 and len(places) >= 2:
        down = codes[0].corners[3] - codes[0].corners[0]
        seen = sorted(codes, key=lambda code: float(code.corners.mean(0) @ down))
        ends = (seen[0], seen[-1])
        return [
            _Pairs(
                np.vstack([_code_corners(at) for at in (places[0], places[-1])]), np.vstack([c.corners for c in ends])
            )
        ]
    corners = codes[0].corners
    middle = np.array(picture.shape[::-1]) / 2
    is_upper = float((middle - corners.mean(0)) @ (corners[3] - corners[0])) > 0
    ordered = places if is_upper else places[::-1]
    return [_Pairs(_code_corners(place), corners) for place in ordered]


def _code_corners(place: tuple[float, float]) -> Floats:
    x, y = place
    return np.array([(x, y), (x + CODE, y), (x + CODE, y + CODE), (x, y + CODE)])


def _placed(picture: Floats, side: Side, known: _Pairs) -> Placement:
    squares = side.squares
    rough = similarity(known.form, known.picture)
    height = known.form[:, 1]
    if height.max() - height.min() > 2 * CODE:
        spots = [_spots(picture, rough, at, _BETWEEN, _CANDIDATES) for at in squares]
        chosen = _consistent(side, known, {}, dict(enumerate(spots)))
    else:
        is_upper = height.mean() < side.height / 2
        near, far = ((0, 1), (3, 2)) if is_upper else ((3, 2), (0, 1))
        near_spots = {i: _spots(picture, rough, squares[i], _NEAR, _CANDIDATES) for i in near}
        chosen = _beside(known, squares, near_spots)
        beside = known.with_spots([squares[i] for i in chosen], list(chosen.values()))
        rough = affine(beside.form, beside.picture) if len(chosen) == 2 else similarity(beside.form, beside.picture)
        far_spots = {i: _spots(picture, rough, squares[i], _FAR, _CANDIDATES) for i in far}
        chosen = _consistent(side, known, chosen, far_spots)
    return _refined(picture, side, known, chosen, rough)


def _beside(known: _Pairs, squares: Sequence[tuple[float, float]], spots: dict[int, list[_Spot]]) -> dict[int, _Spot]:
    """Return the spots on the two sides of a code that agree best with it."""
    best: dict[int, _Spot] = {}
    least = np.inf
    for combination in itertools.product(*([*each, None] for each in spots.values())):
        taken = {i: spot for i, spot in zip(spots, combination, strict=True) if spot is not None}
        pairs = known.with_spots([squares[i] for i in taken], list(taken.values()))
        off = back(similarity(pairs.form, pairs.picture), known.picture) - known.form
        cost = np.abs(off).max() + 2 * (2 - len(taken)) - sum(spot.contrast for spot in taken.values())
        if cost < least:
            best, least = taken, float(cost)
    return best


def _consistent(side: Side, known: _Pairs, fixed: dict[int, _Spot], spots: dict[int, list[_Spot]]) -> dict[int, _Spot]:
    """Return the spots for all corners whose perspective agrees best with the codes."""
    best, least = fixed, np.inf
    choices: list[list[_Spot | None]] = [[*each] or [None] for each in spots.values()]
    for combination in itertools.product(*choices):
        taken = fixed | {i: spot for i, spot in zip(spots, combination, strict=True) if spot is not None}
        if len(taken) < 3:
            continue
        cost = _disagreement(side, known, taken) - 2 * sum(spot.contrast for spot in taken.values())
        if cost < least:
            best, least = taken, cost
    return best


def _disagreement(side: Side, known: _Pairs, taken: dict[int, _Spot]) -> float:
    """Return how far, in points, the codes are from where the squares say they are, and a penalty for tilt."""
    form, picture = [side.squares[i] for i in taken], [spot.place for spot in taken.values()]
    if len(taken) == 4:
        matrix = homography(form, picture)
        off = float(np.abs(back(matrix, known.picture) - known.form).max())
    else:
        pairs = known.with_spots(form, list(taken.values()))
        matrix = homography(pairs.form, pairs.picture, [0.25] * len(known.form) + [1.0] * len(taken))
        off = _MISSING
    return off + 20 * max(0.0, _tilt(matrix, side) - _TILT)


def _tilt(matrix: Floats, side: Side) -> float:
    upper_left, upper_right, lower_right, lower_left = through(matrix, side.squares)
    lengths = [np.hypot(*(a - b)) for a, b in ((upper_left, upper_right), (lower_left, lower_right))]
    return float(abs(np.log(max(lengths[0], 1e-6) / max(lengths[1], 1e-6))))


def _refined(picture: Floats, side: Side, known: _Pairs, chosen: dict[int, _Spot], rough: Floats) -> Placement:
    """Look once more, close by, now that the perspective is known; return the placement."""
    matrix = _fitted(side, known, chosen, rough, 0.25)
    close = {i: _spots(picture, matrix, at, _CLOSE, 1) for i, at in enumerate(side.squares)}
    found = {i: spots[0] for i, spots in close.items() if spots}
    matrix = _fitted(side, known, found, matrix, 0.1)
    off = float(np.abs(back(matrix, known.picture) - known.form).max())
    return Placement(matrix, len(found), off)


def _fitted(side: Side, known: _Pairs, found: dict[int, _Spot], otherwise: Floats, code_weight: float) -> Floats:
    pairs = known.with_spots([side.squares[i] for i in found], list(found.values()))
    if len(found) >= 3:
        weights = [code_weight] * len(known.form) + [1.0] * len(found)
        return homography(pairs.form, pairs.picture, weights)
    return affine(pairs.form, pairs.picture) if found else otherwise


def _spots(picture: Floats, matrix: Floats, center: tuple[float, float], reach: float, most: int) -> list[_Spot]:
    """Return dark spots of a square's size within `reach` of a place of the form, with light paper on all sides."""
    edge = SQUARE * 1.6
    corner = (center[0] - reach - edge, center[1] - reach - edge)
    seen = view(picture, matrix, corner, (2 * (reach + edge),) * 2, _STEP)
    seen = np.where(np.isnan(seen), 0.3, seen)  # beyond the picture: neither square nor paper
    half = SQUARE / 2 / _STEP
    inner = _means(seen, round(half * 0.8))
    light = _light_around(_means(seen, round(half * 0.35)), round(half * 1.62))
    border = int(edge / _STEP)
    contrast = ((light - inner) / np.maximum(light, 0.15))[border:-border, border:-border].copy()
    found = []
    for _ in range(most):
        row, column = (int(at) for at in np.unravel_index(contrast.argmax(), contrast.shape))
        best = float(contrast[row, column])
        if best < _LEAST_CONTRAST:
            break
        apart = round(half * 3)
        contrast[max(0, row - apart) : row + apart, max(0, column - apart) : column + apart] = 0
        x, y = _center_of(seen, row + border, column + border, float(light[row + border, column + border]))
        on_form = (corner[0] + x * _STEP, corner[1] + y * _STEP)
        place = through(matrix, [on_form])[0]
        found.append(_Spot((float(place[0]), float(place[1])), best))
    return found


def _light_around(paper: Floats, distance: int) -> Floats:
    """Return the darkest of eight looks at the paper around each pixel."""
    light = np.ones_like(paper)
    for down, right in itertools.product((-distance, 0, distance), repeat=2):
        if down or right:
            light = np.minimum(light, np.roll(paper, (-down, -right), (0, 1)))
    return light


def _center_of(seen: Floats, row: int, column: int, light: float) -> tuple[float, float]:
    """Return the center of what is dark around a pixel, as column and row, to a fraction of a pixel."""
    reach = round(SQUARE / 2 / _STEP * 1.5)
    cut = seen[row - reach : row + reach + 1, column - reach : column + reach + 1]
    dark = np.clip(
        (light - cut) / max(light - float(cut[reach // 2 : -reach // 2, reach // 2 : -reach // 2].mean()), 1e-6), 0, 1
    )
    dark[dark < 0.4] = 0
    down, right = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    total = max(float(dark.sum()), 1e-6)
    return column + float((dark * right).sum()) / total, row + float((dark * down).sum()) / total


def _means(values: Floats, reach: int) -> Floats:
    """Return the mean over the (2 reach + 1)-square around each pixel, by running sums."""
    size = 2 * reach + 1
    sums = np.pad(values, ((reach + 1, reach), (reach + 1, reach)), mode="edge").cumsum(0).cumsum(1)
    return np.asarray((sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]) / size**2)
