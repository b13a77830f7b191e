"""Processes that can be killed: the only reliable limit on the time and the memory of a job.

pebble loses one item when a worker dies; the pools of the standard library lose all that are pending.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import TimeoutError as TooSlow
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from careerprint import fonts, machine
from careerprint.confinement import confine
from careerprint.errors import MachineError
from careerprint.jobs import Job, Outcome, Studio, failed

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
PLATES_LAST = 10
"""Plates make a worker last so many times longer: a fresh one must typeset everything anew."""
IN_FLIGHT = 4
"""Jobs handed out at a time, for each worker: memory does not grow with the number of people."""
TRIES = 2
"""A job whose worker died is tried once more: the death may have had another cause."""

_printer: Printer | None = None
_is_stopping: Any = None
"""A byte that all processes share: 1 when what is queued shall not be begun."""


def carry_out(jobs: Iterable[Job], studio: Studio, *, workers: int | None = None) -> Generator[Outcome]:
    """Print jobs and yield their outcomes in the order of the jobs. One bad job never stops the rest.

    Jobs are taken from the iterable as they are needed. Close the iterator when you leave it early: then the
    jobs that run are finished, so that nothing is half written, and no other is begun.

    Raises OutputError when nothing can be written and MachineError when Pango or the fonts are missing.
    """
    rest = iter(jobs)
    first = list(islice(rest, FEW + 1))
    if first:
        _look_at_machine()
    if len(first) <= FEW:
        yield from _here(first, studio)
        return
    with closing(_Crew(studio, workers or os.cpu_count() or 1)) as crew:
        yield from crew.outcomes(chain(first, rest))


def _look_at_machine() -> None:
    """Find out here what every worker would die of."""
    fonts.activate()
    if missing := machine.missing_libraries():
        advice = machine.pango_advice(machine.this_machine())
        raise MachineError(f"{', '.join(missing)} cannot be loaded, so nothing can be printed. Do: {advice.command}")


def _here(jobs: list[Job], studio: Studio) -> Iterator[Outcome]:
    from careerprint.printer import Printer

    printer = Printer(studio) if jobs else None
    for job in jobs:
        assert printer is not None
        yield printer(job)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A job that was handed out."""

    job: Job
    future: ProcessFuture[Outcome | None]
    pool: ProcessPool
    tries: int = 1
    """Which attempt it is, counted from 1."""


class _Crew:
    """Workers, and the jobs that they have in hand."""

    def __init__(self, studio: Studio, count: int) -> None:
        """Start `count` workers."""
        self._studio, self._count = studio, count
        self._context = multiprocessing.get_context("spawn")
        self._stopping = self._context.RawValue("b", 0)
        self._waiting: deque[_Attempt] = deque()
        self._broken = 0
        """How often in a row the pool broke without finishing a job."""
        self._pool = self._started()

    def _started(self) -> ProcessPool:
        pool = ProcessPool(
            self._count,
            max_tasks=JOBS_PER_WORKER * (PLATES_LAST if self._studio.by_plates else 1),
            initializer=_start,
            initargs=(self._studio, self._stopping),
            context=self._context,
        )
        with _shielded():
            assert pool.active  # asking starts the workers
        return pool

    def close(self) -> None:
        """Finish the jobs that run, begin no other and end the workers."""
        try:
            self._stopping.value = 1
            wait([attempt.future for attempt in self._waiting if attempt.pool is self._pool], timeout=SECONDS)
        finally:
            _end(self._pool)

    def outcomes(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Hand the jobs out, a few at a time, and yield the outcomes in order."""
        for job in jobs:
            self._waiting.append(self._handed_out(job))
            if len(self._waiting) >= self._count * IN_FLIGHT:
                yield self._next()
        while self._waiting:
            yield self._next()

    def _next(self) -> Outcome:
        outcome = None
        while outcome is None:  # None: the attempt failed in a way that deserves another
            outcome = self._result(self._waiting[0])
        self._waiting.popleft()
        return outcome

    def _result(self, attempt: _Attempt) -> Outcome | None:
        job = attempt.job
        try:
            outcome = attempt.future.result()
        except TooSlow:
            return failed(job, f"took longer than {SECONDS} seconds")
        except ProcessExpired:
            if attempt.tries == TRIES:
                return failed(job, "the program that printed it died twice; please report this page")
            self._waiting[0] = self._handed_out(job, attempt.tries + 1)
            return None
        except BrokenProcessPool:
            self._renew(attempt.pool)
            self._waiting[0] = self._handed_out(job, attempt.tries)
            return None
        self._broken = 0
        return outcome

    def _handed_out(self, job: Job, tries: int = 1) -> _Attempt:
        try:
            future = self._pool.schedule(_work, args=(job,), timeout=SECONDS)
        except RuntimeError:  # the pool broke since
            self._renew(self._pool)
            future = self._pool.schedule(_work, args=(job,), timeout=SECONDS)
        return _Attempt(job, future, self._pool, tries)

    def _renew(self, broken: ProcessPool) -> None:
        """Replace a pool, unless another attempt did: pebble's breaks when a worker dies between two jobs."""
        if broken is not self._pool:
            return
        self._broken += 1
        _end(self._pool)
        if self._broken > TRIES:
            raise MachineError("The processes that print end as soon as they begin. Run: python3 build.py doctor")
        self._pool = self._started()


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


@contextmanager
def _shielded() -> Iterator[None]:
    """Keep Ctrl-C from the processes and threads that are started meanwhile: the parent alone answers it.

    A worker ignores it only when it is ready; before that it would die with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it lets the signals in again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(studio: Studio, is_stopping: Any) -> None:
    """Get a worker ready."""
    from careerprint.printer import Printer

    global _printer, _is_stopping
    confine(MEMORY)
    _printer, _is_stopping = Printer(studio), is_stopping


def _work(job: Job) -> Outcome | None:
    """Print a job; None when the run is being stopped, and nobody will ask for it."""
    assert _printer is not None
    return None if _is_stopping.value else _printer(job)
