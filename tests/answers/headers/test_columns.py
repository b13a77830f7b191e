"""Which column holds which item."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.errors import ExitCode, SourceError
from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import Item
from tests.support.questionnaire import IDS, INTERESTS, QUESTIONNAIRE, SKILLS, messages, numbers, read


@pytest.mark.parametrize(
    "heading",
    [
        "i1",
        "I1",
        " Find out why a machine broke. ",
        "find out why a\nMACHINE broke",
        "3. Find out why a machine broke",
        "Find out why a machine broke?",
        "<p>Find out&nbsp;why a <b>machine</b> broke</p>",
        "How would you like to do this? [Find out why a machine broke.]",
        "Anything [else] [Find out why a machine broke.]",
        "How would you like to do this? - Find out why a machine broke.",
        "Interests – Find out why a machine broke.",
        "Q1[i1]",
        "Q1_i1",
        "Q1[SQ001]. How would you like to do this? [Find out why a machine broke.]",
        "Find out why a machine broke.2",
        "How would y.. [Find out w.. ]",
        "How_would_you_like_to_do_this?_[Find_out_why_a_machine_broke.]",
    ],
)
def test_heading_is_matched(tmp_path: Path, heading: str) -> None:
    assert numbers(read(tmp_path, [heading, *IDS[1:]], ["4", "", "", "", ""])) == ((4, None, None, None, None),)


@pytest.mark.parametrize(
    "heading", ["i9", "Why a machine broke", "About: find out why a machine broke", "How would.. [Find..]"]
)
def test_heading_is_not_guessed(tmp_path: Path, heading: str) -> None:
    with pytest.raises(SourceError, match="1 of 5 items have no column"):
        read(tmp_path, [heading, *IDS[1:]], ["4", "", "", "", ""])


def test_words_after_the_lead_in_may_stand_in_the_form(tmp_path: Path) -> None:
    heading = "Working with data: You clean what others collected."
    with pytest.raises(SourceError):
        read(tmp_path, [*IDS[:4], heading], ["4"] * 5)
    assert read(tmp_path, [*IDS[:4], heading.replace(":", "")], ["4"] * 5).responses


def test_item_without_column_names_the_nearest(tmp_path: Path) -> None:
    header = ["id", "i1", "Read, sort and compare papers", "i3", "programming", "data-work", "Colour"]
    with pytest.raises(SourceError) as caught:
        read(tmp_path, header, ["p1", "1", "1", "1", "1", "1", "red"])
    assert caught.value.exit_code is ExitCode.INVALID
    (problem,) = caught.value.problems
    assert (problem.line, problem.field) == (1, "i2")
    assert problem.message == "no column for this item (Read, sort and compare reports.); nearest: C"


def test_no_item_at_all_quotes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, ["Canary Person", "canary@example.org"], ["4", "5"])
    assert "canary" not in f"{caught.value}{caught.value.problems}".casefold()


def test_all_missing_items_are_reported_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, ["id", "i1"], ["p1", "1"])
    assert [problem.field for problem in caught.value.problems] == list(IDS[1:])


def twice_named() -> Assessment:
    """Return the questionnaire with one item whose words stand in both scales."""
    other = replace(INTERESTS, items=(*INTERESTS.items, Item("like-code", "Programming")))
    return replace(QUESTIONNAIRE, scales=(other, SKILLS))


def test_equal_words_are_distinguished_by_the_question(tmp_path: Path) -> None:
    header = ["i1", "i2", "i3", "Where are you now? [Programming]", "Interests [Programming]", "data-work"]
    answers = read(tmp_path, header, ["1", "1", "1", "5", "2", "1"], assessment=twice_named())
    given = answers.responses[0].answers
    assert (given["like-code"], given["programming"]) == (2, 5)


def test_equal_words_without_a_question_are_taken_in_order_and_said_so(tmp_path: Path) -> None:
    header = ["id", "i1", "i2", "i3", "Programming", "Programming2", "data-work"]
    answers = read(tmp_path, header, ["p1", "1", "1", "1", "5", "2", "1"], assessment=twice_named())
    given = answers.responses[0].answers
    assert (given["like-code"], given["programming"]) == (5, 2)
    assert messages(answers) == [
        "these headers have the same words, so the order of the questionnaire decided: like-code, programming"
    ]


def test_two_columns_for_one_item_are_an_error(tmp_path: Path) -> None:
    header = ["A [Find out why a machine broke.]", "B [Find out why a machine broke.]", *IDS[1:]]
    with pytest.raises(SourceError, match="which column holds which item \\(i1\\) is unclear"):
        read(tmp_path, header, ["1"] * 6)


def test_item_may_be_called_like_a_column_of_a_tool(tmp_path: Path) -> None:
    scale = replace(SKILLS, items=(*SKILLS.items, Item("email", "Writing messages")))
    assessment = replace(QUESTIONNAIRE, scales=(INTERESTS, scale))
    answers = read(tmp_path, [*IDS, "email"], ["1", "1", "1", "1", "1", "3"], assessment=assessment)
    assert answers.responses[0].answers["email"] == 3


def test_other_questionnaires_columns_are_ignored(tmp_path: Path) -> None:
    answers = read(tmp_path, ["id", "other-1", *IDS, "other-2"], ["p1", "9", "1", "2", "3", "4", "5", "x"])
    assert numbers(answers) == ((1, 2, 3, 4, 5),)
    assert answers.ignored_columns == ("B", "H")


def test_rows_of_other_questionnaires_are_left_out_with_one_note(tmp_path: Path) -> None:
    rows = [
        ["p1", "sample", *"12345"],
        ["p2", "fit", *"12345"],
        ["p3", "Sample questions", *"12345"],
        ["p4", "", *"12345"],
    ]
    answers = read(tmp_path, ["id", "assessment", *IDS], *rows)
    assert [response.id for response in answers.responses] == ["p1", "p3"]
    assert messages(answers) == ["2 rows of other questionnaires were left out"]


def test_a_mistyped_id_is_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, ["id", "i1", "i02", *IDS[2:]], ["p1", *"12345"])
    (problem,) = caught.value.problems
    assert (problem.field, problem.message.partition("; ")[2]) == ("i2", "nearest: C")


def test_a_row_of_answers_is_no_header(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, ["p1", *"44544"], ["p2", *"12345"])
    (problem,) = caught.value.problems
    assert problem.message.startswith("nothing here is an item of this questionnaire")
