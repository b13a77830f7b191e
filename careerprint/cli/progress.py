"""The progress of a run on stderr: a bar on a terminal, failures always, every step with --verbose.

rich is only loaded for a bar: a build with nothing to do takes less time than loading it.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from careerprint.cli.console import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn, TaskID

    from careerprint.jobs.job import Outcome


class Progress:
    """Shows a run's progress to the person at the keyboard; the end of its `with` statement removes the bar."""

    def __init__(self, *, verbose: bool = False) -> None:
        """With `verbose`, show every step and every document."""
        self._verbose = verbose
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._done = 0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the bar."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def stage(self, words: str) -> None:
        """Show the next step, with `verbose`."""
        if self._verbose:
            self._say(words)

    def begin(self, total: int) -> None:
        """Show a bar if there is a terminal and something to print."""
        if total and sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task("Printing", total=total)
            self._bar.start()

    def done(self, outcome: Outcome) -> None:
        """Advance the bar; show a failure and its causes."""
        self._done += 1
        if outcome.status == "failed":
            self._say(f"failed: {outcome.output}")
            for problem in outcome.problems:
                self._say(str(problem))
        elif self._verbose:
            self._say(f"{outcome.status}: {outcome.output}")
        self.underway(0)

    def underway(self, jobs: int) -> None:
        """Advance the bar; it never moves back, even when a worker dies and its documents are counted again."""
        if self._bar and self._task is not None:
            done = self._bar.tasks[self._task].completed
            self._bar.update(self._task, completed=max(done, self._done + jobs))

    def _say(self, line: str) -> None:
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)
        else:
            say(line)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _rate_column(),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
        console=Console(stderr=True),
        transient=True,
    )


def _rate_column() -> ProgressColumn:
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second or, if that is less than one, a minute."""

        def render(self, task: Task) -> Text:
            return Text(rate(task.finished_speed or task.speed), style="progress.data.speed")

    return Rate()


def rate(speed: float | None) -> str:
    """Return a speed, given in documents a second, in words; empty while it is unknown."""
    if not speed:
        return ""
    return f"{speed:.1f} a second" if speed >= 1 else f"{speed * 60:.0f} a minute"
