"""What a process that prints does: it gets ready once, then prints what it is handed."""

from __future__ import annotations

import gc
import pickle
from typing import TYPE_CHECKING, Any

from careerprint.chunks import Chunk, print_chunk
from careerprint.confinement import confine
from careerprint.jobs import Job, Outcome, Studio

if TYPE_CHECKING:  # loads WeasyPrint, which is done when a worker starts, not when its parent does
    from careerprint.printer import Printer

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
    from careerprint.printer import Printer

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
