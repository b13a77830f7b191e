"""Sample documents in their editions, each printed once for all tests."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from careerprint.answers.open_answers import read_answers
from careerprint.check.sources import read_sources
from careerprint.editions import Edition
from careerprint.jobs.job import Job, Studio
from careerprint.jobs.plan import group_job, make_studio, report_jobs
from careerprint.jobs.printer import Printer
from careerprint.press.engine import Printed
from careerprint.settings import Settings

SOURCE = Path(__file__).parents[2] / "source"
FIT = "fit--machine-learning-engineer"
SAMPLES = ("handout", "worksheet", "fit report", "interests report", "group")
SPANISH = ("es/handout", "es/worksheet", "es/interests report", "es/group")
"""The same in Spanish; their people are those of the English samples, who are enough for a group report."""

Print = Callable[..., Printed]


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    day = datetime.date(2026, 11, 22)
    sources, _ = read_sources(SOURCE, today=day)
    assert sources is not None
    return make_studio(sources, Settings(SOURCE, tmp_path_factory.mktemp("out"), (), None, day))


@pytest.fixture(scope="session")
def printed(studio: Studio) -> Print:
    """Return a function from sample, edition and paper to the print."""
    printers = {paper: Printer(replace(studio, paper=paper)) for paper in ("letter", "a4")}

    @cache
    def one(sample: str, edition: Edition, paper: str = "letter") -> Printed:
        job = sample_job(sample, studio)
        target = None if edition.is_large else job.target_pages
        return printers[paper].print(replace(job, edition=edition, target_pages=target))

    return one


def sample_job(sample: str, studio: Studio) -> Job:
    """Return the standard job of one sample document."""
    folder, slash, kind = sample.rpartition("/")
    if kind == "handout":
        guide = studio.guides[f"{folder}{slash}machine-learning-engineer"]
        return Job("handout", guide.slug, "handout.pdf", guide.path, target_pages=guide.meta.sides)
    if kind == "worksheet":
        return Job("worksheet", f"{folder}{slash}{FIT}", "worksheet.pdf", "", target_pages=2)
    name = FIT if kind.startswith("fit") else "interests"
    slug = f"{folder}{slash}{name}"
    people = read_answers(SOURCE / "answers" / f"{name}.csv", studio.assessments[slug]).responses
    if kind == "group":
        return group_job(slug, people, studio)
    return next(iter(report_jobs(slug, people[:1], studio)))
