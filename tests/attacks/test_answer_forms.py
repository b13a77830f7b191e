"""The attack list: filled PDF forms."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from careerprint.errors import SourceError
from tests.support import pdf_forms
from tests.support.answer_files import CANARY, put, read
from tests.support.questionnaire import NUMBERS, numbers

# PDF


def test_bad_forms_stop_nobody_else(tmp_path: Path) -> None:
    def made() -> pikepdf.Pdf:
        return pdf_forms.form({"id": "p1", "name": CANARY}, NUMBERS[0])

    good = pdf_forms.save(made(), tmp_path / "a-good.pdf").read_bytes()
    put(tmp_path, "b-cut.pdf", good[: len(good) // 2])
    put(tmp_path, "c-not.pdf", "hello")
    pdf_forms.save(made(), tmp_path / "d-locked.pdf", pikepdf.Encryption(owner="o", user="u"))
    pdf_forms.save(made(), tmp_path / "e-owner.pdf", pikepdf.Encryption(owner="o", user=""))
    script = made()
    script.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf_forms.save(script, tmp_path / "f-script.pdf")
    attached = made()
    attached.attachments["x.txt"] = b"x"
    pdf_forms.save(attached, tmp_path / "g-attached.pdf")
    scan = pikepdf.Pdf.new()
    scan.add_blank_page()
    pdf_forms.save(scan, tmp_path / "h-scan.pdf")
    endless = made()
    kid = endless.make_indirect(Dictionary(T=String("x")))
    kid.Kids = Array([kid, kid])
    endless.Root.AcroForm.Fields.append(kid)
    pdf_forms.save(endless, tmp_path / "i-endless.pdf")
    answers = read(tmp_path)
    assert numbers(answers) == NUMBERS[:1]
    reported = {Path(problem.file).name: problem.message for problem in answers.problems}
    damaged, locked = (
        "damaged, or not a PDF; ask for it again",
        "protected by a password; save it without one",
    )
    assert reported == {
        "b-cut.pdf": damaged,
        "c-not.pdf": damaged,
        "d-locked.pdf": locked,
        "e-owner.pdf": locked,
        "f-script.pdf": "holds JavaScript, as no worksheet of ours does",
        "g-attached.pdf": "holds attached files, as no worksheet of ours does",
        "h-scan.pdf": "no form fields: was it printed, scanned or flattened? Type the answers into the answer sheet",
        "i-endless.pdf": damaged,
    }
    assert all(problem.fatal and problem.row is None for problem in answers.problems)


def test_form_of_another_version_is_not_taken_for_half_answered(tmp_path: Path) -> None:
    pdf_forms.save(pdf_forms.form({"id": "p1"}, NUMBERS[0]), tmp_path / "a.pdf")
    older = pdf_forms.form({"id": "p2"}, NUMBERS[0])
    del older.Root.AcroForm.Fields[-1]
    pdf_forms.save(older, tmp_path / "b.pdf")
    other = pikepdf.Pdf.new()
    other.add_blank_page()
    other.Root.AcroForm = Dictionary(Fields=[other.make_indirect(Dictionary(FT=Name.Tx, T=String("id")))])
    pdf_forms.save(other, tmp_path / "c.pdf")
    answers = read(tmp_path)
    assert [response.id for response in answers.responses] == ["p1"]
    assert [(problem.column, problem.message, problem.fatal) for problem in answers.problems] == [
        ("data-work", "the form has no such field; it is another version", True),
        (None, "left out: nothing of this questionnaire is answered", False),
    ]


def test_folder_without_a_readable_form(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no PDF in this folder"):
        read(tmp_path)
    put(tmp_path, "a.pdf", "x")
    with pytest.raises(SourceError, match="no form could be read") as caught:
        read(tmp_path)
    assert [Path(problem.path).name for problem in caught.value.problems] == ["a.pdf"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no such names there")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a\x1b[2J.pdf", "a[2J.pdf"),
        ("a\u202efdp.pdf".encode(), "afdp.pdf"),
        (b"\xff.pdf", ".pdf"),
        (b"a\nb.pdf", "a b.pdf"),
    ],
)
def test_names_of_files_are_made_safe(tmp_path: Path, name: bytes, shown: str) -> None:
    pdf_forms.save(pdf_forms.form({"id": "p1"}, NUMBERS[0]), tmp_path / "good.pdf")
    put(tmp_path, os.fsdecode(name), "not a form")
    answers = read(tmp_path)
    assert numbers(answers) == NUMBERS[:1]
    assert [problem.file for problem in answers.problems] == [f"{tmp_path}/{shown}"]
