"""What the answers to a guide's questionnaire say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from careerprint.scoring.fit import Fit, FitAnswer, SkillLevel, Skills, weigh
from careerprint.scoring.scorecard import ItemScore, Profile, Scorecard
from careerprint.scoring.scorer import score
from careerprint.sources.assessment_checks import FIT_TEXTS, FIXED_TEXTS
from tests.support.sample_assessments import answers, build, engineer, engineer_fit, scale

Given = Sequence[int | None]
ASKED = (4, 4, 3, 3, 4)
TOP, MIDDLE, SPREAD, LOWEST = [4, 5, 4, 4], [3, 3, 3, 4], [5, 1, 4, 2], [1, 2, 3, 2]
OPEN: Given = [5, None, None, None]
ABLE, NEW = [4, 4, 3, 3, 4], [2, 1, 3, 3, 4]
HEADLINES = {answer.value: answer for answer in FitAnswer}


def card(tasks: Given, pros: Given, cons: Given, skills: Given = ABLE) -> Scorecard:
    """Score these answers to a questionnaire made from a guide."""
    rated = {"tasks": tasks, "pros": pros, "cons": cons}
    scales = [scale(name, len(given)) for name, given in rated.items()]
    made = build(*scales, scale("skills", len(skills), asked=ASKED), min_share="0.66")
    return score(replace(made, guide=engineer(), gaps=None), answers(**rated, skills=skills))


def weighed(tasks: Given, pros: Given, cons: Given, skills: Given = ABLE) -> Fit:
    return weigh(card(tasks, pros, cons, skills))


def ids(rows: Sequence[ItemScore | SkillLevel]) -> list[str]:
    return [row.item.id for row in rows]


@pytest.mark.parametrize(
    ("tasks", "pros", "expected"),
    [
        (TOP, TOP, FitAnswer.CLOSE),
        (TOP, MIDDLE, FitAnswer.WORK_MORE),
        (TOP, LOWEST, FitAnswer.WORK_MORE),
        (MIDDLE, TOP, FitAnswer.SIDES_MORE),
        (LOWEST, TOP, FitAnswer.SIDES_MORE),
        (MIDDLE, MIDDLE, FitAnswer.SO_SO),
        (SPREAD, SPREAD, FitAnswer.MIXED),
        (SPREAD, MIDDLE, FitAnswer.MIXED),
        ([3, 3, 3, 3], [5, 3, 3, 1], FitAnswer.SO_SO),  # most answers are the middle one
        ([2, 3, 3, 2], [2, 3, 3, 2], FitAnswer.SO_SO),  # nothing draws, so "some of it draws you" would be false
        (LOWEST, LOWEST, FitAnswer.LOW),
        (LOWEST, MIDDLE, FitAnswer.LOW_TASKS),
        (MIDDLE, LOWEST, FitAnswer.LOW_SIDES),
    ],
)
def test_the_headline_comes_from_tasks_and_good_sides(tasks: Given, pros: Given, expected: FitAnswer) -> None:
    some_skills: tuple[Given, ...] = (ABLE, NEW, [None] * 5)
    for cons, skills in product((TOP, MIDDLE, LOWEST, OPEN), some_skills):
        found = weighed(tasks, pros, cons, skills)
        assert (found.answer, found.section) == (expected, expected.value)


@pytest.mark.parametrize(("tasks", "pros"), list(product((TOP, MIDDLE, SPREAD, LOWEST), repeat=2)))
def test_more_is_said_only_of_the_part_with_the_higher_mean(tasks: Given, pros: Given) -> None:
    found = card(tasks, pros, MIDDLE)
    means = {part.id: part.mean or Fraction(0) for part in found.scales}
    answer = weigh(found).answer
    if answer in (FitAnswer.WORK_MORE, FitAnswer.LOW_SIDES):
        assert means["tasks"] > means["pros"]
    if answer in (FitAnswer.SIDES_MORE, FitAnswer.LOW_TASKS):
        assert means["pros"] > means["tasks"]


@pytest.mark.parametrize(
    ("cons", "hardest"),
    [
        (TOP, []),
        ([5, 5, 4, 1], ["cons4"]),  # well on the whole, and the one that is not is named
        (MIDDLE, []),
        (SPREAD, ["cons2", "cons4"]),
        ([2, None, None, None], ["cons1"]),
        ([None] * 4, []),
    ],
)
def test_hard_sides_below_the_middle_are_named_whatever_the_headline(cons: Given, hardest: list[str]) -> None:
    for tasks, pros in product((TOP, MIDDLE, LOWEST), repeat=2):
        assert ids(weighed(tasks, pros, cons).hardest) == hardest


@pytest.mark.parametrize(
    ("skills", "expected", "well_below"),
    [
        (ABLE, Skills.THERE, []),
        (NEW, Skills.SEVERAL_SHORT, ["skills2", "skills1"]),
        ([2, 3, 3, 3, 4], Skills.SOME_SHORT, ["skills1"]),  # one far below is not "several"
        ([3, 3, 2, 2, 3], Skills.SOME_SHORT, []),  # all a little below is not "well below"
        ([2, 2, None, None, None], Skills.SEVERAL_SHORT, ["skills1", "skills2"]),
        ([None] * 5, Skills.OPEN, []),
    ],
)
def test_skills_have_a_sentence_of_their_own(skills: Given, expected: Skills, well_below: list[str]) -> None:
    for tasks, pros in product((TOP, MIDDLE, LOWEST), repeat=2):
        found = weighed(tasks, pros, TOP, skills)
        assert (found.skills, ids(found.well_below)) == (expected, well_below)


@pytest.mark.parametrize(
    ("tasks", "pros", "section"),
    [
        ([4, 4, 4, 4], [4, 4, 4, 4], "same-throughout"),
        (OPEN, TOP, "not-scored"),
        (TOP, OPEN, "not-scored"),
        ([None] * 4, [None] * 4, "not-scored"),
    ],
)
def test_where_nothing_can_be_said_the_profile_speaks(tasks: Given, pros: Given, section: str) -> None:
    skills = [4] * 5 if section == "same-throughout" else ABLE
    found = weighed(tasks, pros, [4, 4, 4, 4], skills)
    assert (found.answer, found.section, found.note) == (None, section, None)


@pytest.mark.parametrize("items", [3, 4, 5])
def test_one_empty_line_in_each_part_costs_no_headline(items: int) -> None:
    row = [None, *[4] * (items - 2), 5]
    assert weighed(row, row, row, [None, 4, 3, 3, 5]).answer is FitAnswer.CLOSE


@pytest.mark.parametrize(
    ("rows", "skills", "answer", "note"),
    [
        ([TOP, TOP, TOP], ABLE, FitAnswer.CLOSE, "all-high"),
        ([TOP, TOP, TOP], [3, 3, 3, 3, 4], FitAnswer.CLOSE, None),
        ([LOWEST, LOWEST, LOWEST], [1, 1, 1, 1, 2], FitAnswer.LOW, "all-low"),
    ],
)
def test_all_high_and_all_low_are_a_note_beside_the_answer(
    rows: list[Given], skills: Given, answer: FitAnswer, note: str | None
) -> None:
    found = weighed(rows[0], rows[1], rows[2], skills)
    assert (found.answer, found.note) == (answer, note)


def test_every_answer_has_a_text_in_every_fit() -> None:
    assert {each.value for kind in (FitAnswer, Skills) for each in kind} == set(FIT_TEXTS)
    assert {"same-throughout", "not-scored", "all-high", "all-low"} <= set(FIXED_TEXTS)


def test_no_headline_says_or() -> None:
    for name, section in engineer_fit().sections.items():
        assert name not in HEADLINES or " or " not in section.words, section.words


def test_near_means_are_never_called_alike() -> None:
    """The parts of a fit ask different questions."""
    assert card(MIDDLE, MIDDLE, MIDDLE).profile is Profile.ORDINARY
    assert card(MIDDLE, MIDDLE, MIDDLE).ranking == ()


def test_items_are_in_the_order_of_the_answers_then_of_the_guide() -> None:
    found = weighed([2, 5, 2, 5], [1, 4, 5, 4], [3, 1, 3, 1])
    assert ids(found.tasks) == ["tasks2", "tasks4", "tasks1", "tasks3"]
    assert ids(found.draws) == ["pros3", "pros2", "pros4", "pros1"]
    assert ids(found.wears) == ["cons2", "cons4", "cons1", "cons3"]


def test_unanswered_items_are_left_out_of_the_order() -> None:
    found = weighed([None, 5, 2, 3], TOP, TOP)
    assert ids(found.tasks) == ["tasks2", "tasks4", "tasks3"]


def test_gaps_come_by_size_then_in_the_order_of_the_guide() -> None:
    found = weighed(TOP, TOP, TOP, [3, 1, 3, 2, None])
    assert [(row.item.id, row.own, row.asked, row.gap) for row in found.gaps] == [
        ("skills2", 1, 4, 3),
        ("skills1", 3, 4, 1),
        ("skills4", 2, 3, 1),
    ]
    assert ids(found.strengths) == ["skills3"]
    assert [item.id for item in found.missing] == ["skills5"]


def test_a_skill_above_the_level_asked_for_is_no_gap() -> None:
    found = weighed(TOP, TOP, TOP, [5, 5, 5, 5, 5])
    assert found.gaps == ()
    assert [row.gap for row in found.strengths] == [-1, -1, -2, -2, -1]


def test_the_fit_that_comes_along_can_be_weighed_and_has_each_text() -> None:
    made = engineer_fit()
    found = weigh(score(made, {item.id: 5 - number % 2 for number, (_, item) in enumerate(made.items)}))
    assert {found.section, found.note, found.skills} <= set(made.sections)
    assert len(found.strengths) + len(found.gaps) == len(made.scales[3].items)


def test_only_a_questionnaire_made_from_a_guide_can_be_weighed() -> None:
    with pytest.raises(KeyError):
        weigh(score(build(scale("a")), answers(a=[1, 2, 3, 4, 5])))
