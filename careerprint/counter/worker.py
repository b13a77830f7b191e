"""What runs in a process of the counter that prints: it warms up once, then makes one PDF after another in memory."""

from __future__ import annotations

import datetime
import gc
import pickle
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from careerprint.answers.responses import Response
from careerprint.confinement import confine
from careerprint.jobs.job import Job, Outcome, Studio
from careerprint.jobs.plan import FileNames, report_job
from careerprint.jobs.worker import MEMORY

if TYPE_CHECKING:  # loads WeasyPrint: workers do so when they start, the server never
    from careerprint.jobs.printer import Printer

_printer: Printer | None = None


def start(data: Any) -> None:
    """Get ready and warm up; `data` holds the pickled studio."""
    from careerprint.jobs.printer import Printer

    global _printer
    confine(MEMORY)
    studio: Studio = pickle.loads(data.raw)
    _printer = Printer(studio)
    for job in _first_reports(studio):  # loads fonts, templates and labels before the first client comes
        _printer.attempt(job)
    gc.collect()
    gc.freeze()


def is_warm() -> bool:
    """Say that this process has warmed up: before that it carries out nothing."""
    return _printer is not None


def print_job(job: Job, day: datetime.date) -> bytes | Outcome:
    """Return the PDF of a job as of a day, or why there is none; write nothing."""
    assert _printer is not None
    _printer.studio = replace(_printer.studio, printed_on=day)
    made = _printer.attempt(job)
    return made if isinstance(made, Outcome) else made[1]


def _first_reports(studio: Studio) -> Iterator[Job]:
    """Yield a report of each kind about nobody."""
    kinds = {bool(assessment.guide): assessment for assessment in studio.assessments.values()}
    for assessment in kinds.values():
        answers = {item.id: 1 for _, item in assessment.items}
        nobody = Response("0", "", answers, studio.printed_on, None, "", 0, {})
        yield report_job(assessment.slug, nobody, studio, FileNames([nobody]))
