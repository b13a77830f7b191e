"""Growth: a bar for each occupation from zero, on one scale for all guides, so that two can be laid side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator

from markupsafe import Markup

from careerprint.pages.pictures.drawing import Axis, Palette, box, picture, stroke
from careerprint.pages.pictures.rows import BarRows
from careerprint.sources.citations.drawn_figures import Growth, GrowthRow

LOW, HIGH = -10, 40
"""Percent at the ends of the scale, in all guides but those of an occupation that lies beyond."""


def growth_picture(growth: Growth, *, words: str, labels: list[str], width: float, look: Palette) -> Markup:
    """Draw the growth of a job and of all jobs; `labels` say each in words, such as `This job: +5%`."""
    percents = [row.percent for row in growth.rows]
    low, high = min(LOW, 10 * math.floor(min(percents) / 10)), max(HIGH, 10 * math.ceil(max(percents) / 10))
    at = Axis(low, high, 0, width)
    rows = BarRows(look, len(growth.rows))
    # The axis first: words that cross it hide it behind them, as in the picture of pay.
    parts = [stroke(at(0), 0, at(0), rows.height, color=look.ink, line=1)]
    for number, (row, label) in enumerate(zip(growth.rows, labels, strict=True)):
        start = min(at(0), at(row.percent))
        parts += [*_bar(row, at, rows.bar_top(number), rows.bar, look)]
        parts.append(rows.label(number, label, start, at.end, strong=not row.all))
    return picture(width, rows.height, words, parts, look)


def _bar(row: GrowthRow, at: Axis, top: float, height: float, look: Palette) -> Iterator[Markup]:
    start, end = sorted((at(0), at(row.percent)))
    fill, line = (look.paper, look.ink) if row.all else (look.accent, look.accent)
    yield box(start, top, max(end - start, 1), height, fill=fill, stroke=line, line=look.stroke)
