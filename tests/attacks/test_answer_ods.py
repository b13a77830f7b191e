"""The attack list: ODS."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from careerprint.errors import SourceError
from tests.support import ods
from tests.support.answer_files import CANARY, GOOD, HEADER, ROW, read
from tests.support.questionnaire import messages, numbers

HEAD, GOOD_ROW = ods.row(HEADER.split(",")), ods.row(ROW.split(","))


def test_cells_rows_and_columns_are_repeated(tmp_path: Path) -> None:
    rows = HEAD + ods.row(["p1", "Sample Person 01", 3, 3, 3, 3, 3])
    assert numbers(read(ods.save(tmp_path / "a.ods", ods.sheet(rows)))) == ((3, 3, 3, 3, 3),)


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    empty = '<table:table-row table:number-rows-repeated="7"><table:table-cell/></table:table-row>'
    answers = read(ods.save(tmp_path / "a.ods", ods.sheet(empty + HEAD + empty + GOOD_ROW)))
    assert (numbers(answers), answers.responses[0].row) == (GOOD, 16)


def test_hidden_and_further_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    hidden = ods.sheet(ods.row([CANARY]), "Old", "hidden")
    answers = read(ods.save(tmp_path / "a.ods", hidden + ods.sheet(HEAD + GOOD_ROW) + ods.sheet(HEAD, "More")))
    assert numbers(answers) == GOOD
    assert messages(answers) == [
        "only the first sheet was read; 1 other sheet holds something",
        "1 hidden sheet was not read",
    ]


def test_an_error_in_a_cell_is_no_empty_answer(tmp_path: Path) -> None:
    fault = (
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
    )
    row = f"<table:table-row>{ods.cell('p1')}{ods.cell('x')}{fault}{ods.cell(2)}{ods.cell(3)}{ods.cell(4)}{ods.cell(5)}"
    answers = read(ods.save(tmp_path / "a.ods", ods.sheet(f"{HEAD}{row}</table:table-row>")))
    assert [(problem.column, problem.message) for problem in answers.problems] == [("C (i1)", "not one of the choices")]


def test_merged_cells_are_named(tmp_path: Path) -> None:
    merged = ods.row(ROW.split(",")).replace(
        "<table:table-cell ", '<table:table-cell table:number-rows-spanned="2" ', 1
    )
    answers = read(ods.save(tmp_path / "a.ods", ods.sheet(HEAD + merged + GOOD_ROW + ods.row(["p2", "y", *"12345"]))))
    assert [problem.row for problem in answers.problems if "merged" in problem.message] == [2, 3]
    assert [response.id for response in answers.responses] == ["p2"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (ods.row([CANARY], 'table:number-rows-repeated="1048576"'), "a sheet spans more than"),
        (ods.row([1] * 16384), "a sheet spans more than"),
        (HEAD + "<table:table-row><table:table-cell office:value-type='float'>", "the workbook is damaged"),
        ("", "the sheet is empty"),
    ],
    ids=["tall", "wide", "cut off", "empty"],
)  # fmt: skip
def test_what_is_no_table_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(ods.save(tmp_path / "a.ods", ods.sheet(rows)))


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    prolog = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(SourceError, match="it declares entities"):
        read(ods.save(tmp_path / "a.ods", ods.sheet(HEAD + GOOD_ROW), prolog=prolog))


def test_a_password_is_named(tmp_path: Path) -> None:
    manifest = '<manifest:manifest xmlns:manifest="urn:x"><manifest:encryption-data/></manifest:manifest>'
    with pytest.raises(SourceError, match="protected by a password"):
        read(ods.save(tmp_path / "a.ods", ods.sheet(HEAD + GOOD_ROW), manifest=manifest))


def test_a_file_that_is_two_kinds_of_workbook_is_refused(tmp_path: Path) -> None:
    """The one that was inspected need not be the one that is loaded."""
    with pytest.raises(SourceError, match="two kinds of workbook"):
        read(ods.save(tmp_path / "a.ods", ods.sheet(HEAD + GOOD_ROW), **{"[Content_Types].xml": "<Types/>"}))


def test_a_file_of_numbers_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.numbers", "w") as archive:
        archive.writestr("Index/Document.iwa", b"x")
    with pytest.raises(SourceError, match="a file of Apple Numbers; in Numbers, export it as Excel or CSV"):
        read(tmp_path / "a.numbers")
