"""Everything in source/, in print and as pages: what many tests look at."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from careerprint.answers.open_answers import read_answers
from careerprint.answers.responses import Response
from careerprint.check.sources import read_sources
from careerprint.cli.main import main
from careerprint.errors import ExitCode
from careerprint.jobs.job import Job, Studio, page_of
from careerprint.jobs.plan import group_job, make_studio, plan, report_jobs
from careerprint.pages.pages import Page, Pages
from careerprint.settings import Settings
from careerprint.sources.assessment import Assessment
from careerprint.sources.guide import Guide

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "source"
PAPERS = ("letter", "a4")
DAY = datetime.date(2026, 11, 22)
"""The day that is printed on sample reports."""
FEW = 2
"""People whose reports are printed on A4."""
FIT = "fit--machine-learning-engineer"

KINDS = {
    "handout": "handouts/machine-learning-engineer.pdf",
    "worksheet": f"worksheets/{FIT}.pdf",
    "fit report": f"samples/reports/{FIT}/1001.pdf",
    "interests report": "samples/reports/interests/1001.pdf",
    "group": "samples/groups/interests.pdf",
}
"""One document of each kind, below the folder of a paper."""

READ = (
    "handouts/data-scientist",
    "handouts/machine-learning-engineer",
    "handouts/software-developer",
    "handouts/es/machine-learning-engineer",
    "worksheets/fit--data-scientist",
    f"worksheets/{FIT}",
    "worksheets/fit--software-developer",
    "worksheets/interests",
    f"worksheets/es/{FIT}",
    "worksheets/es/interests",
    f"samples/reports/{FIT}/1001",
    f"samples/reports/{FIT}/1010",
    "samples/reports/interests/1003",
    "samples/reports/interests/1010",
    f"samples/groups/{FIT}",
    "samples/groups/interests",
)
"""The documents whose words are compared one by one; of reports, an ordinary one and one that is partly scored."""

SIDES = {"handouts": 4, "worksheets": 2}
"""Pages that the first page of a document tells."""


def sample(folder: Path, kind: str, paper: str = "letter") -> Path:
    """Return the printed file of a kind of document; prints on the center's other paper say so in their names."""
    name = KINDS[kind] if paper == PAPERS[0] else KINDS[kind].replace(".pdf", f"-{paper}.pdf")
    return folder / paper / name


def print_samples(folder: Path) -> None:
    """Print all samples into a folder called like the paper: on Letter as they are, on A4 for a few people only.

    So A4 has a group report that is too small to show figures, and takes half the time.
    """
    few = folder / "few"
    shutil.copytree(SOURCE, few)
    for answers in (few / "answers").rglob("*.csv"):
        lines = answers.read_text(encoding="utf-8").splitlines(keepends=True)
        answers.write_text("".join(lines[: 1 + FEW]), encoding="utf-8")
    for source, paper in zip((SOURCE, few), PAPERS, strict=True):
        arguments = ["--source", str(source), "--out", str(folder / paper), "--paper", paper, "--date", str(DAY)]
        assert main(["build", *arguments]) == ExitCode.OK
    shutil.rmtree(few)


@cache
def studio() -> Studio:
    """Return the studio that prints the samples."""
    sources, problems = read_sources(SOURCE, today=DAY)
    assert sources is not None, [str(problem) for problem in problems]
    return make_studio(sources, Settings(source=SOURCE, out=Path("out"), templates=(), paper=None, today=DAY))


@cache
def pages() -> Pages:
    """Return what makes the samples' pages."""
    return Pages(studio().center)


def guide(slug: str = "machine-learning-engineer") -> Guide:
    """Return a sample guide."""
    return studio().guides[slug]


def assessment(slug: str = "interests") -> Assessment:
    """Return a sample assessment."""
    return studio().assessments[slug]


@cache
def people(slug: str = "interests") -> Mapping[str, Response]:
    """Return the sample people of an assessment by id."""
    answers = read_answers(SOURCE / "answers" / f"{slug}.csv", assessment(slug))
    return {person.id: person for person in answers.responses}


def page(name: str) -> Page:
    """Return the page of a sample document, such as `samples/reports/interests/1001`, as it is printed on Letter."""
    folder, _, slug = name.removeprefix("samples/").partition("/")
    if folder == "groups":
        job = group_job(slug, people(slug).values(), studio())
    elif folder == "reports":
        slug, _, person = slug.rpartition("/")
        (job,) = report_jobs(slug, [people(slug)[person]], studio())
    else:
        job = Job("handout" if folder == "handouts" else "worksheet", slug, f"{name}.pdf", "")
    return page_of(job, studio(), pages(), sides=SIDES.get(folder, 0))


def job_of(output: str, people: Mapping[str, Sequence[Response]] | None = None) -> Job:
    """Return the job that makes an output, such as `handouts/es/machine-learning-engineer.pdf`."""
    return next(job for job in plan(studio(), people or {}, tools="").jobs if job.output == output)


def page_with(person: Response, slug: str = "interests") -> Page:
    """Return the report of somebody else than the sample people."""
    (job,) = report_jobs(slug, [person], studio())
    return page_of(job, studio(), pages(), sides=0)


def renamed(name: str, identifier: str = "1001") -> Response:
    """Return a sample person of the interests with another name."""
    return replace(people()[identifier], name=name)


def printed(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each document of `READ` with its print on Letter."""
    for name in READ:
        yield name, folder / PAPERS[0] / f"{name}.pdf"
