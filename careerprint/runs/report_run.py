"""One run over the reports of many people: what is due, then print it, with a journal that outlives any death."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from careerprint.errors import AnswerProblem, OutputError, PrintError
from careerprint.files import make_folder, remove_drafts
from careerprint.jobs.chunks import IN_A_ROW, size_of_chunks
from careerprint.jobs.cluster.coordinator import carry_out_on
from careerprint.jobs.dispatch import carry_out, processors
from careerprint.jobs.job import Listener, Outcome, Studio
from careerprint.jobs.journal import Journal, Recorder
from careerprint.jobs.journal_lines import Entry, Header
from careerprint.runs.due import Due
from careerprint.wording import counted, size

T = TypeVar("T")

LINE = 600
"""Bytes that a report takes in journal and summary, at most."""
SPARE = 1.1
"""Reports differ in size from the one that was tried."""


@dataclass(slots=True)
class Tally:
    """How many reports ended in which way."""

    made: int = 0
    current: int = 0
    failed: int = 0
    by_plates: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.made + self.current + self.failed

    def count(self, outcome: Outcome) -> None:
        """Take note of one that was printed, or could not be."""
        self.made += outcome.status == "made"
        self.failed += outcome.status == "failed"
        self.by_plates += outcome.by_plates


@dataclass(frozen=True, slots=True)
class Run:
    """What `print_due` needs to know."""

    studio: Studio
    folder: Path
    """Where the reports go."""
    due: Due
    journal: Journal
    header: Header
    left_out: Iterable[Entry]
    """The rows that have no report."""
    workers: int | None = None
    verified: int = 0
    """So many reports are printed in both ways and compared."""
    is_bound: bool = False
    """One file for the printer is made from all."""
    scheduler: str | None = None
    """The address of a cluster that prints them; None for this machine."""

    def begin(self, trial: int) -> None:
        """Make the folder and begin the journal, if there is room for all reports of `trial` bytes.

        Raises OutputError.
        """
        _look_for_room(self.folder, self._needed(trial), self.due.count)
        make_folder(self.folder, mode=0o700)
        self.journal.begin(self.header)
        remove_drafts(self.folder)
        self.journal.add(*self.left_out)

    def _needed(self, trial: int) -> float:
        if self.studio.results:
            return self.due.count * LINE
        return self.due.count * (SPARE * trial * (1 + self.is_bound) + LINE) - self.due.replaced


def print_due(run: Run, told: Listener, then: Callable[[], T]) -> tuple[Tally, T]:
    """Print what is due and tell each outcome as it comes; whatever ends the run, the journal knows what was done.

    `then` does what is left to do while no other run may begin. Raises OutputError when nothing can be written, and
    PrintError when so many fail that it is the template.
    """
    tally = Tally(current=run.due.current)
    finished = False
    try:
        for outcome in _outcomes(run, told):
            tally.count(outcome)
        run.journal.take_parts()
        result = then()
        finished = True
    finally:
        if run.journal.is_open:
            remove_drafts(run.folder)
        run.journal.close(is_finished=finished)
    return tally, result


def _outcomes(run: Run, told: Listener) -> Iterator[Outcome]:
    breaker = Breaker()
    told.begin(run.due.count)
    with closing(_printing(run, told)) as outcomes:
        for outcome in outcomes:
            told.done(outcome)
            yield outcome
            breaker.count(outcome)


def _printing(run: Run, told: Listener) -> Generator[Outcome]:
    """Begin to print what is due, in processes here or on a cluster."""
    jobs, record = run.due.jobs(run.verified), Recorder(run.journal)
    if run.scheduler:
        return carry_out_on(run.scheduler, jobs, run.studio, run.due.count, record, run.begin)
    size_ = size_of_chunks(run.due.count, run.workers or processors())
    return carry_out(
        jobs, run.studio, workers=run.workers, size=size_, record=record, begin=run.begin, underway=told.underway
    )


def left_out_of(problems: Iterable[AnswerProblem]) -> Iterator[Entry]:
    """Yield an entry for each thing that leaves a row without a report."""
    for problem in problems:
        if problem.fatal:
            column = f"{problem.column}: " if problem.column else ""
            yield Entry("", "left out", cause=f"{column}{problem.as_problem().message}", row=problem.row)


def _look_for_room(folder: Path, needed: float, reports: int) -> None:
    """Raise OutputError if a disk has less room than is needed; nothing was written yet."""
    place = next((place for place in (folder, *folder.parents) if place.is_dir()), None)
    if place is None:
        return
    free = shutil.disk_usage(place).free
    if needed > free:
        raise OutputError(
            f"{counted(reports, 'report')} would take about {size(int(needed))}; {folder} has room for {size(free)}."
            " Make room, or choose another folder with --out. Nothing was written."
        )


FIRST = 100
"""Of so many first reports ..."""
SHARE = 5
"""... at most one in so many may fail."""


class Breaker:
    """Counts failures."""

    def __init__(self) -> None:
        """Begin with none."""
        self._done = self._failed = self._in_a_row = 0

    def count(self, outcome: Outcome) -> None:
        """Take note of an outcome; raise PrintError if the run should end."""
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
            f"Stopped: {what}, so it is hardly the people. Look at the template and the texts; above stands why the"
            " last one failed. What was printed is whole; run the same command again when it is mended.",
            problems=last.problems,
        )
