"""From answers to reports: the commands that deal with people."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from careerprint.errors import ExitCode
from careerprint.jobs import dispatch
from careerprint.scoring.group import FEWEST_PEOPLE
from tests.support import forms_filled, pdf_forms
from tests.support.exports import SHAPES
from tests.support.lent_pieces import lent_pieces
from tests.support.questionnaire import FILES, LIKING, NUMBERS, PEOPLE
from tests.support.report_commands import REPORTS, people, report, summary, write
from tests.support.sample_assessments import FIXED
from tests.support.sample_runs import DAY, SOURCE, Called, call, files, make_source, pages_of, text_of
from tests.support.selection import slow_but
from tests.support.shared import Shared

LISTS = {"journal.jsonl", "summary.csv"}


# The sample people


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, shared: Shared) -> tuple[Path, Called]:
    """Return where the reports of the 12 sample people are, and what the command said."""
    folder = tmp_path_factory.mktemp("sample")
    arguments = ("--source", SOURCE, "--out", folder, "--date", DAY, "--print-file", "--separators", "--sort", "name")
    with lent_pieces(shared, folder):
        called = call("report", SOURCE / "answers/interests.csv", "--assessment", "interests", *arguments)
    return folder / "reports/interests", called


@pytest.mark.slow
def test_every_sample_person_has_a_report(sample: tuple[Path, Called]) -> None:
    folder, called = sample
    assert called.code == 0
    joined = "12 of 12 reports were joined from plates; 0 were laid out as a whole."
    who = "Name: B (name) · ID: A (id) · Date: C (date)"
    assert called.err == f"Read as: a table of your own · {who}\n12 people read.\n{joined}\n"
    ids = [str(number) for number in range(1001, 1013)]
    assert {path.name for path in folder.iterdir()} == {*(f"{i}.pdf" for i in ids), *LISTS, "print-file.pdf"}
    assert called.out.splitlines()[-2:] == [str(folder / "summary.csv"), str(folder / "print-file.pdf")]
    rows = summary(folder)
    assert sorted(row["id"] for row in rows) == ids
    assert {row["status"] for row in rows} == {"made"}
    for row in rows:
        assert row["id"] in text_of(folder / row["file"])
        assert int(row["pages"]) == len(PdfReader(folder / row["file"]).pages)


@pytest.mark.slow
def test_only_the_owner_may_look(sample: tuple[Path, Called]) -> None:
    folder, _ = sample
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.slow
def test_the_print_file_holds_everybody_in_order_and_each_begins_on_a_front(sample: tuple[Path, Called]) -> None:
    folder, _ = sample
    pages = pages_of(folder / "print-file.pdf")
    place = 0
    for row in summary(folder):
        assert pages[place + 1] == "", "the back of a separator"
        place += 2
        assert place % 2 == 0
        own = pages_of(folder / row["file"])
        assert pages[place : place + len(own)] == own
        place += len(own)
        if len(own) % 2:
            assert pages[place] == ""
            place += 1
    assert place == len(pages)


@pytest.mark.slow
def test_reports_are_sorted_by_name(sample: tuple[Path, Called]) -> None:
    folder, _ = sample
    # “Người Mẫu …” stands before “Sample Person …”, and 2 before 10.
    assert [row["id"] for row in summary(folder)][:3] == ["1007", "1001", "1002"]
    assert [row["id"] for row in summary(folder)][-2:] == ["1012", "1008"]


# Options


def test_only_prints_the_named_people(nurse: Path) -> None:
    assert report(people("p1", "p2", "p3"), "--only", "p1", "--only", "p3", "--out", "new").code == 0
    assert {path.name for path in Path("new/reports/sample").iterdir()} == {"p1.pdf", "p3.pdf", *LISTS}
    called = report("a.csv", "--only", "p9", "--only", "p1", "--only", "p8")
    assert called.code == ExitCode.USAGE
    assert "No answers were read for the id `p8`, `p9`;" in called.err


def test_separators_without_a_print_file_are_refused(nurse: Path) -> None:
    called = report(people("p1"), "--separators", "--out", "new")
    assert (called.code, called.out) == (ExitCode.USAGE, "")
    assert "add --print-file" in called.err
    assert not Path("new").exists()


@pytest.mark.slow
def test_sort_by_a_column_of_the_file(nurse: Path) -> None:
    write("a.csv", "id,Class,p1,p2,p3", "p1,10b,1,2,3", "p2,9a,1,2,3", "p3,9a,1,2,3")
    assert report("a.csv", "--sort", "class").code == 0
    assert [row["id"] for row in summary()] == ["p2", "p3", "p1"]
    called = report("a.csv", "--sort", "Claas")
    assert called.code == ExitCode.USAGE
    assert "There is no column `Claas` to sort by; there are `id`, `name` and 1 other column of the file." in called.err


@pytest.mark.slow
def test_ids_that_a_spreadsheet_would_run_are_defused(nurse: Path) -> None:
    ids = ["=1+1", "+1", "-1", "@SUM(A1)", "plain"]
    assert report(people(*ids)).code == 0
    assert [row["id"] for row in summary()] == [f"'{name}" for name in ids[:4]] + ["plain"]
    assert all((REPORTS / row["file"].removeprefix("'")).is_file() for row in summary())


@pytest.mark.slow
def test_names_stand_in_file_names_only_when_asked(nurse: Path) -> None:
    rows = [
        "p1,../../etc/passwd,1,2,3",
        "CON,,1,2,3",
        "p3,C:\\nul,1,2,3",
        "print-file,,1,2,3",
        "P1,../../etc/passwd,1,2,3",
    ]
    file = write("a.csv", "id,name,p1,p2,p3", *rows)
    before = set(files(nurse))
    assert report(file, "--name-files", "--out", "named", "--print-file").code == 0
    names = sorted(path.stem for path in Path("named/reports/sample").glob("*.pdf"))
    assert [re.sub("-[0-9a-f]{8}$", " (hash)", name) for name in names] == [
        "P1 ..-..-etc-passwd (hash)",
        "_CON",
        "p1 ..-..-etc-passwd (hash)",
        "p3 C-nul",
        "print-file",
        "print-file (hash)",
    ]
    assert all(name.startswith("named/reports/sample/") for name in set(files(nurse)) - before)
    assert report(file, "--out", "plain", "--only", "p1").code == 0
    assert not [path for path in Path("plain").rglob("*.pdf") if "passwd" in path.name]


@pytest.mark.slow
def test_a_corrected_report_says_so(nurse: Path) -> None:
    words = "This is a corrected report. It takes the place of an earlier one."
    assert report("source/answers/sample.csv").code == 0
    assert words not in text_of(REPORTS / "p1.pdf")
    assert report("source/answers/sample.csv", "--corrected").code == 0
    assert words in text_of(REPORTS / "p1.pdf")


def test_json_holds_no_names_and_no_answers(nurse: Path) -> None:
    file = write(
        "a.csv", "id,name,p1,p2,p3", "p1,Canary Ann,1,2,3", "p2,Canary Ben,1,Canary,3", "p3,Canary Cid ꙮ,1,2,3"
    )
    called = report(file, "--json", "--print-file")
    found = json.loads(called.out)
    assert called.code == ExitCode.SOME_FAILED
    assert (found["version"], found["made"], found["failed"], found["left_out"]) == (1, 1, 1, 1)
    assert [document["file"] for document in found["documents"]] == ["reports/sample/p1.pdf", "reports/sample/p3.pdf"]
    assert found["print_file"] == "out/reports/sample/print-file.pdf"
    assert "ꙮ" not in called.out + called.err
    assert "Canary" not in called.out + called.err


def test_the_numbers_in_json_add_up(nurse: Path) -> None:
    rows = ["p1,Ann,1,2,3", "p2,Ben,,,", "p3,Cid,1,9,3", "p4,Dee,3,2,1", "p4,Dee,1,2,3", "p5,Eve ꙮ,1,2,3"]
    file = write("a.csv", "id,name,p1,p2,p3", *rows, ",,,,")
    for made, current in ((2, 0), (0, 2)):
        found = json.loads(report(file, "--json").out)
        assert (found["rows"], found["people"], found["left_out"]) == (6, 3, 3)
        assert (found["made"], found["current"], found["failed"]) == (made, current, 1)
    found = json.loads(report(file, "--json", "--only", "p1").out)
    assert (found["rows"], found["people"], found["left_out"], found["current"]) == (6, 3, 3, 1)


@pytest.mark.slow
def test_verbose_tells_the_numbered_steps(nurse: Path) -> None:
    from careerprint.runs import report as reporting

    said = [line for line in report("source/answers/sample.csv", "-v").err.splitlines() if line[:2].endswith(".")]
    assert said == [line for line in (reporting.__doc__ or "").splitlines() if line[:1].isdigit()]


# Exit codes


def test_people_left_out_are_listed_and_the_others_printed(nurse: Path) -> None:
    called = report(write("a.csv", "id,p1,p2,p3", "p1,1,2,3", "p2,1,9,3", "p3,3,2,1"), "--out", "new")
    assert called.code == ExitCode.SOME_FAILED
    assert [(row["id"], row["status"]) for row in summary(Path("new/reports/sample"))] == [
        ("p1", "made"),
        ("p3", "made"),
        ("", "left out"),
    ]
    assert "a.csv:3: " in called.err


@pytest.mark.parametrize("rows", [["id,p1,p2,p3"], ["id,p1,p2,p3", "p1,7,8,9"]])
@pytest.mark.parametrize("command", ["report", "group", "answers"])
def test_nobody_to_report_on_is_4_and_nothing_is_written(nurse: Path, rows: list[str], command: str) -> None:
    before = files(nurse / "out")
    called = call(command, write("a.csv", *rows), "--assessment", "sample", "--date", DAY)
    assert called.code == ExitCode.INVALID
    assert called.out == ""
    assert files(nurse / "out") == before


def test_a_file_that_cannot_be_read_is_4(nurse: Path) -> None:
    Path("a.csv").write_bytes(b"id,p1\0")
    assert report("a.csv").code == ExitCode.INVALID


# The other commands


def test_answers_shows_what_would_be_read(nurse: Path) -> None:
    file = write("a.csv", "id,name,Comments,p1,p2,p3", "p1,Canary Ann,Canary,1,2,3", "p2,Canary Ben,Canary,1,,3")
    before = files(nurse)
    called = call("answers", file, "--assessment", "sample", "--date", DAY)
    counts = "1 person answered all 3 lines.\n1 person left lines empty; the fewest answered is 2 of 3.\n"
    assert (called.code, called.out) == (0, counts)
    read = "Read as: a table of your own · Name: B (name) · ID: A (id) · Date: none"
    assert called.err == f"{read}\nColumns that match no item, kept for sorting: C\n2 people read.\n"
    found = json.loads(call("answers", file, "--assessment", "sample", "--date", DAY, "--json").out)
    assert found["people"] == [{"id": "p1", "row": 2, "answered": 3}, {"id": "p2", "row": 3, "answered": 2}]
    assert (found["items"], found["ignored_columns"]) == (3, ["C"])
    assert files(nurse) == before


def group_of(number: int) -> Called:
    people(*(f"p{n}" for n in range(number)))
    return call("group", "a.csv", "--assessment", "sample", "--date", DAY)


def test_a_group_report_tells_nothing_of_fewer_than_ten(nurse: Path) -> None:
    called = group_of(FEWEST_PEOPLE - 1)
    assert (called.code, called.out) == (0, "out/groups/sample.pdf\n")
    assert "Figures are only given for 10 people or more, so the report holds none." in called.err
    small = text_of(nurse / "out/groups/sample.pdf")
    assert group_of(FEWEST_PEOPLE).err.splitlines()[1:] == ["10 people read."]
    large = text_of(nurse / "out/groups/sample.pdf")
    assert "Solve a riddle." not in small
    assert "Solve a riddle." in large
    assert "Person 3" not in large
    assert (nurse / "out/groups/sample.pdf").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_answer_sheet_is_made_once_and_never_overwritten(nurse: Path, kind: str) -> None:
    options = ["--csv"] if kind == "csv" else []
    called = call("answer-sheet", "fit", "--guide", "nurse", *options, "--date", DAY)
    path = Path(f"out/answer-sheets/fit--nurse.{kind}")
    assert called.code == 0
    assert called.out.splitlines()[-1] == str(path)
    before = path.read_bytes()
    again = call("answer-sheet", "fit", "--guide", "nurse", *options, "--date", DAY)
    assert again.code == ExitCode.USAGE
    assert "exists already and may hold answers; move it" in again.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("ids", "said"),
    [("1", "no range of IDs"), ("9-1", "holds 0 IDs"), ("1-501", "holds 501 IDs"), ("100-1", "no range")],
)
def test_ids_that_are_no_range_are_refused(nurse: Path, ids: str, said: str) -> None:
    called = call("answer-sheet", "sample", "--ids", ids)
    assert (called.code, said in called.err, Path("out/answer-sheets").exists()) == (ExitCode.USAGE, True, False)


def test_an_answer_sheet_for_a_class_comes_with_its_list(nurse: Path) -> None:
    called = call("answer-sheet", "sample", "--ids", "098-101", "--csv")
    names = ("sample-items.csv", "sample-class-list.csv", "sample.csv")
    assert called.out.splitlines() == [str(Path("out/answer-sheets", name)) for name in names]
    rows = Path("out/answer-sheets/sample-class-list.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows == ["id,name,notes", "098,,", "099,,", "100,,", "101,,"]


# Round trips


@pytest.mark.parametrize(
    "fill", slow_but([forms_filled.with_pypdf], [forms_filled.with_pypdf, forms_filled.with_pdfium])
)
def test_from_a_filled_worksheet_to_the_right_scores(nurse: Path, fill) -> None:
    Path("forms").mkdir()
    worksheet = Path("out/worksheets/sample.pdf")
    given = {"f1": {"p1": 5, "p2": 4, "p3": 1}, "f2": {"p1": 1, "p2": 2, "p3": 4}}
    for name, answers in given.items():
        texts = {"id": name, "name": f"Sample Person {name}", "date": "2026-11-03"}
        Path(f"forms/{name}.pdf").write_bytes(fill(worksheet, texts, answers))
    called = report("forms", "--out", "new")
    assert called.code == 0, called.err
    # The third item is reversed: 5 + 4 + 5 = 14 and 1 + 2 + 2 = 5 points of 15.
    for name, points, mean in (("f1", 14, "4.7"), ("f2", 5, "1.7")):
        text = text_of(Path(f"new/reports/sample/{name}.pdf"))
        assert f"Sample Person {name}" in text
        assert f"{mean} of 5" in text
        assert f"{points} points (3 to 15), 3 of 3 answered" in text
        assert "November 3, 2026" in text
        assert all(LIKING[answer - 1] in text for answer in given[name].values())


def test_a_worksheet_of_a_guide_comes_back_as_its_fit(nurse: Path) -> None:
    answers = {"care": 5, "note-down": 4, "needed": 3, "nights": 2, "calm": 1}
    Path("forms").mkdir()
    filled = forms_filled.with_pdfium(Path("out/worksheets/fit--nurse.pdf"), {"id": "f1"}, answers)
    Path("forms/f1.pdf").write_bytes(filled)
    called = call("report", "forms", "--assessment", "fit", "--guide", "nurse", "--date", DAY)
    assert called.code == 0, called.err
    text = text_of(Path("out/reports/fit--nurse/f1.pdf"))
    assert "4.5 of 5" in text  # tasks: (5 + 4) / 2
    assert "9 points (2 to 10), 2 of 2 answered" in text


SURVEY = """---
title: Sample questions
version: "1.0"
choices: [Dislike a lot, Dislike, Not sure, Like, Like a lot]
question: How would you like to do this?
tie_gap: 0.4
flat_gap: 0.4
---
How to answer.

## Interests {#interests}
What it covers.

- Find out why a machine broke. {#i1}
- Read, sort and compare reports. {#i2}
- Work for days on one hard puzzle. {#i3}

### Low {.band to=3}
Low words.
### High {.band}
High words.
"""


@pytest.fixture
def survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_source(tmp_path / "source")
    (tmp_path / "source/assessments/sample.md").write_text(SURVEY + FIXED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dispatch, "FEW", 20)  # so few small prints are sooner done here
    return tmp_path


def check_survey(called: Called, ids: tuple[str, ...]) -> None:
    """Check that everybody's report tells their own answers."""
    assert called.code == 0, called.err
    assert [row["id"] for row in summary()] == list(ids)
    for row, name, numbers in zip(summary(), PEOPLE, NUMBERS, strict=True):
        text = text_of(REPORTS / row["file"])
        assert name.split()[-1] in text
        given = [answer for answer in numbers[:3] if answer]
        assert (
            f"{sum(given)} points ({len(given)} to {len(given) * 5}), {len(given)} of 3 answered" in text
            or len(given) < 3
        )


PRINTED = (
    "microsoft-forms.xlsx",
    "qualtrics.csv",
    "google-forms.csv.zip",
    "excel-unicode.txt",
    "libreoffice.ods",
    "records.json",
)
"""One export of each kind of file; their reports are made."""


@pytest.mark.parametrize("name", slow_but(PRINTED[:2], PRINTED))
def test_one_command_from_an_export_to_reports(survey: Path, name: str) -> None:
    check_survey(report(FILES / name), SHAPES[name][0])


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in SHAPES if name not in PRINTED])
def test_an_export_of_the_same_kind_is_read_alike(survey: Path, name: str) -> None:
    """Reports differ by nothing but what was read."""
    called = call("answers", FILES / name, "--assessment", "sample", "--date", DAY, "--json")
    assert called.code == 0, called.err
    found = [(person["id"], person["answered"]) for person in json.loads(called.out)["people"]]
    answered = [sum(answer is not None for answer in numbers[:3]) for numbers in NUMBERS]
    assert found == list(zip(SHAPES[name][0], answered, strict=True))


@pytest.mark.slow
def test_one_command_from_a_folder_of_forms_to_reports(survey: Path) -> None:
    Path("forms").mkdir()
    for place, (name, given) in enumerate(zip(PEOPLE, NUMBERS, strict=True)):
        form = pdf_forms.form({"name": name, "id": f"p{place + 1}"}, given)
        pdf_forms.save(form, Path(f"forms/{place}.pdf"))
    check_survey(report("forms"), ("p1", "p2", "p3"))


def test_the_print_file_is_a_whole_pdf(nurse: Path) -> None:
    assert report("source/answers/sample.csv", "--print-file").code == 0
    with pikepdf.open(REPORTS / "print-file.pdf") as book:
        assert len(book.pages) == 4
        assert book.check_pdf_syntax() == []
