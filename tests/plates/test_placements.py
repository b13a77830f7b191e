"""Where slots come to stand, learned from pages that were laid out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from careerprint.plates.pieces import Box
from careerprint.plates.placements import Placements, Stacked
from careerprint.plates.slots import Chain
from careerprint.plates.unfit import Unfit

TOP, LOW, WIDTH = 10.0, 5.0, 300.0
"""How far down the first slot of a page stands, how far below one the next, and how wide all are."""


def slot(name: str, height: float) -> Stacked:
    return Stacked(Chain((), (), (), name), height)


def pages_of(*pages: Sequence[float]) -> list[list[Box]]:
    """Return the boxes of slots of some heights, one below the other on each page."""
    return [
        [(0.0, TOP + sum(heights[:place]) + LOW * place, WIDTH, height) for place, height in enumerate(heights)]
        for heights in pages
    ]


def placements_of(*reports: tuple[Sequence[Stacked], Sequence[Sequence[float]]]) -> Placements[str]:
    known: Placements[str] = Placements()
    for stack, pages in reports:
        if not known.knows_gaps(stack):
            (boxes,) = pages_of([each.height for each in stack])
            known.learn_gaps(stack, boxes)
        known.learn(stack, pages_of(*pages), [f"page {number}" for number in range(len(pages))])
    return known


def test_placements_place_slots_of_heights_that_were_never_seen() -> None:
    known = placements_of(([slot("a", 50), slot("b", 100), slot("b", 300)], [[50, 100], [300]]))
    spots = [(0, 0.0, 10.0), (0, 0.0, 55.0), (1, 0.0, 10.0)]
    assert known.find([slot("a", 40), slot("b", 110), slot("b", 300)]) == spots


def test_placements_do_not_guess_whether_a_slot_fits() -> None:
    known = placements_of(([slot("a", 50), slot("b", 100), slot("b", 300)], [[50, 100], [300]]))
    assert known.find([slot("a", 50), slot("b", 100), slot("b", 200)]) is None  # 300 did not fit, 200 might
    assert known.find([slot("a", 50), slot("b", 110), slot("b", 300)]) is None  # 110 may be too high where 100 was not
    assert known.find([slot("b", 50), slot("a", 50)]) is None  # nobody saw how far an a stands below a b


@pytest.mark.parametrize("end", [390.0, 410.0])
def test_placements_learn_to_the_same_end_in_any_order(end: float) -> None:
    fits = ([slot("a", 50), slot("b", 320)], [[50, 320]])
    misses = ([slot("a", 50), slot("b", 360)], [[50], [360]])
    stack = [slot("a", 50), slot("b", end - TOP - LOW - 50)]
    assert placements_of(fits, misses).find(stack) == placements_of(misses, fits).find(stack)


def test_placements_refuse_what_does_not_stack() -> None:
    known = placements_of(([slot("a", 50), slot("b", 320)], [[50, 320]]))
    with pytest.raises(Unfit):  # held to the next page by something else than its height
        known.learn([slot("a", 50), slot("b", 300)], pages_of([50], [300]), ["page 0", "page 1"])
    with pytest.raises(Unfit):
        known.learn([slot("a", 50), slot("b", 320)], pages_of([50, 320]), ["another page 0"])


def test_merged_placements_know_what_both_knew() -> None:
    fits = ([slot("a", 50), slot("b", 320)], [[50, 320]])
    misses = ([slot("a", 50), slot("b", 360)], [[50], [360]])
    known = placements_of(fits)
    known.merge(placements_of(misses))
    assert known.find(misses[0]) == [(0, 0.0, 10.0), (1, 0.0, 10.0)]
