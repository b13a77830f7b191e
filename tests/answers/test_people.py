"""Who answered, when, and which response counts."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from careerprint.answers.open_answers import read_answers
from careerprint.answers.responses import ItemAnswers
from careerprint.errors import SourceError
from tests.support.questionnaire import FILES, IDS, QUESTIONNAIRE, messages, numbers, read

ONE, TWO = "11111", "22222"


def test_latest_response_counts_by_date(tmp_path: Path) -> None:
    rows = [["p1", "2026-11-05", *TWO], ["p2", "2026-11-01", *ONE], ["p1", "2026-11-04", *ONE]]
    answers = read(tmp_path, ["id", "date", *IDS], *rows)
    assert [(r.id, r.row, r.answers["i1"]) for r in answers.responses] == [("p1", 2, 2), ("p2", 3, 1)]
    (problem,) = answers.problems
    assert (problem.row, problem.fatal) == (4, False)
    assert problem.message == "left out: the same person answered again in row 2, the latest counts"


def test_without_dates_the_last_row_counts(tmp_path: Path) -> None:
    answers = read(tmp_path, ["id", *IDS], ["p1", *ONE], ["p1", *ONE], ["p1", *TWO])
    assert [(r.row, r.answers["i1"]) for r in answers.responses] == [(4, 2)]
    assert [problem.row for problem in answers.problems] == [2, 3]


def test_latest_counts_even_when_it_cannot_be_read(tmp_path: Path) -> None:
    answers = read(tmp_path, ["id", *IDS], ["p1", *ONE], ["p1", "canary", *"2222"])
    assert answers.responses == ()
    assert [(problem.row, problem.fatal) for problem in answers.problems] == [(2, False), (3, True)]


def test_email_tells_people_apart_only_together_with_the_name(tmp_path: Path) -> None:
    header = ["Timestamp", "Email Address", "Name", *IDS]
    rows = [
        ["2026/11/02 9:00:00 AM GMT", "Staff@example.org", "Sample Person 01", *ONE],
        ["2026/11/03 9:00:00 AM GMT", "staff@example.org", "Sample Person 02", *ONE],
        ["2026/11/04 9:00:00 AM GMT", "staff@example.org", "sample person 01", *TWO],
    ]
    answers = read(tmp_path, header, *rows)
    assert [response.row for response in answers.responses] == [3, 4]


def test_anonymous_is_nobody(tmp_path: Path) -> None:
    header = ["ID", "Start time", "Completion time", "Email", "Name", *IDS]
    rows = [[n, "11/13/26 9:00:00", "11/13/26 9:05:00", "anonymous", "", *ONE] for n in ("1", "2")]
    answers = read(tmp_path, header, *rows)
    assert [(r.id, r.name, r.date) for r in answers.responses] == [
        ("1", "", date(2026, 11, 13)),
        ("2", "", date(2026, 11, 13)),
    ]


def test_two_people_with_one_id_are_both_left_out(tmp_path: Path) -> None:
    rows = [["p1", "Canary Anna", *ONE], ["p1", "Canary Bert", *TWO], ["p2", "Sample Person 03", *ONE]]
    answers = read(tmp_path, ["id", "name", *IDS], *rows)
    assert [response.id for response in answers.responses] == ["p2"]
    assert messages(answers) == ["the same ID but not the same name in row 2, row 3"] * 2
    assert all(problem.fatal for problem in answers.problems)


def test_missing_id_is_made_from_the_row(tmp_path: Path) -> None:
    answers = read(tmp_path, ["id", *IDS], ["p1", *ONE], ["", *ONE], ["007", *ONE])
    assert [response.id for response in answers.responses] == ["p1", "row-0003", "007"]


def test_first_and_last_name_are_joined(tmp_path: Path) -> None:
    answers = read(tmp_path, ["First name", "Last name", *IDS], ["Sample", "Person 01", *ONE])
    assert answers.responses[0].name == "Sample Person 01"


def test_name_and_id_have_limits(tmp_path: Path) -> None:
    answers = read(tmp_path, ["id", "name", *IDS], ["x" * 101, "n" * 201, *ONE], ["p2", "n" * 200, *ONE])
    assert [response.id for response in answers.responses] == ["p2"]
    assert messages(answers) == ["the ID is too long", "the name is too long"]


def test_ambiguous_dates_are_reported_and_not_used(tmp_path: Path) -> None:
    answers = read(tmp_path, ["id", "date", *IDS], ["p1", "03/04/2026", *ONE], ["p2", "05/05/2026", *ONE])
    assert [response.date for response in answers.responses] == [None, date(2026, 5, 5)]
    (problem,) = answers.problems
    assert (problem.column, problem.row, problem.fatal) == ("B (date)", None, False)


def test_what_is_no_date_is_a_note(tmp_path: Path) -> None:
    answers = read(tmp_path, ["id", "date", *IDS], ["p1", "canary", *ONE])
    assert answers.responses[0].date is None
    (problem,) = answers.problems
    assert (problem.column, problem.message, problem.fatal) == ("B (date)", "not a date", False)


def test_limesurvey_without_dates_has_none(tmp_path: Path) -> None:
    answers = read(tmp_path, ["token", "submitdate", "lastpage", *IDS], ["1", "1980-01-01 00:00:00", "3", *ONE])
    assert (answers.responses[0].date, answers.problems) == (None, ())


def test_wrong_cells_are_listed_with_row_column_and_what_was_expected(tmp_path: Path) -> None:
    answers = read(tmp_path, ["id", *IDS], ["p1", "canary", "2", "6", "1", "1"], ["p2", *ONE])
    assert [response.id for response in answers.responses] == ["p2"]
    assert [str(problem.as_problem()).partition("answers.csv:")[2] for problem in answers.problems] == [
        "2: B (i1): not one of the choices; expected a number from 1 to 5, or one of: "
        "Dislike a lot, Dislike, Not sure, Like, Like a lot",
        "2: D (i3): not one of the choices; expected a number from 1 to 5, or one of: "
        "Dislike a lot, Dislike, Not sure, Like, Like a lot",
    ]


def test_nobody_answered_is_a_note(tmp_path: Path) -> None:
    answers = read(tmp_path, ["id", *IDS], ["p1", "", "", "", "", ""])
    assert answers.responses == ()
    assert messages(answers) == ["left out: nothing of this questionnaire is answered"]


def test_no_rows_and_one_row(tmp_path: Path) -> None:
    assert read(tmp_path, ["id", *IDS]).responses == ()
    assert len(read(tmp_path, ["id", *IDS], ["p1", *ONE]).responses) == 1


def test_answers_are_a_mapping_in_the_order_of_the_items() -> None:
    answers = ItemAnswers({"a": 0, "b": 1}, bytes([3, 0]))
    assert dict(answers) == {"a": 3, "b": None}
    assert list(answers) == ["a", "b"]
    with pytest.raises(KeyError):
        answers["c"]


def test_responses_survive_the_way_to_another_process() -> None:
    answers = read_answers(FILES / "answer-sheet.csv", QUESTIONNAIRE)
    again = pickle.loads(pickle.dumps(answers))
    assert again == answers
    assert numbers(again) == numbers(answers)


def test_repr_of_a_response_shows_nothing_personal() -> None:
    (response, *_) = read_answers(FILES / "google-forms.csv", QUESTIONNAIRE).responses
    shown = repr(response)
    assert shown.startswith("Response(id='row-0002', language=None, file=")
    assert "Sample Person" not in shown


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        read_answers(tmp_path / "none.csv", QUESTIONNAIRE)
