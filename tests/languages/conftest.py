"""Our own sources in every language, and prints of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careerprint.jobs.job import Studio
from careerprint.jobs.printer import Printer
from tests.support import samples


@pytest.fixture(scope="session")
def studio() -> Studio:
    """Return what prints our own sources."""
    return samples.studio()


@pytest.fixture(scope="session")
def handouts(studio: Studio) -> dict[str, bytes]:
    """Return the Spanish handout on either paper; each must hold its sides."""
    printed = {}
    for paper in ("letter", "a4"):
        made = Printer(replace(studio, paper=paper))
        result = made.print(replace(samples.job_of("handouts/es/machine-learning-engineer.pdf"), key=""))
        assert (result.pages, result.overflow_lines) == (8, 0), paper
        printed[paper] = result.pdf
    return printed
