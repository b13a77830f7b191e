"""Our own sources in every language, and prints of them."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from careerprint.check.sources import read_sources
from careerprint.jobs.job import Job, Studio
from careerprint.jobs.plan import make_studio, plan
from careerprint.jobs.printer import Printer
from careerprint.settings import Settings

ROOT = Path(__file__).parent.parent.parent
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="session")
def studio() -> Studio:
    """Return what prints our own sources."""
    settings = Settings(ROOT / "source", Path("unused"), (), None, TODAY)
    sources, _ = read_sources(settings.source, today=TODAY)
    assert sources is not None
    return make_studio(sources, settings)


def job_of(studio: Studio, output: str, people: dict[str, Any] | None = None) -> Job:
    """Return the job that makes an output."""
    return next(job for job in plan(studio, people or {}, tools="").jobs if job.output == output)


@pytest.fixture(scope="session")
def handouts(studio: Studio) -> dict[str, bytes]:
    """Return the Spanish handout on either paper; each must hold its sides."""
    printed = {}
    for paper in ("letter", "a4"):
        made = Printer(replace(studio, paper=paper))
        result = made.print(replace(job_of(studio, "handouts/es/machine-learning-engineer.pdf"), key=""))
        assert (result.pages, result.overflow_lines) == (4, 0), paper
        printed[paper] = result.pdf
    return printed
