"""The range of pay: a bar for each occupation on one axis of dollars, without the lowest and the highest tenth."""

from __future__ import annotations

import math
from collections.abc import Iterator

from markupsafe import Markup

from careerprint.pages.pictures.drawing import Anchor, Axis, Palette, box, picture, stroke, words_at
from careerprint.pages.pictures.rows import BarRows
from careerprint.sources.citations.drawn_figures import Pay, PayRow

STEP = 50_000
"""Dollars between two ticks of the axis."""
LEAST_END = 150_000
"""Dollars at the end of the axis, at least: the range of all jobs fits in, and most guides share one axis."""
MOST_TICKS = 6
"""Ticks on the axis, at most; of more, every other is left out."""


def pay_picture(pay: Pay, *, words: str, width: float, look: Palette) -> Markup:
    """Draw the pay of a job and of all jobs: the job solid, all jobs as an outline, the middle as a notch."""
    end = max(LEAST_END, math.ceil(max(row.high for row in pay.rows) / STEP) * STEP)
    at = Axis(0, end, 0, width)
    rows = BarRows(look, len(pay.rows))
    parts = [*_axis(at, rows, look, end)]
    for number, row in enumerate(pay.rows):
        parts += [*_bar(row, at, rows.bar_top(number), rows.bar, look), _label(row, at, rows, number, look)]
    return picture(width, rows.height + look.leading, words, parts, look)


def _axis(at: Axis, rows: BarRows, look: Palette, end: int) -> Iterator[Markup]:
    step = STEP * math.ceil(end / STEP / MOST_TICKS)
    for value in range(0, end + 1, step):
        x = min(max(at(value), 0.3), at.end - 0.3)
        yield stroke(x, 0, x, rows.height, color=look.line, line=look.stroke)
        anchor: Anchor = "start" if value == 0 else "end" if at(value) > at.end - 10 else "middle"
        yield words_at(x, rows.height + look.note, dollars_in_thousands(value), look, anchor=anchor, color=look.soft)


def dollars_in_thousands(value: int) -> str:
    """Return dollars as they stand at a tick: `$50k`."""
    return f"${value // 1000}k" if value else "$0"


def _bar(row: PayRow, at: Axis, top: float, height: float, look: Palette) -> Iterator[Markup]:
    fill, line = (look.paper, look.ink) if row.all else (look.accent, look.accent)
    yield box(at(row.low), top, at(row.high) - at(row.low), height, fill=fill, stroke=line, line=look.stroke)
    wide = 2.6 * look.stroke / 0.9
    x = at(row.middle) - wide / 2
    notch = look.ink if row.all else look.paper
    yield box(x, top - 2, wide, height + 4, fill=notch, stroke=line, line=look.stroke)


def _label(row: PayRow, at: Axis, rows: BarRows, number: int, look: Palette) -> Markup:
    text = f"{row.name}: ${row.middle:,}"
    return rows.label(number, text, at(row.low), at.end, strong=not row.all)
