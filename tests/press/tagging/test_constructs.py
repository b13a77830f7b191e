"""Every construct of the corpus is judged: by page-validation, by veraPDF, and by what is heard."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from tests.support import verapdf
from tests.support.corpus import Case, cases, printed, said
from tests.support.proof import elements, faults
from tests.support.read_aloud import tagged_text

CASES = cases()


def having(key: str) -> list[Case]:
    return [case for case in CASES if case.get(key)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_page_validation_judges_as_written(case: Case) -> None:
    assert faults(printed(case), *case.profiles) == set(case.get("breaks").split())


@pytest.mark.parametrize("case", having("alone"), ids=str)
def test_weasyprint_alone_breaks_what_the_finisher_corrects(case: Case) -> None:
    assert case.get("alone") in faults(case.print(finisher=None, variant="pdf/ua-1"), "ua1")


@pytest.mark.parametrize("case", having("hears"), ids=str)
def test_a_listener_hears_what_is_written(case: Case) -> None:
    heard = " / ".join(f"{role}: {words}" for role, words in tagged_text(printed(case)))
    assert heard == case.get("hears")


@pytest.mark.parametrize("case", having("pages"), ids=str)
def test_the_case_is_as_long_as_it_claims(case: Case) -> None:
    with pikepdf.open(io.BytesIO(printed(case))) as pdf:
        assert len(pdf.pages) >= int(case.get("pages"))


@pytest.mark.parametrize("case", having("lang"), ids=str)
def test_part_in_another_language(case: Case) -> None:
    with elements(printed(case), "/P", "/Span", "/Link", "/TD", "/NonStruct") as parts:
        assert [str(part.Lang) for part in parts if "/Lang" in part] == [case.get("lang")]


@pytest.mark.parametrize("case", having("langs"), ids=str)
def test_all_lines_of_words_in_another_language(case: Case) -> None:
    with elements(printed(case), "/NonStruct") as pieces:
        assert [str(piece.get("/Lang", "-")) for piece in pieces] == case.get("langs").split()


@pytest.mark.parametrize("case", having("scopes"), ids=str)
def test_header_cells_say_what_they_head(case: Case) -> None:
    with elements(printed(case), "/TH") as cells:
        assert [str(cell.A.Scope).removeprefix("/") for cell in cells] == case.get("scopes").split()


@pytest.mark.parametrize("case", having("check"), ids=str)
def test_what_is_ruled_out_says_what_to_do(case: Case) -> None:
    assert said(case).count(case.get("check")) == 1


@pytest.mark.slow
def test_verapdf_agrees_and_finds_a_spoiled_copy(tmp_path: Path) -> None:
    """One Java run over the whole corpus and, so that we know that it can fail, over a copy without tags."""
    if reason := verapdf.missing():
        pytest.skip(reason)
    questions: dict[tuple[str, Path], Case] = {}
    for number, case in enumerate(CASES):
        path = tmp_path / f"{number:03}.pdf"
        path.write_bytes(printed(case))
        questions |= {(profile, path): case for profile in case.profiles}
    spoiled = tmp_path / "spoiled.pdf"
    spoil(printed(CASES[0]), spoiled)
    verdicts = dict(verapdf.broken_rules([*questions, ("ua1", spoiled)]))
    assert verdicts.pop(("ua1", spoiled)) >= {"7.1-8", "7.1-11"}
    wrong = {
        f"{case} {profile}": rules
        for (profile, path), rules in verdicts.items()
        if (case := questions[profile, path]) and rules != expected(case, profile)
    }
    assert wrong == {}


def expected(case: Case, profile: str) -> set[str]:
    """Return the rules that a case breaks, by veraPDF's numbers."""
    key = "vera" if profile == "ua1" else "vera-2a"
    return set(case.get(key).split())


def spoil(pdf: bytes, path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        del file.Root.StructTreeRoot
        del file.Root.Metadata
        file.save(path)
