"""Scores: tables of answers with the score expected, and what holds for any answers."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerprint.scoring.scorecard import Profile, ScaleScore, Scorecard, one_decimal
from careerprint.scoring.scorer import score, ties, turned
from careerprint.sources.assessment import Assessment
from careerprint.sources.assessment_checks import FIXED_TEXTS, OWN_TEXTS
from tests.support.sample_assessments import CHOICES, answers, build, engineer, scale

quick = settings(deadline=None, derandomize=True, max_examples=60)

Given = Sequence[int | None]
SIX = tuple(scale(name, 5, turned=(5,)) for name in "RIASEC")
responses = st.fixed_dictionaries({item.id: st.one_of(st.none(), st.integers(1, 5)) for s in SIX for item in s.items})
means = st.lists(st.fractions(1, 5, max_denominator=6), max_size=8)
gaps = st.fractions(Fraction(1, 10), 2, max_denominator=10)


def scored(given: Given, *, turned: Sequence[int] = (), min_share: str = "0.8") -> ScaleScore:
    """Score one scale `a` with these answers."""
    made = build(scale("a", len(given), turned=turned), min_share=min_share)
    return score(made, answers(a=given)).scales[0]


def shape(*rows: Given) -> Profile:
    """Return the profile of scales `a`, `b` … with these answers."""
    return card(*rows).profile


def card(*rows: Given) -> Scorecard:
    named = dict(zip("abcdef", rows, strict=False))
    return score(build(*(scale(name, len(row)) for name, row in named.items())), answers(**named))


@pytest.mark.parametrize(
    ("given", "reversed_items", "total", "mean", "band"),
    [
        ([5, 5, 5, 5, 5], (), 25, "5", "High"),
        ([1, 1, 1, 1, 1], (), 5, "1", "Low"),
        ([5, 4, 4, 4, 4], (), 21, "4.2", "High"),
        ([5, 5, 5, 5, 5], (1,), 21, "4.2", "High"),
        ([1, 2, 3, 4, 5], (1, 2, 3, 4, 5), 15, "3", "Middle"),
        ([2, 2, 2, 3, 3], (), 12, "2.4", "Low"),
        ([2, 2, 3, 3, 3], (), 13, "2.6", "Middle"),
        ([3, 3, 3, 4, 4], (), 17, "3.4", "Middle"),
        ([4, 4, 4, 4, None], (), 16, "4", "High"),
        ([None, 2, 3, 4, 5], (5,), 10, "2.5", "Middle"),
    ],
)
def test_a_scale_is_the_sum_and_the_mean_of_what_was_answered(
    given: Given, reversed_items: Sequence[int], total: int, mean: str, band: str
) -> None:
    found = scored(given, turned=reversed_items)
    assert (found.sum, found.mean) == (total, Fraction(mean))
    assert found.band is not None
    assert found.band.title == band


@pytest.mark.parametrize(
    ("given", "share", "needed", "is_scored"),
    [
        ([3, 3, 3, 3, None], "0.8", 4, True),
        ([3, 3, 3, None, None], "0.8", 4, False),
        ([3, 3, 3, None], "0.75", 3, True),
        ([3, 3, 3, None, None], "0.75", 4, False),
        ([3, 3, None, None], "0.5", 2, True),
        ([3, 3, 3, None], "1", 4, False),
        ([None, None], "0.5", 1, False),
        ([], "0.8", 1, False),
    ],
)
def test_below_the_share_a_scale_is_not_scored(given: Given, share: str, needed: int, is_scored: bool) -> None:
    found = scored(given, min_share=share)
    assert (found.needed, found.scored) == (needed, is_scored)
    if not is_scored:
        assert (found.sum, found.mean, found.band, found.printed, found.position) == (None, None, None, "", None)


def test_the_possible_range_is_that_of_the_answered_items() -> None:
    found = scored([5, 4, 4, 4, None])
    assert (found.answered, found.total, found.possible) == (4, 5, (4, 20))


def test_an_answer_is_shown_as_it_was_given_and_counts_reversed() -> None:
    first, second, third = scored([2, 2, None], turned=(2,), min_share="0.5").items
    assert (first.answer, first.value, first.choice) == (2, 2, "Dislike")
    assert (second.answer, second.value, second.choice) == (2, 4, "Dislike")
    assert (third.answer, third.value, third.choice) == (None, None, None)
    assert (second.worth, third.worth) == (2, None)


@pytest.mark.parametrize("answer", [0, 6, -99])
def test_an_answer_outside_the_scale_is_refused_without_being_shown(answer: int) -> None:
    with pytest.raises(ValueError, match="item a1: an answer outside 1 to 5") as caught:
        scored([answer])
    assert str(answer) not in str(caught.value).replace("a1", "").replace("1 to 5", "")


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("3", "3.0"),
        ("9/4", "2.3"),
        ("2.449", "2.4"),
        ("2.45", "2.5"),
        ("4.95", "5.0"),
        ("10/3", "3.3"),
        ("-1/4", "-0.2"),
    ],
)
def test_a_mean_is_printed_with_one_decimal_halves_up(value: str, printed: str) -> None:
    assert one_decimal(Fraction(value)) == printed


@pytest.mark.parametrize(
    ("values", "gap", "expected"),
    [
        (["4", "3", "2"], "0.4", [["4"], ["3"], ["2"]]),
        (["4", "3.7", "3.4"], "0.4", [["4", "3.7"], ["3.4"]]),
        (["4", "3.6"], "0.4", [["4"], ["3.6"]]),
        (["5", "4.8", "4.6", "4.4", "4.2"], "0.4", [["5", "4.8"], ["4.6", "4.4"], ["4.2"]]),
        (["2", "4", "3.9"], "0.4", [["4", "3.9"], ["2"]]),
        (["3.9", "4"], "0.4", [["3.9", "4"]]),
        ([], "0.4", []),
    ],
)
def test_near_values_share_a_place_and_no_place_is_wider_than_the_gap(
    values: list[str], gap: str, expected: list[list[str]]
) -> None:
    assert [list(place) for place in ties(values, Fraction, Fraction(gap))] == expected


def test_a_place_says_when_the_next_one_is_near() -> None:
    ranking = card([4, 4, 4, 4, 4], [4, 4, 4, 4, 3], [4, 4, 4, 3, 3], [1, 1, 1, 1, 2]).ranking
    assert [[entry.id for entry in tie.scores] for tie in ranking] == [["a", "b"], ["c"], ["d"]]
    assert [tie.near_next for tie in ranking] == [True, False, False]


def test_a_step_of_the_whole_gap_is_clear() -> None:
    ranking = card([4, 4, 4, 4, 4], [4, 4, 4, 3, 3]).ranking
    assert [tie.near_next for tie in ranking] == [False, False]


HIGH, MIDDLE, LOW, OPEN = [4, 5, 4, 5, 4], [3, 3, 3, 3, 4], [1, 2, 1, 2, 1], [3, None, None, None, None]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((HIGH, MIDDLE, LOW), Profile.ORDINARY),
        ((OPEN, OPEN, OPEN), Profile.NOT_SCORED),
        ((OPEN, HIGH, HIGH), Profile.PARTLY_SCORED),
        ((HIGH, HIGH, [5, 5, 5, 5, 5]), Profile.ALL_HIGH),
        ((LOW, LOW, [2, 2, 2, 2, 2]), Profile.ALL_LOW),
        ((MIDDLE, MIDDLE, [3, 3, 3, 3, 3]), Profile.FLAT),
        (([3, 3, 3, 3, 3], [3, 3, 3, 3, None]), Profile.SAME_THROUGHOUT),
        (([5, 5, 5, 5, 5], [5, 5, 5, 5, 5]), Profile.SAME_THROUGHOUT),
        (([3, 3, 3, 3, 3], OPEN), Profile.SAME_THROUGHOUT),
        (([3, 3, 4, 4, 4], [4, 4, 3, 4, 3]), Profile.ALL_HIGH),
        (([3, 3, 3, 4, 4], [4, 4, 3, 4, 3]), Profile.FLAT),
        (([3, 3, 3, 3, 3], [3, 3, 3, 3, 5]), Profile.NONE_HIGH),
        (([3, 3, 3, 3, 3], [1, 1, 1, 1, 1]), Profile.NONE_HIGH),
        (([3, 3, 3, 3, 3], [4, 4, 3, 3, 4]), Profile.ORDINARY),
        (([2, 4],), Profile.ORDINARY),
    ],
)
def test_the_profile(rows: tuple[Given, ...], expected: Profile) -> None:
    assert shape(*rows) is expected


@pytest.mark.parametrize(("flat_gap", "expected"), [("1.2", Profile.ORDINARY), ("1.21", Profile.FLAT)])
def test_flat_has_a_gap_of_its_own(flat_gap: str, expected: Profile) -> None:
    made = build(scale("a"), scale("b"), tie_gap="0.8", flat_gap=flat_gap)
    assert score(made, answers(a=[4, 4, 4, 4, 4], b=[3, 3, 3, 3, 2])).profile is expected


def test_four_same_answers_are_too_few_for_a_word() -> None:
    assert shape([3, 3], [3, 3]) is Profile.FLAT
    assert shape([3, 3, 3], [3, 3]) is Profile.SAME_THROUGHOUT


def test_the_same_choice_counts_before_reversed_items_are_turned() -> None:
    made = build(scale("a", 5, turned=(1, 2)), scale("b", 5))
    assert score(made, answers(a=[5] * 5, b=[5] * 5)).profile is Profile.SAME_THROUGHOUT


@pytest.mark.parametrize("profile", list(Profile))
def test_each_profile_but_the_ordinary_has_a_text_that_every_assessment_holds(profile: Profile) -> None:
    assert profile is Profile.ORDINARY or profile.section in (*FIXED_TEXTS, *OWN_TEXTS)


@pytest.mark.parametrize(
    ("rows", "is_ranked"),
    [((HIGH, LOW), True), ((MIDDLE, MIDDLE, [3, 3, 3, 3, 3]), False), ((OPEN, HIGH, LOW), True), ((OPEN, HIGH), False)],
)
def test_only_scores_that_differ_are_put_in_order(rows: tuple[Given, ...], is_ranked: bool) -> None:
    assert card(*rows).is_ranked is is_ranked


def of_a_guide(tasks: Given, pros: Given, cons: Given, skills: Given) -> Profile:
    rows = {"tasks": tasks, "pros": pros, "cons": cons, "skills": skills}
    made = build(*(scale(n, len(row), asked=[4] * 5 if n == "skills" else ()) for n, row in rows.items()))
    return score(replace(made, guide=engineer(), gaps=None), answers(**rows)).profile


@pytest.mark.parametrize(
    ("tasks", "pros", "cons", "skills", "expected"),
    [
        ([3, 3, 3], [3, 3, 3], [3, 3, 4], [2, 1, 5], Profile.ORDINARY),  # other questions: near means say nothing
        ([4, 4, 4], [4, 4, 4], [4, 4, 5], [2, 1, 2], Profile.ORDINARY),
        ([4, 4, 4], [4, 4, 4], [4, 4, 5], [4, 4, 4], Profile.ALL_HIGH),
        ([1, 1, 1], [1, 2, 1], [1, 1, 1], [1, 1, 1], Profile.ALL_LOW),
        ([4, 4, 4], [4, 4, 4], [4, 4, 4], [4, 4, 4], Profile.SAME_THROUGHOUT),
        ([4, 4, 4], [4, 4, 4], [4, 4, 4], [4, 4, 1], Profile.ORDINARY),
        ([4, 4, 4], [1, 4, 4], [4, None, None], [4, 4, 1], Profile.PARTLY_SCORED),
        ([None] * 3, [None] * 3, [None] * 3, [4, 4, 1], Profile.NOT_SCORED),
        ([4, 4, 5], [4, 4, 4], [4, 4, 4], [None] * 3, Profile.ALL_HIGH),
    ],
)
def test_the_profile_of_a_guides_questionnaire(
    tasks: Given, pros: Given, cons: Given, skills: Given, expected: Profile
) -> None:
    assert of_a_guide(tasks, pros, cons, skills) is expected


def test_skills_are_not_ranked_with_the_rest() -> None:
    made = build(scale("a", 3), scale("b", 3), scale("s", 3, asked=[4, 4, 4]))
    ranking = score(made, answers(a=[2, 2, 2], b=[4, 4, 4], s=[5, 5, 5])).ranking
    assert [entry.id for tie in ranking for entry in tie.scores] == ["b", "a"]


def test_a_scorecard_survives_the_way_to_another_process() -> None:
    before = card(HIGH, HIGH)
    after = pickle.loads(pickle.dumps(before))
    assert after == before
    assert [entry.is_top for entry in after.scales] == [True, True]


@quick
@given(answers=responses, seed=st.randoms(use_true_random=False))
def test_the_order_of_answers_and_items_changes_nothing(answers: dict[str, int | None], seed: Random) -> None:
    rows = list(answers.items())
    seed.shuffle(rows)
    assert score(build(*SIX), dict(rows)) == score(build(*SIX), answers)
    mixed = []
    for part in SIX:
        items = list(part.items)
        seed.shuffle(items)
        mixed.append(replace(part, items=tuple(items)))
    assert summary(score(build(*mixed), answers)) == summary(score(build(*SIX), answers))


@quick
@given(answers=responses, seed=st.randoms(use_true_random=False))
def test_the_order_of_scales_changes_no_score_and_no_tie(answers: dict[str, int | None], seed: Random) -> None:
    mixed = list(SIX)
    seed.shuffle(mixed)
    one, other = score(build(*SIX), answers), score(build(*mixed), answers)
    assert summary(one) == summary(other)


def summary(card: Scorecard) -> object:
    """Everything about a scorecard that may not depend on any order."""
    scores = {s.id: (s.answered, s.sum, s.possible, s.mean, s.band, s.is_top, s.is_lowest) for s in card.scales}
    return scores, [(frozenset(s.id for s in t.scores), t.near_next) for t in card.ranking], card.profile


@quick
@given(values=st.sets(st.integers(-99, 99), min_size=2, max_size=11), data=st.data())
def test_reversing_twice_is_identity(values: set[int], data: st.DataObject) -> None:
    made = replace(scale("a"), choices=tuple(map(str, values)), values=tuple(sorted(values)))
    worth = data.draw(st.sampled_from(made.worths))
    assert made.lowest <= turned(worth, made) <= made.highest
    assert turned(turned(worth, made), made) == worth


@pytest.mark.parametrize(
    ("values", "given", "total", "possible", "mean", "position"),
    [
        ((0, 1, 2, 3, 4), [1, 1, 1, 1, 2], 1, (0, 20), "1/5", 0.05),
        ((0, 1, 2, 3, 4), [5, 5, 5, 5, None], 16, (0, 16), "4", 1.0),
        ((-2, -1, 0, 1, 2), [1, 3, 3, 3, 5], 0, (-10, 10), "0", 0.5),
        ((1, 2, 4, 8, 16), [1, 2, 3, 4, 5], 31, (5, 80), "31/5", 0.3467),
    ],
)
def test_choices_count_what_they_are_worth(
    values: tuple[int, ...], given: Given, total: int, possible: tuple[int, int], mean: str, position: float
) -> None:
    made = build(replace(scale("a"), values=values))
    found = score(made, answers(a=given)).scales[0]
    assert (found.sum, found.possible, found.mean) == (total, possible, Fraction(mean))
    assert found.position == pytest.approx(position, abs=1e-4)
    assert [item.choice for item in found.items][-1] == (CHOICES[given[-1] - 1] if given[-1] else None)


def test_a_reversed_item_counts_the_mirror_image_of_its_worth() -> None:
    made = build(replace(scale("a", 5, turned=(1,)), values=(0, 1, 2, 3, 4)))
    first = score(made, answers(a=[1, 1, 1, 1, 1])).scales[0].items[0]
    assert (first.answer, first.worth, first.value) == (1, 0, 4)


@quick
@given(answers=responses)
def test_reversing_all_items_mirrors_the_score(answers: dict[str, int | None]) -> None:
    other_way = [replace(s, items=tuple(replace(i, reversed=not i.reversed) for i in s.items)) for s in SIX]
    pairs = zip(score(build(*SIX), answers).scales, score(build(*other_way), answers).scales, strict=True)
    for one, other in pairs:
        assert (one.mean is None) == (other.mean is None)
        assert one.mean is None or (other.mean is not None and one.mean + other.mean == 6)


@quick
@given(answers=responses)
def test_scores_stay_in_range(answers: dict[str, int | None]) -> None:
    for found in score(build(*SIX), answers).scales:
        assert found.possible == (found.answered, 5 * found.answered)
        if found.sum is not None and found.mean is not None and found.position is not None:
            assert found.possible[0] <= found.sum <= found.possible[1]
            assert 1 <= found.mean <= 5
            assert 0 <= found.position <= 1
            assert found.band is not None


@quick
@given(answers=responses, share=st.sampled_from(["0.5", "0.6", "0.75", "0.8", "1"]))
def test_below_the_share_nothing_is_ever_scored(answers: dict[str, int | None], share: str) -> None:
    for found in score(build(*SIX, min_share=share), answers).scales:
        assert found.scored == (Fraction(found.answered, found.total) >= Fraction(share))


@quick
@given(answers=responses)
def test_an_unanswered_item_more_never_raises_a_score(answers: dict[str, int | None]) -> None:
    longer = [replace(s, items=(*s.items, replace(s.items[0], id=f"{s.id}-more"))) for s in SIX]
    pairs = zip(score(build(*SIX), answers).scales, score(build(*longer), answers).scales, strict=True)
    for before, after in pairs:
        assert after.mean is None or after.mean == before.mean
        assert after.sum is None or after.sum == before.sum


@quick
@given(answers=responses, data=st.data())
def test_a_higher_answer_never_lowers_a_score(answers: dict[str, int | None], data: st.DataObject) -> None:
    item = data.draw(st.sampled_from([item for part in SIX for item in part.items if not item.reversed]))
    answer = answers[item.id]
    if answer is None or answer == 5:
        return
    before, after = (sums(build(*SIX), given) for given in (answers, {**answers, item.id: answer + 1}))
    assert all(after[name] >= value for name, value in before.items())


def sums(made: Assessment, given: dict[str, int | None]) -> dict[str, int]:
    return {found.id: found.sum for found in score(made, given).scales if found.sum is not None}


@quick
@given(values=means, gap=gaps)
def test_places_hold_every_row_once_and_are_ordered_and_narrow(values: list[Fraction], gap: Fraction) -> None:
    rows = list(enumerate(values))
    places = ties(rows, lambda row: row[1], gap)
    assert sorted(row for place in places for row in place) == rows
    for place in places:
        assert max(row[1] for row in place) - min(row[1] for row in place) < gap
    for upper, lower in pairwise(places):
        assert max(row[1] for row in upper) - max(row[1] for row in lower) >= gap


@quick
@given(values=means, gap=gaps, seed=st.randoms(use_true_random=False))
def test_who_ties_with_whom_does_not_depend_on_the_order(values: list[Fraction], gap: Fraction, seed: Random) -> None:
    rows = list(enumerate(values))
    mixed = list(rows)
    seed.shuffle(mixed)
    assert [set(p) for p in ties(rows, lambda r: r[1], gap)] == [set(p) for p in ties(mixed, lambda r: r[1], gap)]


@quick
@given(values=means, gap=gaps, shift=st.fractions(-3, 3, max_denominator=6))
def test_a_shift_of_all_values_changes_no_tie(values: list[Fraction], gap: Fraction, shift: Fraction) -> None:
    rows = list(enumerate(values))
    assert ties(rows, lambda row: row[1], gap) == ties(rows, lambda row: row[1] + shift, gap)
