"""Sample documents in their editions, each printed once for all tests."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from careerprint.editions import Edition
from careerprint.jobs.job import Studio
from careerprint.jobs.printer import Printer
from careerprint.press.engine import Printed
from tests.support import samples
from tests.support.edition_samples import Print, sample_job


@pytest.fixture(scope="session")
def studio() -> Studio:
    """Return what prints our own sources."""
    return samples.studio()


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
