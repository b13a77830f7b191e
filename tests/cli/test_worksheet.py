"""Numbered worksheets for a workshop: one file for the printer, and nobody's name anywhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from careerprint.answers.scans.form_files import read_form
from careerprint.errors import ExitCode
from tests.support.sample_runs import DAY, Called, call, make_source

ROSTER = "id,name\np1,Sample Person 01\np2,Łukasz Żółć\np3,\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_source(tmp_path / "source", assessment=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def worksheet(*arguments: str) -> Called:
    return call("worksheet", "sample", "--date", DAY, *arguments)


def print_file(place: Path) -> Path:
    return place / "out/numbered/sample/print-file.pdf"


def test_each_person_of_a_list_has_a_sheet_with_name_and_id(place: Path) -> None:
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    called = worksheet("--people", "roster.csv")
    assert (called.code, called.out) == (0, "out/numbered/sample/print-file.pdf\n")
    assert called.err.startswith("3 worksheets, 3 sheets.\n")
    path = print_file(place)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert ["Sample Person 01" in text for text in pages] == [True, False] + [False] * 4
    assert "Łukasz Żółć" in pages[2]
    assert path.stat().st_mode & 0o777 == 0o600


def test_names_are_printed_on_the_sheets_and_nowhere_else(place: Path) -> None:
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    called = worksheet("--people", "roster.csv")
    others = [path for path in (place / "out").rglob("*") if path.is_file() and path != print_file(place)]
    assert [path.parent.name for path in others] == ["forms"]
    said = called.out + called.err + "".join(path.read_text(encoding="utf-8") + path.name for path in others)
    assert "Person 01" not in said
    assert "Żółć" not in said


def test_the_file_is_for_the_printer_and_its_form_for_the_scanner(place: Path) -> None:
    worksheet("--copies", "2")
    with pikepdf.open(print_file(place)) as file:
        assert len(file.pages) == 4  # one side, and a blank back
        assert not {"/StructTreeRoot", "/AcroForm", "/Metadata"} & set(file.Root.keys())
        assert str(file.Root.ViewerPreferences.PrintScaling) == "/None"
        assert not any("/Annots" in page for page in file.pages)
    (form,) = (place / "out/forms").iterdir()
    assert read_form(form).assessment == "sample"
    assert "p1" not in json.dumps(json.loads(form.read_text(encoding="utf-8"))["assessment"])


def test_copies_are_numbered_with_the_day_and_ids_as_they_are_typed(place: Path) -> None:
    sizes = []
    for arguments in (("--copies", "3"), ("--ids", "001-003")):
        called = worksheet(*arguments)
        assert (called.code, called.err.splitlines()[0]) == (0, "3 worksheets, 3 sheets.")
        sizes.append(print_file(place).stat().st_size)
    assert sizes[0] != sizes[1]


@pytest.mark.parametrize(
    "arguments", [(), ("--copies", "3", "--ids", "1-3"), ("--copies", "0"), ("--people", "no.csv")]
)
def test_for_whom_is_said_in_one_way(place: Path, arguments: tuple[str, ...]) -> None:
    called = worksheet(*arguments)
    assert called.code == ExitCode.USAGE
    assert called.err
    assert not print_file(place).exists()


def test_all_mistakes_of_a_list_are_named_at_once_by_row(place: Path) -> None:
    rows = [
        "id,name",
        "p1,Secret Person",
        ",Other Secret",
        "p1,Third Secret",
        f"{'x' * 20},Long",
        f"{'9' * 101},Longer",
    ]
    Path("roster.csv").write_text("\n".join(rows), encoding="utf-8")
    called = worksheet("--people", "roster.csv")
    assert called.code == ExitCode.INVALID
    lines = called.err.splitlines()
    assert [line.partition(": ")[0] for line in lines[:3]] == ["roster.csv:3", "roster.csv:4", "roster.csv:6"]
    assert "has no ID" in lines[0]
    assert "the ID is that of row 2, too" in lines[1]
    assert "the ID is too long" in lines[2]
    assert "Secret" not in called.err
    assert not print_file(place).exists()


def test_an_id_that_no_code_holds_is_refused_by_row(place: Path) -> None:
    Path("roster.csv").write_text(f"id,name\np1,A\n{'x' * 20},B\n", encoding="utf-8")
    called = worksheet("--people", "roster.csv")
    assert called.code == ExitCode.INVALID
    assert called.err.splitlines()[0].startswith("roster.csv:3: the ID is too long for a square code")


def test_a_name_that_cannot_be_printed_leaves_its_line_empty_and_is_named_by_row(place: Path) -> None:
    Path("roster.csv").write_text("id,name\np1,Ann\np2,𓀀𓀁\n", encoding="utf-8")
    called = worksheet("--people", "roster.csv")
    assert called.code == 0
    assert called.err.startswith("warning: roster.csv:3: the name has 2 characters that no font of ours has")
    assert "𓀀" not in called.err
    assert len(PdfReader(print_file(place)).pages) == 4
