"""A batch: the reports of many people. Print what is due, with a journal that survives whatever ends the run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from careerprint.errors import AnswerProblem, OutputError, PrintError
from careerprint.files import make_private, remove_drafts
from careerprint.jobs.chunks import IN_A_ROW, size_of_chunks
from careerprint.jobs.cluster.coordinator import carry_out_on
from careerprint.jobs.dispatch import carry_out, processors
from careerprint.jobs.job import Listener, Outcome, Studio
from careerprint.jobs.journal import Journal, Recorder
from careerprint.jobs.journal_lines import Entry, Header
from careerprint.plates import disk_cache
from careerprint.runs.due import Due
from careerprint.runs.report_request import ReportRequest
from careerprint.wording import counted, size

T = TypeVar("T")

LINE = 600
"""Bytes of a report's lines in the journal and the summary, for estimating the disk space that a batch needs."""
SPARE = 1.1
"""How many times larger than the trial report the average report may be; sizes differ with names and answers."""
FIRST = 100
"""The number of first outcomes that `SHARE` applies to: in a long batch some failures are normal."""
SHARE = 5
"""At most one in this many of the first reports may fail: of more, the cause is the template, not the people."""


@dataclass(slots=True)
class Counts:
    """How many reports of a batch ended in which way."""

    made: int = 0
    current: int = 0
    failed: int = 0
    by_plates: int = 0

    @property
    def total(self) -> int:
        """All reports that were asked for."""
        return self.made + self.current + self.failed

    def add(self, outcome: Outcome) -> None:
        """Count a report that was printed, or could not be."""
        self.made += outcome.status == "made"
        self.failed += outcome.status == "failed"
        self.by_plates += outcome.by_plates


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports that are planned, and the journal that they are written down in."""

    request: ReportRequest
    studio: Studio
    due: Due
    journal: Journal
    header: Header
    left_out: tuple[Entry, ...] = ()
    """The rows that have no report."""

    @property
    def folder(self) -> Path:
        """The folder of the journal and, unless they go to a store, of the reports."""
        return self.journal.folder

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what became of each report that was asked for, in order, from the journal."""
        return self.due.outcomes(self.journal)

    def begin(self, trial: int) -> None:
        """Make the folder and begin the journal, if there is room for all reports of `trial` bytes each.

        Raises OutputError.
        """
        _check_room(self.folder, self._needed(trial), self.due.count)
        make_private(self.folder, within=self.request.settings.out)
        self.journal.begin(self.header)
        remove_drafts(self.folder)
        disk_cache.tidy(self.request.settings.out)
        self.journal.add(*self.left_out)

    def _needed(self, trial: int) -> float:
        """Return the bytes that the disk must have free."""
        if self.studio.results:
            return self.due.count * LINE
        copies = 1 + self.request.print_file
        return self.due.count * (SPARE * trial * copies + LINE) - self.due.replaced


def print_batch(batch: Batch, listener: Listener, then: Callable[[], T]) -> tuple[Counts, T]:
    """Print what is due and report each outcome as it comes; whatever ends the run, the journal knows what was done.

    `then` does what is left to do while no other run may begin. Raises OutputError when nothing can be written, and
    PrintError when so many fail that it must be the template.
    """
    counts = Counts(current=batch.due.current)
    is_finished = False
    try:
        for outcome in _outcomes(batch, listener):
            counts.add(outcome)
        batch.journal.take_parts()
        result = then()
        is_finished = True
    finally:
        if batch.journal.is_open:
            remove_drafts(batch.folder)
        batch.journal.close(is_finished=is_finished)
    return counts, result


def _outcomes(batch: Batch, listener: Listener) -> Iterator[Outcome]:
    """Yield what becomes of each report that is due; raise PrintError when it must be the template."""
    breaker = Breaker()
    listener.begin(batch.due.count)
    with closing(_printing(batch, listener)) as outcomes:
        for outcome in outcomes:
            listener.done(outcome)
            yield outcome
            breaker.count(outcome)


def _printing(batch: Batch, listener: Listener) -> Generator[Outcome]:
    """Begin to print what is due, in processes here or on a cluster."""
    request, count = batch.request, batch.due.count
    jobs, record = batch.due.jobs(request.verified), Recorder(batch.journal)
    if request.scheduler:
        return carry_out_on(request.scheduler, jobs, batch.studio, count, record, batch.begin)
    return carry_out(
        jobs,
        batch.studio,
        workers=request.workers,
        size=size_of_chunks(count, request.workers or processors()),
        record=record,
        begin=batch.begin,
        underway=listener.underway,
    )


def left_out_of(problems: Iterable[AnswerProblem]) -> Iterator[Entry]:
    """Yield an entry for each problem that leaves a row without a report."""
    for problem in problems:
        if problem.fatal:
            column = f"{problem.column}: " if problem.column else ""
            yield Entry("", "left out", cause=f"{column}{problem.as_problem().message}", row=problem.row)


def _check_room(folder: Path, needed: float, reports: int) -> None:
    """Raise OutputError if the disk has less room than is needed; nothing was written yet."""
    place = next((place for place in (folder, *folder.parents) if place.is_dir()), None)
    if place is None:
        return
    free = shutil.disk_usage(place).free
    if needed > free:
        raise OutputError(
            f"{counted(reports, 'report')} would take about {size(int(needed))}; {folder} has room for {size(free)}."
            " Make room, or choose another folder with --out. No report was written."
        )


class Breaker:
    """Ends a batch in which so many reports fail that the cause must be the template, not the people."""

    def __init__(self) -> None:
        """Begin with no failures."""
        self._done = self._failed = self._in_a_row = 0

    def count(self, outcome: Outcome) -> None:
        """Take note of an outcome; raise PrintError if the batch should end."""
        is_failed = outcome.status == "failed"
        self._done += 1
        self._failed += is_failed
        self._in_a_row = self._in_a_row + 1 if is_failed else 0
        if self._in_a_row >= IN_A_ROW:
            raise self._stopped(f"{IN_A_ROW} reports in a row could not be printed", outcome)
        if self._done <= FIRST and self._failed > FIRST // SHARE:
            raise self._stopped(f"{self._failed} of the first {self._done} reports could not be printed", outcome)

    def _stopped(self, what: str, last: Outcome) -> PrintError:
        return PrintError(
            f"Stopped: {what}, so the cause is a template or a text rather than the people. The last failure is"
            " explained above. All reports printed so far are complete; fix the cause and run the same command again.",
            problems=last.problems,
        )
