"""Reports on invented people without a command: their jobs, a run over them, and what its journal says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from careerprint.answers.responses import Response
from careerprint.cli.progress import Progress
from careerprint.jobs.job import Job, Studio
from careerprint.jobs.journal import Journal
from careerprint.jobs.journal_lines import Header, entries
from careerprint.runs.due import EVERYBODY, Due, Roll, Selection
from careerprint.runs.report_run import Run, Tally, print_due
from tests.support.misbehaving import Misbehaving


def job(number: int, answers: dict[str, int] | Misbehaving | None = None) -> Job:
    given = answers or {"p1": 1 + number % 5, "p2": 2, "p3": 3}
    person = Response(f"p{number}", f"Sample Person {number}", given, None, None, "a.csv", number, {})
    return Job("report", "sample", f"reports/sample/p{number}.pdf", "sample.md", data=person)


def person(number: int, deed: str = "") -> Response:
    answers = Misbehaving(deed, away=True) if deed else {"p1": 1 + number % 5, "p2": 2, "p3": 3}
    return Response(f"p{number:02}", f"Canary Person {number}", answers, None, None, "a.csv", number + 1, {})


def run_of(studio: Studio, group: list[Response], selection: Selection = EVERYBODY) -> tuple[Run, Roll]:
    """Return a run over people as `report` makes it, with two workers."""
    folder = studio.out / "reports/sample"
    roll = Roll("sample", group, studio, selection, base="")
    journal = Journal(folder)
    due = Due(roll, journal, force=False)
    return Run(studio, folder, due, journal, Header("", "", {}, due.count), (), workers=2), roll


def carried_out(run: Run, told: Progress | None = None) -> Tally:
    return print_due(run, told or Progress(), then=lambda: None)[0]


def printed(folder: Path) -> Counter[str]:
    """Return how often each person was printed, by the journal."""
    return Counter(e.id for path in folder.glob("journal*") for e in set(entries(path)) if e.status == "made")
