"""Documents of every kind, in English and Spanish, that are printed in editions."""

from __future__ import annotations

from collections.abc import Callable

from careerprint.answers.open_answers import read_answers
from careerprint.jobs.job import Job, Studio
from careerprint.jobs.plan import group_job, report_jobs
from careerprint.press.engine import Printed
from tests.support.samples import FIT, SOURCE

SAMPLES = ("handout", "worksheet", "fit report", "interests report", "group")
QUICK = ("interests report",)
"""What the quick run prints in special editions."""
SPANISH = ("es/handout", "es/worksheet", "es/interests report", "es/group")
"""The same in Spanish; their people are those of the English samples, who are enough for a group report."""

Print = Callable[..., Printed]


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
