"""All sample output keeps every promise: by page-validation, by our own rules, by veraPDF itself."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from careerprint.check.pdf.finished import FileKind
from careerprint.check.pdf.inspect import Inspection, inspect_pdf, pdfs_in
from careerprint.check.pdf.standards import PROFILES
from tests.support import verapdf
from tests.support.proof import faults
from tests.support.samples import FEW, FIT, KINDS, PAPERS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def inspected(all_sample_prints: Path) -> dict[Path, Inspection]:
    return {path: inspect_pdf(path) for path in pdfs_in([all_sample_prints])}


def test_every_kind_of_document_is_there_on_both_papers(
    inspected: dict[Path, Inspection], all_sample_prints: Path
) -> None:
    counted = Counter(path.relative_to(all_sample_prints).parts[:-1] for path in inspected)
    for paper, people in zip(PAPERS, (12, FEW), strict=True):
        assert counted[paper, "handouts"] >= 3
        assert counted[paper, "worksheets"] >= 4
        assert counted[paper, "samples", "reports", FIT] == people
        assert counted[paper, "samples", "reports", "interests"] == people
        assert counted[paper, "samples", "groups"] >= 2


def test_no_sample_has_any_fault(inspected: dict[Path, Inspection]) -> None:
    assert [str(problem) for each in inspected.values() for problem in each.problems] == []


def test_worksheets_are_forms_and_nothing_else_is(inspected: dict[Path, Inspection]) -> None:
    assert {each.kind for each in inspected.values()} == {FileKind.DOCUMENT, FileKind.FORM}
    for path, each in inspected.items():
        assert (each.kind is FileKind.FORM) == ("worksheets" in path.parts)


def test_page_validation_finds_nothing_in_either_profile(inspected: dict[Path, Inspection]) -> None:
    """Asked directly, past our own code."""
    for path, each in inspected.items():
        profiles = ("ua1",) if "worksheets" in path.parts else ("ua1", "2a")
        assert faults(path.read_bytes(), *profiles) == set(), each.path


def test_verapdf_finds_nothing_and_finds_a_spoiled_copy(
    inspected: dict[Path, Inspection], all_sample_prints: Path, tmp_path: Path
) -> None:
    """One Java run over everything and, so that we know that it can fail, over a copy without one description."""
    if reason := verapdf.missing():
        pytest.skip(reason)
    spoiled = tmp_path / "spoiled.pdf"
    spoiled.write_bytes(without_first_description((all_sample_prints / PAPERS[0] / KINDS["handout"]).read_bytes()))
    questions = [(profile, path) for path, each in inspected.items() if each.kind for profile in PROFILES[each.kind]]
    verdicts = dict(verapdf.broken_rules([*questions, ("ua1", spoiled), ("2a", spoiled)]))
    assert verdicts.pop(("ua1", spoiled)) == {"7.3-1"}
    assert verdicts.pop(("2a", spoiled)) == set(), "PDF/A-2a does not ask for descriptions in a way that can be tested"
    assert {question: rules for question, rules in verdicts.items() if rules} == {}
    assert len(verdicts) == len(questions)


def without_first_description(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        figure = next(
            each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        )
        del figure.Alt
        spoiled = io.BytesIO()
        pdf.save(spoiled)
    return spoiled.getvalue()
