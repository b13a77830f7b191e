"""Worker processes that can be killed, and the chunks that they have in hand.

Why not simply `concurrent.futures`? A page can hang a layout for good, in code that looks at no signal, or kill its
process by its memory. Only killing the process ends a hang, which the executor cannot do to one of its workers; and
when a worker dies, all work that is pending is lost with it. pebble kills one worker and loses one item. The rest is
done here:

- Chunks hold many jobs, so that processes seldom wait for each other and pieces are typeset together. Workers count
  their finished jobs in shared memory, and each job has its time limit there.
- What a dead worker had finished is in the journal. Of the rest, the job that it was busy with is tried again by
  itself (see `retries`).
- Only a few chunks are handed out at a time, so memory does not grow with the number of people.
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

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from careerprint.errors import MachineError
from careerprint.jobs.chunks import Chunk, first_size
from careerprint.jobs.job import Job, Outcome, Studio, failed
from careerprint.jobs.journal import Recorder
from careerprint.jobs.retries import Retries, Try
from careerprint.jobs.worker import attempt_job, start, work
from careerprint.wording import command

SECONDS = 60
"""Time that one job may take: many times what any real document needs, even on a slow and busy machine."""
PREPARING = 2
"""Seconds that preparing a chunk may take for each of its jobs, though never less than `SECONDS`: its new pieces are
typeset in one go, which nobody can look into."""
JOBS_PER_WORKER = 500
"""Jobs after which a worker is replaced by a fresh one, so that what libraries leak or fragment does not add up."""
PLATES_LAST = 10
"""How many times longer a worker lasts that joins pieces: it lays little out, and a fresh one must load all pieces."""
IN_FLIGHT = 2
"""Chunks handed out at a time for each worker: one to print and one to go on with, so that no worker waits for us."""
TRIES = 3
"""How often a job may kill its worker before it is given up: a death can have another cause, even twice."""
TICK = 0.25
"""Seconds between two looks at how far the workers are."""


@dataclass(slots=True)
class Attempt:
    """A chunk that was handed out."""

    tried: Try
    slot: int
    """Its place in the shared counts, and the number of its part of the journal."""
    future: ProcessFuture[tuple[Outcome, ...]]
    pool: ProcessPool
    count: int = -1
    """How far it was at the last look; see `worker._counts`."""
    since: float = 0.0
    """When it got there."""

    @property
    def limit(self) -> float:
        """The seconds that its present step may take."""
        is_preparing = self.count == 0 and self.tried.is_shared
        return max(SECONDS, PREPARING * len(self.tried.jobs)) if is_preparing else SECONDS

    @property
    def is_printing(self) -> bool:
        """Whether its worker is known to be busy with the first job that is not finished."""
        return self.count > 0


class WorkerPool:
    """Workers, and the chunks that they have in hand."""

    def __init__(
        self, studio: Studio, count: int, size: int, record: Recorder | None, underway: Callable[[int], None]
    ) -> None:
        """Start `count` workers for chunks of `size` jobs."""
        self._studio, self._count, self._size = studio, count, size
        self._record, self._underway = record, underway
        # Spawned, not forked: a fork copies locks that other threads hold, and Windows cannot fork.
        self._context = multiprocessing.get_context("spawn")
        self._stopping = self._context.RawValue("b", 0)
        # Twice as many as are used, because a worker that is being killed may still write to its own.
        self._free_slots = deque(range(2 * IN_FLIGHT * count))
        self._counts = self._context.RawArray("l", len(self._free_slots))
        self._retries = Retries()
        self._attempts: list[Attempt] = []
        self._broken = 0
        """How often in a row the pool broke without finishing a chunk."""
        self._moved = time.monotonic()
        """When anything happened last."""
        # In shared memory, because a pipe blocks us for good when its process is killed before it has read so much.
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
        with shielded():
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
                # pebble's own limit kills the worker; the second one is for a pool in which nothing begins.
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
            self._hand_out(chunks)
            if not self._attempts:
                return
            wait([attempt.future for attempt in self._attempts], timeout=TICK, return_when=FIRST_COMPLETED)
            for attempt in list(self._attempts):
                if attempt.future.done() or attempt.pool is not self._pool or self._is_stuck(attempt):
                    yield from self._settled(attempt)
            if self._is_jammed():
                self._renew(self._pool)
            self._underway(sum(max(0, attempt.count - 1) for attempt in self._attempts))

    def _hand_out(self, chunks: Iterator[tuple[Job, ...]]) -> None:
        """Hand out what waits to be tried again, then new chunks, as many as may be in hand."""
        while len(self._attempts) < self._count * IN_FLIGHT:
            tried = self._retries.take() or Try(next(chunks, ()))
            if not tried.jobs:
                return
            self._attempts.append(self._handed_out(tried))

    def _handed_out(self, tried: Try) -> Attempt:
        slot = self._free_slots.popleft()
        self._counts[slot] = -1
        chunk = Chunk(tried.jobs, self._record.part(slot) if self._record else None)
        try:
            future = self._pool.schedule(work, args=(chunk, slot))
        except RuntimeError:  # the pool broke since the last look
            self._renew(self._pool)
            future = self._pool.schedule(work, args=(chunk, slot))
        return Attempt(tried, slot, future, self._pool)

    def _is_stuck(self, attempt: Attempt) -> bool:
        """Say whether a chunk has been at the same step for too long; then its worker is being killed."""
        count = self._counts[attempt.slot]
        if count != attempt.count:
            attempt.count, attempt.since = count, time.monotonic()
            self._moved = attempt.since
        if count < 0 or time.monotonic() - attempt.since < attempt.limit:
            return False
        return bool(attempt.future.cancel())  # type: ignore[no-untyped-call]

    def _is_jammed(self) -> bool:
        """Say whether no chunk begins any more, which happens when a worker is killed while it takes one."""
        is_idle = all(attempt.count < 0 for attempt in self._attempts)
        return bool(self._attempts) and is_idle and time.monotonic() - self._moved > SECONDS

    def _settled(self, attempt: Attempt) -> Iterator[Outcome]:
        """Yield the outcomes of a chunk that is over, and see to it that its other jobs are tried again."""
        self._attempts.remove(attempt)
        self._free_slots.append(attempt.slot)
        attempt.count = self._counts[attempt.slot]
        self._moved = time.monotonic()
        try:
            outcomes = attempt.future.result(0)
        except CancelledError:  # a layout that hung hangs again, so it gets one try
            yield from self._after_failure(attempt, f"took longer than {SECONDS} seconds", most=1)
        except ProcessExpired:
            cause = f"the program that printed it died {TRIES} times; please report this page"
            yield from self._after_failure(attempt, cause, most=TRIES)
        except (BrokenProcessPool, TooSlow):  # too slow: its pool was replaced, which is no job's doing
            self._renew(attempt.pool)
            rest = yield from self._finished(attempt)
            self._retries.add(rest, attempt.tried.number)
        else:
            self._broken = 0
            yield from outcomes
            self._retries.add(attempt.tried.jobs[len(outcomes) :], attempt.tried.number)

    def _after_failure(self, attempt: Attempt, cause: str, *, most: int) -> Generator[Outcome]:
        """Yield what a dead or stuck worker had finished, and the job that is given up, if any."""
        rest = yield from self._finished(attempt)
        given_up = self._retries.after_failure(attempt.tried, rest, most=most, is_first=attempt.is_printing)
        for job in given_up:
            outcome = failed(job, cause)
            if self._record:
                self._record.write(job, outcome)
            yield outcome

    def _finished(self, attempt: Attempt) -> Generator[Outcome, None, tuple[Job, ...]]:
        """Yield the outcomes that are on record for a chunk that failed; return the jobs without one."""
        jobs = attempt.tried.jobs
        found = self._record.finished(attempt.slot, jobs) if self._record else {}
        yield from found.values()
        return tuple(job for job in jobs if job.output not in found)

    def _renew(self, broken: ProcessPool) -> None:
        """Replace a pool unless that was done already; pebble's breaks when a worker dies between two chunks."""
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
def shielded() -> Iterator[None]:
    """Keep Ctrl-C from the processes and threads that are started meanwhile: the parent alone answers it.

    A worker ignores Ctrl-C only once it is ready; before that it would die with a traceback on the screen.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # here, because it unblocks the signals when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
