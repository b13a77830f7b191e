"""Write reports as pages for a screen: the accessible copy of a report for whoever asks for one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from careerprint.answers.open_answers import AnswerStream
from careerprint.answers.responses import Response
from careerprint.errors import OnProblem
from careerprint.files import PRIVATE_FILE, make_private, write_atomically
from careerprint.jobs.job import Studio, page_of
from careerprint.jobs.plan import FileNames, report_job
from careerprint.pages.pages import Pages
from careerprint.pages.web.readable import readable, readable_pages
from careerprint.runs.due import refuse_unknown
from careerprint.runs.question import Question, asked, opened
from careerprint.settings import Settings


@dataclass(frozen=True, slots=True)
class PagesResult:
    """What a run did."""

    answers: AnswerStream
    folder: Path
    """The folder of the pages, that of the printed reports."""
    written: int


def report_pages(settings: Settings, question: Question, only: Collection[str], on_problem: OnProblem) -> PagesResult:
    """Write a page for each person who is asked for, everybody if `only` is empty; older pages are overwritten.

    Each page is one file with its styles and pictures, for its owner only. Where nobody could be read, nothing is
    written. Raises SourceError, UsageError and OutputError as `report` does, PrintError when a template fails.
    """
    found = asked(settings, question)
    answers = opened(question, found, on_problem)
    folder, written = settings.out / "reports" / found.assessment.slug, 0
    if not answers.people:
        return PagesResult(answers, folder, written)
    refuse_unknown(answers.responses(), only)
    names = FileNames(answers.responses())
    pages = readable_pages(found.studio.center, templates=settings.templates)
    make_private(folder, within=settings.out)
    for person in answers.responses():
        if not only or person.id in only:
            html = _html(found.studio, pages, found.assessment.slug, person, names)
            write_atomically(folder / f"{names(person)}.html", html.encode(), mode=PRIVATE_FILE)
            written += 1
    return PagesResult(answers, folder, written)


def _html(studio: Studio, pages: Pages, slug: str, person: Response, names: FileNames) -> str:
    page = page_of(report_job(slug, person, studio, names), studio, pages, sides=0)
    return readable(page, studio.assets["images"])
