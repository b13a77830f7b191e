"""Chunks printed by the workers of a dask.distributed cluster, an optional package.

The workers write the reports into a folder that all machines share, or into a store; only this process writes the
journal, once it has held each file against its hash. When a worker dies the scheduler gives its chunks to others. A
chunk that it gives up is tried person by person, and who is given up then, once more with nothing beside it: only that
is the person's doing.
"""

from __future__ import annotations

import secrets
import time
from asyncio import CancelledError as TaskCancelled
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError as FutureCancelled
from contextlib import closing, suppress
from dataclasses import replace
from itertools import chain, islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from careerprint.errors import CareerprintError, MachineError, OutputError
from careerprint.jobs.chunks import TRIALS, first_size, in_chunks, size_of_chunks
from careerprint.jobs.cluster.connection import CONNECTING, connected
from careerprint.jobs.cluster.remote_worker import Mark, attempt_parcel, parcel_of, print_parcel
from careerprint.jobs.job import Job, Outcome, Studio, failed
from careerprint.jobs.made import seen_at
from careerprint.jobs.pool import IN_FLIGHT, SECONDS, TICK, Record

if TYPE_CHECKING:
    from distributed import Future


RETRIES = 2
"""So many times a chunk is sent again whose function failed: a worker may have been short of something."""
_TOGETHER, _SINGLE, _ALONE = range(3)
"""How jobs are tried: many in a chunk, one among others, one with nothing beside it."""

_Try = tuple[tuple[Job, ...], int]


def carry_out_on(
    address: str,
    jobs: Iterable[Job],
    studio: Studio,
    count: int,
    record: Record,
    begin: Callable[[int], None],
) -> Generator[Outcome]:
    """Print `count` jobs on the cluster of a scheduler and yield their outcomes; `dispatch.carry_out` does it here.

    Close the iterator when you leave it early: then the reports in work are finished and written down, and no other
    is begun. Raises UsageError when the scheduler cannot be reached, and what `dispatch.carry_out` raises.
    """
    rest = iter(jobs)
    first = list(islice(rest, TRIALS))
    if not first:
        begin(0)
        return
    try:
        with closing(Cluster(address, studio, record)) as cluster:
            begin(cluster.trial(first))
            yield from cluster.outcomes(chain(first, rest), count)
    except (OSError, FutureCancelled, TaskCancelled):  # whatever the disk has to say is an OutputError by now
        raise _lost() from None


class Cluster:
    """A scheduler, and the chunks that its workers have in hand."""

    def __init__(self, address: str, studio: Studio, record: Record) -> None:
        """Connect; raise UsageError when nobody answers."""
        self._studio, self._record = studio, record
        self._token = secrets.token_hex(8)
        # A part of the journal: if this process is killed, the next run takes it away, and old workers stop.
        self._mark = Mark(record.part(0), self._token, studio.results)
        self._parcel = parcel_of(studio, self._mark, SECONDS)
        self._sent: dict[Future[Any], _Try] = {}
        self._again: deque[_Try] = deque()
        self._alone: deque[_Try] = deque()
        self._printed_again: set[str] = set()
        self._number = 0
        self._bell: SimpleQueue[Future[Any]] = SimpleQueue()
        """Gets each future that is over."""
        self._seen = time.monotonic()
        """When there was a worker last."""
        self._client = connected(address)

    def close(self) -> None:
        """Let the workers finish and write down the reports they are at, begin no other, and disconnect."""
        try:
            self._mark.remove()
            self._write_down_the_rest()
        finally:
            self._client.close(timeout=CONNECTING)

    def _write_down_the_rest(self) -> None:
        end = time.monotonic() + SECONDS
        while self._sent and time.monotonic() < end and self._client.status == "running" and self._client.nthreads():
            for future in self._over():
                jobs, _ = self._sent.pop(future)
                result = future.result() if future.status == "finished" else ()
                found = self._looked_at(result if isinstance(result, tuple) else ())
                for job, seen in zip(jobs, found, strict=False):
                    if seen:
                        self._record.write(job, seen)
            time.sleep(TICK)

    def trial(self, jobs: Iterable[Job]) -> int:
        """Return the bytes of the first report that can be printed, or 0; see `chunks.first_size`."""

        def attempt(job: Job) -> int | Outcome | None:
            future = self._submitted(attempt_parcel, (job,))
            while not future.done():
                self._count_workers()
                self._wait()
            return None if _is_killed(future) else _value(future)

        return first_size(jobs, attempt)

    def outcomes(self, jobs: Iterable[Job], count: int) -> Iterator[Outcome]:
        """Hand chunks out, two a worker at a time, and yield the outcomes as they come."""
        self._mark.set()
        chunks = in_chunks(jobs, size_of_chunks(count, self._count_workers()))
        while True:
            most = IN_FLIGHT * self._count_workers()
            while len(self._sent) < most and (next_ := self._next(chunks)):
                self._sent[self._submitted(print_parcel, next_[0])] = next_
            if not self._sent:
                return
            self._wait()
            for future in self._over():
                yield from self._settled(future)

    def _next(self, chunks: Iterator[tuple[Job, ...]]) -> _Try | None:
        """Return what is to be printed next; None while nothing may be begun."""
        if any(how == _ALONE for _, how in self._sent.values()):
            return None
        if self._again:
            return self._again.popleft()
        if jobs := next(chunks, ()):
            return jobs, _TOGETHER
        return self._alone.popleft() if self._alone and not self._sent else None

    def _submitted(self, function: Callable[[Any], Any], jobs: tuple[Job, ...]) -> Future[Any]:
        self._number += 1
        key = f"careerprint-{self._token}-{self._number}"
        future = self._client.submit(function, replace(self._parcel, jobs=jobs), key=key, retries=RETRIES, pure=False)
        future.add_done_callback(self._bell.put)
        return future

    def _count_workers(self) -> int:
        """Return how many workers there are, or 1; raise OutputError when there has been none for too long."""
        found = len(self._client.nthreads()) if self._client.status == "running" else 0
        now = time.monotonic()
        if found:
            self._seen = now
        elif now - self._seen > SECONDS:
            raise OutputError(
                "The cluster has had no workers for a minute. What was printed is whole; start workers and run the"
                " same command again."
            )
        return max(1, found)

    def _wait(self) -> None:
        """Wait a moment, until something is over at the longest; raise OutputError when the scheduler is gone."""
        if self._client.status not in ("running", "connecting"):
            raise _lost()
        with suppress(Empty):
            self._bell.get(timeout=TICK)

    def _over(self) -> list[Future[Any]]:
        return [future for future in self._sent if future.done()]

    def _settled(self, future: Future[Any]) -> list[Outcome]:
        """Write down and return the outcomes of a chunk that is over, and see to it that the rest is tried again."""
        jobs, how = self._sent.pop(future)
        if _is_killed(future):
            return self._after_death(jobs, how)
        outcomes = _value(future)
        if rest := jobs[len(outcomes) :]:
            self._again.append((rest, how))
        found = (self._checked(job, seen, how) for job, seen in zip(jobs, self._looked_at(outcomes), strict=False))
        return [outcome for outcome in found if outcome]

    def _after_death(self, jobs: tuple[Job, ...], how: int) -> list[Outcome]:
        """Try each job by itself, at last with nothing beside it; then give up the one that it was."""
        if how == _ALONE:
            cause = "the workers that printed it died or were stuck, with nothing else to do; please report this page"
            return [self._written(job, failed(job, cause)) for job in jobs]
        if how == _TOGETHER and len(jobs) > 1:
            self._again.extend(((job,), _SINGLE) for job in jobs)
        else:
            self._alone.extend(((job,), _ALONE) for job in jobs)
        return []

    def _checked(self, job: Job, seen: Outcome | None, how: int) -> Outcome | None:
        """Write down and return an outcome; None if its file is not there as made: once, that is printed again."""
        if seen:
            return self._written(job, seen)
        if job.output in self._printed_again:
            return self._written(job, failed(job, "was printed twice, but its file is not there as it was made"))
        self._printed_again.add(job.output)
        self._again.append(((job,), how))
        return None

    def _looked_at(self, outcomes: Sequence[Outcome]) -> list[Outcome | None]:
        """Return outcomes as they are seen from this machine; None for one whose file has not size and hash."""
        results = self._studio.results
        if results:
            return results.seen(outcomes)
        # Without the time that the worker saw, which need not be this machine's, the hash decides.
        return [
            outcome
            if outcome.status == "failed"
            else seen_at(replace(outcome, mtime_ns=0), self._studio.out / outcome.output)
            for outcome in outcomes
        ]

    def _written(self, job: Job, outcome: Outcome) -> Outcome:
        self._record.write(job, outcome)
        return outcome


def _is_killed(future: Future[Any]) -> bool:
    """Say whether too many workers died of it."""
    from distributed import KilledWorker

    return future.status == "error" and isinstance(future.exception(), KilledWorker)


def _value(future: Future[Any]) -> Any:
    """Return what a worker gave back; raise what a person can mend."""
    if future.status == "error":
        error = future.exception()
        # Its kind only: its words could hold what a person wrote.
        what = f"{type(error).__name__} {getattr(error, 'name', '') or ''}".strip()
        raise MachineError(f"The workers cannot run Careerprint ({what}). Start them in a folder that has the same.")
    if future.status != "finished":
        raise _lost()
    value = future.result()
    if isinstance(value, CareerprintError):
        raise value
    return value


def _lost() -> OutputError:
    return OutputError("The scheduler is gone. What was printed is whole; start it and run the same command again.")
