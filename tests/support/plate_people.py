"""People whose reports are printed both ways: as a whole, and joined from plates."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from careerprint.answers.open_answers import read_answers
from careerprint.answers.responses import Response
from careerprint.jobs.job import Job, Studio
from careerprint.jobs.plan import report_jobs
from careerprint.press.engine import Printed
from tests.support.samples import FIT, SOURCE

INTERESTS = "interests"
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

    job: Job
    plain: bytes
    plate: Printed


def people(studio: Studio) -> Iterator[tuple[str, Job]]:
    """Yield sixty: all sample people, extremes, names that are set in another way than most, and chance."""
    dice = random.Random(100)
    for slug in (FIT, INTERESTS):
        sample = read_answers(SOURCE / "answers" / f"{slug}.csv", studio.assessments[slug]).responses
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
        for number in range(30 - len(sample) - len(special)):
            answers = {item: dice.choice((None, *range(1, most + 1))) for item, most in highest.items()}
            special[f"chance {number}"] = replace(first, name=f"Sample Person {number}", answers=answers)
        for number, (name, person) in enumerate(special.items()):
            yield f"{slug} {name}", job_of(studio, slug, replace(person, id=f"s{number}"))


def job_of(studio: Studio, slug: str, person: Response) -> Job:
    return next(iter(report_jobs(slug, [person], studio)))
