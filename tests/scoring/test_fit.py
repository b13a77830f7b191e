"""What the answers to a guide's questionnaire say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from careerprint.scoring.fit import Fit, FitAnswer, SkillLevel, weigh
from careerprint.scoring.scorecard import ItemScore
from careerprint.scoring.scorer import score
from careerprint.sources.assessment_checks import FIT_TEXTS, FIXED_TEXTS
from careerprint.sources.scales import Band
from tests.support.sample_assessments import answers, build, engineer, engineer_fit, scale

Given = Sequence[int | None]
ASKED = (4, 4, 3, 3, 4)
TOP, MIDDLE, LOWEST = [4, 5, 4, 4], [3, 3, 3, 4], [1, 2, 3, 2]
ABLE, NEW = [4, 4, 3, 3, 4], [2, 1, 3, 3, 4]


def weighed(tasks: Given, pros: Given, cons: Given, skills: Given = ABLE) -> Fit:
    """Weigh these answers to a questionnaire made from a guide."""
    rated = {"tasks": tasks, "pros": pros, "cons": cons}
    scales = [scale(name, len(given)) for name, given in rated.items()]
    made = build(*scales, scale("skills", len(skills), asked=ASKED), min_share="0.75")
    return weigh(score(replace(made, guide=engineer()), answers(**rated, skills=skills)))


def ids(rows: Sequence[ItemScore | SkillLevel]) -> list[str]:
    return [row.item.id for row in rows]


@pytest.mark.parametrize(
    ("tasks", "pros", "cons", "skills", "expected"),
    [
        (TOP, TOP, TOP, ABLE, FitAnswer.CLOSE),
        (TOP, MIDDLE, TOP, ABLE, FitAnswer.CLOSE),
        (MIDDLE, TOP, TOP, ABLE, FitAnswer.CLOSE),
        (TOP, TOP, LOWEST, ABLE, FitAnswer.DRAWS_BUT_WEARS),
        (MIDDLE, TOP, LOWEST, NEW, FitAnswer.DRAWS_BUT_WEARS),
        (TOP, TOP, [5, 5, 2, 1], ABLE, FitAnswer.DRAWS_BUT_WEARS),  # so-so on the whole, one cannot be lived with
        (TOP, TOP, [5, 5, 3, 2], ABLE, FitAnswer.CLOSE),  # well on the whole
        (TOP, TOP, MIDDLE, ABLE, FitAnswer.MIXED),  # nothing wears, but "could live with it" was not said
        (TOP, TOP, TOP, NEW, FitAnswer.SKILLS_FIRST),
        (TOP, TOP, MIDDLE, NEW, FitAnswer.SKILLS_FIRST),
        (MIDDLE, TOP, TOP, NEW, FitAnswer.CLOSE),  # "you like the work" was not said
        (TOP, TOP, TOP, [2, 3, 3, 3, 4], FitAnswer.CLOSE),  # one skill far below is not "several"
        (TOP, TOP, TOP, [3, 3, 2, 2, 3], FitAnswer.CLOSE),  # all a little below is not "well below"
        (TOP, TOP, TOP, [2, 2, None, None, None], FitAnswer.SKILLS_FIRST),
        (LOWEST, LOWEST, TOP, ABLE, FitAnswer.LOW),
        (LOWEST, MIDDLE, MIDDLE, NEW, FitAnswer.LOW),
        (MIDDLE, LOWEST, TOP, ABLE, FitAnswer.LOW),
        (TOP, LOWEST, TOP, ABLE, FitAnswer.MIXED),
        (LOWEST, TOP, LOWEST, ABLE, FitAnswer.MIXED),
        (MIDDLE, MIDDLE, TOP, ABLE, FitAnswer.MIXED),
    ],
)
def test_the_overall_pattern(tasks: Given, pros: Given, cons: Given, skills: Given, expected: FitAnswer) -> None:
    found = weighed(tasks, pros, cons, skills)
    assert found.answer is expected
    assert found.section == expected.value


def test_an_author_may_call_so_so_too_low_for_the_hard_sides() -> None:
    strict = (Band("Low", Fraction("3.4"), "<p>low</p>"), Band("High", None, "<p>high</p>"))
    rated = {"tasks": TOP, "pros": TOP, "cons": [3, 3, 3, 3]}
    scales = [scale(name, 4) for name in ("tasks", "pros")]
    made = build(*scales, replace(scale("cons", 4), bands=strict), scale("skills", 5, asked=ASKED))
    found = weigh(score(replace(made, guide=engineer()), answers(**rated, skills=ABLE)))
    assert found.answer is FitAnswer.DRAWS_BUT_WEARS


@pytest.mark.parametrize(
    ("tasks", "pros", "cons", "section"),
    [
        ([3, 3, 3, 4], [3, 3, 4, 3], [3, 3, 3, 3], "flat"),
        ([4, 4, 4, 4], [4, 4, 4, 4], [4, 4, 4, 4], "same-throughout"),
        ([5, None, None, None], TOP, TOP, "not-scored"),
        ([None] * 4, [None] * 4, [None] * 4, "not-scored"),
    ],
)
def test_where_nothing_can_be_said_the_profile_speaks(tasks: Given, pros: Given, cons: Given, section: str) -> None:
    skills = [4] * 5 if section == "same-throughout" else ABLE
    found = weighed(tasks, pros, cons, skills)
    assert (found.answer, found.section, found.note) == (None, section, None)


@pytest.mark.parametrize(
    ("rows", "skills", "answer", "note"),
    [
        ((TOP, TOP, TOP), ABLE, FitAnswer.CLOSE, "all-high"),
        ((TOP, TOP, TOP), [3, 3, 3, 3, 4], FitAnswer.CLOSE, None),
        ((LOWEST, LOWEST, LOWEST), [1, 1, 1, 1, 2], FitAnswer.LOW, "all-low"),
    ],
)
def test_all_high_and_all_low_are_a_note_beside_the_answer(
    rows: tuple[Given, Given, Given], skills: Given, answer: FitAnswer, note: str | None
) -> None:
    found = weighed(*rows, skills)
    assert (found.answer, found.note) == (answer, note)


def test_every_answer_has_a_text_in_every_fit() -> None:
    assert {answer.value for answer in FitAnswer} == set(FIT_TEXTS)
    assert {"flat", "same-throughout", "not-scored", "all-high", "all-low"} <= set(FIXED_TEXTS)


def test_items_are_in_the_order_of_the_answers_then_of_the_guide() -> None:
    found = weighed([2, 5, 2, 5], [1, 4, 5, 4], [3, 1, 3, 1])
    assert ids(found.tasks) == ["tasks2", "tasks4", "tasks1", "tasks3"]
    assert ids(found.draws) == ["pros3", "pros2", "pros4", "pros1"]
    assert ids(found.wears) == ["cons2", "cons4", "cons1", "cons3"]


def test_unanswered_items_are_left_out_of_the_order() -> None:
    found = weighed([None, 5, 2, 3], TOP, TOP)
    assert ids(found.tasks) == ["tasks2", "tasks4", "tasks3"]


@pytest.mark.parametrize("value", [3, 4])
def test_nothing_is_put_first_where_nothing_stands_out(value: int) -> None:
    found = weighed([3, 3, 4, 3], [3, 4, 3, 3], [value, 3, 3, 3])
    assert found.section == "flat"
    assert ids(found.tasks) == ["tasks1", "tasks2", "tasks3", "tasks4"]
    assert ids(found.draws) == ["pros1", "pros2", "pros3", "pros4"]
    assert ids(found.wears) == ["cons1", "cons2", "cons3", "cons4"]


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
    assert found.section in made.sections
    assert found.note in made.sections
    assert len(found.strengths) + len(found.gaps) == len(made.scales[3].items)


def test_only_a_questionnaire_made_from_a_guide_can_be_weighed() -> None:
    with pytest.raises(KeyError):
        weigh(score(build(scale("a")), answers(a=[1, 2, 3, 4, 5])))
