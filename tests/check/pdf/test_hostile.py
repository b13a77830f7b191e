"""Files that are made to hang or exhaust whoever looks at them: each is a finding, and the next file is checked."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
import pytest

from careerprint.check.pdf.inspect import inspect_bytes, inspect_pdfs
from careerprint.check.pdf.page.operators import (
    MOST_CONTENT,
    MOST_FORMS,
    MOST_OPERATORS,
    ExcessiveContentError,
    view_of,
)
from careerprint.cli.main import main
from careerprint.errors import ExitCode
from tests.support.samples import SamplePrints, sample

TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"


def pdf_of(*objects: bytes) -> bytes:
    """Return a PDF without a cross-reference table: it opens nevertheless, and page-validation gives up at once."""
    numbered = b"".join(b"%d 0 obj%bendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Root 1 0 R>>\n"


def catalog(entries: bytes = b"") -> bytes:
    return b"<</Type/Catalog/Pages 2 0 R%b>>" % entries


def page(entries: bytes = b"") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]%b>>" % entries


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    head = b"<<%b/Filter/FlateDecode/Length %d>>" % (entries, len(packed))
    return head + b"stream\n" + packed + b"\nendstream "


def multiplying_forms() -> bytes:
    """Return eight levels of form XObjects, each of which draws the next one ten times: a hundred million in all."""
    resources = b"/Resources<</XObject<</X %d 0 R>>>>"
    inner = [stream(b"/X Do " * 10, FORM + resources % number) for number in range(6, 13)]
    drawing = page(b"/Contents 4 0 R" + resources % 5)
    return pdf_of(catalog(), TREE, drawing, stream(b"/X Do"), *inner, stream(b"0 0 1 1 re f", FORM))


def with_content(content: bytes) -> bytes:
    return pdf_of(catalog(), TREE, page(b"/Contents 4 0 R"), stream(content))


def repaired(data: bytes) -> bytes:
    """Return the file's page in a whole file, which page-validation follows too."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.new() as whole:
        whole.pages.extend(pdf.pages)
        whole.save(saved)
    return saved.getvalue()


LIMITED = {
    "forms that multiply": multiplying_forms(),
    "many operators": with_content(b"0 0 1 1 re f\n" * 750_000),
    "a bomb": with_content(b" " * 300_000_000),
}
NOT_UNDERSTOOD = {
    "a form that is a number": pdf_of(catalog(b"/AcroForm 3"), TREE, page()),
    "fields that are a number": pdf_of(catalog(b"/AcroForm<</Fields 3>>"), TREE, page()),
}


@pytest.fixture
def folder(sample_prints: SamplePrints, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    sample(sample_prints, "handout")  # planned here, as sources are named as seen from the project's folder
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    return Path("out")


@pytest.mark.slow
def test_each_is_a_finding_and_the_next_file_is_checked(
    sample_prints: SamplePrints, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = LIMITED | NOT_UNDERSTOOD
    for name, data in hostile.items():
        assert len(data) < 400_000
        (folder / f"{name}.pdf").write_bytes(data)
    (folder / "good.pdf").write_bytes(sample(sample_prints, "handout").read_bytes())
    assert main(["check", "out"]) == ExitCode.INVALID
    reported = capsys.readouterr().err
    for name in LIMITED:
        assert (
            f"out/{name}.pdf: it is damaged or exceeds a limit (ExcessiveContentError), so it was not checked"
            in reported
        )
    for name in NOT_UNDERSTOOD:
        assert f"out/{name}.pdf: cannot be understood (kind: " in reported
    assert "out/good.pdf: " not in reported
    assert "Checked against PDF/UA-1 and PDF/A-2a: 4 documents." in reported
    assert "Traceback" not in reported


@pytest.mark.parametrize("name", ["forms that multiply", "a bomb"])
def test_where_the_validator_reaches_its_limit_no_other_rule_follows(name: str) -> None:
    (problem,) = inspect_bytes(repaired(LIMITED[name]), label="x.pdf").problems
    assert "it is damaged or exceeds a limit (SafetyLimitError)" in problem.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"q Q\n" * (MOST_CONTENT // 4 + 1), "content stream"),
        (b"n " * (MOST_OPERATORS + 1), "operators"),
        (b"/X Do " * (MOST_FORMS + 1), "forms"),
    ],
)
def test_the_limits_of_a_page(content: bytes, words: str) -> None:
    resources = b"/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>"
    data = pdf_of(catalog(), TREE, page(resources), stream(content), stream(b"n", FORM))
    with pikepdf.open(io.BytesIO(data)) as pdf, pytest.raises(ExcessiveContentError, match=words):
        view_of(pdf.pages[0], 1)


def test_a_file_that_cannot_be_read_does_not_end_the_run(folder: Path) -> None:
    (folder / "gone.pdf").symlink_to("/proc/self/mem")  # answers EIO
    (folder / "empty.pdf").touch()
    with (folder / "huge.pdf").open("wb") as file:
        file.truncate(6 * 1024**3)
    messages = [str(*each.problems) for each in inspect_pdfs(sorted(folder.iterdir()))]
    assert messages == [
        "out/empty.pdf: is damaged or no PDF: print it again",
        "out/gone.pdf: cannot be read: Input/output error",
        "out/huge.pdf: is larger than 256 MB, so it was not checked",
    ]
