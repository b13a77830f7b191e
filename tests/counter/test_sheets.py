"""A questionnaire in small pages, and what a page may send back."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette", reason="the packages of the counter are not installed")

from careerprint.counter.forms import TurnedAway
from careerprint.counter.sheets import MOST_LINES, answers_in, sheets_of
from tests.support.samples import studio

ASSESSMENTS = ("interests", "es/interests", "fit--registered-nurse", "es/fit--electrician")


@pytest.mark.parametrize("slug", ASSESSMENTS)
def test_pages_hold_every_line_once_in_the_order_of_the_worksheet(slug: str) -> None:
    assessment = studio().assessments[slug]
    sheets = sheets_of(assessment)
    lines = [(sheet.first + place, item.id) for sheet in sheets for place, item in enumerate(sheet.items)]
    assert lines == [(number, item.id) for number, (_, item) in enumerate(assessment.on_paper, 1)]
    assert [sheet.number for sheet in sheets] == list(range(1, len(sheets) + 1))
    assert all(4 <= len(sheet.items) <= MOST_LINES for sheet in sheets)


def test_lines_that_share_a_page_share_their_choices() -> None:
    assessment = studio().assessments["fit--registered-nurse"]
    choices = {item.id: scale.choices for scale, item in assessment.items}
    for sheet in sheets_of(assessment):
        assert {choices[item.id] for item in sheet.items} == {sheet.choices}


def test_answers_of_a_page() -> None:
    sheet = sheets_of(studio().assessments["interests"])[0]
    first, second, *others = [item.id for item in sheet.items]
    found = answers_in(sheet, {first: "1", second: "5", others[0]: ""})
    assert found == {first: 1, second: 5, **dict.fromkeys(others)}


@pytest.mark.parametrize("text", ["0", "6", "-1", "1.0", "x", " 1", "١", "99999999999999999999", "1;2", "+1", "²"])
def test_a_choice_that_is_not_offered_is_refused(text: str) -> None:
    sheet = sheets_of(studio().assessments["interests"])[0]
    with pytest.raises(TurnedAway) as refused:
        answers_in(sheet, {sheet.items[0].id: text})
    assert (refused.value.status, text in str(refused.value)) == (400, False)


def test_a_line_of_another_page_is_refused() -> None:
    first, second, *_ = sheets_of(studio().assessments["interests"])
    with pytest.raises(TurnedAway):
        answers_in(first, {second.items[0].id: "1"})
