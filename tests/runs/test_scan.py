"""The command `scan`, from pictures to reports: drawn worksheets of a small questionnaire."""

from __future__ import annotations

import csv
import re
import stat
import sys
from pathlib import Path

import pytest
from PIL import Image

from careerprint.answers.scans.form_files import write_form
from careerprint.errors import ExitCode
from tests.support.sample_assessments import CHOICES
from tests.support.sample_runs import DAY, Called, call, spanish_sample
from tests.support.scanned import PEN, crossed_out, drawn, form_of_items, save_pdf
from tests.support.words_of_pages import Shown, words_beyond_labels

FORM = form_of_items([["p1", "p2"], ["p3"]])
OUT = Path("out/scans/sample")


def needs_packages() -> None:
    pytest.importorskip("numpy")
    pytest.importorskip("zxingcpp")


def scan(path: str | Path, *arguments: str) -> Called:
    return call("scan", path, "--assessment", "sample", "--date", DAY, *arguments)


def sheet(person: str, one: int, two: int, three: int) -> list[Image.Image]:
    """Return both sides of somebody's sheet; the darkness of the pen makes every sheet another picture."""
    ink = PEN - 3 * one - two
    return [
        drawn(FORM, 1, {"p1": [one], "p2": [two]}, person=person, ink=ink),
        drawn(FORM, 2, {"p3": [three]}, person=person, ink=ink),
    ]


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))


@pytest.fixture
def printed(nurse: Path) -> Path:
    """Return a folder in which the worksheet of the sample questionnaire was printed."""
    write_form(FORM, Path("out"))
    return nurse


def test_a_clean_scan_becomes_answers_and_reports(printed: Path) -> None:
    needs_packages()
    save_pdf(Path("scan.pdf"), [*sheet("1001", 4, 2, 5), *sheet("1002", 1, 3, 2)])
    called = scan("scan.pdf")
    assert (called.code, called.out) == (ExitCode.OK, f"{OUT / 'answers.csv'}\n")
    assert called.err.endswith(f"Everything is decided. Go on with: careerprint report {OUT} --assessment sample\n")
    assert rows(OUT / "answers.csv") == [
        ["id", "name", "date", "1 p1 Solve a riddle.", "2 p2 Take a clock apart.", "3 p3 Let others find out.",
         "questionnaire version 1.0"],
        ["1001", "", "", "4", "2", "5", ""],
        ["1002", "", "", "1", "3", "2", ""],
    ]  # fmt: skip
    assert [len(rows(OUT / name)) for name in ("waiting.csv", "unread.csv")] == [1, 1]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [OUT.parent, *OUT.rglob("*")]}
    assert modes["scans"] == 0o700
    assert {mode for name, mode in modes.items() if "." in name} == {0o600}
    called = call("answers", OUT, "--assessment", "sample", "--date", DAY)
    assert (called.code, called.out) == (ExitCode.OK, "2 people answered all 3 lines.\n")


@pytest.mark.slow
def test_what_waits_stops_the_report_until_it_is_decided(printed: Path) -> None:
    needs_packages()
    one, two = sheet("", 4, 2, 5)
    save_pdf(Path("scan.pdf"), [crossed_out(one, FORM, "p1", 4), two])
    called = scan("scan.pdf")
    assert called.code == ExitCode.OK
    assert "1 line and 1 sheet without an ID wait for a decision." in called.err
    assert called.out.splitlines() == [str(OUT / "answers.csv"), str(OUT / "review.html")]
    assert [row[:5] for row in rows(OUT / "waiting.csv")[1:]] == [
        ["2", "", "", "id", "nobody has said yet whose sheet this is"],
        ["2", "", "1", "p1", "the mark goes far beyond the circle and may be crossed out"],
    ]
    report = ("scores", OUT, "--assessment", "sample", "--date", DAY)
    called = call(*report)
    assert called.code == ExitCode.INVALID
    assert called.err.startswith(
        f"2 lines wait for a decision: open {OUT / 'review.html'}, decide, and run `scan` again;"
    )
    assert call(*report, "--leave-unclear-empty").code == ExitCode.OK
    pages = ("pages", *report[1:])
    assert (call(*pages).code, call(*pages, "--leave-unclear-empty").code) == (ExitCode.INVALID, ExitCode.OK)
    (page,) = set(re.findall(r'data-page="([0-9a-f]+)"', (OUT / "review.html").read_text(encoding="utf-8")))
    decided = f"page,item,decision\n{page},p1,3\n{page},id,1001\n"
    (OUT / "decisions.csv").write_text(decided, encoding="utf-8")
    called = scan("scan.pdf")
    assert "Everything is decided." in called.err
    assert rows(OUT / "answers.csv")[1] == ["1001", "", "", "3", "2", "5", ""]
    assert (OUT / "decisions.csv").read_text(encoding="utf-8") == decided
    assert call(*report).code == ExitCode.OK


@pytest.mark.slow
def test_pages_that_cannot_be_read_are_named_and_warned_of(printed: Path) -> None:
    needs_packages()
    folder = Path("scans")
    folder.mkdir()
    for number, image in enumerate(sheet("1001", 4, 2, 5), start=9):  # page 9 comes before page 10
        image.save(folder / f"page{number}.png")
    Image.new("L", (1700, 2200), 250).save(folder / "page11.png")
    (folder / "page12.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(50))
    (folder / "notes.txt").write_text("Sample Person 01", encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"x")
    called = scan(folder)
    assert called.code == ExitCode.SOME_FAILED
    assert [(row[0], row[3]) for row in rows(OUT / "unread.csv")[1:]] == [
        ("notes.txt", "yes"),
        ("page11.png", "no"),
        ("page12.heic", "yes"),
    ]
    assert rows(OUT / "answers.csv")[1][0] == "1001"
    assert "1 page is blank or there twice.\n2 pages were not read" in called.err
    assert "Sample Person" not in called.err + (OUT / "unread.csv").read_text(encoding="utf-8")
    called = call("answers", OUT, "--assessment", "sample", "--date", DAY)
    assert "2 pages of the scan were not read, so answers may be missing" in called.err


@pytest.mark.slow
def test_sheets_of_an_older_version_are_named_and_not_read(nurse: Path) -> None:
    """Its lines stand where today's do, but say something else."""
    needs_packages()
    now, before = (form_of_items([["p1", "p2"], ["p3"]], version=version) for version in ("1.0", "0.9"))
    for form in (now, before):
        write_form(form, Path("out"))
    marks = {"p1": [4], "p2": [2], "p3": [5]}
    pages = [
        drawn(form, side, marks, person=person) for form, person in ((now, "1001"), (before, "1002")) for side in (1, 2)
    ]
    save_pdf(Path("scan.pdf"), pages)
    assert scan("scan.pdf").code == ExitCode.SOME_FAILED
    assert [row[0] for row in rows(OUT / "answers.csv")[1:]] == ["1001"]
    why = "these are answers to version 0.9 of this questionnaire, which is at version 1.0 now;"
    assert [row[1] for row in rows(OUT / "unread.csv")[1:] if row[2].startswith(why)] == ["3", "4"]


def test_a_missing_side_waits(printed: Path) -> None:
    needs_packages()
    sheet("1001", 4, 2, 5)[0].save("one.png")
    called = scan("one.png")
    assert "1 line waits for a decision." in called.err
    assert rows(OUT / "waiting.csv")[1] == ["2", "1001", "3", "p3", "side 2 of this sheet is not in the scan", "", ""]


def test_the_page_is_in_the_language_of_the_questionnaire_and_the_lists_in_english(nurse: Path) -> None:
    needs_packages()
    spanish_sample(Path("source"))
    form = form_of_items([["p1", "p2"], ["p3"]], "es/sample")
    write_form(form, Path("out"))
    crossed_out(drawn(form, 1, {"p1": [4], "p2": [2]}), form, "p1", 4).save("one.png")
    called = scan("one.png", "--language", "es")
    assert "2 lines and 1 sheet without an ID wait for a decision." in called.err
    folder = OUT.parent / "es" / "sample"
    page = (folder / "review.html").read_text(encoding="utf-8")
    assert Shown(page).language == "es"
    known = (
        "Sample questions",
        "Solve a riddle.",
        "Let others find out.",
        *CHOICES,
        "one.png",
        "decisions.csv",
        "scan",
    )
    assert words_beyond_labels(page, *known, str(folder)) == []
    assert [row[4] for row in rows(folder / "waiting.csv")[1:]] == [
        "nobody has said yet whose sheet this is",
        "the mark goes far beyond the circle and may be crossed out",
        "side 2 of this sheet is not in the scan",
    ]


@pytest.mark.slow
def test_nothing_to_read_is_invalid(printed: Path) -> None:
    needs_packages()
    Image.new("L", (1700, 2200), 250).save("blank.png")
    called = scan("blank.png")
    assert (called.code, called.out) == (ExitCode.INVALID, "")
    assert called.err.endswith("1 page, 0 sheets read.\nNo answers were read.\n")


@pytest.mark.slow
def test_a_scan_is_purged(printed: Path) -> None:
    needs_packages()
    save_pdf(Path("scan.pdf"), sheet("1001", 4, 2, 5))
    scan("scan.pdf")
    assert call("purge", "--before", "2999-01-01", "--yes").code == ExitCode.OK
    assert not Path("out/scans").exists()
    assert Path("out/forms").exists()


def test_a_decision_that_is_none_is_named_by_its_line(printed: Path) -> None:
    needs_packages()
    save_pdf(Path("scan.pdf"), sheet("1001", 4, 2, 5))
    OUT.mkdir(parents=True)
    (OUT / "decisions.csv").write_text("page,item,decision\nx,y,z\n", encoding="utf-8")
    called = scan("scan.pdf")
    assert called.code == ExitCode.INVALID
    assert f"{OUT / 'decisions.csv'}:2: is no decision; delete the line and decide again" in called.err


def test_without_printed_forms_the_command_for_them_is_named(nurse: Path) -> None:
    needs_packages()
    Path("scan.pdf").write_bytes(b"%PDF")
    called = scan("scan.pdf", "--out", "elsewhere")
    assert called.code == ExitCode.USAGE
    assert called.err.startswith("elsewhere/forms holds no forms, so nobody knows where the circles are.")


@pytest.mark.parametrize("path", ["nothing.pdf", "empty"])
def test_a_scan_that_is_not_there_is_named(printed: Path, path: str) -> None:
    needs_packages()
    Path("empty").mkdir()
    assert scan(path).code == ExitCode.USAGE


@pytest.mark.parametrize("package", ["numpy", "zxingcpp"])
def test_without_the_packages_the_command_for_them_is_named(
    printed: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)  # so Python itself says that it is not there
    called = scan("scan.pdf")
    assert called.code == ExitCode.MACHINE
    reported, _, command = called.err.partition("; add them with: ")
    assert reported == "Reading scans needs two more packages"
    assert Path(command.split()[-1]).name == "scan.txt"
    assert Path(command.split()[-1]).is_file() or not Path(command.split()[-1]).is_absolute()
