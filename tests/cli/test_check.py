"""`check` with PDFs, as people call it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest

from careerprint.cli.main import main
from careerprint.errors import ExitCode
from careerprint.press.binding import bind
from tests.support.samples import SamplePrints, sample
from tests.support.selection import slow_but

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(sample_prints: SamplePrints, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder `out` with a good handout and a good worksheet; it is below the current folder."""
    (tmp_path / "out").mkdir()
    for kind in ("handout", "worksheet"):
        (tmp_path / "out" / f"{kind}.pdf").write_bytes(sample(sample_prints, kind).read_bytes())
    monkeypatch.chdir(tmp_path)
    return Path("out")


def spoil(path: Path, *, key: str = "/Lang") -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.Root[key]
        pdf.save(path)


def test_good_files(folder: Path, capsys: Capture) -> None:
    assert main(["check", str(folder)]) == ExitCode.OK
    assert capsys.readouterr().err.splitlines()[:2] == [
        "Checked against PDF/UA-1 and PDF/A-2a: 1 document.",
        "Checked against PDF/UA-1: 1 form.",
    ]


def test_findings_say_the_file_and_what_is_wrong(folder: Path, capsys: Capture) -> None:
    spoil(folder / "handout.pdf")
    assert main(["check", str(folder)]) == ExitCode.INVALID
    reported = capsys.readouterr().err
    assert "out/handout.pdf: it does not say its language: it would be read aloud in the wrong one\n" in reported
    assert (
        "out/handout.pdf: page 1: the language of the text is not known (PDF/UA-1, PDFUA1-TEXT-LANGUAGE-001" in reported
    )
    assert "out/worksheet.pdf" not in reported.partition("The smallest")[0]
    assert reported.endswith("Errors that remain are ours: please report them.\n")


def test_files_and_folders_are_looked_at_once(folder: Path, capsys: Capture) -> None:
    assert main(["check", "--json", str(folder), str(folder / "handout.pdf")]) == ExitCode.OK
    result = json.loads(capsys.readouterr().out)
    assert [(each["file"], each["kind"]) for each in result["files"]] == [
        ("out/handout.pdf", "document"),
        ("out/worksheet.pdf", "form"),
    ]
    assert result["version"] == 1
    assert result["problems"] == []
    assert all(each["smallest_text"] > 4 and each["pages"] >= 2 for each in result["files"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing"], "There is no file or folder nothing."),
        (["empty"], "There is no PDF in empty."),
        (["notes.txt"], "notes.txt is no PDF. To check the texts, run `check` without a file."),
    ],
)
def test_wrong_paths(arguments: list[str], words: str, folder: Path, capsys: Capture) -> None:
    Path("empty").mkdir()
    Path("notes.txt").write_text("notes")
    assert main(["check", *arguments]) == ExitCode.USAGE
    assert words in capsys.readouterr().err


def test_a_damaged_file_is_an_error_and_the_rest_is_looked_at(folder: Path, capsys: Capture) -> None:
    (folder / "handout.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    assert main(["check", str(folder)]) == ExitCode.INVALID
    reported = capsys.readouterr().err
    assert "out/handout.pdf: is damaged or no PDF: print it again\n" in reported
    assert "Checked against PDF/UA-1: 1 form." in reported


def test_half_a_file_is_an_error(folder: Path, capsys: Capture) -> None:
    data = (folder / "handout.pdf").read_bytes()
    (folder / "handout.pdf").write_bytes(data[: len(data) // 2])
    assert main(["check", str(folder / "handout.pdf")]) == ExitCode.INVALID
    assert "out/handout.pdf" in capsys.readouterr().err


def encrypt(path: Path, password: str) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=password, owner="secret", R=6))


@pytest.mark.slow
def test_a_locked_file_is_a_warning(folder: Path, capsys: Capture) -> None:
    encrypt(folder / "handout.pdf", "secret")
    assert main(["check", str(folder)]) == ExitCode.OK
    assert "warning: out/handout.pdf: opens only with a password, so it was not checked\n" in capsys.readouterr().err
    assert main(["check", "--strict", str(folder)]) == ExitCode.FINDINGS


def test_a_lock_without_password_is_found(folder: Path, capsys: Capture) -> None:
    encrypt(folder / "handout.pdf", "")
    assert main(["check", str(folder)]) == ExitCode.INVALID
    assert "which archives forbid" in capsys.readouterr().err


@pytest.mark.slow
def test_print_files_are_named_and_not_judged(folder: Path, capsys: Capture) -> None:
    bind([folder / "handout.pdf"], folder / "print-file.pdf")
    assert main(["check", str(folder)]) == ExitCode.OK
    assert "for the printer only, so it was not checked: out/print-file.pdf\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    slow_but(["handout-large-print.pdf"], ["handout.pdf", "handout-large-print.pdf", "handout-large-print-a4.pdf"]),
)
def test_a_handout_without_tags_is_no_print_file(name: str, folder: Path, capsys: Capture) -> None:
    bind([folder / "worksheet.pdf"], folder / name)
    assert main(["check", str(folder)]) == ExitCode.INVALID
    assert f"out/{name}: it has no tags" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", slow_but(["handout-booklet-print.pdf"], ["handout-booklet-print.pdf", "handout-two-up-print-a4.pdf"])
)
def test_imposed_sheets_are_print_files(name: str, folder: Path, capsys: Capture) -> None:
    bind([folder / "handout.pdf"], folder / name)
    assert main(["check", str(folder)]) == ExitCode.OK
    assert f"for the printer only, so it was not checked: out/{name}\n" in capsys.readouterr().err


def test_a_print_file_with_tags_is_judged(folder: Path, capsys: Capture) -> None:
    (folder / "handout.pdf").rename(folder / "print-file.pdf")
    spoil(folder / "print-file.pdf")
    assert main(["check", str(folder)]) == ExitCode.INVALID


def test_findings_about_a_report_tell_nothing_about_the_person(
    sample_prints: SamplePrints, tmp_path: Path, capsys: Capture
) -> None:
    """Every word of the report is made pale, every description and title of it wrong: none may be quoted."""
    data = sample(sample_prints, "interests report").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            stream = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page))
            page.Contents = pdf.make_stream(stream.replace(b"BT", b"0.8 g\nBT"))
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") in ("/H1", "/H2", "/Figure"):
                thing.S = pikepdf.Name.TH
        path = tmp_path / "spoiled.pdf"
        pdf.save(path)
    assert main(["check", str(path)]) == ExitCode.INVALID
    reported = capsys.readouterr().err
    assert "contrast of" in reported
    assert not any(word in reported for word in ("Sample Person", "1001", "Investigative", "Conventional", "4.6"))


def test_a_strange_pdf_is_a_finding_and_no_crash(tmp_path: Path, capsys: Capture) -> None:
    """One that nests wrongly, names fonts that are not there and tags that hold nothing."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"Q EMC /F9 12 Tf <</MCID 3>> BDC (x) Tj /X1 Do /G gs 1 l f")
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Dictionary(S=pikepdf.Name.P, K=7))
        pdf.save(tmp_path / "strange.pdf")
    assert main(["check", str(tmp_path / "strange.pdf")]) == ExitCode.INVALID
    assert "was it printed by Careerprint?" in capsys.readouterr().err
