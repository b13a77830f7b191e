"""Every export of `survey-exports` is read to the same answers, without anybody editing it first."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from careerprint.answers.open_answers import open_answers, read_answers
from careerprint.errors import SourceError
from careerprint.sources.assessment import Assessment
from tests.support import pdf_forms
from tests.support.exports import FROM_ZERO, PAPER, SHAPES, TOOLS, WINDOWS
from tests.support.questionnaire import DAYS, FILES, IDS, NUMBERS, PEOPLE, QUESTIONNAIRE, messages, numbers

ACCENTED = "Sample Person Léa 03"


def test_every_file_is_listed() -> None:
    assert {path.name for path in FILES.iterdir()} == {*SHAPES, FROM_ZERO}


def counted_from_zero() -> Assessment:
    scales = tuple(replace(scale, values=(0, 1, 2, 3, 4)) for scale in QUESTIONNAIRE.scales)
    return replace(QUESTIONNAIRE, scales=scales)


@pytest.mark.parametrize("name", TOOLS)
def test_the_tool_is_recognized(name: str) -> None:
    assessment = counted_from_zero() if name == FROM_ZERO else QUESTIONNAIRE
    assert open_answers(FILES / name, assessment, lambda problem: None).exporter == TOOLS[name]


def test_codes_from_0_are_not_taken_for_codes_from_1(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="it seems that the tool counts from 0: write `values: "):
        read_answers(FILES / FROM_ZERO, QUESTIONNAIRE)
    lines = (FILES / FROM_ZERO).read_text(encoding="utf-8").splitlines()
    path = tmp_path / "slip.csv"
    path.write_text("\n".join([*lines, "4,,2026-11-14,Sample Person 04,5,1,1,1,1,2"]), encoding="utf-8")
    assert messages(read_answers(path, QUESTIONNAIRE)) == ["not one of the choices"] * 2


def test_codes_from_0_are_read_where_the_questionnaire_says_so() -> None:
    answers = read_answers(FILES / FROM_ZERO, counted_from_zero())
    assert (numbers(answers), messages(answers)) == (NUMBERS, [])
    assert [(person.id, person.name, person.date) for person in answers.responses] == [
        (str(n), name, day) for n, name, day in zip(range(1, 4), PEOPLE, DAYS, strict=True)
    ]


def test_qualtrics_codes_from_0_are_read_too(tmp_path: Path) -> None:
    """Qualtrics writes recoded values where the export asks for numbers; these begin at 0 if the center says so."""
    with (FILES / "qualtrics.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    first, last = rows[0].index("Q1_1"), rows[0].index("Q2_2") + 1
    for row in rows[3:]:
        row[first:last] = [str(int(cell) - 1) if cell.isdecimal() else cell for cell in row[first:last]]
    path = tmp_path / "codes.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert numbers(read_answers(path, counted_from_zero())) == NUMBERS


@pytest.mark.parametrize("name", SHAPES)
def test_shape(name: str) -> None:
    ids, notes = SHAPES[name]
    answers = read_answers(FILES / name, QUESTIONNAIRE)
    assert numbers(answers) == NUMBERS
    assert tuple(response.id for response in answers.responses) == ids
    last = ACCENTED if notes == [WINDOWS] else PEOPLE[2]
    assert [response.name for response in answers.responses] == [*PEOPLE[:2], last]
    assert tuple(response.date for response in answers.responses) == DAYS
    assert messages(answers) == notes
    assert not any(problem.fatal for problem in answers.problems)


def test_columns_that_match_nothing_are_named_once_and_kept() -> None:
    answers = read_answers(FILES / "google-forms.csv", QUESTIONNAIRE)
    assert answers.ignored_columns == ("H",)
    assert [dict(response.extra) for response in answers.responses] == [
        {"Comments": ""},
        {"Comments": "Thank you; see you, soon"},
        {"Comments": "-"},
    ]


def test_tools_own_columns_are_neither_reported_nor_kept() -> None:
    answers = read_answers(FILES / "qualtrics.csv", QUESTIONNAIRE)
    assert answers.ignored_columns == ()
    assert [dict(response.extra) for response in answers.responses] == [{}, {}, {}]
    assert {response.language for response in answers.responses} == {"EN"}


def test_rows_are_those_a_spreadsheet_shows() -> None:
    google = read_answers(FILES / "google-forms.csv", QUESTIONNAIRE)
    assert [response.row for response in google.responses] == [2, 3, 4]
    qualtrics = read_answers(FILES / "qualtrics.csv", QUESTIONNAIRE)
    assert [response.row for response in qualtrics.responses] == [5, 6, 7]
    assert [problem.row for problem in qualtrics.problems] == [4, 8]


@pytest.mark.parametrize("options", [True, False])
def test_folder_of_filled_forms(tmp_path: Path, options: bool) -> None:
    for place, (name, given) in enumerate(zip(PEOPLE, NUMBERS, strict=True)):
        texts = {"name": name, "id": f"p{place + 1}", "date": DAYS[place].isoformat(), "notes": "call me"}
        pdf_forms.save(pdf_forms.form(texts, given, options=options), tmp_path / f"{place}.pdf")
    (tmp_path / "readme.txt").write_text("not a form")
    answers = read_answers(tmp_path, QUESTIONNAIRE)
    assert numbers(answers) == NUMBERS
    assert [(r.id, r.name, r.date) for r in answers.responses] == list(zip(PAPER, PEOPLE, DAYS, strict=True))
    assert [Path(response.file).name for response in answers.responses] == ["0.pdf", "1.pdf", "2.pdf"]
    assert answers.ignored_columns == ("notes",)
    assert messages(answers) == ["1 file in this folder is not a PDF and was not read"]


def test_single_form(tmp_path: Path) -> None:
    path = pdf_forms.save(pdf_forms.form({"date": "3 Nov 2026"}, NUMBERS[0]), tmp_path / "one.pdf")
    answers = read_answers(path, QUESTIONNAIRE)
    assert numbers(answers) == NUMBERS[:1]
    assert (answers.responses[0].id, answers.responses[0].date) == ("row-0001", date(2026, 11, 3))


@pytest.mark.parametrize(
    ("heads", "cells", "tool"),
    [
        (["Marca temporal", "¿Cómo te llamas?"], ["2026/11/02 10:39:41 p. m. GMT+1", PEOPLE[0]], "Google Forms"),
        (
            ["Id", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre", "Tu nombre completo"],
            ["1", "2026-11-02 10:00:00", "2026-11-02 22:39:41", "anonymous", "", PEOPLE[0]],
            "Microsoft Forms",
        ),
        (
            ["Submission Date", "Name - First Name", "Name - Last Name"],
            ["Nov 2, 2026", "Sample", "Person 01"],
            "Jotform",
        ),
        (["#", "Your name", "Submit Date (UTC)"], ["k3v0", PEOPLE[0], "2026-11-02 22:39:41"], "Typeform"),
        (
            ["Record ID", "Survey Timestamp", "Your name", "Complete?"],
            ["1", "2026-11-02", PEOPLE[0], "Complete"],
            "REDCap",
        ),
    ],
)
def test_other_forms_of_the_same_tools(tmp_path: Path, heads: list[str], cells: list[str], tool: str) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*heads, *IDS], [*cells, *map(str, NUMBERS[0])]])
    stream = open_answers(path, QUESTIONNAIRE, lambda problem: pytest.fail(problem.message))
    (person,) = stream.responses()
    assert (stream.exporter, person.name, person.date) == (tool, PEOPLE[0], DAYS[0])
    assert tuple(person.answers.values()) == NUMBERS[0]


@pytest.mark.parametrize("tool", ["SurveyMonkey", "another"])
def test_merged_cells_in_a_header_are_read_where_their_meaning_is_known(tmp_path: Path, tool: str) -> None:
    with (FILES / "surveymonkey.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if tool == "another":
        rows = [["Number", *(below or above for above, below in zip(*rows[:2], strict=True))][:-1], *rows[2:]]
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.merge_range(0, 10, 0, 12, rows[0][10])
    if tool == "another":
        with pytest.raises(SourceError, match="cells of this row are merged"):
            read_answers(path, QUESTIONNAIRE)
    else:
        assert numbers(read_answers(path, QUESTIONNAIRE)) == NUMBERS
