"""The pages for people at the counter: read about careers, answer, take the report home, leave nothing behind."""

from __future__ import annotations

import asyncio
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from careerprint.answers.responses import Response as Answered
from careerprint.counter.desk import Desk, pdf, see
from careerprint.counter.forms import TurnedAway, read_form
from careerprint.counter.guard import Door
from careerprint.counter.sheets import ScreenSheet, answers_in, sheets_of
from careerprint.counter.visits import ASK, IDLE, Visit
from careerprint.editions import Edition
from careerprint.faces.fonts import covers
from careerprint.jobs.job import Outcome, ReportJob
from careerprint.jobs.plan import FileNames, handout_job, report_job, worksheet_job
from careerprint.languages import name_of, primary
from careerprint.pages.pages import title_of
from careerprint.pages.web.catalog import search
from careerprint.pages.web.guide_page import guide_values
from careerprint.sources.assessment import Assessment
from careerprint.sources.guide import Guide
from careerprint.tables.limits import LONGEST_NAME
from careerprint.tables.texts import clean

EDITIONS = {
    "standard": Edition(),
    "large-print": Edition("large-print"),
    "clear-print": Edition("clear-print"),
    "one-sheet": Edition("one-sheet"),
    "mono": Edition("mono"),
    "high-contrast": Edition(high_contrast=True),
    "low-vision": Edition(low_vision=True),
    "rack-card": Edition("rack-card"),
    "booklet": Edition("booklet"),
    "two-up": Edition("two-up"),
}
"""The editions that are offered, by the names in addresses; `web.editions` says each in words."""
LONGEST_SEARCH = 100
"""Characters of the words that are searched for."""


class ClientPages:
    """Answers requests for the client's pages."""

    def __init__(self, desk: Desk, door: Door) -> None:
        """Take what all pages share, and what lets people in."""
        self._desk, self._door = desk, door

    # Reading

    async def front(self, request: Request) -> Response:
        """Lead to the list in the center's language."""
        return see(f"/{self._desk.texts.languages[0]}/")

    async def home(self, request: Request) -> Response:
        """List guides and questionnaires; a plain form searches."""
        language = self._desk.language(request)
        words = request.query_params.get("q", "")[:LONGEST_SEARCH]
        theme = request.query_params.get("theme", "")
        entries = self._desk.texts.catalog.entries(language)
        themes = self._themes(language)
        own = [a for (code, _), a in self._desk.texts.assessments.items() if code == language and not a.guide]
        values = {
            "entries": search(entries, words, theme if theme in themes else ""),
            "total": len(entries),
            "searched": words,
            "theme": theme,
            "themes": themes,
            "assessments": own,
            "name_of": name_of,
            "primary": primary,
        }
        return self._desk.page(request, "home", values)

    def _themes(self, language: str) -> dict[str, str]:
        """Return the names of the themes that guides have, by their letters, as a questionnaire calls them."""
        used = {theme for guide in self._desk.texts.studio.guides.values() for theme in guide.meta.themes}
        leading = (a for (code, _), a in self._desk.texts.assessments.items() if code == language and a.leads_to)
        scales = next((assessment.scales for assessment in leading), ())
        return {scale.id: scale.title for scale in scales if scale.id in used}

    async def guide(self, request: Request) -> Response:
        """Show a guide as a page."""
        language, guide = self._guide(request)
        fit = (a for a in self._desk.texts.assessments.values() if a.guide is guide)
        takes = [f"/{language}/take/{name_of(assessment.slug)}" for assessment in fit]
        pdf_address = f"/{language}/guides/{guide.name}.pdf?edition="
        values = {
            **guide_values(guide),
            "prints": [(name, pdf_address + name) for name, edition in EDITIONS.items() if not edition.is_imposed],
            "sheets": [(name, pdf_address + name) for name, edition in EDITIONS.items() if edition.is_imposed],
            "takes": takes,
            "forms": [f"{take}/form.pdf" for take in takes],
            "reads": [],
            "related": [
                (each.meta.title, f"/{language}/guides/{each.name}") for each in self._related(guide, language)
            ],
            "alternates": {
                code: f"/{code}/guides/{guide.name}"
                for code in self._desk.texts.catalog.translations(guide.name)
                if code != language and code in self._desk.texts.languages
            },
        }
        return self._desk.page(request, "guide", values)

    def _related(self, guide: Guide, language: str) -> list[Guide]:
        found = (self._desk.texts.catalog.find(language, name_of(name)) for name in guide.meta.related)
        return [each for each in found if each]

    async def guide_pdf(self, request: Request) -> Response:
        """Return a guide as PDF, in one of the editions."""
        _, guide = self._guide(request)
        name = request.query_params.get("edition", "standard")
        if name not in EDITIONS:
            raise TurnedAway(404, "missing")
        made = await self._desk.blank(handout_job(guide), EDITIONS[name])
        if isinstance(made, Outcome) and EDITIONS[name].is_imposed:
            raise TurnedAway(404, "no_sheets")
        return self._printed(request, made, EDITIONS[name].name(f"{guide.name}.pdf"))

    async def form_pdf(self, request: Request) -> Response:
        """Return the blank form of a questionnaire as PDF, for people who would rather use a pen."""
        _, name, assessment = self._assessment(request)
        return self._printed(request, await self._desk.blank(worksheet_job(assessment)), f"{name}.pdf")

    def _printed(self, request: Request, made: bytes | Outcome, name: str) -> Response:
        if isinstance(made, Outcome):
            return self._desk.page(request, "trouble", {"reason": "not_printed"}, status=500)
        return pdf(made, name)

    def _guide(self, request: Request) -> tuple[str, Guide]:
        language = self._desk.language(request)
        guide = self._desk.texts.catalog.find(language, request.path_params["name"])
        if guide is None:
            raise TurnedAway(404, "missing")
        return language, guide

    # Answering

    def _assessment(self, request: Request) -> tuple[str, str, Assessment]:
        language, name = self._desk.language(request), str(request.path_params["name"])
        assessment = self._desk.texts.assessments.get((language, name))
        if assessment is None:
            raise TurnedAway(404, "missing")
        return language, name, assessment

    def _take(self, request: Request) -> tuple[str, Assessment, dict[str, Any]]:
        """Return where a questionnaire begins, the questionnaire, and what each of its pages is given."""
        language, name, assessment = self._assessment(request)
        form = self._desk.web.labels(language)["worksheet"]["fit_title"]
        known = self._desk.texts.assessments
        rest = request.url.path.partition(f"/take/{name}")[2]
        values = {
            "assessment": assessment,
            "take": f"/{language}/take/{name}",
            "heading": title_of(assessment, form),
            "sheets": sheets_of(assessment),
            "answers": _visit(request).answers.get(assessment.slug, {}),
            "alternates": {
                code: f"/{code}/take/{name}{rest if rest.isascii() else ''}"
                for code in self._desk.texts.languages
                if code != language and (code, name) in known and not _visit(request).answers.get(assessment.slug)
            },
        }
        return str(values["take"]), assessment, values

    async def intro(self, request: Request) -> Response:
        """Say what a questionnaire asks and what becomes of the answers."""
        return self._desk.page(request, "intro", self._take(request)[2])

    async def sheet(self, request: Request) -> Response:
        """Show a page of a questionnaire."""
        return self._desk.page(request, "sheet", self._sheet(request)[2])

    async def answer(self, request: Request) -> Response:
        """Take the answers of a page and go on, back, or to the look over all answers; nothing is lost either way."""
        take, sheet, values = self._sheet(request)
        visit = _visit(request)
        fields = await read_form(request, visit)
        go = fields.pop("go", "next")
        answers = answers_in(sheet, fields)
        if go not in ("next", "back", "look"):
            raise TurnedAway(400, "not_offered")
        visit.answer(values["assessment"].slug, answers)
        number = sheet.number + (1 if go == "next" else -1)
        if go == "look" or number > len(values["sheets"]):
            return see(f"{take}/look")
        return see(f"{take}/{number}" if number else take)

    def _sheet(self, request: Request) -> tuple[str, ScreenSheet, dict[str, Any]]:
        take, _, values = self._take(request)
        number = request.path_params["number"]
        if not 1 <= number <= len(values["sheets"]):
            raise TurnedAway(404, "missing")
        sheet: ScreenSheet = values["sheets"][number - 1]
        return take, sheet, {**values, "sheet": sheet}

    async def look(self, request: Request) -> Response:
        """Show all answers, to be changed or sent."""
        return self._desk.page(request, "look", self._take(request)[2] | {"name": _visit(request).name})

    async def send(self, request: Request) -> Response:
        """Make the report of the answers; without any, or for a name that cannot be printed, say so."""
        take, assessment, values = self._take(request)
        visit = _visit(request)
        fields = await read_form(request, visit)
        name = clean(fields.pop("name", ""))
        if fields:
            raise TurnedAway(400, "not_offered")
        mistake = "name_long" if name is None or len(name) > LONGEST_NAME else "name_letters" if covers(name) else ""
        mistake = mistake or ("" if values["answers"] else "nothing")
        if mistake:
            return self._desk.page(request, "look", {**values, "name": name or "", "mistake": mistake}, status=400)
        visit.name = name or ""
        made = await self._report(visit, assessment)
        if isinstance(made, Outcome):
            return self._desk.page(request, "trouble", {"reason": "not_printed"}, status=500)
        return see(f"{take}/report")

    async def _report(self, visit: Visit, assessment: Assessment) -> bytes | Outcome:
        """Print the report of a visit, and keep it there unless the answers have changed or gone meanwhile."""
        slug, answers, name = assessment.slug, visit.answers[assessment.slug], visit.name
        made = await self._desk.workers.make(self._job(visit, assessment), self._desk.today())
        if isinstance(made, bytes) and visit.answers.get(slug) is answers and visit.name == name:
            visit.reports[slug] = made
        return made

    def _job(self, visit: Visit, assessment: Assessment) -> ReportJob:
        answers = visit.answers[assessment.slug]
        whole = {item.id: answers.get(item.id) for _, item in assessment.items}
        you = self._desk.words(assessment.language)["take"]["you"]
        person = Answered(you, visit.name, whole, self._desk.today(), None, "", 0, {})
        return report_job(assessment.slug, person, self._desk.texts.studio, FileNames([person]))

    async def report(self, request: Request) -> Response:
        """Say that the report is ready, and how to print, keep, and end."""
        take, assessment, values = self._take(request)
        if assessment.slug not in _visit(request).reports:
            return see(f"{take}/look" if values["answers"] else take)
        return self._desk.page(request, "report", values)

    async def report_pdf(self, request: Request) -> Response:
        """Return the report as PDF, from memory."""
        _, name, assessment = self._assessment(request)
        found = _visit(request).reports.get(assessment.slug)
        if found is None:
            raise TurnedAway(404, "gone")
        return pdf(found, "report.pdf" if primary(assessment.language) == "en" else f"{name}.pdf")

    async def report_page(self, request: Request) -> Response:
        """Show the report as a page, for people who read on the screen or have it read to them."""
        take, assessment, _ = self._take(request)
        language, visit = self._desk.language(request), _visit(request)
        if assessment.slug not in visit.reports:
            raise TurnedAway(404, "gone")
        words = self._desk.words(language)["take"]["back_to_report"]
        above = Markup('<nav class="above"><a href="{}/report">{}</a></nav>').format(take, words)
        page = await asyncio.to_thread(self._desk.read, self._job(visit, assessment), above)
        page.headers["Refresh"] = f"{ASK}; url=/{language}/still"
        return page

    # Leaving

    async def finish(self, request: Request) -> Response:
        """Delete everything, and give the browser a new cookie: whoever comes next is somebody else."""
        language, visit = self._desk.language(request), _visit(request)
        await read_form(request, visit)
        reply = see(f"/{language}/done")
        reply.headers["Clear-Site-Data"] = '"cache"'  # pages in memory for Back, which no-store does not forbid
        return self._door.let_in(reply, self._desk.visits.finish(visit))

    async def done(self, request: Request) -> Response:
        """Say that everything is deleted."""
        self._desk.language(request)
        return self._desk.page(request, "done")

    async def still(self, request: Request) -> Response:
        """Ask whether anybody is there; without an answer the browser goes on to the page that says all is deleted."""
        language, visit = self._desk.language(request), _visit(request)
        if not visit.holds_answers:
            return see(f"/{language}/done")
        values = {"left": (IDLE - ASK) // 60, "back": _back(request, language)}
        page = self._desk.page(request, "still", values)
        page.headers["Refresh"] = f"{IDLE - ASK + 1}; url=/{language}/still"
        return page


def _back(request: Request, language: str) -> str:
    """Return where somebody goes on who is still there: the first questionnaire with answers."""
    slug = next(iter(_visit(request).answers), "")
    return f"/{language}/take/{name_of(slug)}/look" if slug else f"/{language}/"


def _visit(request: Request) -> Visit:
    visit: Visit = request.scope["visit"]
    return visit
