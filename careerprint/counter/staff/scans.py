"""The pages for staff about scanned worksheets: what waits for a decision, and the decisions.

What `scan` has read lies in its folder; decisions are written where that command reads them, and its lists anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from careerprint.answers.scans.decisions import ID, Decision, choice_of
from careerprint.answers.scans.waiting import ANSWERS, READINGS, WAITING, left_open
from careerprint.counter.desk import Desk, see
from careerprint.counter.forms import TurnedAway, read_form
from careerprint.counter.staff.desk_of_staff import question_about, staff_page, title_at, visit_of_staff
from careerprint.errors import CareerprintError
from careerprint.pages.scans.review import SendTo, review_page
from careerprint.runs.scan import ScanResult, decide, last_scan, scan_folder
from careerprint.sources.assessment import Assessment
from careerprint.tables.limits import LONGEST_ID
from careerprint.tables.texts import clean

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none';"
    " base-uri 'none'"
)
"""What the page for decisions may load: only what is in it. It has no script."""
MOST_BYTES, MOST_FIELDS = 1024**2, 10_000
"""Of a form with decisions: twenty sheets of a hundred lines each have 2,000 fields of about 30 bytes."""


@dataclass(frozen=True, slots=True)
class ListedScan:
    """A scan in the list of all."""

    title: str
    code: str
    name: str
    can_decide: bool
    """False for what an older version has read: it lacks what decisions need."""
    left: int | None
    """How many decisions are left; None where the list of them cannot be read, which the page of the scan explains."""


class ScanPages:
    """Answers requests for the pages about scans."""

    def __init__(self, desk: Desk) -> None:
        """Take what all pages share."""
        self._desk = desk
        self._writing = asyncio.Lock()
        """Held while decisions are taken in: two people may decide about one scan."""

    async def scans(self, request: Request) -> Response:
        """List what was read from scans."""
        visit_of_staff(request)
        return staff_page(self._desk, request, "staff/scans", {"scans": list(self._listed())})

    def _listed(self) -> Iterator[ListedScan]:
        for (code, name), assessment in sorted(self._desk.texts.assessments.items(), key=lambda pair: pair[0]):
            folder = scan_folder(self._desk.settings, assessment)
            if (folder / WAITING).is_file():
                yield ListedScan(
                    title_at(self._desk, assessment), code, name, (folder / READINGS).is_file(), _decisions_left(folder)
                )

    async def scan(self, request: Request) -> Response:
        """Show how much of a scan waits, and which pages were not read."""
        visit_of_staff(request)
        assessment = self._assessment(request)
        try:
            last = await asyncio.to_thread(last_scan, self._desk.settings, assessment)
        except CareerprintError as error:
            return self._scan_page(request, assessment, None, error)
        return self._scan_page(request, assessment, last.result)

    def _scan_page(
        self, request: Request, assessment: Assessment, result: ScanResult | None, error: CareerprintError | None = None
    ) -> Response:
        values = {
            "heading": title_at(self._desk, assessment),
            "here": _address(request),
            "result": result,
            "lost": [page for page in result.unread if page.loses_answers] if result else [],
            "faults": [error.message, *map(str, error.problems)] if error else [],
        }
        return staff_page(self._desk, request, "staff/scan", values, status=400 if error else 200)

    async def review(self, request: Request) -> Response:
        """Show the lines that wait, as the page that `scan` writes does."""
        language = self._desk.language(request)
        visit, assessment = visit_of_staff(request), self._assessment(request)
        settings, here = self._desk.settings, _address(request)
        send_to = SendTo(f"{here}/decide", visit.csrf, here)

        def page() -> str:
            result = last_scan(settings, assessment).result
            return review_page(
                assessment,
                result.people,
                (),
                language=language,
                keep_in=result.folder,
                templates=settings.templates,
                send_to=send_to,
            )

        try:
            html = await asyncio.to_thread(page)
        except CareerprintError:
            return see(here)  # which says what is wrong
        return HTMLResponse(html, headers={"Content-Security-Policy": POLICY})

    async def decide(self, request: Request) -> Response:
        """Take decisions, and show what still waits."""
        visit, assessment = visit_of_staff(request), self._assessment(request)
        settings, here = self._desk.settings, _address(request)
        fields = await read_form(request, visit, most_bytes=MOST_BYTES, most_fields=MOST_FIELDS)
        try:
            async with self._writing:
                known = await asyncio.to_thread(last_scan, settings, assessment)
                decided = tuple(_decisions(fields, known.result, assessment))
                result = await asyncio.to_thread(decide, settings, assessment, known, decided)
        except CareerprintError as error:
            return self._scan_page(request, assessment, None, error)
        return see(f"{here}/decide" if decided and result.waits else here)

    async def take(self, request: Request) -> Response:
        """Go on to the prints of a scan's answers, as with a file that was uploaded."""
        language, visit = self._desk.language(request), visit_of_staff(request)
        await read_form(request, visit)
        assessment = self._assessment(request)
        file = scan_folder(self._desk.settings, assessment) / ANSWERS
        if not file.is_file():
            raise TurnedAway(404, "missing")
        upload = self._desk.uploads.add(question_about(file, assessment), assessment)
        await asyncio.to_thread(self._desk.uploads.read, upload, self._desk.texts.studio)
        return see(f"/{language}/staff/answers/{upload.key}")

    def _assessment(self, request: Request) -> Assessment:
        key = (request.path_params["code"], request.path_params["name"])
        assessment = self._desk.texts.assessments.get(key)
        if assessment is None or not (scan_folder(self._desk.settings, assessment) / WAITING).is_file():
            raise TurnedAway(404, "missing")
        return assessment


def _decisions_left(folder: Path) -> int | None:
    try:
        return left_open(folder / ANSWERS).lines
    except CareerprintError:
        return None


def _address(request: Request) -> str:
    parts = request.path_params
    return f"/{parts['language']}/staff/scans/{parts['code']}/{parts['name']}"


def _decisions(fields: Mapping[str, str], known: ScanResult, assessment: Assessment) -> Iterator[Decision]:
    """Yield what was decided; raise TurnedAway (400) for what no page of this scan offers."""
    pages = {side.reading.digest for person in known.people for side in person.sheet.sides.values()}
    for field, text in fields.items():
        page, _, item = field.partition("-")
        value = (clean(text) or "").strip()
        decision = Decision(page, item, value)
        if not value and page in pages:
            continue
        if page not in pages or not _is_offered(decision, assessment):
            raise TurnedAway(400, "not_offered")
        yield decision


def _is_offered(decision: Decision, assessment: Assessment) -> bool:
    if decision.item == ID:
        return len(decision.value) <= LONGEST_ID
    try:
        choice_of(decision, assessment)
    except ValueError:
        return False
    return True
