"""Between what printing knows and what the journal says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from careerprint.answers.responses import Response
from careerprint.entries import Entry, entries
from careerprint.errors import Problem
from careerprint.jobs import Job, Outcome, Status
from careerprint.journal import Journal


def entry_of(job: Job, outcome: Outcome) -> Entry:
    """Return what the journal says about a report."""
    assert isinstance(job.data, Response)
    return Entry(
        key=job.key,
        status="failed" if outcome.status == "failed" else "made",
        file=outcome.output,
        sha256=outcome.sha256,
        pages=outcome.pages,
        seconds=round(outcome.seconds, 3),
        cause="; ".join(problem.message for problem in outcome.problems),
        row=job.data.row,
        id=job.data.id,
        size=outcome.size,
        mtime_ns=outcome.mtime_ns,
        by_plates=outcome.by_plates,
        warnings=outcome.warnings,
    )


def outcome_of(entry: Entry, job: Job, status: Status) -> Outcome:
    """Return what became of a job, from what the journal says about it."""
    return Outcome(
        output=entry.file,
        status=status,
        pages=entry.pages,
        size=entry.size,
        mtime_ns=entry.mtime_ns,
        sha256=entry.sha256,
        seconds=entry.seconds if status == "made" else 0.0,
        by_plates=entry.by_plates,
        warnings=entry.warnings,
        problems=(Problem(job.source, None, "", entry.cause),) if entry.cause else (),
    )


class Recorder:
    """Writes a run down in a journal; see `workers.Record`."""

    def __init__(self, journal: Journal) -> None:
        """Write into a journal that a run has begun."""
        self._journal = journal

    def part(self, number: int) -> Path:
        """Return the part of the journal that a chunk's outcomes are written down in."""
        return self._journal.part(number)

    def finished(self, number: int, jobs: Iterable[Job]) -> dict[str, Outcome]:
        """Return what is written down there about jobs, by their outputs."""
        wanted = {job.output: job for job in jobs}
        found = {}
        for entry in entries(self.part(number)):
            job = wanted.get(entry.file)
            if job and entry.key == job.key and entry.status != "left out":
                found[entry.file] = outcome_of(entry, job, entry.status)
        return found

    def write(self, job: Job, outcome: Outcome) -> None:
        """Write down what became of a job that no worker could finish."""
        self._journal.add(entry_of(job, outcome))
