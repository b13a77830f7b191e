"""People whose reports are printed both ways, once for all tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.jobs.dispatch import carry_out
from careerprint.jobs.job import Studio
from careerprint.jobs.printer import Printer
from careerprint.plates.plates import Plates
from tests.support import samples
from tests.support.plate_people import BothWays, people


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    """Return what prints our own sources."""
    return replace(samples.studio(), out=tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="session")
def printer(studio: Studio) -> Printer:
    return Printer(studio)


@pytest.fixture(scope="session")
def plates(printer: Printer) -> Plates:
    return Plates(printer.press)


@pytest.fixture(scope="session")
def plate_printer(studio: Studio) -> Printer:
    """Return what prints reports by plates, as a run for many people does."""
    return Printer(replace(studio, by_plates=True))


@pytest.fixture(scope="session")
def both_ways(studio: Studio, plate_printer: Printer, all_sample_prints: Path) -> Mapping[str, BothWays]:
    """Reports by a name for the test's message; those of sample people were printed the plain way by a build."""
    named = dict(people(studio))
    others = [job for name, job in named.items() if name != job.output]
    jobs = {name: job if job in others else replace(job, output=f"samples/{name}") for name, job in named.items()}
    assert all(outcome.status == "made" for outcome in carry_out(others, studio))
    plate_printer.prepare(tuple(jobs.values()))
    folders = {name: studio.out if job in others else all_sample_prints / "letter" for name, job in jobs.items()}
    return {
        name: BothWays(job, (folders[name] / job.output).read_bytes(), plate_printer.print(job))
        for name, job in jobs.items()
    }
