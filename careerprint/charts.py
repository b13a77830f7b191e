"""Pictures of scores as SVG. Each has a title in words, and its figures stand beside it as text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from careerprint.scoring import ScaleScore

WIDTH, HEIGHT = 420, 280
RADIUS = 92
"""Distance from the middle to a corner, in units of the picture."""


def hexagon(scores: Sequence[ScaleScore], *, title: str, accent: str, soft: str) -> Markup:
    """Draw scores on the corners of a regular polygon, clockwise from the upper left as Holland draws them.

    The middle is the lowest score, a corner the highest. A scale without a score has no dot, and the shape is
    filled only when all have one.
    """
    corners = len(scores)
    angles = [math.radians(-120 + 360 * n / corners) for n in range(corners)]
    parts = [_ring(angles, share) for share in (0.25, 0.5, 0.75, 1.0)]
    if all(score.scored for score in scores):
        points = " ".join(_point(a, s.position or 0.0) for a, s in zip(angles, scores, strict=True))
        parts.append(f'<polygon points="{points}" fill="{soft}" stroke="{accent}" stroke-width="2.5"/>')
    parts += [_corner(angle, score, accent) for angle, score in zip(angles, scores, strict=True)]
    head = Markup('<svg viewBox="0 0 {} {}" font-family="Careerprint Sans" font-size="16"><title>{}</title>')
    return head.format(WIDTH, HEIGHT, title) + Markup("").join(Markup(part) for part in parts) + Markup("</svg>")


def _point(angle: float, share: float) -> str:
    x = WIDTH / 2 + RADIUS * share * math.cos(angle)
    y = HEIGHT / 2 + RADIUS * share * math.sin(angle)
    return f"{x:.1f},{y:.1f}"


def _ring(angles: Sequence[float], share: float) -> str:
    points = " ".join(_point(angle, share) for angle in angles)
    return f'<polygon points="{points}" fill="none" stroke="#8a8a8a" stroke-width="{1 if share == 1 else 0.5}"/>'


def _corner(angle: float, score: ScaleScore, accent: str) -> Markup:
    """Draw a score's dot and, outside the corner, its name and figure."""
    dot = ""
    if score.position is not None:
        across, down = _point(angle, score.position).split(",")
        dot = f'<circle cx="{across}" cy="{down}" r="4" fill="{accent}"/>'
    x = WIDTH / 2 + (RADIUS + 12) * math.cos(angle)
    y = HEIGHT / 2 + (RADIUS + 24) * math.sin(angle)
    side = "middle" if abs(math.cos(angle)) < 0.6 else "start" if math.cos(angle) > 0 else "end"
    text = Markup(
        '<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="#1a1a1a" font-weight="600">{}</text>'
        '<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="#1a1a1a">{}</text>'
    ).format(x, y - 2, side, score.scale.title, x, y + 15, side, score.printed or "–")
    return Markup(dot) + text
