"""Hands chunks out to the workers of a dask.distributed cluster, an optional package.

The workers write the reports into a folder that all machines share, or into a store. Only this process writes the
journal, once it has compared each file with its hash: what a worker has written need not be what others see. When a
worker dies the scheduler gives its chunks to others, several times. A chunk that it gives up is tried person by
person, and a person that it gives up once more with nothing beside it: only then is the person at fault.
"""

from __future__ import annotations

import secrets
import time
from asyncio import CancelledError as TaskCancelled
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
from careerprint.jobs.journal import Recorder
from careerprint.jobs.made import seen_at
from careerprint.jobs.pool import IN_FLIGHT, SECONDS, TICK
from careerprint.jobs.retries import Retries, Try

if TYPE_CHECKING:
    from distributed import Future


RESENT = 2
"""How often the scheduler sends a chunk again whose function failed: one worker may be short of something."""
ALONE = 2
"""The last try of a job, which runs with nothing beside it: workers share machines, so one person's answers can kill
what prints another's."""


def carry_out_on(
    address: str,
    jobs: Iterable[Job],
    studio: Studio,
    count: int,
    record: Recorder,
    begin: Callable[[int], None],
) -> Generator[Outcome]:
    """Print `count` jobs on the cluster of a scheduler and yield their outcomes; `dispatch.carry_out` does it here.

    Close the iterator when you leave it early: then the reports in progress are finished and written down, and no
    other is begun. Raises UsageError when the scheduler cannot be reached, and what `dispatch.carry_out` raises.
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

    def __init__(self, address: str, studio: Studio, record: Recorder) -> None:
        """Connect; raise UsageError when nobody answers."""
        self._studio, self._record = studio, record
        self._token = secrets.token_hex(8)
        # A part of the journal: if this process is killed, the next run takes it away, and the old workers stop.
        self._mark = Mark(record.part(0), self._token, studio.results)
        self._parcel = parcel_of(studio, self._mark, SECONDS)
        self._sent: dict[Future[Any], Try] = {}
        self._retries = Retries()
        self._printed_again: set[str] = set()
        """The reports that were not there as made, and were printed once more."""
        self._number = 0
        self._bell: SimpleQueue[Future[Any]] = SimpleQueue()
        """Receives each future that is over."""
        self._seen = time.monotonic()
        """When there was a worker last."""
        self._client = connected(address)

    def close(self) -> None:
        """Let the workers finish the reports in progress, write those down, begin no other, and disconnect."""
        try:
            self._mark.remove()
            self._write_down_the_rest()
        finally:
            self._client.close(timeout=CONNECTING)

    def _write_down_the_rest(self) -> None:
        end = time.monotonic() + SECONDS
        while self._sent and time.monotonic() < end and self._client.status == "running" and self._client.nthreads():
            for future in self._over():
                jobs = self._sent.pop(future).jobs
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
            while len(self._sent) < most and (tried := self._next(chunks)):
                self._sent[self._submitted(print_parcel, tried.jobs)] = tried
            if not self._sent:
                return
            self._wait()
            for future in self._over():
                yield from self._settled(future)

    def _next(self, chunks: Iterator[tuple[Job, ...]]) -> Try | None:
        """Return what is to be printed next; None while nothing may be begun."""
        if any(tried.number == ALONE for tried in self._sent.values()):
            return None
        if 0 < self._retries.next_number < ALONE:
            return self._retries.take()
        if jobs := next(chunks, ()):
            return Try(jobs)
        return None if self._sent else self._retries.take()

    def _submitted(self, function: Callable[[Any], Any], jobs: tuple[Job, ...]) -> Future[Any]:
        self._number += 1
        key = f"careerprint-{self._token}-{self._number}"
        future = self._client.submit(function, replace(self._parcel, jobs=jobs), key=key, retries=RESENT, pure=False)
        future.add_done_callback(self._bell.put)
        return future

    def _count_workers(self) -> int:
        """Return how many workers there are, at least 1; raise OutputError when there has been none for too long."""
        found = len(self._client.nthreads()) if self._client.status == "running" else 0
        now = time.monotonic()
        if found:
            self._seen = now
        elif now - self._seen > SECONDS:
            raise OutputError(
                f"The cluster has had no workers for {SECONDS} seconds. All reports printed so far are complete; start"
                " workers and run the same command again."
            )
        return max(1, found)

    def _wait(self) -> None:
        """Wait until something is over, or a moment; raise OutputError when the scheduler is gone."""
        if self._client.status not in ("running", "connecting"):
            raise _lost()
        with suppress(Empty):
            self._bell.get(timeout=TICK)

    def _over(self) -> list[Future[Any]]:
        return [future for future in self._sent if future.done()]

    def _settled(self, future: Future[Any]) -> list[Outcome]:
        """Write down and return the outcomes of a chunk that is over, and see to it that the rest is tried again."""
        tried = self._sent.pop(future)
        jobs = tried.jobs
        if _is_killed(future):  # which of them its workers were busy with, nobody says
            given_up = self._retries.after_failure(tried, jobs, most=ALONE, is_first=False)
            cause = "the workers that printed it died or hung, with nothing else to do; please report this page"
            return [self._written(job, failed(job, cause)) for job in given_up]
        outcomes = _value(future)
        self._retries.add(jobs[len(outcomes) :], tried.number)
        found = (self._checked(job, seen, tried) for job, seen in zip(jobs, self._looked_at(outcomes), strict=False))
        return [outcome for outcome in found if outcome]

    def _checked(self, job: Job, seen: Outcome | None, tried: Try) -> Outcome | None:
        """Write down and return an outcome; None if its file is not there as made, and is printed once more."""
        if seen:
            return self._written(job, seen)
        if job.output in self._printed_again:
            return self._written(job, failed(job, "was printed twice, but its file is not there as it was made"))
        self._printed_again.add(job.output)
        self._retries.add((job,), tried.number)
        return None

    def _looked_at(self, outcomes: Sequence[Outcome]) -> list[Outcome | None]:
        """Return outcomes as this machine sees their files; None for one whose file is not there as made."""
        made = [outcome for outcome in outcomes if outcome.status == "made"]
        results, out = self._studio.results, self._studio.out
        # Without the time that the worker saw, which need not be this machine's, the hash decides.
        here = (seen_at(replace(each, mtime_ns=0), out / each.output) for each in made)
        seen = iter(results.seen(made) if results else here)
        return [next(seen) if outcome.status == "made" else outcome for outcome in outcomes]

    def _written(self, job: Job, outcome: Outcome) -> Outcome:
        self._record.write(job, outcome)
        return outcome


def _is_killed(future: Future[Any]) -> bool:
    """Say whether the scheduler gave a chunk up, because too many workers died of it."""
    from distributed import KilledWorker

    return future.status == "error" and isinstance(future.exception(), KilledWorker)


def _value(future: Future[Any]) -> Any:
    """Return what a worker gave back; raise what the person at the keyboard can fix."""
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
    return OutputError(
        "The scheduler is gone. All reports printed so far are complete; start it and run the same command again."
    )
