"""A worksheet is held against the forms that are kept beside it, and against nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from careerprint.check.pdf.inspect import inspect_pdfs
from tests.support.sample_runs import call, make_source


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    source = make_source(folder / "source", assessment=True)
    assert call("build", "sample", "--source", source, "--out", folder / "out").code == 0
    return folder / "out"


def rename(pdf: pikepdf.Pdf) -> None:
    next(each for each in pdf.Root.AcroForm.Fields if each.T == "p2").T = pikepdf.String("p9")


def drop_a_choice(pdf: pikepdf.Pdf) -> None:
    group = next(each for each in pdf.Root.AcroForm.Fields if each.T == "p2")
    lost = group.Kids[-1].objgen
    del group.Kids[-1]
    for page in pdf.pages:
        page.Annots = pikepdf.Array([each for each in page.Annots if each.objgen != lost])


def spoiled(out: Path, name: str, harm: Callable[[pikepdf.Pdf], None]) -> list[str]:
    path = out / "worksheets" / name
    with pikepdf.open(out / "worksheets" / "sample.pdf") as pdf:
        harm(pdf)
        pdf.save(path)
    (found,) = inspect_pdfs([path])
    path.unlink()
    return [each.message for each in found.problems]


@pytest.mark.parametrize("name", ["sample-mono.pdf", "sample-large-print-low-vision-a4.pdf"])
@pytest.mark.parametrize(
    ("harm", "words"),
    [(rename, "“p2” is missing, “p9” is not one of them"), (drop_a_choice, "“p2” has other choices")],
)
def test_other_lines_are_named(harm: Callable[[pikepdf.Pdf], None], words: str, name: str, out: Path) -> None:
    assert f"its lines are not those of the questionnaire: {words}" in spoiled(out, name, harm)


def test_another_questionnaire_whose_name_begins_alike_has_lines_of_its_own(out: Path) -> None:
    assert [words for words in spoiled(out, "sample-two.pdf", rename) if "questionnaire" in words] == []


def test_the_lines_of_a_worksheet_are_those_that_were_kept(out: Path) -> None:
    (found,) = inspect_pdfs([out / "worksheets" / "sample.pdf"])
    assert (dict(found.asked), found.problems) == ({"p1": 5, "p2": 5, "p3": 5}, ())


def test_without_a_kept_form_nothing_is_said_of_the_lines(out: Path, tmp_path: Path) -> None:
    moved = tmp_path / "worksheets" / "sample.pdf"
    moved.parent.mkdir()
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "000000.json").write_text("{}")
    with pikepdf.open(out / "worksheets" / "sample.pdf") as pdf:
        rename(pdf)
        pdf.save(moved)
    (found,) = inspect_pdfs([moved])
    assert [each for each in found.problems if "lines" in each.message] == []
