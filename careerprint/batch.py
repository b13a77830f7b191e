"""Many documents through the press: what is up to date is left alone, and a bad one never stops the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from careerprint.errors import PrintError, Problem
from careerprint.files import make_folder, write_atomically
from careerprint.manifest import Manifest
from careerprint.plan import Job, Plan

if TYPE_CHECKING:  # the press loads WeasyPrint, which a build with nothing to do does not need
    from careerprint.press import Press, Printed

Status = Literal["made", "current", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document."""

    output: str
    status: Status
    pages: int = 0
    size: int = 0
    """Bytes of the file."""
    seconds: float = 0.0
    """Time that printing took."""
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def sheets(self) -> int:
        """Sheets of paper when both sides are printed."""
        return (self.pages + 1) // 2


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of all documents of a run."""

    outcomes: tuple[Outcome, ...]

    def count(self, status: Status) -> int:
        """Return how many documents ended like this."""
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def warnings(self) -> int:
        """The number of warnings over all documents."""
        return sum(len(outcome.warnings) for outcome in self.outcomes)


def run(
    plan: Plan,
    manifest: Manifest,
    *,
    assets: Mapping[str, Path],
    force: bool = False,
    told: Callable[[Outcome], None] = lambda outcome: None,
) -> Tally:
    """Print every job that is not up to date; tell each outcome as it comes.

    Raises OutputError when the output folder cannot be written: then nothing else can be done either.
    """
    outcomes: list[Outcome] = []
    for outcome in _outcomes(plan, manifest, assets, force):
        outcomes.append(outcome)
        told(outcome)
    return Tally(tuple(outcomes))


def _outcomes(plan: Plan, manifest: Manifest, assets: Mapping[str, Path], force: bool) -> Iterator[Outcome]:
    press: Press | None = None
    for job in plan.jobs:
        if not force and manifest.current(job.output, job.key):
            entry = manifest.outputs[job.output]
            yield Outcome(job.output, "current", entry.pages, entry.size, warnings=entry.warnings)
            continue
        press = press or _press(assets)
        yield _print(press, job, plan.revise, manifest)


def _press(assets: Mapping[str, Path]) -> Press:
    from careerprint.press import Press

    return Press(assets)


def _print(press: Press, job: Job, revise: Callable[[Job, int], Job], manifest: Manifest) -> Outcome:
    """Print one job and put the file in its place."""
    start = time.perf_counter()
    try:
        printed = _printed(press, job)
        if job.target_pages is not None and printed.pages != job.target_pages:
            overflow = printed.overflow_lines
            printed = replace(_printed(press, revise(job, printed.pages)), overflow_lines=overflow)
    except PrintError as error:
        problems = error.problems or (Problem(job.source, None, "", error.message),)
        return Outcome(job.output, "failed", problems=problems)
    path = manifest.folder / job.output
    make_folder(path.parent)
    write_atomically(path, printed.pdf)
    warnings = tuple(_overflow(job, printed))
    manifest.record(job.output, job.key, printed.pdf, pages=printed.pages, warnings=warnings)
    seconds = time.perf_counter() - start
    return Outcome(job.output, "made", printed.pages, len(printed.pdf), seconds, warnings)


def _printed(press: Press, job: Job) -> Printed:
    return press.print(
        job.page.html,
        styles=job.page.styles,
        identifier=job.output,
        target_pages=job.target_pages,
        source=job.source,
        lines=job.lines,
    )


def _overflow(job: Job, printed: Printed) -> Iterator[str]:
    """Say by how much a document runs over the sides that its source asks for."""
    if job.target_pages is None or printed.pages <= job.target_pages:
        return
    lines = "1 line" if printed.overflow_lines == 1 else f"{printed.overflow_lines} lines"
    yield (
        f"{job.source}: sides: runs over {job.target_pages} sides by {lines}; "
        "shorten the text or raise `sides`"
    )
