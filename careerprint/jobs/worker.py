"""What runs in a worker process of the pool: it gets ready once, then prints the chunks that it is handed."""

from __future__ import annotations

import gc
import pickle
from typing import TYPE_CHECKING, Any

from careerprint.confinement import confine
from careerprint.jobs.chunks import Chunk, print_chunk
from careerprint.jobs.job import Job, Outcome, Studio

if TYPE_CHECKING:  # loads WeasyPrint: workers do so when they start, their parent never
    from careerprint.jobs.printer import Printer

MEMORY = 2 * 1024**3
"""Address space of a worker, in bytes: several times what real documents take, and little enough that a runaway layout
ends in a MemoryError instead of starving the machine."""
GARBAGE = 20_000, 20, 20
"""Thresholds of `gc`, far above Python's own: joining pieces makes no cyclic garbage, and the press collects its own
after each document."""

_printer: Printer | None = None
_counts: Any = None
"""Shared by all processes: for each chunk in hand, -1 while it waits, 0 as it begins, then 1 plus its finished jobs."""
_is_stopping: Any = None
"""Shared by all processes: 1 when no further job shall begin."""


def start(data: Any, is_stopping: Any, counts: Any) -> None:
    """Get ready; `data` holds the pickled studio."""
    from careerprint.jobs.printer import Printer

    global _printer, _is_stopping, _counts
    confine(MEMORY)
    studio: Studio = pickle.loads(data.raw)
    _printer, _is_stopping, _counts = Printer(studio), is_stopping, counts
    # Everything made so far stays for good, so the search for garbage need not go through it again and again.
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def work(chunk: Chunk, number: int) -> tuple[Outcome, ...]:
    """Print a chunk, whose progress goes to `counts[number]`.

    The outcomes are fewer than its jobs when the run is being stopped or the chunk was given up.
    """
    assert _printer is not None

    def count(steps: int) -> None:
        _counts[number] = steps

    count(0)
    return print_chunk(chunk, _printer, is_stopping=lambda: bool(_is_stopping.value), count=count)


def attempt_job(job: Job) -> int | Outcome:
    """Return the bytes that a job would take, or why it cannot be printed; write nothing."""
    assert _printer is not None
    return _printer.size_of(job)
