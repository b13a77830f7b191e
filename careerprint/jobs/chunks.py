"""A chunk of jobs: what one process prints at a time. It knows nothing of the processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from careerprint.errors import PrintError
from careerprint.jobs.job import Job, Outcome
from careerprint.jobs.journal_lines import Appender, entry_of, line_of

if TYPE_CHECKING:  # loads WeasyPrint, which the parent of workers does without
    from careerprint.jobs.printer import Printer


MOST = 150
"""The most jobs in a chunk. More jobs would share more pieces that are typeset together, but if their preparation
hangs, more time is lost, and progress shows later."""
ROUNDS = 4
"""Chunks that each worker gets, at least, so that all workers end at about the same time."""
IN_A_ROW = 20
"""Failures in a row after which a chunk is given up: 20 people in a row cannot all be at fault."""
TRIALS = 20
"""Reports that are tried until one can be printed, before anything is written. If none can, the template is wrong."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Jobs that one process prints, one after the other."""

    jobs: tuple[Job, ...]
    part: Path | None = None
    """The part of the journal that each finished job is written down in; None where there is no journal."""


def size_of_chunks(jobs: int, workers: int) -> int:
    """Return how many jobs a chunk should have."""
    return max(1, min(MOST, -(-jobs // (workers * ROUNDS))))


def in_chunks(jobs: Iterable[Job], size: int) -> Iterator[tuple[Job, ...]]:
    """Yield the jobs, `size` at a time; they are taken from the iterable as they are needed."""
    rest = iter(jobs)
    while some := tuple(islice(rest, size)):
        yield some


def first_size(jobs: Iterable[Job], attempt: Callable[[Job], int | Outcome | None]) -> int:
    """Return the bytes of the first report that can be printed; nothing is written.

    `attempt` returns the bytes of a job, why it cannot be printed, or None when a worker died or was too slow: that
    may be the person's doing and takes long to look into, so the search ends there with 0. Raises PrintError if
    `TRIALS` jobs fail.
    """
    failures = []
    for job in jobs:
        found = attempt(job)
        if not isinstance(found, Outcome):
            return found or 0
        failures.append(found)
    if len(failures) < TRIALS:
        return 0
    raise PrintError(
        f"Nothing was printed: none of the first {TRIALS} reports can be, so the cause is a template or a text rather"
        " than the people.",
        problems=failures[0].problems,
    )


def print_chunk(
    chunk: Chunk,
    printer: Printer,
    *,
    is_stopping: Callable[[], bool] = lambda: False,
    count: Callable[[int], None] = lambda steps: None,
) -> tuple[Outcome, ...]:
    """Print the jobs of a chunk and return their outcomes, in order; fewer than jobs if it was stopped or given up.

    Each outcome is in the journal before the next job begins. `count` receives 1 when the pages are prepared, and one
    more for each finished job. Raises OutputError when nothing can be written, SourceError for a template's mistake.
    """
    outcomes: list[Outcome] = []
    failures = 0
    with ExitStack() as stack:
        journal = stack.enter_context(Appender(chunk.part)) if chunk.part else None
        printer.prepare(chunk.jobs)
        count(1)
        for job in chunk.jobs:
            if is_stopping() or failures == IN_A_ROW:
                break
            outcome = printer(job)
            if journal:
                journal.add(line_of(entry_of(job, outcome)))
            outcomes.append(outcome)
            failures = failures + 1 if outcome.status == "failed" else 0
            count(1 + len(outcomes))
    return tuple(outcomes)
