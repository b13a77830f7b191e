"""People whose reports are printed both ways, once for all tests."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from careerprint.answers import Response, read_answers
from careerprint.building import checked
from careerprint.jobs import Job, Studio, page_of
from careerprint.pages import Page
from careerprint.plan import make_studio, report_jobs
from careerprint.plates.engine import Plates
from careerprint.press import Printed
from careerprint.printer import Printer
from careerprint.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent.parent
FIT, INTERESTS = "fit--machine-learning-engineer", "interests"
NAMES = {
    "long": "Wolfeschlegelsteinhausenbergerdorff " * 3,
    "vietnamese": "Nguyễn Thị Hằng",
    "markup": "<b>Sample</b> <!--/slot--> {{ 7 * 7 }} %d",
    "arabic": "محمد علي",
}
"""Names that are set in another way than most."""


@dataclass(frozen=True, slots=True)
class BothWays:
    """One report."""

    page: Page
    plain: Printed
    plate: Printed


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    settings = Settings(PROJECT / "source", tmp_path_factory.mktemp("out"), (), None, datetime.date(2026, 11, 20))
    sources, _ = checked(settings, strict=False)
    return make_studio(sources, settings)


@pytest.fixture(scope="session")
def printer(studio: Studio) -> Printer:
    return Printer(studio)


@pytest.fixture(scope="session")
def plates(printer: Printer) -> Plates:
    return Plates(printer.press)


@pytest.fixture(scope="session")
def both_ways(studio: Studio, printer: Printer, plates: Plates) -> Mapping[str, BothWays]:
    """Reports by a name for the test's message."""
    found = {}
    for name, job in people(studio):
        page = page_of(job, studio, printer.pages(), sides=0)
        found[name] = BothWays(page, printer.print(job), plates.print(page, job.output))
    return found


def people(studio: Studio) -> Iterator[tuple[str, Job]]:
    """Yield every other sample person, and people who are not like most."""
    for slug in (FIT, INTERESTS):
        sample = read_answers(PROJECT / "source" / "answers" / f"{slug}.csv", studio.assessments[slug]).responses
        for job in report_jobs(slug, sample[::2], studio):
            yield job.output, job
        first = sample[0]
        answers = first.answers
        extremes = {
            "empty": replace(first, id="empty", answers=dict.fromkeys(answers)),
            "same": replace(first, id="same", name="", date=None, answers=dict.fromkeys(answers, 3)),
        }
        special = {name: replace(first, id=name, name=text) for name, text in NAMES.items()} if slug == FIT else {}
        for name, person in (extremes | special).items():
            yield f"{slug} {name}", job_of(studio, slug, person)


def job_of(studio: Studio, slug: str, person: Response) -> Job:
    return next(iter(report_jobs(slug, [person], studio)))
