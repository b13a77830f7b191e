"""Reports that open with a password only."""

import csv
import io
import re
from pathlib import Path

import pikepdf
import pytest

from careerprint.answers.responses import Response
from careerprint.cli.main import main
from careerprint.errors import SourceError, UsageError
from careerprint.press.encryption import locked
from careerprint.runs.passwords import Passwords, passwords_of

SAMPLE = Path("source/answers/interests.csv")


def person(name: str, **extra: str) -> Response:
    return Response(name, "Sample Person", {}, None, None, "answers.csv", 2, extra)


def with_passwords(folder: Path, people: int) -> Path:
    rows = list(csv.reader(io.StringIO(SAMPLE.read_text("utf-8"))))[: people + 1]
    text = io.StringIO()
    writer = csv.writer(text)
    for number, row in enumerate(rows):
        writer.writerow([*row, "Secret" if number == 0 else f"pass word {number}"])
    path = folder / "answers.csv"
    path.write_text(text.getvalue(), "utf-8")
    return path


def report(folder: Path, *options: str) -> int:
    answers = with_passwords(folder, 2)
    return main(["report", str(answers), "--assessment", "interests", "--out", str(folder / "out"), *options])


@pytest.mark.slow
def test_each_report_opens_with_its_own_password_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(tmp_path, "--encrypt", "--password-column", "secret") == 0
    said = capsys.readouterr()
    files = sorted((tmp_path / "out/reports/interests").glob("*.pdf"))
    assert len(files) == 2
    for number, path in enumerate(files, 1):
        for wrong in ("", f"pass word {3 - number}"):
            with pytest.raises(pikepdf.PasswordError):
                pikepdf.open(path, password=wrong)
        with pikepdf.open(path, password=f"pass word {number}") as pdf:
            assert pdf.encryption.R == 6
            assert pdf.encryption.bits == 256
            assert pdf.allow.accessibility
    assert "not PDF/A" in said.err
    assert "pass word" not in said.out + said.err


@pytest.mark.slow
def test_an_encrypted_report_does_not_say_that_it_is_pdf_a(tmp_path: Path) -> None:
    assert report(tmp_path) == 0
    plain = next((tmp_path / "out/reports/interests").glob("*.pdf")).read_bytes()
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        assert pdf.open_metadata()["pdfaid:part"] == "2"
    with pikepdf.open(io.BytesIO(locked(plain, "a password")), password="a password") as pdf:
        metadata = pdf.open_metadata()
        assert "pdfaid:part" not in metadata
        assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize(
    "options",
    [
        ["--encrypt"],
        ["--password-column", "Secret"],
        ["--encrypt", "--password-column", "Secret", "--password-file", "words.csv"],
        pytest.param(["--encrypt", "--password-column", "Secret", "--print-file"], marks=pytest.mark.slow),
        ["--encrypt", "--password-column", "Sekret"],
        ["--encrypt", "--password-file", "nowhere.csv"],
    ],
)
def test_wrong_use_prints_nothing(tmp_path: Path, options: list[str]) -> None:
    assert report(tmp_path, *options) == 2
    assert not list(tmp_path.rglob("*.pdf"))


def test_passwords_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("1001,first one\n1002,second one\n", "utf-8")
    found = passwords_of([person("1001"), person("1002")], Passwords(file=path))
    assert found == {"1001": "first one", "1002": "second one"}
    path.write_text("1001\n", "utf-8")
    with pytest.raises(UsageError, match=re.escape("words.csv:1: expected two cells")):
        passwords_of([person("1001")], Passwords(file=path))


def test_a_person_without_a_good_password_is_named_by_row_and_the_password_is_not_told() -> None:
    with pytest.raises(SourceError) as caught:
        passwords_of([person("1", Secret="short"), person("2", Secret="long enough")], Passwords(column="Secret"))
    (problem,) = caught.value.problems
    assert (problem.line, problem.message) == (2, "has no password of at least 6 characters")
