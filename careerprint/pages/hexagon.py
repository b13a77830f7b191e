"""Pictures of scores as SVG. Each has a title in words, and its figures are also printed beside it as text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from careerprint.color import tint
from careerprint.editions import STANDARD, Edition
from careerprint.scoring.scorecard import ScaleScore


@dataclass(frozen=True, slots=True)
class Drawing:
    """Measures and colors of a picture of scores, in units of the picture."""

    width: int
    height: int
    radius: int
    """Distance from the middle to a corner."""
    text: int
    """Size of the words. In large print a unit is a point, so that it is the size on paper."""
    face: str
    ink: str
    accent: str
    soft: str
    """What the shape is filled with."""
    ring: str
    line: float
    """Width of the shape's outline."""
    rings: tuple[tuple[float, float], ...]
    """Share of the radius and width of each ring."""


RINGS = ((0.25, 0.5), (0.5, 0.5), (0.75, 0.5), (1, 1))
FOR_COPIES = ((1, 2),)
"""A single heavy ring: a sloping line of less than 1 pt disappears in a copy of a copy."""


def drawing(edition: Edition, accent: str) -> Drawing:
    """Return how an edition draws scores; black editions leave the shape empty, because gray does not copy well."""
    width, height, radius, text = (450, 320, 95, 18) if edition.is_large else (420, 280, 92, 16)
    face = "Atkinson Hyperlegible, Careerprint Sans" if edition.low_vision else "Careerprint Sans"
    if edition.is_black:
        colors = ("#000000", "#000000", "none", "#000000")
    else:
        colors = ("#1a1a1a", accent, tint(accent, 0.2), "#8a8a8a")
    return Drawing(width, height, radius, text, face, *colors, *((3, FOR_COPIES) if edition.is_mono else (2.5, RINGS)))


def hexagon(scores: Sequence[ScaleScore], *, title: str, edition: Edition = STANDARD, accent: str) -> Markup:
    """Draw scores on the corners of a regular polygon, clockwise from the upper left as Holland draws them.

    The middle is the lowest score, a corner the highest. A scale without a score has no dot, and the shape is
    filled only when all have one.
    """
    look = drawing(edition, accent)
    corners = len(scores)
    angles = [math.radians(-120 + 360 * n / corners) for n in range(corners)]
    parts = [_ring(look, angles, share, width) for share, width in look.rings]
    if all(score.scored for score in scores):
        points = " ".join(_point(look, a, s.position or 0.0) for a, s in zip(angles, scores, strict=True))
        parts.append(
            f'<polygon points="{points}" fill="{look.soft}" stroke="{look.accent}" stroke-width="{look.line}"/>'
        )
    parts += [_corner(look, angle, score) for angle, score in zip(angles, scores, strict=True)]
    head = Markup('<svg viewBox="0 0 {} {}" font-family="{}" font-size="{}"><title>{}</title>')
    start = head.format(look.width, look.height, look.face, look.text, title)
    return start + Markup("").join(Markup(part) for part in parts) + Markup("</svg>")


def _point(look: Drawing, angle: float, share: float) -> str:
    x = look.width / 2 + look.radius * share * math.cos(angle)
    y = look.height / 2 + look.radius * share * math.sin(angle)
    return f"{x:.1f},{y:.1f}"


def _ring(look: Drawing, angles: Sequence[float], share: float, width: float) -> str:
    points = " ".join(_point(look, angle, share) for angle in angles)
    return f'<polygon points="{points}" fill="none" stroke="{look.ring}" stroke-width="{width}"/>'


def _corner(look: Drawing, angle: float, score: ScaleScore) -> Markup:
    """Draw a score's dot and, outside the corner, its name and figure."""
    dot = ""
    if score.position is not None:
        across, down = _point(look, angle, score.position).split(",")
        dot = f'<circle cx="{across}" cy="{down}" r="4" fill="{look.accent}"/>'
    line = look.text * 17 / 16
    x = look.width / 2 + (look.radius + 12) * math.cos(angle)
    y = look.height / 2 + (look.radius + 1.5 * look.text) * math.sin(angle)
    side = "middle" if abs(math.cos(angle)) < 0.6 else "start" if math.cos(angle) > 0 else "end"
    text = Markup(
        '<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="{}" font-weight="600">{}</text>'
        '<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="{}">{}</text>'
    ).format(
        x, y - line / 8, side, look.ink, score.scale.title, x, y + line * 7 / 8, side, look.ink, score.printed or "–"
    )
    return Markup(dot) + text
