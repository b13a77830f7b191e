"""People whose reports are printed both ways, once for all tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from careerprint.jobs.dispatch import carry_out
from careerprint.jobs.job import Studio
from careerprint.jobs.printer import Printer
from careerprint.plates.plates import Plates
from careerprint.press.engine import Printed
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
def both_ways(studio: Studio, plate_printer: Printer) -> Mapping[str, BothWays]:
    """Reports by a name for the test's message; the plain ones are made in processes, which takes half the time."""
    jobs = dict(people(studio))
    plain = {outcome.output: outcome.pages for outcome in carry_out(jobs.values(), studio)}
    assert len(plain) == len(jobs)
    plate_printer.prepare(tuple(jobs.values()))
    return {
        name: BothWays(
            job,
            Printed(plain[job.output], pdf=(studio.out / job.output).read_bytes()),
            plate_printer.print(job),
        )
        for name, job in jobs.items()
    }
