"""A handout on one sheet: its first side and its last, and nothing else has that edition."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from careerprint.editions import EditionChoice
from careerprint.errors import ExitCode
from careerprint.jobs.job import Job, page_of
from careerprint.jobs.plan import in_editions
from careerprint.jobs.printer import Printer
from careerprint.pages.pages import Pages
from tests.support.sample_runs import call, make_source
from tests.support.samples import job_of, studio

SHEETS = replace(studio(), editions=EditionChoice(("one-sheet",)))
LONGEST = "es/machine-learning-engineer"


def sheet_of(guide: str) -> Job:
    (job,) = in_editions([job_of(f"handouts/{guide}.pdf")], SHEETS)
    return job


def test_a_handout_on_one_sheet(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    called = call("build", "--source", source, "--out", tmp_path / "out", "--edition", "one-sheet")
    assert called.code == ExitCode.OK, called.err
    (path,) = (tmp_path / "out").rglob("*.pdf")
    assert path.name == "nurse-one-sheet.pdf"
    first, last = (" ".join(side.extract_text().split()) for side in PdfReader(path).pages)
    assert "The work in short" in first
    for words in ("Next steps", "Talk to us", "Sources", "2 sides on 1 sheet"):
        assert words in last, words


@pytest.mark.parametrize("command", ["report", "group"])
def test_nothing_else_has_it(command: str, tmp_path: Path) -> None:
    called = call(command, tmp_path / "a.csv", "--assessment", "interests", "--edition", "one-sheet")
    assert called.code == ExitCode.USAGE
    assert called.err.strip() == "Only handouts have the edition one-sheet. Leave it out, or use it with `build`."


@pytest.mark.slow
@pytest.mark.parametrize("guide", SHEETS.guides)
def test_each_guide_fits_on_one_sheet(guide: str) -> None:
    pdf = Printer(replace(SHEETS, paper="letter")).print(sheet_of(guide)).pdf
    sides = PdfReader(io.BytesIO(pdf)).pages
    assert len(sides) == 2
    said = "2 páginas en 1 hoja." if guide.startswith("es/") else "2 sides on 1 sheet."
    assert said in " ".join(sides[1].extract_text().split())


@pytest.mark.slow
def test_the_longest_fits_on_a4_too() -> None:
    assert Printer(replace(SHEETS, paper="a4")).print(sheet_of(LONGEST)).pages == 2


@pytest.mark.parametrize("guide", SHEETS.guides)
def test_it_lists_the_sources_that_it_cites_by_their_numbers_in_the_guide(guide: str) -> None:
    job = sheet_of(guide)
    html = page_of(job, SHEETS, Pages(SHEETS.center, edition=job.edition), sides=2).html
    numbers = {source.id: str(number) for number, source in enumerate(SHEETS.guides[guide].meta.sources, 1)}
    cited = set(re.findall(r'href="#source-([^"]+)"', html))
    listed = dict(re.findall(r'<li id="source-([^"]+)" value="(\d+)"', html))
    assert cited
    assert listed == {name: numbers[name] for name in cited}
