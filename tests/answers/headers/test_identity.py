"""Who is who: chosen columns, and headers in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.answers.open_answers import ChosenColumns, open_answers, read_answers
from careerprint.answers.responses import Answers
from careerprint.errors import SourceError
from careerprint.sources.fields import AnswerColumns
from tests.support.questionnaire import IDS, QUESTIONNAIRE, messages, read

NOBODY = (
    "nobody has a name or an ID, so nobody can tell whose report is whose; name the column that holds one with "
    "--name-column or --id-column"
)
ONE = ["1", "2", "3", "4", "5"]


def first(folder: Path, heads: Sequence[str], cells: Sequence[str]) -> tuple[str, str]:
    """Return the ID and the name that a row under these headers gives."""
    (response,) = read(folder, [*heads, *IDS], [*cells, *ONE]).responses
    return response.id, response.name


@pytest.mark.parametrize(
    "head",
    [
        "Name",
        "Name:",
        "Name (first and last)",
        "What is your name?",
        "What's your full name?",
        "Your name (first and last)",
        "Student name",
        "Student's name",
        "Name of student",
        "Please enter your name",
        "2. Your first name",
        "Hi! First, what's your name?",
        "Nombre",
        "Nombre:",
        "Nombre y apellidos",
        "¿Cuál es tu nombre?",
        "Escriba su nombre completo",
        "¿Cómo te llamas?",
        "Nombre del estudiante",
    ],
)
def test_a_name_is_recognized_in_plain_words(tmp_path: Path, head: str) -> None:
    assert first(tmp_path, [head], ["Sample Person 01"]) == ("row-0002", "Sample Person 01")


@pytest.mark.parametrize(
    "head",
    [
        "Name of your school",
        "Your teacher's name",
        "Emergency contact name",
        "What is the name of the job you want?",
        "Name one thing that you enjoy",
        "Your user name",
        "Your pet's name",
        "Your street name",
        "Nombre de la escuela",
        "Nombre de tu mascota",
        "Locker number",
        "Tell us in a few words what you like about your work, what you would change, and your name if you like",
    ],
)
def test_other_names_are_not_taken_for_the_persons(tmp_path: Path, head: str) -> None:
    answers = read(tmp_path, [head, *IDS], ["Canary", *ONE])
    assert (answers.responses[0].name, messages(answers)) == ("", [NOBODY])


@pytest.mark.parametrize(
    "head",
    [
        "Student ID",
        "What is your student ID?",
        "Student number",
        "Your ID",
        "What is your ID number?",
        "ID (from the center)",
        "Matrícula",
        "Número de estudiante",
    ],
)
def test_an_id_is_recognized_in_plain_words(tmp_path: Path, head: str) -> None:
    assert first(tmp_path, [head], ["s17"]) == ("s17", "")


def test_first_and_last_name_are_put_together(tmp_path: Path) -> None:
    heads = ["What is your last name?", "What is your first name?"]
    assert first(tmp_path, heads, ["Person 01", "Sample"])[1] == "Sample Person 01"
    assert first(tmp_path, ["Nombre", "Apellidos"], ["Sample", "Person 01"])[1] == "Sample Person 01"
    assert first(tmp_path, ["Apellidos", "Tu primer nombre"], ["Person 01", "Sample"])[1] == "Sample Person 01"


def test_of_two_columns_that_ask_for_a_name_none_is_taken(tmp_path: Path) -> None:
    answers = read(tmp_path, ["Your full name", "Your preferred name", *IDS], ["Canary", "Canary", *ONE])
    assert (answers.responses[0].name, messages(answers)) == ("", [NOBODY])


def chosen(folder: Path, heads: Sequence[str], cells: Sequence[str], **columns: str) -> Answers:
    read_before = folder / "answers.csv"
    read(folder, [*heads, *IDS], [*cells, *ONE])
    return read_answers(read_before, QUESTIONNAIRE, ChosenColumns(AnswerColumns(**columns)))


@pytest.mark.parametrize("column", ["B", "b", "who are you?", "Who are you?"])
def test_a_column_is_chosen_by_its_header_or_its_letter(tmp_path: Path, column: str) -> None:
    answers = chosen(tmp_path, ["Name", "Who are you?"], ["Canary", "Sample Person 01"], name=column)
    assert answers.responses[0].name == "Sample Person 01"
    assert answers.responses[0].extra == {"Name": "Canary"}


def test_id_and_date_are_chosen_too(tmp_path: Path) -> None:
    heads, cells = ["Locker", "Day of the visit", "Date"], ["17", "2026-11-03", "2020-01-01"]
    (response,) = chosen(tmp_path, heads, cells, id="locker", date="day of the visit").responses
    assert (response.id, str(response.date)) == ("17", "2026-11-03")


@pytest.mark.parametrize(
    ("column", "message"), [("Nobody", "there is no such column"), ("Twice", "several columns have this header")]
)
def test_a_typed_column_must_be_the_only_one(tmp_path: Path, column: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        chosen(tmp_path, ["Twice", "twice "], ["x", "y"], name=column)


def test_what_the_center_says_may_be_missing_in_a_file(tmp_path: Path) -> None:
    read(tmp_path, ["name", *IDS], ["Sample Person 01", *ONE])
    usual = ChosenColumns(usual=AnswerColumns(name="What shall we call you?"))
    assert read_answers(tmp_path / "answers.csv", QUESTIONNAIRE, usual).responses[0].name == "Sample Person 01"
    letter = ChosenColumns(usual=AnswerColumns(name="B"))
    assert read_answers(tmp_path / "answers.csv", QUESTIONNAIRE, letter).responses[0].name == "Sample Person 01"


def test_the_assessment_counts_more_than_the_center() -> None:
    both = AnswerColumns(name="A").over(AnswerColumns(name="B", id="C"))
    assert both == AnswerColumns(name="A", id="C")


@pytest.mark.parametrize("head", ["name", "id"])
def test_two_columns_of_one_header_that_say_who_somebody_is_are_an_error(tmp_path: Path, head: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, [head, head.upper(), *IDS], ["Canary", "x", *ONE])
    (problem,) = caught.value.problems
    assert (problem.field, "say which one counts" in problem.message) == ("A, B", True)


def test_it_is_said_which_columns_were_taken(tmp_path: Path) -> None:
    read(tmp_path, ["Timestamp", "What is your name?", *IDS], ["2026-11-03 10:00:00", "Sample Person 01", *ONE])
    stream = open_answers(tmp_path / "answers.csv", QUESTIONNAIRE, lambda problem: None)
    assert str(stream.who) == ("Name: B (What is your name?) · ID: none, rows are numbered · Date: A (Timestamp)")


def test_an_item_is_never_taken_for_a_name(tmp_path: Path) -> None:
    scale = QUESTIONNAIRE.scales[0]
    items = (replace(scale.items[0], text="Write your name on a list."), *scale.items[1:])
    asked = replace(QUESTIONNAIRE, scales=(replace(scale, items=items), *QUESTIONNAIRE.scales[1:]))
    answers = read(tmp_path, ["Write your name on a list.", *IDS[1:]], ONE, assessment=asked)
    assert (answers.responses[0].name, answers.responses[0].answers["i1"]) == ("", 1)


def test_anonymous_answers_are_warned_about_even_if_the_tool_has_a_column_for_names(tmp_path: Path) -> None:
    heads = ["ID", "Start time", "Completion time", "Email", "Name"]
    answers = read(tmp_path, [*heads, *IDS], ["1", "2026-11-03", "2026-11-03", "anonymous", "", *ONE])
    assert messages(answers) == [NOBODY]
    named = read(tmp_path, [*heads, "Your first name", *IDS], ["1", "", "2026-11-03", "anonymous", "", "Sample", *ONE])
    assert (named.responses[0].name, messages(named)) == ("Sample", [])


def test_columns_without_a_header_or_with_that_of_another_hold_nothing_to_sort_by(tmp_path: Path) -> None:
    answers = read(tmp_path, ["id", "Other", "", "other", "Class", *IDS], ["p1", "x", "y", "z", "9b", *ONE])
    assert (answers.ignored_columns, answers.responses[0].extra) == (("B", "C", "D", "E"), {"Class": "9b"})


def test_the_nearest_header_is_named_even_inside_a_grid(tmp_path: Path) -> None:
    heads = ["id", "Q1. Interests [find out why the machine breaks]", *IDS[1:]]
    with pytest.raises(SourceError) as caught:
        read(tmp_path, heads, ["p1", *ONE])
    assert caught.value.problems[0].message.endswith("nearest: B")
