"""What is tried again after a worker died or hung, and who is given up: one ladder for pools and clusters."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from careerprint.jobs.job import Job


@dataclass(frozen=True, slots=True)
class Try:
    """Jobs that are handed out together."""

    jobs: tuple[Job, ...]
    number: int = 1
    """Counted from 1; from the second on, it is one job by itself that a worker failed over before."""

    @property
    def is_shared(self) -> bool:
        """Whether it has more than one job."""
        return len(self.jobs) > 1


class Retries:
    """Jobs that wait to be tried again.

    One person's answers can kill or hang whatever prints them, and the death of a worker says nothing about who it
    was. So the jobs that it had in hand are tried again until one has failed often enough by itself: only then is it
    that person's doing, and the others are none the worse for it.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._waiting: deque[Try] = deque()

    @property
    def next_number(self) -> int:
        """The number of the try that `take` would return; 0 if none waits."""
        return self._waiting[0].number if self._waiting else 0

    def take(self) -> Try | None:
        """Return the try that has waited longest, and no longer hold it; None if none waits."""
        return self._waiting.popleft() if self._waiting else None

    def add(self, jobs: tuple[Job, ...], number: int) -> None:
        """Let jobs wait, unless there are none."""
        if jobs:
            self._waiting.append(Try(jobs, number))

    def after_failure(self, failed: Try, rest: tuple[Job, ...], *, most: int, is_first: bool) -> tuple[Job, ...]:
        """Let what a failed try has not finished wait; return the job to give up, if any.

        `rest` are its unfinished jobs, in order. `is_first` says that the worker is known to have been busy with the
        first of them, which then waits by itself, apart from the others. Otherwise each waits by itself. A job that
        is known to have failed in its try number `most` is given up.
        """
        if failed.is_shared and not is_first:
            for job in rest:
                self.add((job,), failed.number)
            return ()
        suspect, others = rest[:1], rest[1:]
        self.add(others, failed.number)
        if failed.number >= most:
            return suspect
        self.add(suspect, failed.number + 1)
        return ()
