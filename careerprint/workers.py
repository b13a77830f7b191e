"""Processes that can be killed: the only reliable limit on the time and the memory of a job.

pebble loses one item when a worker dies; the pools of the standard library lose all that are pending.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as TooSlow
from itertools import chain, islice
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from careerprint.errors import CareerprintError, Problem
from careerprint.jobs import Job, Outcome, Studio

if TYPE_CHECKING:  # loads WeasyPrint, which the parent of many workers does not need
    from careerprint.printer import Printer

FEW = 2
"""So many jobs are done at once in this process: starting others would take longer."""
SECONDS = 60
"""Time that one job may take."""
MEMORY = 2 * 1024**3
"""Address space of a worker, in bytes."""
JOBS_PER_WORKER = 500
"""After so many jobs a worker is replaced by a fresh one."""
IN_FLIGHT = 4
"""Jobs handed out at a time, for each worker: memory does not grow with the number of people."""

_PR_SET_PDEATHSIG = 1

_printer: Printer | None = None


def carry_out(jobs: Iterable[Job], studio: Studio, *, workers: int | None = None) -> Iterator[Outcome]:
    """Print jobs and yield their outcomes in the order of the jobs. One bad job never stops the rest.

    Jobs are taken from the iterable as they are needed. Raises OutputError when nothing can be written.
    """
    rest = iter(jobs)
    first = list(islice(rest, FEW + 1))
    if len(first) <= FEW:
        yield from _here(first, studio)
        return
    count = workers or os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")
    with ProcessPool(count, max_tasks=JOBS_PER_WORKER, initializer=_start, initargs=(studio,), context=context) as pool:
        try:
            yield from _pooled(chain(first, rest), pool, count * IN_FLIGHT)
        finally:
            # Without it Ctrl-C and a full disk would wait for every job that is still queued.
            pool.stop()  # type: ignore[no-untyped-call]


def _here(jobs: list[Job], studio: Studio) -> Iterator[Outcome]:
    from careerprint.printer import Printer

    printer = Printer(studio) if jobs else None
    for job in jobs:
        assert printer is not None
        yield printer(job)


def _pooled(jobs: Iterable[Job], pool: ProcessPool, most: int) -> Iterator[Outcome]:
    waiting: deque[tuple[Job, ProcessFuture[Outcome]]] = deque()
    for job in jobs:
        waiting.append((job, pool.schedule(_work, args=(job,), timeout=SECONDS)))
        if len(waiting) >= most:
            yield _result(*waiting.popleft(), pool)
    while waiting:
        yield _result(*waiting.popleft(), pool)


def _result(job: Job, future: ProcessFuture[Outcome], pool: ProcessPool, *, again: bool = True) -> Outcome:
    """Wait for a job; one whose worker died is tried once more."""
    try:
        return future.result()
    except TooSlow:
        return _failed(job, f"took longer than {SECONDS} seconds")
    except ProcessExpired:
        if again:
            return _result(job, pool.schedule(_work, args=(job,), timeout=SECONDS), pool, again=False)
        return _failed(job, "the program that printed it died twice; please report this page")
    except CareerprintError:
        raise
    except Exception as error:
        # Not its message: that could hold what a person wrote.
        return _failed(job, f"a mistake of ours ({type(error).__name__}); please report this page")


def _failed(job: Job, cause: str) -> Outcome:
    return Outcome(job.output, "failed", problems=(Problem(job.source, None, "", cause),))


def _start(studio: Studio) -> None:
    """Get a worker ready."""
    from careerprint.printer import Printer

    global _printer
    confine(MEMORY)
    _printer = Printer(studio)


def _work(job: Job) -> Outcome:
    assert _printer is not None
    return _printer(job)


def confine(memory: int) -> None:
    """Limit this process's memory, leave no core dump, ignore Ctrl-C (the parent answers it), die with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
