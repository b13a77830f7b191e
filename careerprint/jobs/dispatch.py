"""Where jobs are printed: one or two in this process, more in a pool of processes that can be killed."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain, islice

from careerprint.errors import MachineError
from careerprint.faces import fonts
from careerprint.install import machine
from careerprint.jobs.chunks import TRIALS, Chunk, in_chunks, print_chunk
from careerprint.jobs.job import Job, Outcome, Studio
from careerprint.jobs.journal import Recorder
from careerprint.jobs.pool import WorkerPool

FEW = 2
"""At most this many jobs run in this process: starting another costs more than it saves."""


def carry_out(
    jobs: Iterable[Job],
    studio: Studio,
    *,
    workers: int | None = None,
    size: int = 1,
    record: Recorder | None = None,
    begin: Callable[[int], None] | None = None,
    underway: Callable[[int], None] = lambda jobs: None,
) -> Generator[Outcome]:
    """Print jobs, `size` to a chunk, and yield their outcomes as they come. One bad job never stops the rest.

    Jobs are taken from the iterable as they are needed. Close the iterator when you leave it early: then the jobs
    that run are finished, so that nothing is half written, and no other is begun. Chunks of more than one job need
    `record`, which knows what a worker that died had finished. `begin` is called before anything is written, with the
    bytes of a trial report, or 0 if none was made. `underway` receives the number of jobs that are finished but not
    yielded yet.

    Raises OutputError when nothing can be written, MachineError when Pango or the fonts are missing, and PrintError
    when no trial report can be printed.
    """
    rest = iter(jobs)
    first = list(islice(rest, FEW + 1))
    if first:
        check_machine()
    if len(first) <= FEW:
        if begin:
            begin(0)
        yield from _here(first, studio, record)
        return
    first += islice(rest, TRIALS - len(first)) if begin else ()
    with closing(WorkerPool(studio, workers or processors(), size, record, underway)) as pool:
        if begin:
            begin(pool.trial(first))
        yield from pool.outcomes(in_chunks(chain(first, rest), size))


def processors() -> int:
    """Return how many workers there are unless somebody says otherwise."""
    return os.cpu_count() or 1


def check_machine() -> None:
    """Raise MachineError here for what every worker would die of."""
    fonts.activate()
    if missing := machine.missing_libraries():
        advice = machine.pango_advice(machine.this_machine())
        raise MachineError(f"{', '.join(missing)} cannot be loaded, so nothing can be printed. Do: {advice.command}")


def _here(jobs: list[Job], studio: Studio, record: Recorder | None) -> Iterator[Outcome]:
    """Print one job after the other in this process."""
    if not jobs:
        return
    from careerprint.jobs.printer import Printer  # loads WeasyPrint, which the parent of workers does without

    printer = Printer(studio)
    for job in jobs:
        yield from print_chunk(Chunk((job,), record.part(0) if record else None), printer)
