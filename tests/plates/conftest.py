"""People whose reports are printed both ways, once for all tests."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from careerprint.answers.open_answers import read_answers
from careerprint.answers.responses import Response
from careerprint.check.sources import checked
from careerprint.jobs.dispatch import carry_out
from careerprint.jobs.job import Job, Studio, page_of
from careerprint.jobs.plan import make_studio, report_jobs
from careerprint.jobs.printer import Printer
from careerprint.pages.pages import Page
from careerprint.plates.engine import Plates
from careerprint.press.engine import Printed
from careerprint.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent.parent
FIT, INTERESTS = "fit--machine-learning-engineer", "interests"
NAMES = {
    "long": "Wolfeschlegelsteinhausenbergerdorff " * 3,
    "vietnamese": "Nguyễn Thị Hằng",
    "cyrillic": "Проба Человек",
    "greek": "Δείγμα Άνθρωπος",
    "ligatures": "Fiffi Affleck-Groß, Jr.",
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
    """Reports by a name for the test's message; the plain ones are made in processes, which takes half the time."""
    jobs = dict(people(studio))
    plain = {outcome.output: outcome.pages for outcome in carry_out(jobs.values(), studio)}
    assert len(plain) == len(jobs)
    pages = [page_of(job, studio, printer.pages(), sides=0) for job in jobs.values()]
    composed = plates.compose(pages)
    return {
        name: BothWays(
            page,
            Printed((studio.out / job.output).read_bytes(), plain[job.output], 0),
            plates.join(each, job.output),
        )
        for (name, job), page, each in zip(jobs.items(), pages, composed, strict=True)
    }


def people(studio: Studio) -> Iterator[tuple[str, Job]]:
    """Yield a hundred: all sample people, extremes, names that are set in another way than most, and chance."""
    dice = random.Random(100)
    for slug in (FIT, INTERESTS):
        sample = read_answers(PROJECT / "source" / "answers" / f"{slug}.csv", studio.assessments[slug]).responses
        for job in report_jobs(slug, sample, studio):
            yield job.output, job
        first = sample[0]
        highest = {item.id: scale.highest for scale, item in studio.assessments[slug].items}
        special = {
            "empty": replace(first, answers=dict.fromkeys(highest)),
            "same": replace(first, name="", date=None, answers=dict.fromkeys(highest, 3)),
            "lowest": replace(first, answers=dict.fromkeys(highest, 1)),
            "every other": replace(first, answers={item: n % 2 or None for n, item in enumerate(highest)}),
            **{name: replace(first, name=text) for name, text in NAMES.items()},
        }
        for number in range(50 - len(sample) - len(special)):
            answers = {item: dice.choice((None, *range(1, most + 1))) for item, most in highest.items()}
            special[f"chance {number}"] = replace(first, name=f"Sample Person {number}", answers=answers)
        for number, (name, person) in enumerate(special.items()):
            yield f"{slug} {name}", job_of(studio, slug, replace(person, id=f"s{number}"))


def job_of(studio: Studio, slug: str, person: Response) -> Job:
    return next(iter(report_jobs(slug, [person], studio)))
