"""Decides about each row of circles: an answer, empty, or unclear. What could be either way goes to a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from careerprint.answers.scans.form import Side
from careerprint.answers.scans.pixels.ink import Ink, rows_of
from careerprint.answers.scans.readings import Reason, State

MARK = 0.035
"""Ink from which a circle is taken to be touched by a pen; below is what dust, dirt and neighboring lines leave."""
SURE_MARK = 0.07
"""Ink from which a mark is sure; a dot of 2 mm with a ball pen has about 0.1, a filled circle 0.5 to 1."""
TRACE = 0.012
"""Ink below which a circle is blank for sure on a page whose marks are faint."""
_RIVAL = 0.2
"""The share of a mark's ink that a second touched circle may have before the row has two marks."""
_WEAK = 0.3
"""The share of the page's usual mark from which a mark is sure: everybody marks one page alike, slips are lighter."""
_FAINT_PEN = 0.16
"""The usual mark below which a page counts as written faintly, so that blanks are doubted sooner."""
_BESIDE, _ELSEWHERE = 0.03, 0.06
"""Written-on paper beside a blank row's circles: around one of them, or anywhere."""
_RING = 0.1
"""Written-on paper around a circle from which somebody may have drawn a ring around it."""
_FAR_OUT = 0.22
"""The same around a marked circle, beyond what is usual on the page: it may be crossed out."""
_ARMS = 4
"""Directions in which ink goes out from a mark from which it may be crossed out: a cross has four ends."""
_FEW = 5
"""Rows from which a side is judged as a whole, or marks from which a hand is known."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about one row."""

    state: State
    choice: int | None = None
    """From 1; None unless the row is answered."""
    reason: Reason | None = None
    """Why it is unclear; None otherwise."""


@dataclass(frozen=True, slots=True)
class _Row:
    """The ink of one row, the strongest mark first."""

    inside: tuple[float, ...]
    around: tuple[float, ...]
    arms: tuple[float, ...]
    choices: tuple[int, ...]
    is_hidden: bool

    @property
    def most(self) -> float:
        return self.inside[0]

    @property
    def second(self) -> float:
        return self.inside[1] if len(self.inside) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class _Pen:
    """How marks usually look on this page."""

    inside: float
    around: float
    arms: float


def decide(side: Side, ink: Ink) -> Mapping[str, Verdict]:
    """Return the verdict on each row of a side, by item."""
    rows = {item: _row(side, ink, positions) for item, positions in rows_of(side).items()}
    pen = _usual(tuple(rows.values()))
    verdicts = {item: _verdict(row, pen) for item, row in rows.items()}
    empty = [item for item, verdict in verdicts.items() if verdict.state is State.EMPTY]
    # People leave lines empty, seldom half a side: a copier may have lost their pencil.
    if len(rows) >= _FEW and len(empty) > 0.5 * len(rows):
        verdicts |= {item: _unclear(Reason.MOSTLY_EMPTY) for item in empty}
    return verdicts


def _row(side: Side, ink: Ink, positions: Sequence[int]) -> _Row:
    order = sorted(positions, key=lambda position: -ink.inside[position])
    return _Row(
        tuple(float(ink.inside[each]) for each in order),
        tuple(float(ink.around[each]) for each in order),
        tuple(float(ink.arms[each]) for each in order),
        tuple(side.circles[each].choice for each in order),
        bool(ink.hidden[list(positions)].any()),
    )


def _usual(rows: Sequence[_Row]) -> _Pen:
    """Return the median mark of the page; how far marks reach is not known of a few, and counts as not at all."""
    marked = [row for row in rows if row.most >= MARK]
    if not marked:
        return _Pen(0.0, 0.0, 0.0)
    known = 1.0 if len(marked) >= _FEW else 0.0
    looks = [(row.most, known * row.around[0], known * row.arms[0]) for row in marked]
    return _Pen(*(float(each) for each in np.median(looks, axis=0)))


def _unclear(reason: Reason) -> Verdict:
    return Verdict(State.UNCLEAR, reason=reason)


def _verdict(row: _Row, pen: _Pen) -> Verdict:
    doubt = Reason.CUT_OFF if row.is_hidden else next(_doubts(row, pen), None)
    if doubt:
        return _unclear(doubt)
    return Verdict(State.ANSWERED, row.choices[0]) if row.most >= MARK else Verdict(State.EMPTY)


def _doubts(row: _Row, pen: _Pen) -> Iterator[Reason]:
    yield from _doubts_about_mark(row, pen) if row.most >= MARK else _doubts_about_blank(row, pen)


def _doubts_about_mark(row: _Row, pen: _Pen) -> Iterator[Reason]:
    if row.second >= MARK and row.second >= _RIVAL * row.most:
        yield Reason.TWO_MARKS
    if row.most < max(SURE_MARK, _WEAK * pen.inside):
        yield Reason.FAINT
    if any(around > _RING for around in row.around[1:]):
        yield Reason.RINGED
    if row.around[0] > _FAR_OUT + 2 * pen.around or row.arms[0] >= max(_ARMS, pen.arms + 2):
        yield Reason.CROSSED_OUT


def _doubts_about_blank(row: _Row, pen: _Pen) -> Iterator[Reason]:
    if row.most > (TRACE if pen.inside < _FAINT_PEN else MARK / 2) and row.most > 2.5 * row.second:
        yield Reason.VERY_FAINT
    beside = sorted(row.around, reverse=True)
    if beside[0] > _BESIDE and (len(beside) < 2 or beside[0] > 2 * beside[1]):
        yield Reason.BESIDE
    if beside[0] > _ELSEWHERE:
        yield Reason.WRITTEN
