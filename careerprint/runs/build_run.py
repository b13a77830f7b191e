"""The printing of a build: what is up to date is left alone, and one bad document never stops the others."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from careerprint.jobs.dispatch import carry_out
from careerprint.jobs.job import Listener, Outcome, Status
from careerprint.jobs.made import shared
from careerprint.jobs.plan import Plan
from careerprint.runs.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of all documents of a build."""

    outcomes: tuple[Outcome, ...]

    def count(self, status: Status) -> int:
        """Return how many documents ended with a status."""
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def warnings(self) -> int:
        """The number of warnings over all documents."""
        return sum(len(outcome.warnings) for outcome in self.outcomes)


def print_plan(plan: Plan, manifest: Manifest, listener: Listener, *, force: bool = False) -> Tally:
    """Print every job that is not up to date, and report the outcome of each as it comes.

    Raises OutputError when the output folder cannot be written, because then nothing else can be printed either.
    """
    stale = [job for job in plan.jobs if force or not manifest.current(job.output, job.key)]
    done: dict[str, Outcome] = {}
    listener.begin(len(stale))
    with closing(carry_out(stale, plan.studio)) as outcomes:
        for outcome in outcomes:
            done[outcome.output] = outcome
            if outcome.status == "made":
                manifest.record(outcome)
            listener.done(outcome)
    made = manifest.outputs
    return Tally(
        tuple(done.get(job.output) or Outcome(**shared(made[job.output]), status="current") for job in plan.jobs)
    )
