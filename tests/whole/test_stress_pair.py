"""The thinnest guide and a very full one: both print well, and the full one says which of its sections is too much."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.errors import ExitCode
from careerprint.jobs.job import Outcome, Studio
from careerprint.jobs.plan import handout_job
from careerprint.jobs.printer import Printer
from careerprint.sources.document import from_text
from careerprint.sources.guide import from_document
from tests.support import samples
from tests.support.sample_runs import SOURCE, call
from tests.support.sheet_rules import long_lines, overlaps, whites_of

pytestmark = pytest.mark.slow

TEXT = (SOURCE / "guides/registered-nurse.md").read_text("utf-8")
THIN = {"tasks": 3, "pros": 2, "cons": 2, "skills": 2}
FULL = {"tasks": 8, "pros": 6, "cons": 6, "skills": 9, "tips": 4}
_ID = re.compile(r"\{#([\w-]+)")
TIP = "- **Ask early.** " + "Ask for a place to watch the work before you pay for a course. " * 2 + "{#ask}\n"


def resized(text: str, section: str, number: int) -> str:
    """Return a guide whose section has so many items: the first ones, or all and copies of the last."""
    head, mark, rest = text.partition(f"{{#{section}}}\n")
    body, following, end = rest.partition("\n## ")
    intro, *items = re.split(r"(?m)^(?=- \*\*)", body)
    items = items or [TIP]
    copies = (
        _ID.sub(rf"{{#\1-{n}", items[-1]).replace("- **", f"- **Once more {n}: ", 1) for n in range(number - len(items))
    )
    items = [each.rstrip("\n") + "\n\n" for each in (*items, *copies)]
    return f"{head}{mark}{intro}{''.join(items[:number])}{following}{end}"


def guide_of(counts: dict[str, int], sides: int) -> str:
    text = re.sub(r"(?m)^sides: \d+$", f"sides: {sides}", TEXT)
    for section, number in counts.items():
        text = resized(text, section, number)
    return text


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return replace(samples.studio(), out=tmp_path_factory.mktemp("out"))


def test_the_counts_are_what_they_say() -> None:
    for counts in (THIN, FULL):
        for section, number in counts.items():
            body = guide_of(counts, 8).partition(f"{{#{section}}}\n")[2].partition("\n## ")[0]
            assert len(re.findall(r"(?m)^- \*\*", body)) == number, section


@pytest.mark.parametrize(("counts", "most"), [(THIN, 6), (FULL, 10)], ids=["thin", "full"])
def test_prints_well(counts: dict[str, int], most: int, studio: Studio) -> None:
    guide = from_document(from_text(guide_of(counts, most), path="nurse.md", slug="registered-nurse"))
    studio = replace(studio, guides={**studio.guides, "registered-nurse": guide})
    made = Printer(studio).attempt(handout_job(guide))
    assert not isinstance(made, Outcome), made
    printed, pdf = made
    assert printed.pages <= most
    assert overlaps(pdf) == []
    assert long_lines(pdf) == []
    whites = whites_of(pdf)
    assert max(whites[:-1]) < 0.35, whites


def test_a_full_guide_says_which_sections_are_over_by_how_much(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(SOURCE, source)
    shutil.rmtree(source / "answers")
    shutil.rmtree(source / "assessments")  # a worksheet of the guide would be printed too
    (source / "guides/registered-nurse.md").write_text(guide_of(FULL, 6), "utf-8")
    called = call("build", "registered-nurse", "--source", source, "--out", tmp_path / "out")
    assert called.code == ExitCode.OK, called.err
    (line,) = (each for each in called.err.splitlines() if "handout: runs over" in each)
    assert re.search(r"runs over 6 sides by \d+ lines, from “pay-and-outlook” on; shorten", line), line
