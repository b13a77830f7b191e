"""Reports on invented people without a command: their jobs, a run over them, and what its journal says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from careerprint.answers.responses import Response
from careerprint.cli.progress import Progress
from careerprint.jobs.job import ReportJob, Studio
from careerprint.jobs.journal import Journal
from careerprint.jobs.journal_lines import Header, entries
from careerprint.runs.batch import Batch, Counts, print_batch
from careerprint.runs.due import Due, Roll
from careerprint.runs.question import Question
from careerprint.runs.report_request import EVERYBODY, ReportRequest
from careerprint.settings import Settings
from tests.support.misbehaving import Misbehaving


def job(number: int, answers: dict[str, int] | Misbehaving | None = None) -> ReportJob:
    given = answers or {"p1": 1 + number % 5, "p2": 2, "p3": 3}
    person = Response(f"p{number}", f"Sample Person {number}", given, None, None, "a.csv", number, {})
    return ReportJob("report", "sample", f"reports/sample/p{number}.pdf", "sample.md", person=person)


def person(number: int, deed: str = "") -> Response:
    answers = Misbehaving(deed, away=True) if deed else {"p1": 1 + number % 5, "p2": 2, "p3": 3}
    return Response(f"p{number:02}", f"Canary Person {number}", answers, None, None, "a.csv", number + 1, {})


def run_of(studio: Studio, group: list[Response]) -> tuple[Batch, Roll]:
    """Return a batch over people as `report` makes it, with two workers."""
    settings = Settings(Path("source"), studio.out, (), None, studio.printed_on)
    request = ReportRequest(settings, Question(Path("a.csv"), "sample"), workers=2)
    journal = Journal(studio.out / "reports/sample")
    due = Due(Roll("sample", group, studio, EVERYBODY, base=""), journal, force=False)
    return Batch(request, studio, due, journal, Header("", "", {}, due.count)), due.roll


def carried_out(batch: Batch, listener: Progress | None = None, scheduler: str | None = None) -> Counts:
    batch = replace(batch, request=replace(batch.request, scheduler=scheduler))
    return print_batch(batch, listener or Progress(), then=lambda: None)[0]


def printed(folder: Path) -> Counter[str]:
    """Return how often each person was printed, by the journal."""
    return Counter(e.id for path in folder.glob("journal*") for e in set(entries(path)) if e.status == "made")
