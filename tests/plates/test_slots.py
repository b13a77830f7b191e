"""Skeletons and their slots, and what stands around a slot."""

from __future__ import annotations

import pytest

from careerprint.plates.slots import slots_of, split, surroundings
from careerprint.plates.unfit import Unfit

PAGE = (
    '<html><head><title>T</title></head><body class="b"><h1>A</h1>'
    '<div class="r" data-slot><p>x</p><p data-slot>y</p><!--/slot--></div><!--/slot--></body></html>'
)


def test_split_takes_slots_out_of_skeletons() -> None:
    report = split(PAGE)
    (row,) = report.slots
    assert (row.tag, row.parts, row.slots[0].parts) == ('<div class="r" data-slot>', ("<p>x</p>", ""), ("y",))
    assert report.order == (None, 0)


@pytest.mark.parametrize("page", ["<div data-slot>", "<p data-slot></div><!--/slot-->", "</p><!--/slot-->"])
def test_marks_that_do_not_match_are_unfit(page: str) -> None:
    with pytest.raises(Unfit):
        split(page)


def test_a_slot_knows_ancestors_and_siblings() -> None:
    (outer,) = slots_of(split(PAGE))
    (inner,) = outer.inner()
    assert (outer.chain.ancestors, outer.chain.before) == (('<body class="b">',), ())
    assert inner.chain.ancestors == ('<body class="b">', '<div class="r">')
    assert inner.chain.before == ("<p>",)


def test_an_element_that_is_not_closed_in_its_order_is_unfit() -> None:
    with pytest.raises(Unfit):
        surroundings(("<b><i></b>", ""), ("<p data-slot>",))


def test_nothing_may_stand_between_slots() -> None:
    with pytest.raises(Unfit, match="between slots"):
        slots_of(split("<body><p data-slot>x</p><!--/slot-->y<p data-slot>x</p><!--/slot--></body>"))
    with pytest.raises(Unfit):
        slots_of(split("<body><div><p data-slot>x</p><!--/slot--></div></body>"))
