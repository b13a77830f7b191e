"""How a run goes, told on stderr: a bar on a terminal, failures always, every step to those who want it.

rich is loaded for a bar only: a build with nothing to do is over before it would be.
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
    """Tells the person at the keyboard. Use it in a `with` statement, which takes the bar away at the end."""

    def __init__(self, *, verbose: bool = False) -> None:
        """With `verbose`, tell every step and every document."""
        self._verbose = verbose
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._told = 0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def stage(self, words: str) -> None:
        """Tell the step to those who want to know."""
        if self._verbose:
            self._say(words)

    def begin(self, total: int) -> None:
        """Show a bar if there is a terminal and anything to print."""
        if total and sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task("Printing", total=total)
            self._bar.start()

    def done(self, outcome: Outcome) -> None:
        """Move the bar on; tell a failure and its causes."""
        self._told += 1
        if outcome.status == "failed":
            self._say(f"failed: {outcome.output}")
            for problem in outcome.problems:
                self._say(str(problem))
        elif self._verbose:
            self._say(f"{outcome.status}: {outcome.output}")
        self.underway(0)

    def underway(self, jobs: int) -> None:
        """Move the bar on; it never goes back, though a chunk whose worker died is counted anew."""
        if self._bar and self._task is not None:
            done = self._bar.tasks[self._task].completed
            self._bar.update(self._task, completed=max(done, self._told + jobs))

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
        """How many documents are printed in a second or, where that is less than one, in a minute."""

        def render(self, task: Task) -> Text:
            return Text(rate(task.finished_speed or task.speed), style="progress.data.speed")

    return Rate()


def rate(speed: float | None) -> str:
    """Return documents a second as people say it; empty while it is unknown."""
    if not speed:
        return ""
    return f"{speed:.1f} a second" if speed >= 1 else f"{speed * 60:.0f} a minute"
