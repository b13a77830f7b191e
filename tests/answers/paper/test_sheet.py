"""The sheet for paper answers, and back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import python_calamine

from careerprint.answers.open_answers import read_answers
from careerprint.answers.paper import sheet as answer_sheet
from careerprint.errors import OutputError
from careerprint.sources.scales import Item
from tests.support.questionnaire import IDS, INTERESTS, NUMBERS, QUESTIONNAIRE, SKILLS, messages, numbers


def typed_into(blank: Path, rows: list[list[int | str | None]]) -> Path:
    """Type into the first sheet as a spreadsheet program does: numbers as numbers, texts as texts."""
    filled = blank.with_name("filled.xlsx")
    with zipfile.ZipFile(blank) as old, zipfile.ZipFile(filled, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</sheetData>", sheet_rows(rows).encode() + b"</sheetData>")
            new.writestr(name, data)
    return filled


def sheet_rows(rows: list[list[int | str | None]]) -> str:
    def cell(value: int | str | None) -> str:
        if value is None:
            return "<c/>"
        return f"<c><v>{value}</v></c>" if isinstance(value, int) else f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    return "".join(f'<row r="{n}">{"".join(map(cell, row))}</row>' for n, row in enumerate(rows, start=2))


def total(given: Sequence[int | None]) -> int:
    """Return what somebody adds up who types these answers."""
    return sum(answer or 0 for answer in given)


def test_workbook_is_read_back_as_it_is(tmp_path: Path) -> None:
    blank = tmp_path / "sheet.xlsx"
    answer_sheet.write_xlsx(QUESTIONNAIRE, blank)
    rows = [[f"00{n}", f"Sample Person {n}", 46000 + n, *given, total(given)] for n, given in enumerate(NUMBERS)]
    answers = read_answers(typed_into(blank, rows), QUESTIONNAIRE)
    assert numbers(answers) == NUMBERS
    assert [response.id for response in answers.responses] == ["000", "001", "002"]
    assert answers.ignored_columns == ()
    assert messages(answers) == ["not a date"] * 3  # The plain numbers above bear no date format.


def test_blank_workbook_has_nobody(tmp_path: Path) -> None:
    answer_sheet.write_xlsx(QUESTIONNAIRE, tmp_path / "sheet.xlsx")
    answers = read_answers(tmp_path / "sheet.xlsx", QUESTIONNAIRE)
    assert (answers.responses, answers.problems) == ((), ())


def test_workbook_offers_choices_and_words() -> None:
    with zipfile.ZipFile(io.BytesIO(answer_sheet.xlsx_bytes(QUESTIONNAIRE))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        comments = archive.read("xl/comments1.xml").decode()
    assert sheet.count('type="list"') == len(IDS)
    assert sheet.count('<formula1>"1,2,3,4,5"</formula1>') == len(IDS)
    assert 'promptTitle="1 i1"' in sheet
    assert 'prompt="Find out why a machine broke.&#xA;1 = Dislike a lot;' in sheet
    assert "You clean what others collected." in comments


def test_second_sheet_lists_the_items() -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer_sheet.xlsx_bytes(QUESTIONNAIRE)))
    assert book.sheet_names == ["Answers", "Items"]
    rows = book.get_sheet_by_name("Items").to_python()
    assert [row[:2] for row in rows] == [["line", "id"], *([str(n), name] for n, name in enumerate(IDS, start=1))]
    assert rows[1][4:] == [
        "Find out why a machine broke.",
        "1 = Dislike a lot; 2 = Dislike; 3 = Not sure; 4 = Like; 5 = Like a lot",
    ]


def test_same_questionnaire_gives_the_same_bytes() -> None:
    assert answer_sheet.xlsx_bytes(QUESTIONNAIRE) == answer_sheet.xlsx_bytes(QUESTIONNAIRE)


def test_csv_is_read_back_and_its_companion_says_the_words(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    (words,) = answer_sheet.write_csv(QUESTIONNAIRE, path)
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["p1", "Sample Person 01", "2026-11-03", *NUMBERS[0], total(NUMBERS[0]), ""])
    assert numbers(read_answers(path, QUESTIONNAIRE)) == NUMBERS[:1]
    assert words.name == "sheet-items.csv"
    with words.open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [row["id"] for row in listed] == list(IDS)
    assert listed[4]["item"] == "Working with data You clean what others collected."


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    hostile = replace(
        QUESTIONNAIRE,
        scales=(
            replace(INTERESTS, question=f"{start}1+1", items=(Item(f"{start}a", f"{start}cmd|'/c'!A1"),)),
            SKILLS,
        ),
    )
    path = tmp_path / "sheet.csv"
    for file in (path, *answer_sheet.write_csv(hostile, path, ["1"])):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            assert not [cell for row in csv.reader(lines) for cell in row if cell.startswith(start)]
    with zipfile.ZipFile(io.BytesIO(answer_sheet.xlsx_bytes(hostile, ["1"]))) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{n}.xml") for n in (1, 2, 3)]
    assert not [sheet for sheet in sheets if b"<f>" in sheet]


def test_ids_are_written_into_the_rows_with_a_class_list(tmp_path: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(answer_sheet.xlsx_bytes(QUESTIONNAIRE, ["007", "008"]))
    )
    assert [row[0] for row in book.get_sheet_by_name("Answers").to_python()] == ["id", "007", "008"]
    assert book.get_sheet_by_name("Class list").to_python() == [
        ["id", "name", "notes"],
        ["007", "", ""],
        ["008", "", ""],
    ]
    _, people = answer_sheet.write_csv(QUESTIONNAIRE, tmp_path / "sheet.csv", ["007", "008"])
    assert people.read_text(encoding="utf-8-sig").split() == ["id,name,notes", "007,,", "008,,"]
    answers = read_answers(tmp_path / "sheet.csv", QUESTIONNAIRE)
    assert messages(answers) == ["left out: nothing of this questionnaire is answered"] * 2


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        answer_sheet.write_xlsx(QUESTIONNAIRE, tmp_path / "none" / "sheet.xlsx")
