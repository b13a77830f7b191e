"""Scores as spokes of a regular polygon, so that neighbors can be seen.

No area is filled: it would grow with the square of the scores, and its shape with the order of the corners.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from careerprint.pages.pictures.drawing import Palette, picture, ring, short, stroke
from careerprint.scoring.scorecard import ScaleScore

RADIUS = 42
"""From the middle to a corner, in points."""
RINGS = (0.25, 0.5, 0.75, 1.0)
"""Shares of the radius at which the choices between the lowest and the highest lie."""
LETTER = 12
"""Size of the letters in points, but for editions whose notes are larger."""


def spokes(scores: Sequence[ScaleScore], look: Palette, words: str) -> Markup:
    """Draw scores as spokes, clockwise from the upper left as Holland draws his hexagon.

    The middle is the lowest score, a corner the highest; a scale without a score has no spoke. Corners bear the first
    letters of the scales. `words` say what the picture shows.
    """
    size = max(LETTER, look.note)
    width, height = 2 * (RADIUS + 1.6 * size), 2 * RADIUS * math.sin(math.pi / 3) + 3 * size
    return picture(width, height, words, _parts(scores, look, (width / 2, height / 2), size), look)


def _parts(scores: Sequence[ScaleScore], look: Palette, middle: tuple[float, float], size: float) -> Iterator[Markup]:
    angles = [math.radians(-120 + 360 * n / len(scores)) for n in range(len(scores))]
    for share in RINGS if look.tint != look.paper else RINGS[-1:]:
        corners = " ".join(",".join(map(short, _at(middle, angle, RADIUS * share))) for angle in angles)
        line = max(look.stroke, 0.9) if share == RINGS[-1] else 0.5
        form = Markup('<polygon points="{}" fill="none" stroke="{}" stroke-width="{}"/>')
        yield form.format(corners, look.line, short(line))
    for angle, score in zip(angles, scores, strict=True):
        if score.position is not None:
            x, y = _at(middle, angle, RADIUS * score.position)
            yield stroke(*middle, x, y, color=look.accent, line=4.5)
            yield ring(x, y, 4.4, fill=look.accent, stroke="none", line=0)
        x, y = _at(middle, angle, RADIUS + 0.85 * size)
        form = Markup('<text x="{}" y="{}" font-size="{}" font-weight="600" text-anchor="middle" fill="{}">{}</text>')
        yield form.format(short(x), short(y + 0.36 * size), short(size), look.ink, score.scale.title[:1])


def _at(middle: tuple[float, float], angle: float, distance: float) -> tuple[float, float]:
    return middle[0] + distance * math.cos(angle), middle[1] + distance * math.sin(angle)
