"""Everything in source/, in print and as pages: what many tests look at."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from careerprint.answers.open_answers import read_answers
from careerprint.answers.responses import Response
from careerprint.check.sources import read_sources
from careerprint.cli.main import main
from careerprint.errors import ExitCode
from careerprint.files import only_one
from careerprint.jobs.job import Job, Studio, page_of
from careerprint.jobs.plan import group_job, make_studio, plan, report_jobs
from careerprint.jobs.printer import Printer
from careerprint.pages.pages import Page, Pages
from careerprint.pages.worksheets import NOTES
from careerprint.settings import Settings
from careerprint.sources.assessment import Assessment
from careerprint.sources.guide import Guide

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "source"
PAPERS = ("letter", "a4")
DAY = datetime.date(2026, 11, 27)
"""The day that is printed on sample reports."""
FEW = 2
"""People whose reports are printed on A4."""
GUIDES_ON_A4 = (
    "chef-and-head-cook",
    "electrician",
    "machine-learning-engineer",
    "registered-nurse",
    "es/machine-learning-engineer",
    "es/registered-nurse",
)
"""The guides that are printed on A4: those with sample answers, and the longest texts."""
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
    "handouts/electrician",
    "handouts/machine-learning-engineer",
    "handouts/registered-nurse",
    "handouts/es/machine-learning-engineer",
    "worksheets/fit--electrician",
    f"worksheets/{FIT}",
    "worksheets/fit--registered-nurse",
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
READ_QUICKLY = (
    "handouts/machine-learning-engineer",
    "worksheets/interests",
    f"worksheets/es/{FIT}",
    f"samples/reports/{FIT}/1001",
    "samples/reports/interests/1010",
    f"samples/groups/{FIT}",
)
"""Those that the quick run compares: one of each kind."""


class SamplePrints:
    """Samples in print: each is printed when the first test asks for it, whichever process runs that test."""

    def __init__(self, folder: Path, made: Path | None) -> None:
        """Keep them in a folder that all processes know, unless `made` holds all that `build` makes."""
        self._folder, self._made = folder, made
        self._printers: dict[str, Printer] = {}

    def file(self, name: str, paper: str = PAPERS[0]) -> Path:
        """Return the print of a sample, such as `handouts/machine-learning-engineer`."""
        if self._made:
            return self._made / paper / f"{name}{'' if paper == PAPERS[0] else f'-{paper}'}.pdf"
        out = self._folder / paper
        out.mkdir(parents=True, exist_ok=True)
        job = sample_jobs(None if paper == PAPERS[0] else FEW)[f"{name}.pdf"]
        path = out / job.output
        with only_one(out / f"{name.replace('/', '-')}.lock", waiting=lambda: None):
            if not path.exists():
                if paper not in self._printers:
                    self._printers[paper] = Printer(replace(studio(), out=out, paper=paper))
                outcome = self._printers[paper](job)
                assert outcome.status == "made", outcome
        return path


def sample(prints: SamplePrints, kind: str, paper: str = PAPERS[0]) -> Path:
    """Return the print of a kind of document."""
    return prints.file(KINDS[kind].removesuffix(".pdf"), paper)


@cache
def sample_jobs(most: int | None) -> Mapping[str, Job]:
    """Return what makes the samples, by output; of people, no more than `most` for each assessment."""
    files = ((slug, SOURCE / "answers" / f"{slug}.csv") for slug in studio().assessments)
    answers = {slug: read_answers(file, studio().assessments[slug]) for slug, file in files if file.exists()}
    people = {slug: read.responses[:most] for slug, read in answers.items()}
    return {job.output: job for job in plan(studio(), people, tools="").jobs}


def print_samples(folder: Path) -> None:
    """Print all samples into a folder called like the paper: on Letter as they are, on A4 few guides for few people.

    So A4 has a group report that is too small to show figures, and takes a third of the time.
    """
    few = folder / "few"
    shutil.copytree(SOURCE, few)
    for answers in (few / "answers").rglob("*.csv"):
        lines = answers.read_text(encoding="utf-8").splitlines(keepends=True)
        answers.write_text("".join(lines[: 1 + FEW]), encoding="utf-8")
    named = ((), (*GUIDES_ON_A4, "interests", "es/interests"))
    for source, paper, names in zip((SOURCE, few), PAPERS, named, strict=True):
        arguments = ["--source", str(source), "--out", str(folder / paper), "--paper", paper, "--date", str(DAY)]
        assert main(["build", *names, *arguments]) == ExitCode.OK
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
    job: Job
    if folder == "groups":
        job = group_job(slug, people(slug).values(), studio())
    elif folder == "reports":
        slug, _, person = slug.rpartition("/")
        (job,) = report_jobs(slug, [people(slug)[person]], studio())
    else:
        job = Job("handout" if folder == "handouts" else "worksheet", slug, f"{name}.pdf", "")
    sides = studio().guides[slug].meta.sides if folder == "handouts" else 2 if folder == "worksheets" else 0
    # What does not fit on the two sides of a worksheet on Letter.
    left_out = {"pros", NOTES} if name.endswith(("electrician", FIT)) else {NOTES} if name.endswith("interests") else ()
    return page_of(job, studio(), pages(), sides=sides, left_out=left_out)


def job_of(output: str) -> Job:
    """Return the job that makes an output, such as `handouts/es/machine-learning-engineer.pdf`."""
    return sample_jobs(None)[output]


def page_with(person: Response, slug: str = "interests") -> Page:
    """Return the report of somebody else than the sample people."""
    (job,) = report_jobs(slug, [person], studio())
    return page_of(job, studio(), pages(), sides=0)


def renamed(name: str, identifier: str = "1001") -> Response:
    """Return a sample person of the interests with another name."""
    return replace(people()[identifier], name=name)
