"""A chunk of jobs: what one process prints at a time. It knows nothing of the processes."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerprint.confinement import confine
from careerprint.errors import PrintError
from careerprint.jobs.job import Job, Outcome, Studio
from careerprint.jobs.journal_lines import Appender, entry_of, line_of

if TYPE_CHECKING:  # loads WeasyPrint, which the parent of many workers does not need
    from careerprint.jobs.printer import Printer
if TYPE_CHECKING:  # loads WeasyPrint, which is done when a worker starts, not when its parent does
    from careerprint.jobs.printer import Printer


MOST = 150
"""A chunk has so many jobs at most: the more, the more pieces of theirs are typeset together."""
ROUNDS = 4
"""Each worker gets so many chunks at least, so that all of them end at about the same time."""
IN_A_ROW = 20
"""After so many failures in a row a chunk is given up: then it is hardly the people."""
TRIALS = 20
"""So many reports are tried until one can be printed: before that nothing is written."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Jobs that one process prints, one after the other."""

    jobs: tuple[Job, ...]
    part: Path | None = None
    """The part of the journal that each finished one is written down in."""


def size_of_chunks(jobs: int, workers: int) -> int:
    """Return how many jobs a chunk should have."""
    return max(1, min(MOST, -(-jobs // (workers * ROUNDS))))


def in_chunks(jobs: Iterable[Job], size: int) -> Iterator[tuple[Job, ...]]:
    """Yield the jobs, so many at a time; they are taken from the iterable as they are needed."""
    rest = iter(jobs)
    while some := tuple(islice(rest, size)):
        yield some


def first_size(jobs: Iterable[Job], attempt: Callable[[Job], int | Outcome | None]) -> int:
    """Return the bytes of the first report that can be printed; nothing is written.

    Returns 0 if `attempt` finds nothing out, because a worker dies or is too slow: that may be the person's doing, and
    costs too much to look into. Raises PrintError if so many fail that it is the template.
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
        f"Nothing was printed: none of the first {TRIALS} reports can be. It is hardly the people; look at the"
        " templates and the texts.",
        problems=failures[0].problems,
    )


def print_chunk(
    chunk: Chunk,
    printer: Printer,
    *,
    is_stopping: Callable[[], bool] = lambda: False,
    count: Callable[[int], None] = lambda steps: None,
) -> tuple[Outcome, ...]:
    """Print the jobs of a chunk and return the outcomes, in order; fewer than jobs when it was stopped or given up.

    Each outcome is in the journal before the next job begins. `count` hears 1 when the pages are prepared, and one
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


MEMORY = 2 * 1024**3
"""Address space of a worker, in bytes."""
GARBAGE = 20_000, 20, 20
"""How seldom cyclic garbage is searched for: joining makes none, and the press does so after each document."""

_printer: Printer | None = None
_counts: Any = None
"""For each chunk that is handed out, how far it is: -1 not begun, 0 begun, else 1 and the number of finished jobs."""
_is_stopping: Any = None
"""A byte that all processes share: 1 when what is queued shall not be begun."""


def start(data: Any, is_stopping: Any, counts: Any) -> None:
    """Get a worker ready; `data` holds the pickled studio."""
    from careerprint.jobs.printer import Printer

    global _printer, _is_stopping, _counts
    confine(MEMORY)
    studio: Studio = pickle.loads(data.raw)
    _printer, _is_stopping, _counts = Printer(studio), is_stopping, counts
    # What is here by now stays, so that the search for cyclic garbage need not go through all of it again and again.
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def work(chunk: Chunk, number: int) -> tuple[Outcome, ...]:
    """Print a chunk; the outcomes are fewer than its jobs when the run is being stopped."""
    assert _printer is not None

    def count(steps: int) -> None:
        _counts[number] = steps

    count(0)
    return print_chunk(chunk, _printer, is_stopping=lambda: bool(_is_stopping.value), count=count)


def attempt_job(job: Job) -> int | Outcome:
    """Return the bytes that a job would take, or why it cannot be printed; write nothing."""
    assert _printer is not None
    made = _printer.attempt(job)
    return made if isinstance(made, Outcome) else len(made[1])
