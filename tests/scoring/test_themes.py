"""Themes: which stand out, and which guides follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerprint.scoring.scorecard import ScaleScore, Scorecard
from careerprint.scoring.scorer import score
from careerprint.scoring.themes import Suggestions, suggest, top_scores
from tests.support.sample_assessments import answers, build, scale

GUIDES: Mapping[str, Sequence[str]] = {
    "engineer": ("I", "R", "C"),
    "nurse": ("S", "I", "R"),
    "designer": ("A", "E"),
    "nothing": (),
}


def card(**means: str | None) -> Scorecard:
    """Score six themes of ten items each, so that they have these means; None leaves a theme open."""
    rows: dict[str, list[int | None]] = {}
    for name in "RIASEC":
        mean = means.get(name, "1")
        total = None if mean is None else int(Fraction(mean) * 10)
        rows[name] = [None] * 10 if total is None else [total // 10 + (n < total % 10) for n in range(10)]
    return score(build(*(scale(name, 10) for name in "RIASEC")), answers(**rows))


def slugs(found: Suggestions) -> list[tuple[str, int]]:
    return [(row.slug, row.place) for row in found.chosen]


def ids(scores: Sequence[ScaleScore]) -> str:
    return "".join(score.id for score in scores)


@pytest.mark.parametrize(
    ("means", "named", "near"),
    [
        ({"I": "4.5"}, "I", ""),
        ({"I": "4.5", "S": "3.8"}, "IS", ""),
        ({"R": "4.4", "I": "4.5", "S": "3"}, "RI", ""),
        ({"R": "3.5", "I": "4.5", "A": "4", "S": "3.8"}, "IAS", ""),  # one more would be four
        ({"R": "4.4", "I": "4.5", "A": "4.3", "S": "4.2", "E": "2"}, "RIAS", ""),  # four share the first place
        ({"R": "3.4", "I": "3.6", "A": "3.3"}, "I", "RA"),  # not clearly lower, and not in the top band
        ({"I": "3.4"}, "", ""),  # "Not sure" is no highest score
        ({"I": "2.4", "S": "1.2"}, "", ""),
        ({"R": "4", "I": "4", "A": "4", "S": "4", "E": "4.1", "C": "4"}, "RIASEC", ""),
        ({"R": "3", "I": "3.1", "A": "3", "S": "3", "E": "3", "C": "3"}, "", ""),  # flat
        ({"R": "3", "I": "4.5", "A": "2", "S": "3.8", "C": None}, "IS", ""),
    ],
)
def test_only_themes_in_the_top_band_are_called_the_highest(
    means: Mapping[str, str | None], named: str, near: str
) -> None:
    found = top_scores(card(**means))
    assert (ids(found.named), ids(found.near)) == (named, near)
    assert all(score.is_top for score in found.named)


def test_the_match_weighs_the_themes_of_a_guide_three_two_one() -> None:
    first, second = suggest(card(R="3", I="4.5", A="2", S="3.8"), GUIDES).chosen
    assert (first.slug, first.match) == ("nurse", (3 * Fraction("3.8") + 2 * Fraction("4.5") + 3) / 6)
    assert (second.slug, second.match) == ("engineer", (3 * Fraction("4.5") + 2 * Fraction(3) + 1) / 6)


def test_a_suggestion_says_why() -> None:
    found = {row.slug: row for row in suggest(card(R="3", I="4.5", A="2", S="3.8"), GUIDES).chosen}
    assert ids(found["nurse"].themes) == "SIR"
    assert ids(found["nurse"].shared) == "SI"
    assert (ids(found["engineer"].shared), ids(found["engineer"].low)) == ("I", "C")
    assert "designer" not in found  # shares none


def test_a_guide_that_is_disliked_on_the_whole_is_not_suggested() -> None:
    means = card(I="3.6", R="1", C="1")
    assert ids(top_scores(means).named) == "I"
    assert slugs(suggest(means, {"middle": ("I", "R"), "last": ("R", "C", "I")})) == []
    assert slugs(suggest(means, {"first": ("I",)})) == [("first", 1)]


def test_the_middle_itself_is_not_above_the_middle() -> None:
    found = card(I="4", R="1.5")
    assert suggest(found, {"guide": ("I", "R")}).chosen == ()
    assert suggest(card(I="4", R="1.6"), {"guide": ("I", "R")}).chosen != ()


def test_a_guide_whose_first_theme_is_not_above_the_middle_is_not_suggested() -> None:
    found = card(I="5", R="3", C="3.1")
    guides = {"first": ("R", "I"), "second": ("C", "I"), "third": ("I", "R")}
    assert slugs(suggest(found, guides)) == [("second", 1), ("third", 1)]


def test_the_order_of_guides_does_not_decide_who_is_left_out() -> None:
    weak = {f"weak-{number}": ("I", "A") for number in range(5)}
    found = suggest(card(I="4.5", R="3", A="2.5"), {**weak, "strong": ("I", "R")})
    assert [row.slug for row in found.chosen] == ["weak-0", "weak-1", "weak-2", "weak-3", "strong"]
    assert {row.place for row in found.chosen} == {1}
    assert found.tied_beyond == 1


def test_guides_that_differ_by_tied_themes_only_tie() -> None:
    found = suggest(card(R="4.3", I="4.5", S="2"), {"one": ("R", "I"), "other": ("I", "R"), "far": ("A",)})
    assert slugs(found) == [("one", 1), ("other", 1)]
    assert found.chosen[0].match == found.chosen[1].match


def test_themes_after_the_third_count_nothing() -> None:
    guides = {"one": ("I", "R", "C"), "other": ("I", "R", "C", "A", "S", "E")}
    one, other = suggest(card(R="3", I="4.5"), guides).chosen
    assert one.match == other.match
    assert len(other.themes) == 3


@pytest.mark.parametrize(("guides", "listed", "beyond"), [(5, 5, 0), (6, 5, 1), (100, 5, 95)])
def test_five_guides_at_most_and_ties_are_counted(guides: int, listed: int, beyond: int) -> None:
    found = suggest(card(I="4.5"), {f"guide-{number}": ("I",) for number in range(guides)})
    assert (len(found.chosen), found.tied_beyond) == (listed, beyond)


def test_what_comes_after_the_fifth_and_does_not_tie_is_not_counted() -> None:
    near = {f"near-{number}": ("I",) for number in range(5)}
    found = suggest(card(I="5", R="2"), {**near, "far": ("R", "I", "I")})
    assert (len(found.chosen), found.tied_beyond) == (5, 0)


@pytest.mark.parametrize(
    "means",
    [
        dict.fromkeys("RIASEC", "3") | {"I": "3.1"},  # flat
        dict.fromkeys("RIASEC", "4"),  # the same answer throughout
        dict.fromkeys("RIASEC", None),  # nothing answered
        {"I": "3.4"},  # nothing high
    ],
)
def test_without_a_high_theme_no_guide_is_suggested(means: Mapping[str, str | None]) -> None:
    assert suggest(card(**means), GUIDES) == Suggestions((), 0)


def test_a_guide_with_a_theme_that_is_not_scored_is_not_suggested() -> None:
    found = suggest(card(R="3", I="4.5", A="2", S=None), GUIDES)
    assert slugs(found) == [("engineer", 1)]


totals_of_six = st.lists(st.integers(10, 50), min_size=6, max_size=6)


def with_totals(totals: list[int]) -> Scorecard:
    return card(**{name: str(Fraction(total, 10)) for name, total in zip("RIASEC", totals, strict=True)})


@settings(deadline=None, derandomize=True, max_examples=40)
@given(totals=totals_of_six, random=st.randoms(use_true_random=False))
def test_the_order_of_guides_changes_no_place(totals: list[int], random: Random) -> None:
    found = with_totals(totals)
    rows = list(GUIDES.items())
    random.shuffle(rows)
    one, other = suggest(found, GUIDES).chosen, suggest(found, dict(rows)).chosen
    assert {row.slug: (row.match, row.place) for row in one} == {row.slug: (row.match, row.place) for row in other}


@settings(deadline=None, derandomize=True, max_examples=100)
@given(totals=totals_of_six)
def test_nothing_at_or_below_the_middle_is_named_or_suggested(totals: list[int]) -> None:
    found = with_totals(totals)
    assert all((score.mean or 0) > 3 for score in top_scores(found).named)
    for row in suggest(found, GUIDES).chosen:
        assert row.match > 3
        assert (row.themes[0].mean or 0) > 3
        assert row.shared
        assert all((score.mean or 0) > 3 for score in row.shared)
