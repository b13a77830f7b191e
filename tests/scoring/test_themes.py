"""Themes: which stand out, and which guides follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerprint.scoring.scorecard import Scorecard
from careerprint.scoring.scorer import score
from careerprint.scoring.themes import Suggestion, suggest, top_themes
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


def slugs(found: Sequence[Suggestion]) -> list[tuple[str, int | None]]:
    return [(row.slug, row.place) for row in found]


@pytest.mark.parametrize(
    ("means", "top"),
    [
        ({"R": "3", "I": "4.5", "A": "2", "S": "3.8"}, "ISR"),
        ({"R": "3", "I": "4.5", "A": "2.8", "S": "3.8"}, "IS"),  # R and A share the third place
        ({"R": "4.4", "I": "4.5", "S": "3"}, "RIS"),  # no order between the first two
        ({"R": "4.4", "I": "4.5", "A": "3", "S": "3"}, "RI"),
        ({"R": "4.4", "I": "4.5", "A": "4.3", "S": "4.2", "E": "2"}, "RIAS"),
        ({"R": "4", "I": "4", "A": "4", "S": "4", "E": "4.1", "C": "4"}, ""),
        ({"R": "3", "I": "3.1", "A": "3", "S": "3", "E": "3", "C": "3"}, ""),
        ({"R": "3", "I": "4.5", "A": "2", "S": "3.8", "C": None}, "ISR"),  # C might have come first
    ],
)
def test_top_themes_are_whole_places_of_the_ranking(means: Mapping[str, str | None], top: str) -> None:
    assert "".join(score.id for score in top_themes(card(**means))) == top


def test_the_match_weighs_the_themes_of_a_guide_three_two_one() -> None:
    first, second, third = suggest(card(R="3", I="4.5", A="2", S="3.8"), GUIDES)
    assert (first.slug, first.match) == ("nurse", (3 * Fraction("3.8") + 2 * Fraction("4.5") + 3) / 6)
    assert (second.slug, second.match) == ("engineer", (3 * Fraction("4.5") + 2 * Fraction(3) + 1) / 6)
    assert (third.slug, third.match) == ("designer", (3 * Fraction(2) + 2 * Fraction(1)) / 5)


def test_a_suggestion_says_why() -> None:
    found = {row.slug: row for row in suggest(card(R="3", I="4.5", A="2", S="3.8"), GUIDES)}
    assert [score.id for score in found["nurse"].themes] == ["S", "I", "R"]
    assert [score.id for score in found["nurse"].shared] == ["S", "I", "R"]
    assert [score.id for score in found["engineer"].shared] == ["I", "R"]
    assert found["designer"].shared == ()


def test_guides_that_differ_by_tied_themes_only_tie() -> None:
    found = suggest(card(R="4.3", I="4.5", S="2"), {"one": ("R", "I"), "other": ("I", "R"), "far": ("A",)})
    assert slugs(found) == [("one", 1), ("other", 1), ("far", 2)]
    assert found[0].match == found[1].match


def test_themes_after_the_third_count_nothing() -> None:
    one, other = suggest(card(R="3", I="4.5"), {"one": ("I", "R", "C"), "other": ("I", "R", "C", "A", "S", "E")})
    assert one.match == other.match
    assert len(other.themes) == 3


@pytest.mark.parametrize(
    "means",
    [
        dict.fromkeys("RIASEC", "3") | {"I": "3.1"},  # flat
        dict.fromkeys("RIASEC", "4"),  # the same answer throughout
        dict.fromkeys("RIASEC", None),  # nothing answered
    ],
)
def test_without_a_ranking_of_themes_guides_are_not_ranked(means: Mapping[str, str | None]) -> None:
    found = suggest(card(**means), GUIDES)
    assert slugs(found) == [("engineer", None), ("nurse", None), ("designer", None)]
    assert all(row.match is None and row.shared == () for row in found)


def test_a_guide_with_a_theme_that_is_not_scored_comes_last_without_a_place() -> None:
    found = suggest(card(R="3", I="4.5", A="2", S=None), GUIDES)
    assert slugs(found) == [("engineer", 1), ("designer", 2), ("nurse", None)]


@settings(deadline=None, derandomize=True, max_examples=40)
@given(totals=st.lists(st.integers(10, 50), min_size=6, max_size=6), random=st.randoms(use_true_random=False))
def test_the_order_of_guides_changes_no_place(totals: list[int], random: Random) -> None:
    found = card(**{name: str(Fraction(total, 10)) for name, total in zip("RIASEC", totals, strict=True)})
    rows = list(GUIDES.items())
    random.shuffle(rows)
    one, other = suggest(found, GUIDES), suggest(found, dict(rows))
    assert {row.slug: (row.match, row.place) for row in one} == {row.slug: (row.match, row.place) for row in other}
    assert all(row.match is None or 1 <= row.match <= 5 for row in one)
