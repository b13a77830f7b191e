"""Processes that print for the people at the counter: warm, limited in time and memory, and replaced when they die.

A job travels through a pipe and its PDF comes back through one, so nothing that a person answered touches the disk.
Reports are laid out as a whole: joined from plates they would leave pieces in the output folder, and which pieces
those are would depend on the answers.
"""

from __future__ import annotations

import asyncio
import datetime
import multiprocessing
import pickle
from concurrent.futures import TimeoutError as TooSlow
from concurrent.futures.process import BrokenProcessPool

from pebble import ProcessExpired, ProcessPool

from careerprint.counter.forms import TurnedAway
from careerprint.counter.worker import is_warm, print_job, start
from careerprint.errors import MachineError
from careerprint.jobs.dispatch import check_machine
from careerprint.jobs.job import Job, Outcome, Studio, failed
from careerprint.jobs.pool import JOBS_PER_WORKER, SECONDS, shielded
from careerprint.wording import command

COUNT = 2
"""Processes that print. Each takes 150 MB, and two serve eight people at once within seconds."""
MOST_WAITING = 20
"""Jobs that wait for a process; whoever comes then is told to try again, as the wait would be half a minute."""
TRIES = 2
"""How often a job may lose its process: the first death may have another cause."""
PATIENCE = 3 * SECONDS
"""Seconds after which a job counts as lost: a pool whose process died while it took a job may never begin it."""
_PAUSE = 0.5
"""Seconds between two looks whether old processes are still busy."""


class Workers:
    """The processes and the jobs that they have in hand."""

    def __init__(self, studio: Studio, count: int = COUNT) -> None:
        """Start the processes, which warm up by themselves. Raises MachineError when Pango or the fonts are missing."""
        check_machine()
        self._count = count
        self._context = multiprocessing.get_context("spawn")
        # In shared memory, because a pipe blocks us for good when its process is killed before it has read so much.
        data = pickle.dumps(studio)
        self._data = self._context.RawArray("c", len(data))
        self._data.raw = data
        self._pool = self._started()
        self.in_hand = 0
        """Jobs that are being printed or wait."""

    def wait(self) -> None:
        """Wait until they are warm. Raises MachineError when they end as soon as they begin."""
        try:
            for future in [self._pool.schedule(is_warm) for _ in range(self._count)]:
                future.result(PATIENCE)
        except (ProcessExpired, BrokenProcessPool, RuntimeError, TooSlow):
            raise MachineError(
                f"The processes that print end as soon as they begin. Run: {command('doctor')}"
            ) from None

    async def make(self, job: Job, day: datetime.date) -> bytes | Outcome:
        """Return the PDF of a job, or why there is none. Raises TurnedAway (503) when too many wait."""
        if self.in_hand >= self._count + MOST_WAITING:
            raise TurnedAway(503, "full")
        self.in_hand += 1
        try:
            return await self._made(job, day)
        finally:
            self.in_hand -= 1

    async def _made(self, job: Job, day: datetime.date) -> bytes | Outcome:
        for _ in range(TRIES):
            pool = self._pool
            try:
                future = pool.schedule(print_job, args=(job, day), timeout=SECONDS)
                return await asyncio.wait_for(asyncio.wrap_future(future), PATIENCE)
            except ProcessExpired:
                continue
            except (BrokenProcessPool, RuntimeError):
                self._renew(pool)
            except asyncio.CancelledError:  # by a renewal that another job asked for, or because the counter closes
                if pool is self._pool:
                    raise
            except TooSlow:  # the job's own limit, which has killed its process; a hang would hang again
                if future.cancelled():
                    self._renew(pool)  # nothing began for `PATIENCE`
                return failed(job, f"took longer than {SECONDS} seconds")
        return failed(job, f"the program that printed it died {TRIES} times; please report this page")

    async def retire(self) -> None:
        """End the processes once nothing is in hand any more."""
        while self.in_hand:
            await asyncio.sleep(_PAUSE)
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """End the processes at once; what they had in hand is lost."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _started(self) -> ProcessPool:
        pool = ProcessPool(
            self._count,
            max_tasks=JOBS_PER_WORKER,
            initializer=start,
            initargs=(self._data,),
            context=self._context,
        )
        with shielded():
            assert pool.active  # asking starts the workers
        return pool

    def _renew(self, broken: ProcessPool) -> None:
        """Replace a pool unless that was done already."""
        if broken is self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = self._started()
