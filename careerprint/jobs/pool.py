"""Workers that can be killed, and the chunks that they have in hand.

When a worker dies, or is stuck, what it had finished is known from the journal; of the rest, the one it was busy with
is tried again, alone, and who fails alone is given up. pebble loses one item when a worker dies; the pools of the
standard library lose all that are pending.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from concurrent.futures import TimeoutError as TooSlow
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Protocol

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from careerprint.errors import MachineError
from careerprint.jobs.chunks import Chunk, attempt_job, first_size, start, work
from careerprint.jobs.job import Job, Outcome, Studio, failed
from careerprint.wording import command

SECONDS = 60
"""Time that one job may take."""
PREPARING = 2
"""Seconds that preparing a chunk may take for each of its jobs, but `SECONDS` at least."""
JOBS_PER_WORKER = 500
"""After so many jobs a worker is replaced by a fresh one."""
PLATES_LAST = 10
"""Plates make a worker last so many times longer: a fresh one must typeset everything anew."""
IN_FLIGHT = 2
"""Chunks handed out at a time, for each worker: memory does not grow with the number of people."""
TRIES = 3
"""A job whose worker died is tried again, alone: the death may have had another cause, even twice."""
TICK = 0.25
"""Seconds between two looks at how far the workers are."""


class Record(Protocol):
    """What is written down while jobs are printed."""

    def part(self, number: int) -> Path:
        """Return the file in which a chunk's outcomes are written down."""

    def finished(self, number: int, jobs: Iterable[Job]) -> dict[str, Outcome]:
        """Return what is written down there about jobs, by their outputs."""

    def write(self, job: Job, outcome: Outcome) -> None:
        """Write down what became of a job that no worker could finish."""


@dataclass(slots=True)
class Attempt:
    """A chunk that was handed out."""

    chunk: Chunk
    number: int
    """Its place in the shared counts."""
    future: ProcessFuture[tuple[Outcome, ...]]
    pool: ProcessPool
    tries: int
    """Which attempt it is, counted from 1."""
    count: int = -1
    """How far it was when we looked last."""
    since: float = 0.0
    """When it got there."""

    @property
    def limit(self) -> float:
        """The seconds that its present step may take."""
        return max(SECONDS, PREPARING * len(self.chunk.jobs)) if self.count == 0 and self.is_shared else SECONDS

    @property
    def is_shared(self) -> bool:
        """Whether it has more than one job."""
        return len(self.chunk.jobs) > 1


class Crew:
    """Workers, and the chunks that they have in hand."""

    def __init__(
        self, studio: Studio, count: int, size: int, record: Record | None, underway: Callable[[int], None]
    ) -> None:
        """Start `count` workers."""
        self._studio, self._count, self._size = studio, count, size
        self._record, self._underway = record, underway
        self._context = multiprocessing.get_context("spawn")
        self._stopping = self._context.RawValue("b", 0)
        # Twice as many as are used: a worker that is being killed may still count.
        self._free = deque(range(2 * IN_FLIGHT * count))
        self._counts = self._context.RawArray("l", len(self._free))
        self._again: deque[tuple[tuple[Job, ...], int]] = deque()
        """What is to be tried again, and which attempt it will be."""
        self._attempts: list[Attempt] = []
        self._broken = 0
        """How often in a row the pool broke without finishing a chunk."""
        self._moved = time.monotonic()
        """When anything happened last."""
        # Through the pipe to a process that is killed while it starts so much would never get, and block us for good.
        data = pickle.dumps(studio)
        self._data = self._context.RawArray("c", len(data))
        self._data.raw = data
        self._pool = self._started()

    def _started(self) -> ProcessPool:
        jobs = JOBS_PER_WORKER * (PLATES_LAST if self._studio.by_plates else 1)
        pool = ProcessPool(
            self._count,
            max_tasks=max(1, jobs // self._size),
            initializer=start,
            initargs=(self._data, self._stopping, self._counts),
            context=self._context,
        )
        with _shielded():
            assert pool.active  # asking starts the workers
        return pool

    def close(self) -> None:
        """Finish the jobs that run, begin no other and end the workers."""
        try:
            self._stopping.value = 1
            wait([attempt.future for attempt in self._attempts if attempt.pool is self._pool], timeout=SECONDS)
        finally:
            _end(self._pool)

    def trial(self, jobs: Iterable[Job]) -> int:
        """Return the bytes of the first report that can be printed, or 0; see `first_size`."""

        def attempt(job: Job) -> int | Outcome | None:
            try:
                return self._pool.schedule(attempt_job, args=(job,), timeout=SECONDS).result(2 * SECONDS)
            except (ProcessExpired, TooSlow):
                return None
            except (BrokenProcessPool, RuntimeError):
                self._renew(self._pool)
                return None

        return first_size(jobs, attempt)

    def outcomes(self, chunks: Iterator[tuple[Job, ...]]) -> Iterator[Outcome]:
        """Hand chunks out, a few at a time, and yield the outcomes as they come."""
        while True:
            while len(self._attempts) < self._count * IN_FLIGHT:
                jobs, tries = self._again.popleft() if self._again else (next(chunks, ()), 1)
                if not jobs:
                    break
                self._attempts.append(self._handed_out(jobs, tries))
            if not self._attempts:
                return
            wait([attempt.future for attempt in self._attempts], timeout=TICK, return_when=FIRST_COMPLETED)
            for attempt in list(self._attempts):
                if attempt.future.done() or attempt.pool is not self._pool or self._is_stuck(attempt):
                    yield from self._settled(attempt)
            if self._is_jammed():
                self._renew(self._pool)
            self._underway(sum(max(0, attempt.count - 1) for attempt in self._attempts))

    def _is_stuck(self, attempt: Attempt) -> bool:
        """Say whether a chunk has been at the same step for too long; then its worker is being killed."""
        count = self._counts[attempt.number]
        if count != attempt.count:
            attempt.count, attempt.since = count, time.monotonic()
            self._moved = attempt.since
        if count < 0 or time.monotonic() - attempt.since < attempt.limit:
            return False
        return bool(attempt.future.cancel())  # type: ignore[no-untyped-call]

    def _is_jammed(self) -> bool:
        """Say whether nobody begins anything any more: a worker that is killed while it takes a chunk can do that."""
        is_idle = all(attempt.count < 0 for attempt in self._attempts)
        return bool(self._attempts) and is_idle and time.monotonic() - self._moved > SECONDS

    def _settled(self, attempt: Attempt) -> Iterator[Outcome]:
        """Yield the outcomes of a chunk that is over, and see to it that the rest is tried again."""
        self._attempts.remove(attempt)
        self._free.append(attempt.number)
        attempt.count = self._counts[attempt.number]
        self._moved = time.monotonic()
        try:
            outcomes = attempt.future.result(0)
        except CancelledError:
            yield from self._after_waiting(attempt)
        except ProcessExpired:
            yield from self._after_death(attempt)
        except (BrokenProcessPool, TooSlow):  # too slow: its pool was replaced
            self._renew(attempt.pool)
            rest = yield from self._finished(attempt)
            self._try_again(rest, attempt.tries)
        else:
            self._broken = 0
            yield from outcomes
            self._try_again(attempt.chunk.jobs[len(outcomes) :], attempt.tries)

    def _after_death(self, attempt: Attempt) -> Generator[Outcome]:
        """Try alone whom a dead worker was busy with, and go on with the others; at last give somebody up."""
        rest = yield from self._finished(attempt)
        if attempt.is_shared and attempt.count <= 0:  # it may be anybody's doing
            for job in rest:
                self._try_again((job,), attempt.tries)
        elif attempt.tries < TRIES:
            self._try_again(rest[:1], attempt.tries + 1)
            self._try_again(rest[1:], attempt.tries)
        else:
            yield from self._given_up(rest, f"the program that printed it died {TRIES} times; please report this page")

    def _after_waiting(self, attempt: Attempt) -> Generator[Outcome]:
        """Give up whom a worker was busy with for too long, and go on with the others."""
        rest = yield from self._finished(attempt)
        if attempt.count <= 0 and attempt.is_shared:  # it may be anybody's doing
            for job in rest:
                self._try_again((job,), attempt.tries)
            return
        yield from self._given_up(rest[:1], f"took longer than {SECONDS} seconds")
        self._try_again(rest[1:], attempt.tries)

    def _finished(self, attempt: Attempt) -> Generator[Outcome, None, tuple[Job, ...]]:
        """Yield the outcomes that are on record for a chunk that failed; return the jobs without one."""
        jobs = attempt.chunk.jobs
        found = self._record.finished(attempt.number, jobs) if self._record else {}
        yield from found.values()
        return tuple(job for job in jobs if job.output not in found)

    def _given_up(self, jobs: Iterable[Job], cause: str) -> Iterator[Outcome]:
        for job in jobs:
            outcome = failed(job, cause)
            if self._record:
                self._record.write(job, outcome)
            yield outcome

    def _try_again(self, jobs: tuple[Job, ...], tries: int) -> None:
        if jobs:
            self._again.append((jobs, tries))

    def _handed_out(self, jobs: tuple[Job, ...], tries: int) -> Attempt:
        number = self._free.popleft()
        self._counts[number] = -1
        chunk = Chunk(jobs, self._record.part(number) if self._record else None)
        try:
            future = self._pool.schedule(work, args=(chunk, number))
        except RuntimeError:  # the pool broke since
            self._renew(self._pool)
            future = self._pool.schedule(work, args=(chunk, number))
        return Attempt(chunk, number, future, self._pool, tries)

    def _renew(self, broken: ProcessPool) -> None:
        """Replace a pool, unless another attempt did: pebble's breaks when a worker dies between two chunks."""
        if broken is not self._pool:
            return
        self._broken += 1
        _end(self._pool)
        if self._broken > TRIES:
            raise MachineError(f"The processes that print end as soon as they begin. Run: {command('doctor')}")
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
