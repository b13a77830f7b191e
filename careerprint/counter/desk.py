"""What all pages of the counter share: the texts, the people in front of it, and the processes that print."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from careerprint.check.sources import checked
from careerprint.counter.forms import TurnedAway
from careerprint.counter.staff.tasks import Tasks
from careerprint.counter.staff.uploads import Uploads, tidy_uploads
from careerprint.counter.visits import ASK, IDLE, Visit, Visits
from careerprint.counter.workers import Workers
from careerprint.editions import STANDARD, Edition, EditionChoice
from careerprint.jobs.job import Job, Outcome, ReportJob, Studio, page_of
from careerprint.jobs.plan import in_editions, make_studio
from careerprint.languages import name_in, name_of, primary
from careerprint.pages.web.catalog import Catalog, page_languages
from careerprint.pages.web.readable import readable, readable_pages
from careerprint.pages.web.web_pages import WebPages, faces
from careerprint.settings import Settings
from careerprint.sources.assessment import Assessment

MOST_KEPT = 40
"""Handouts and forms that are kept in memory once they are printed: 250 KB each, and the same few are asked for."""
INLINE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none';"
    " base-uri 'none'"
)
"""What a report as a page may load: nothing that is not in it."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What was read from the sources."""

    studio: Studio
    catalog: Catalog
    assessments: Mapping[tuple[str, str], Assessment]
    """By language and name, such as `es` and `interests`."""
    languages: tuple[str, ...]
    """The languages of pages, the center's own first."""


def read_texts(settings: Settings) -> Texts:
    """Read and check all sources. Raises SourceError where nothing can be shown."""
    sources, _ = checked(settings, strict=False)
    studio = make_studio(sources, settings)
    guides, known = studio.guides, studio.assessments.values()
    languages = page_languages(studio.center.language, guides.values(), known, settings.templates)
    assessments = {(primary(each.language), name_of(each.slug)): each for each in known}
    return Texts(studio, Catalog(guides, languages[0]), assessments, languages)


class Desk:
    """Everything that a page needs."""

    def __init__(self, settings: Settings, *, visits: Visits, workers: Workers, texts: Texts, port: int) -> None:
        """Take what was made beforehand, and the port, which names the folder of uploads."""
        self.settings, self.visits, self.port = settings, visits, port
        self.tasks, self.uploads = Tasks(), Uploads()
        self.fonts = faces()
        self._started = datetime.date.today()
        self._show(texts, workers)

    def renew(self, texts: Texts, workers: Workers) -> Workers:
        """Show other texts from now on; return the processes that print the old ones, which may be busy."""
        old = self.workers
        self._show(texts, workers)
        return old

    def _show(self, texts: Texts, workers: Workers) -> None:
        self.texts, self.workers = texts, workers
        self.web = WebPages(texts.studio.center, templates=self.settings.templates)
        self.style = self.web.style()
        self._readable = readable_pages(texts.studio.center, templates=self.settings.templates)
        self._kept: dict[tuple[str, Edition], bytes] = {}

    def close(self) -> None:
        """Stop what staff have begun, delete the files of answers, and end the processes."""
        self.tasks.close()
        tidy_uploads(self.settings.out, self.port)
        self.workers.close()

    def today(self) -> datetime.date:
        """Return the day that reports bear: the one that was chosen, and the days that have passed since."""
        return self.settings.today + (datetime.date.today() - self._started)

    def words(self, language: str) -> Mapping[str, Any]:
        """Return the words of pages on a screen."""
        found: Mapping[str, Any] = self.web.labels(language)["web"]
        return found

    def language(self, request: Request) -> str:
        """Return the language that an address names. Raises TurnedAway (404) for one that we do not have."""
        language = str(request.path_params["language"])
        if language not in self.texts.languages:
            raise TurnedAway(404, "missing")
        return language

    def page(
        self, request: Request, template: str, values: Mapping[str, Any] | None = None, *, status: int = 200
    ) -> Response:
        """Return a page in the language that its address names."""
        language = request.path_params.get("language", "")
        language = language if language in self.texts.languages else self.texts.languages[0]
        visit: Visit | None = request.scope.get("visit")
        rest = request.url.path.partition("/")[2].partition("/")[2]
        others = {code: f"/{code}/{rest}" for code in self.texts.languages if code != language}
        shared = {
            "visit": visit,
            "is_staff": visit is not None and visit.role == "staff",
            "home": f"/{language}/",
            "logo": "/logo" if visit and self.texts.studio.center.logo else "",
            "style": "/style.css",
            "alternates": others,
            "language_names": {code: name_in(code, code) for code in self.texts.languages},
            "minutes": IDLE // 60,
        }
        html = self.web.render(f"web/{template}.html", language, {**shared, **(values or {})})
        # Not <meta http-equiv>: only pages of somebody who has given answers leave by themselves.
        asks = visit is not None and visit.holds_answers and visit.role == "client"
        headers = {"Refresh": f"{ASK}; url=/{language}/still"} if asks else {}
        return HTMLResponse(html, status, headers)

    def read(self, job: ReportJob, above: Markup) -> Response:
        """Return a report as one page for a screen, whose styles and pictures are in it."""
        studio = replace(self.texts.studio, printed_on=self.today())
        page = page_of(job, studio, self._readable, sides=0)
        html = readable(page, self.settings.source / "images", above=above)
        return HTMLResponse(html, headers={"Content-Security-Policy": INLINE})

    async def blank(self, job: Job, edition: Edition = STANDARD) -> bytes | Outcome:
        """Return a handout or a blank form as PDF; it is about nobody, so it is kept for whoever asks next."""
        choice = EditionChoice((edition.layout,), edition.high_contrast, edition.low_vision)
        (job,) = in_editions([job], replace(self.texts.studio, editions=choice))
        key = (job.output, edition)
        if key not in self._kept:
            made = await self.workers.make(job, self.today())
            if isinstance(made, Outcome):
                return made
            self._kept[key] = made
            for old in list(self._kept)[:-MOST_KEPT]:
                del self._kept[old]
        return self._kept[key]


def pdf(data: bytes, name: str) -> Response:
    """Return a PDF that the browser shows; `name` is what it is called when it is saved."""
    return Response(data, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def see(address: str) -> Response:
    """Send the browser on to another page, which it fetches anew."""
    return RedirectResponse(address, 303)
