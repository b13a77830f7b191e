"""The highest degrees of people in a job: one strip of 100 percent, whose parts differ in one bit, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from careerprint.faces.advances import SEMIBOLD, width_of
from careerprint.pages.pictures.drawing import Palette, box, picture, stroke, words_at


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a strip."""

    name: str
    percent: float
    label: str
    """Its words, such as `Bachelor’s 54%`."""
    is_rest: bool = False
    """Whether it is what the source's other rows add up to."""


def degree_strip(shares: Sequence[Share], *, words: str, width: float, look: Palette) -> Markup:
    """Draw the shares in their order, the largest solid, the second tinted, the others open, the rest with lines."""
    ranked = sorted((share for share in shares if not share.is_rest), key=lambda share: -share.percent)
    height = look.note * 1.9
    parts: list[Markup] = []
    x = 0.0
    for share in shares:
        wide = width * share.percent / 100
        place = ranked.index(share) if share in ranked else len(ranked)
        parts += [*_part(share, place, x, wide, height, look)]
        x += wide
    rows = _rows_below(shares, width, look)
    below = [each for number, row in enumerate(rows) for each in _labels(row, number, width, height, look)]
    return picture(width, height + len(rows) * look.leading, words, [*parts, *below], look)


def _part(share: Share, place: int, x: float, wide: float, height: float, look: Palette) -> Iterator[Markup]:
    fill = look.paper if share.is_rest or place > 1 else (look.accent, look.tint)[place]
    yield box(x, 0, wide, height, fill=fill, stroke=look.accent, line=look.stroke)
    if share.is_rest:
        yield from _lines(x, wide, height, look)
    if _fits(share, wide, look):
        color = look.paper if place == 0 and not share.is_rest else look.ink
        yield words_at(x + 5, height / 2 + 0.34 * look.note, share.label, look, strong=True, color=color)


def _lines(x: float, wide: float, height: float, look: Palette) -> Iterator[Markup]:
    """Draw sloping lines over the rest; none that would be shorter than the strip is high."""
    start = x + 6
    while start + height * 0.6 < x + wide - 1:
        yield stroke(start, height - 1, start + height * 0.6, 1, color=look.line, line=look.stroke)
        start += 6


def _fits(share: Share, wide: float, look: Palette) -> bool:
    return not share.is_rest and _width(share.label, look) + 10 <= wide


Row = list[tuple[float, str]]
"""Labels below a strip on one line, each with the place where its part begins."""


def _rows_below(shares: Sequence[Share], width: float, look: Palette) -> list[Row]:
    """Return what does not fit into its part, on as many lines as it takes."""
    rows: list[Row] = []
    x, free = 0.0, 0.0
    for share in shares:
        wide = width * share.percent / 100
        if not _fits(share, wide, look):
            takes = _width(share.label, look)
            if not rows or free + takes > width:
                rows.append([])
                free = 0.0
            rows[-1].append((x, share.label))
            free += takes + GAP
        x += wide
    return rows


def _labels(row: Row, number: int, width: float, height: float, look: Palette) -> Iterator[Markup]:
    """Write the labels of a line below the strip, each as near to its part as the others and the edge allow."""
    starts, free = [], 0.0
    for x, label in row:
        starts.append(max(free, x))
        free = starts[-1] + _width(label, look) + GAP
    end = width
    for start, (_, label) in reversed([*zip(starts, row, strict=True)]):
        start = min(start, end - _width(label, look))
        end = start - GAP
        yield words_at(start, height + look.leading * (number + 0.92), label, look)


GAP = 10
"""Points between two labels below a strip, at least."""


def _width(text: str, look: Palette) -> float:
    return (width_of(text, SEMIBOLD) or 0.5 * len(text)) * look.note
