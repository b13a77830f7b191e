"""The sample sources as a build reads them, and WeasyPrint's plain call, which ours is compared with."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from careerprint.answers.open_answers import read_answers
from careerprint.answers.responses import Response
from careerprint.check.sources import checked
from careerprint.jobs.job import Job, Studio, page_of
from careerprint.jobs.plan import make_studio, plan
from careerprint.jobs.printer import Printer
from careerprint.press.assets import BASE_URL
from careerprint.settings import Settings

from weasyprint import CSS, HTML  # isort: skip  # after the press, which gives it our fonts
from weasyprint.urls import URLFetcher, URLFetcherResponse  # isort: skip

PROJECT = Path(__file__).resolve().parents[2]
DAY = datetime.date(2026, 11, 27)
"""The day that is printed on reports: the same in every run."""


def sample_studio() -> Studio:
    """Read the guides, assessments and templates of this repository."""
    settings = Settings(PROJECT / "source", PROJECT / "out", (), None, DAY)
    sources, _ = checked(settings, strict=False)
    return make_studio(sources, settings)


def sample_people(studio: Studio, slug: str) -> tuple[Response, ...]:
    """Read the invented people of an assessment."""
    return read_answers(PROJECT / "source" / "answers" / f"{slug}.csv", studio.assessments[slug]).responses


def jobs_of(studio: Studio, kind: str, answers: dict[str, tuple[Response, ...]] | None = None) -> list[Job]:
    """Return the jobs of a kind that a build would do."""
    return [job for job in plan(studio, answers or {}, tools="bench").jobs if job.kind == kind]


def plain(html: str, styles: Iterable[str], studio: Studio, variant: str | None) -> bytes:
    """Print a page as WeasyPrint's manual shows it: everything is made anew for each document.

    The same HTML, style sheets, pictures and typefaces as ours, but no check, no log gate and no correction of tags.
    """
    fetcher = _Fetcher(studio)
    sheets = [CSS(string=text, url_fetcher=fetcher, base_url=BASE_URL) for text in styles]
    page = HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
    data: bytes = page.write_pdf(stylesheets=sheets, pdf_variant=variant)
    return data


class _Fetcher(URLFetcher):
    """Serves files from the samples' folders, so that both ways load the same pictures."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        folder, _, name = url.removeprefix(BASE_URL).partition("/")
        data = (self._studio.assets[folder] / name).read_bytes()
        return URLFetcherResponse(url, data, {"Content-Type": "image/png"})


def html_of(printer: Printer, job: Job, pages: int) -> tuple[str, tuple[str, ...]]:
    """Return the page that the printer gives to the press for a job, and its style sheets."""
    page = page_of(job, printer.studio, printer.pages(job.edition), sides=pages)
    return page.html, page.styles
