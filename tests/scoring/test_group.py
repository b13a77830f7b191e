"""Figures of a group: right for a known group, absent for a small one, and naming nobody."""

from __future__ import annotations

import pickle
import statistics
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerprint.scoring.group import Cell, GroupStatistics, GroupTally, Suppressed, cronbach_alpha, joined
from careerprint.scoring.scorer import score
from careerprint.sources.assessment import Assessment
from tests.support.sample_assessments import answers, build, scale

Given = Sequence[int | None]
ONE = build(scale("a", 3, turned=(3,)))
SKILLS = build(scale("s", 4, asked=(4, 3, 4, 2)))
# Ten people, three items; the third is reversed.
TEN: list[Given] = [
    [5, 4, 1],
    [4, 4, 2],
    [3, 3, 3],
    [2, 1, 4],
    [1, 2, 5],
    [5, 5, 2],
    [4, 3, 2],
    [2, 2, 4],
    [3, 4, 3],
    [4, 5, 1],
]


def tally(made: Assessment, rows: Sequence[Given]) -> GroupStatistics | Suppressed:
    """Add people up who gave these answers to the first scale."""
    group = GroupTally(made)
    for row in rows:
        group.add(score(made, answers(**{made.scales[0].id: row})).scales)
    return group.result()


FIFTY: list[Given] = [*TEN, *TEN, *TEN, *TEN, *TEN]
"""As many as spread and alpha need."""


def figures(made: Assessment, rows: Sequence[Given]) -> GroupStatistics:
    found = tally(made, rows)
    assert isinstance(found, GroupStatistics)
    return found


@pytest.mark.parametrize("people", [0, 1, 9])
def test_a_group_under_ten_gets_no_figure_at_all(people: int) -> None:
    found = tally(ONE, TEN[:people])
    assert found == Suppressed(fewest=10)


def test_ten_people_get_figures() -> None:
    found = figures(ONE, TEN)
    (only,) = found.scales
    assert (found.people, only.scored, only.complete, only.is_short) == (10, 10, 10, True)


def test_mean_and_spread_are_those_of_the_peoples_means() -> None:
    (only,) = figures(ONE, FIFTY).scales
    of_people = [Fraction(a + b + 6 - c, 3) for a, b, c in FIFTY if a and b and c]
    assert only.mean == sum(of_people) / 50
    assert only.spread == pytest.approx(statistics.stdev(map(float, of_people)))


def test_alpha_is_that_of_the_textbook_formula_after_reversing() -> None:
    (only,) = figures(ONE, FIFTY).scales
    rows = [(a or 0, b or 0, 6 - (c or 0)) for a, b, c in FIFTY]
    sums = [sum(row) for row in rows]
    variances = [statistics.variance(row[place] for row in rows) for place in range(3)]
    assert only.alpha is not None
    assert float(only.alpha) == pytest.approx(3 / 2 * (1 - sum(variances) / statistics.variance(sums)))
    assert 0.9 < only.alpha < 1


@pytest.mark.parametrize(
    ("items", "total", "alpha"),
    [
        (["1", "1"], "4", "1"),  # two items that go together fully
        (["1", "1"], "2", "0"),  # two items that have nothing to do with each other
        (["1", "1"], "1", "-2"),  # two items that go against each other
        (["2", "3", "4"], "18", "3/4"),
        (["1"], "1", None),
        (["1", "1"], "0", None),
        ([], "1", None),
    ],
)
def test_cronbach_alpha(items: list[str], total: str, alpha: str | None) -> None:
    expected = None if alpha is None else Fraction(alpha)
    assert cronbach_alpha([Fraction(item) for item in items], Fraction(total)) == expected


def test_spread_and_alpha_count_only_those_who_answered_everything_and_say_how_many() -> None:
    longer = build(scale("a", 3, turned=(3,)), min_share="0.5")
    with_gaps = figures(longer, [*FIFTY, [5, None, 1], [1, 5, None]]).scales[0]
    without = figures(longer, FIFTY).scales[0]
    assert (with_gaps.scored, with_gaps.complete) == (52, 50)
    assert (with_gaps.alpha, with_gaps.spread) == (without.alpha, without.spread)
    assert with_gaps.mean != without.mean


def test_spread_and_alpha_need_fifty_who_answered_everything() -> None:
    half = build(scale("a", 3), min_share="0.5")
    (only,) = figures(half, [*FIFTY[:49], [5, None, 1]]).scales
    assert (only.scored, only.complete, only.alpha, only.spread) == (50, 49, None, None)
    assert only.mean is not None


def test_there_is_no_alpha_when_all_answered_alike() -> None:
    (only,) = figures(ONE, [[3, 3, 3]] * 50).scales
    assert (only.alpha, only.spread) == (None, 0.0)


@pytest.mark.parametrize(
    ("counts", "smallest", "expected"),
    [
        ((4, 7, 6), 3, [(0, 0, 4), (1, 1, 7), (2, 2, 6)]),
        ((1, 7, 6), 3, [(0, 1, 8), (2, 2, 6)]),
        ((4, 7, 2), 3, [(0, 0, 4), (1, 2, 9)]),
        ((1, 0, 1, 5, 0), 3, [(0, 4, 7)]),
        ((0, 0, 5, 0, 7), 3, [(0, 2, 5), (3, 4, 7)]),
        ((1, 0, 1), 3, [(0, 2, 2)]),
        ((0, 0, 0), 3, [(0, 2, 0)]),
        ((), 3, []),
        ((1, 0, 4), 0, [(0, 0, 1), (1, 1, 0), (2, 2, 4)]),
    ],
)
def test_small_cells_join_their_neighbors(
    counts: tuple[int, ...], smallest: int, expected: list[tuple[int, int, int]]
) -> None:
    assert joined(counts, smallest) == tuple(Cell(*cell) for cell in expected)


@given(counts=st.lists(st.integers(0, 6), max_size=11))
def test_joined_cells_hold_everybody_once_and_nobody_alone(counts: list[int]) -> None:
    cells = joined(counts, 3)
    assert sum(cell.people for cell in cells) == sum(counts)
    assert [place for cell in cells for place in range(cell.first, cell.last + 1)] == list(range(len(counts)))
    assert len(cells) < 2 or all(cell.people >= 3 for cell in cells)


def people_in(cells: tuple[Cell, ...] | None) -> list[int]:
    return [cell.people for cell in cells or ()]


def test_people_are_counted_in_bands() -> None:
    (only,) = figures(ONE, FIFTY[:30]).scales
    assert people_in(only.cells) == [9, 6, 15]


def test_an_item_is_counted_as_it_was_answered() -> None:
    (only,) = figures(ONE, [*FIFTY[:30], [None, 3, 3]]).scales
    first, _, third = only.items
    assert (first.answered, people_in(first.cells), first.mean) == (30, [3, 6, 6, 9, 6], Fraction(33, 10))
    assert third.item.reversed
    assert (third.answered, people_in(third.cells), third.mean) == (31, [6, 9, 7, 6, 3], Fraction(84, 31))


@pytest.mark.parametrize(("people", "choices", "bands"), [(20, 2, 2), (29, 2, 2), (30, 5, 3), (40, 5, 3)])
def test_cells_are_joined_in_groups_under_thirty(people: int, choices: int, bands: int) -> None:
    rows: list[Given] = [[5, 5, 5], [1, 1, 1], *[[3, 3, 3]] * (people - 6), *[[4, 4, 4]] * 4]
    (only,) = figures(build(scale("a", 3)), rows).scales
    assert (len(only.items[0].cells or ()), len(only.cells or ())) == (choices, bands)


def test_means_are_those_of_what_choices_are_worth() -> None:
    made = build(replace(scale("a", 3), values=(0, 1, 2, 3, 4)))
    (only,) = figures(made, [[1, 2, 5]] * 10).scales
    assert [item.mean for item in only.items] == [0, 1, 4]
    assert only.mean == Fraction(5, 3)


def test_a_figure_with_fewer_than_ten_people_behind_it_is_left_out() -> None:
    few: list[Given] = [*([None, None, 3] for _ in range(8)), [5, 5, 3], [5, None, 3]]
    (only,) = figures(ONE, few).scales
    assert (only.scored, only.cells, only.mean, only.spread, only.alpha) == (1, None, None, None, None)
    assert [(item.answered, item.cells is None, item.mean is None) for item in only.items] == [
        (2, True, True),
        (1, True, True),
        (10, False, False),
    ]


def test_the_commonest_gaps_come_first() -> None:
    rows: list[Given] = [*[[4, 2, 3, 2]] * 6, *[[2, 2, 4, 5]] * 4]
    found = figures(SKILLS, rows).gaps
    assert [(gap.item.id, gap.asked, gap.rated, gap.below, gap.missing_levels) for gap in found] == [
        ("s2", 3, 10, 10, Fraction(1)),
        ("s3", 4, 10, 6, Fraction(6, 10)),
        ("s1", 4, 10, 4, Fraction(8, 10)),
    ]


def test_equal_numbers_of_people_go_by_the_size_of_the_gap_then_by_the_guide() -> None:
    found = figures(SKILLS, [[3, 2, 1, 1]] * 10).gaps
    assert [gap.item.id for gap in found] == ["s3", "s1", "s2", "s4"]


def test_a_skill_that_few_people_rated_is_left_out() -> None:
    found = figures(SKILLS, [[1, None, 4, 2]] * 10 + [[1, 1, 4, 2]] * 9).gaps
    assert [gap.item.id for gap in found] == ["s1"]


def test_scales_that_do_not_ask_for_levels_have_no_gaps() -> None:
    assert figures(ONE, TEN).gaps == ()


@pytest.mark.parametrize(("items", "is_short"), [(1, False), (2, True), (4, True), (5, False)])
def test_a_scale_of_two_to_four_items_says_that_it_is_short(items: int, is_short: bool) -> None:
    (only,) = figures(build(scale("a", items)), [[3] * items] * 10).scales
    assert only.is_short is is_short


def test_memory_does_not_grow_with_the_group() -> None:
    sizes = []
    for people in (10, 1000):
        group = GroupTally(ONE)
        for number in range(people):
            group.add(score(ONE, answers(a=TEN[number % 10])).scales)
        sizes.append(len(pickle.dumps(group)))
    assert sizes[1] < sizes[0] + 200  # longer whole numbers, no more of them


@settings(deadline=None, derandomize=True, max_examples=30)
@given(
    rows=st.lists(st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=4, max_size=4), min_size=10, max_size=25),
    random=st.randoms(use_true_random=False),
)
def test_the_order_of_people_changes_nothing(rows: list[Given], random: Random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    one = figures(SKILLS, rows)
    assert figures(SKILLS, mixed) == one
    assert one.scales[0].alpha is None or one.scales[0].alpha <= 1
