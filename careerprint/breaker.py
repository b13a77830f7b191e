"""When so many reports fail that it is not the people, a run is stopped."""

from __future__ import annotations

from careerprint.chunks import IN_A_ROW
from careerprint.errors import PrintError
from careerprint.jobs import Outcome

FIRST = 100
"""Of so many first reports ..."""
SHARE = 5
"""... at most one in so many may fail."""


class Breaker:
    """Counts failures."""

    def __init__(self) -> None:
        """Begin with none."""
        self._done = self._failed = self._in_a_row = 0

    def count(self, outcome: Outcome) -> None:
        """Take note of an outcome; raise PrintError if the run should end."""
        is_failed = outcome.status == "failed"
        self._done += 1
        self._failed += is_failed
        self._in_a_row = self._in_a_row + 1 if is_failed else 0
        if self._in_a_row >= IN_A_ROW:
            raise self._stopped(f"{IN_A_ROW} reports in a row could not be printed", outcome)
        if self._done <= FIRST and self._failed > FIRST // SHARE:
            raise self._stopped(f"{self._failed} of the first {self._done} reports could not be printed", outcome)

    def _stopped(self, what: str, last: Outcome) -> PrintError:
        return PrintError(
            f"Stopped: {what}, so it is hardly the people. Look at the template and the texts; above stands why the"
            " last one failed. What was printed is whole; run the same command again when it is mended.",
            problems=last.problems,
        )
