"""What the report of interests says in words of its own: headline, places, lines liked, open lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from careerprint.pages.reports.open_lines import open_lines
from careerprint.pages.reports.themes import MOST_LIKED, headline, liked, places
from careerprint.scoring.scorecard import Scorecard
from careerprint.scoring.scorer import score
from careerprint.scoring.themes import top_scores
from tests.support.samples import assessment, pages, people

THEMES = "RIASEC"


def card_of(means: Mapping[str, int | None], slug: str = "interests") -> Scorecard:
    """Score somebody who answers all lines of a theme alike; a theme that is not named gets 1, None leaves it open."""
    found = assessment(slug)
    answers = {item.id: means.get(scale.id, 1) for scale in found.scales for item in scale.items}
    return score(found, answers)


def title(card: Scorecard) -> str:
    return headline(card, top_scores(card), pages().labels(card.assessment.language)["report"])


@pytest.mark.parametrize(
    ("means", "words"),
    [
        ({"I": 5}, "You like to find out why"),
        ({"I": 5, "C": 4}, "You like to find out why and to keep things in order"),
        ({"R": 5, "I": 5, "C": 4}, "You like to work with your hands, to find out why, and to keep things in order"),
        ({"I": 3, "C": 1}, "No theme reached Like on average"),
        (dict.fromkeys(THEMES, 3) | {"I": 4}, "No single area stands out"),
        (dict.fromkeys(THEMES, 5) | {"I": 4}, "You like many kinds of work"),
        (dict.fromkeys(THEMES, 1) | {"I": 2}, "You did not like many of these"),
        (dict.fromkeys(THEMES, 3), "You gave the same answer throughout"),
        (dict.fromkeys(THEMES), "Too few answers for a score"),
        ({"R": None, "I": 5}, "You like to find out why"),
        ({"R": None, "I": 2}, "Too few answers for a score"),
    ],
)
def test_the_headline(means: Mapping[str, int | None], words: str) -> None:
    assert title(card_of(means)) == words


@pytest.mark.parametrize(
    ("means", "words"),
    [
        ({"I": 5}, "Le gusta averiguar el porqué"),
        ({"S": 5, "C": 5}, "Le gusta ayudar a la gente y mantener el orden"),
    ],
)
def test_the_headline_in_spanish(means: Mapping[str, int | None], words: str) -> None:
    assert title(card_of(means, "es/interests")) == words


def test_scales_without_words_for_a_headline_are_named() -> None:
    card = card_of({"I": 5, "C": 4})
    plain = replace(card, assessment=replace(card.assessment, does={}))
    assert title(plain) == "Your highest scores: Investigative and Conventional"


def test_the_line_stands_where_the_highest_range_ends() -> None:
    found = places(card_of({"I": 5, "C": 4, "S": 2}))
    assert [(len(place.scores), place.first_below) for place in found] == [
        (1, False),
        (1, False),
        (1, True),
        (3, False),
    ]


@pytest.mark.parametrize("means", [{"I": 2}, dict.fromkeys(THEMES, 5)])
def test_there_is_no_line_where_all_scores_lie_on_one_side(means: Mapping[str, int | None]) -> None:
    assert not any(place.first_below for place in places(card_of(means)))


def test_no_line_is_drawn_through_a_tie() -> None:
    """Two themes less than the tie gap apart share a place; one of them is in the highest range and one is not."""
    found = people()["1001"]
    answers = {**found.answers, **dict.fromkeys(("c1", "c2", "c6", "c7", "c8"), 3), "c1": 4, "c2": 4}
    answers |= dict.fromkeys(("i1", "i6", "i7", "i4", "i8"), 4)
    card = score(assessment("interests"), answers)
    assert [score.id for score in card.ranking[0].scores] == ["I", "C"]
    assert [score.is_top for score in card.ranking[0].scores] == [True, False]
    assert not any(place.first_below for place in places(card))


def test_what_is_not_in_order_has_no_ties() -> None:
    assert [len(place.scores) for place in places(card_of(dict.fromkeys(THEMES, 3)))] == [1] * 6


def test_scores_that_are_missing_come_last() -> None:
    assert places(card_of({"R": None, "I": 5}))[-1].scores[0].id == "R"


def test_liked_lines_are_the_highest_answers_in_the_order_of_the_questionnaire() -> None:
    theme = score(assessment("interests"), people()["1001"].answers).scales[1]
    found = liked(theme.above_middle)
    assert [entry.answer for entry in found] == [5, 5, 5]
    assert len(found) == MOST_LIKED
    assert [entry.item.id for entry in found] == ["i1", "i6", "i4"]


def test_open_lines_bear_the_numbers_of_the_worksheet() -> None:
    found = assessment("interests")
    numbers = {item.id: number for number, (_, item) in enumerate(found.on_paper, 1)}
    (group,) = open_lines(score(found, {"r2": 4, "i1": 3}), numbers, pages().labels("en")["report"])
    assert [line.number for line in group.lines] == list(range(3, 31))
    assert (group.question, group.count) == (found.scales[0].question, 5)
    assert "Dislike a lot · Dislike · Not sure · Like · Like a lot" in group.choices
