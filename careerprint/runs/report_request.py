"""What `report` is asked to do: which people, in which order, how, and where the reports go."""

from __future__ import annotations

from dataclasses import dataclass

from careerprint.answers.responses import Response
from careerprint.jobs.cluster.store import Results
from careerprint.runs.passwords import Passwords
from careerprint.runs.question import Question
from careerprint.settings import Settings


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the people in a file are asked for, and how."""

    only: frozenset[str] = frozenset()
    """Ids; empty for everybody."""
    sort: str | None = None
    """The column to sort by; None for the order of the file."""
    named: bool = False
    """Put names into file names."""

    def asks_for(self, person: Response) -> bool:
        """Say whether a person's report is asked for."""
        return not self.only or person.id in self.only


EVERYBODY = Selection()
"""All people, in the order of the file."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """Everything that `report` is asked to do."""

    settings: Settings
    question: Question
    selection: Selection = EVERYBODY
    force: bool = False
    """Print also what is up to date."""
    print_file: bool = False
    """Also make one file for the printer."""
    separators: bool = False
    """Put a sheet between the reports of the print file."""
    corrected: bool = False
    """Say on each report that it replaces an earlier one."""
    workers: int | None = None
    """Processes that print; None for one a core."""
    passwords: Passwords | None = None
    """Encrypt each report with its person's own password."""
    verified: int = 0
    """How many reports, spread over the batch, are printed both by plates and as a whole, and compared."""
    scheduler: str | None = None
    """The address of a cluster that prints; None for this machine."""
    results: Results | None = None
    """The store that the cluster puts the reports into; None for the output folder."""
