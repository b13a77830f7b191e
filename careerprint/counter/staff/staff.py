"""The pages for staff: answers from a file, what is wrong with them, prints of them; what the check says of texts."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from careerprint.check.sources import read_sources
from careerprint.counter.desk import Desk, Texts, pdf, read_texts, see
from careerprint.counter.forms import TurnedAway, read_form
from careerprint.counter.guard import Door
from careerprint.counter.staff.desk_of_staff import question_about, staff_page, title_at, visit_of_staff
from careerprint.counter.staff.tasks import KINDS, Kind, Task
from careerprint.counter.staff.uploads import (
    FOLDER,
    MOST_PEOPLE,
    Upload,
    new_key,
    person_of,
    problem_list,
    receive,
)
from careerprint.counter.workers import Workers
from careerprint.errors import CareerprintError, OutputError
from careerprint.jobs.job import Outcome
from careerprint.jobs.plan import FileNames, report_job
from careerprint.pages.web.readable import NOTHING

LOOK_AGAIN = 3
"""Seconds after which a browser asks again how far a run is."""


class StaffPages:
    """Answers requests for the staff's pages."""

    def __init__(self, desk: Desk, door: Door) -> None:
        """Take what all pages share, and what lets people in."""
        self._desk, self._door = desk, door
        self._tasks = desk.tasks
        self._retiring: asyncio.Task[None] | None = None

    async def front(self, request: Request) -> Response:
        """Lead to the staff's page in the center's language."""
        return see(f"/{self._desk.texts.languages[0]}/staff")

    async def home(self, request: Request) -> Response:
        """Show what staff can do here."""
        visit_of_staff(request)
        return staff_page(
            self._desk, request, "staff/home", {"in_hand": self._desk.workers.in_hand, "tasks": self._tasks.all}
        )

    async def hand_over(self, request: Request) -> Response:
        """Make this browser one of a client: its way back is the staff's address."""
        language, visit = self._desk.language(request), visit_of_staff(request)
        await read_form(request, visit)
        self._desk.visits.close(visit)
        return self._door.let_in(see(f"/{language}/"), self._desk.visits.open("client"))

    # Texts

    async def texts(self, request: Request) -> Response:
        """Show what the check says of all texts, and which reviews are due."""
        visit_of_staff(request)
        settings, day = self._desk.settings, self._desk.today()
        sources, problems = await asyncio.to_thread(
            lambda: read_sources(settings.source, today=day, templates=settings.templates)
        )
        guides = sorted(sources.guides if sources else (), key=lambda guide: guide.meta.review_by)
        files: dict[str, list[Any]] = {}
        for problem in problems:
            files.setdefault(problem.path, []).append(problem)
        counts = Counter(problem.severity for problem in problems)
        values = {
            "guides": guides,
            "files": files,
            "counts": counts,
            "day": day,
            "done": "done" in request.query_params,
        }
        return staff_page(self._desk, request, "staff/texts", values)

    async def read_again(self, request: Request) -> Response:
        """Show clients the texts as they are now; if these cannot be shown, the old ones stay."""
        language, visit = self._desk.language(request), visit_of_staff(request)
        await read_form(request, visit)
        try:
            texts = await asyncio.to_thread(read_texts, self._desk.settings)
            workers = await asyncio.to_thread(_warm_workers, texts)
        except CareerprintError:
            return see(f"/{language}/staff/texts")  # which lists the errors
        old = self._desk.renew(texts, workers)
        self._retiring = asyncio.create_task(old.retire())
        return see(f"/{language}/staff/texts?done=1")

    # Answers

    async def answers(self, request: Request) -> Response:
        """Ask for a file of answers, and list those that are there."""
        visit_of_staff(request)
        return self._answers(request)

    def _answers(self, request: Request, mistake: str = "") -> Response:
        language = self._desk.language(request)
        known = self._desk.texts.assessments.items()
        ordered = sorted(known, key=lambda pair: (pair[0][0] != language, pair[0][0], bool(pair[1].guide), pair[0]))
        values = {
            "choices": [(assessment.slug, title_at(self._desk, assessment), code) for (code, _), assessment in ordered],
            "uploads": self._desk.uploads.all,
            "title_of": partial(title_at, self._desk),
            "mistake": mistake,
        }
        return staff_page(self._desk, request, "staff/answers", values, status=400 if mistake else 200)

    async def take_in(self, request: Request) -> Response:
        """Take a file of answers and read it."""
        language, visit = self._desk.language(request), visit_of_staff(request)
        if self._desk.uploads.is_full:
            return self._answers(request, "too_many")
        out = self._desk.settings.out
        folder = out / f"{FOLDER}-{self._desk.port}" / new_key()
        try:
            path, slug = await receive(request, visit, folder, out)
            assessment = self._desk.texts.studio.assessments.get(slug)
            if assessment is None:
                raise TurnedAway(400, "not_offered")
        except (TurnedAway, OSError, OutputError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, TurnedAway) and error.reason != "no_file":
                raise
            return self._answers(request, "no_file" if isinstance(error, TurnedAway) else "disk")
        upload = self._desk.uploads.add(question_about(path, assessment), assessment, folder)
        await asyncio.to_thread(self._desk.uploads.read, upload, self._desk.texts.studio)
        return see(f"/{language}/staff/answers/{upload.key}")

    async def upload(self, request: Request) -> Response:
        """Show what is in a file, and what is wrong with it by row and column."""
        return self._upload_page(request, self._upload(request))

    def _upload_page(self, request: Request, upload: Upload, mistake: str = "", *, status: int = 200) -> Response:
        values = {
            "upload": upload,
            "heading": title_at(self._desk, upload.assessment),
            "busy": self._tasks.running,
            "most_people": MOST_PEOPLE,
            "mistake": mistake,
        }
        return staff_page(self._desk, request, "staff/upload", values, status=status)

    async def problems(self, request: Request) -> Response:
        """Return the list of problems as a table for a spreadsheet."""
        headers = {"Content-Disposition": 'attachment; filename="problems.csv"'}
        return Response(problem_list(self._upload(request)), media_type="text/csv; charset=utf-8", headers=headers)

    async def one_report(self, request: Request) -> Response:
        """Return the report of one person, as PDF or as a page, from memory."""
        upload, visit = self._upload(request), visit_of_staff(request)
        identifier = (await read_form(request, visit)).get("id", "").strip()
        studio = self._desk.texts.studio
        try:
            person = await asyncio.to_thread(person_of, upload, identifier, studio)
        except CareerprintError:
            person = None
        if person is None:
            return self._upload_page(request, upload, "nobody", status=400)
        job = report_job(upload.assessment.slug, person, studio, FileNames([person]))
        if request.url.path.endswith(".html"):
            return await asyncio.to_thread(self._desk.read, job, NOTHING)
        made = await self._desk.workers.make(job, self._desk.today())
        if isinstance(made, Outcome):
            return staff_page(self._desk, request, "trouble", {"reason": "not_printed", "outcome": made}, status=500)
        return pdf(made, "report.pdf")

    async def delete(self, request: Request) -> Response:
        """Delete a file of answers; prints of it stay."""
        language, upload = self._desk.language(request), self._upload(request)
        await read_form(request, visit_of_staff(request))
        if self._tasks.running is None:  # it may be reading the file
            self._desk.uploads.delete(upload)
        return see(f"/{language}/staff/answers")

    # Runs

    async def begin(self, request: Request) -> Response:
        """Begin to print for everybody in a file."""
        language, upload = self._desk.language(request), self._upload(request)
        kind: Kind | None = next((each for each in KINDS if each == request.path_params["kind"]), None)
        if kind is None:
            raise TurnedAway(404, "missing")
        await read_form(request, visit_of_staff(request))
        if self._tasks.running:
            return self._upload_page(request, upload, "busy", status=503)
        title = title_at(self._desk, upload.assessment)
        task = self._tasks.begin(kind, title, self._desk.settings, upload.question)
        return see(f"/{language}/staff/tasks/{task.number}")

    async def task(self, request: Request) -> Response:
        """Show how far a run is; the browser asks again by itself unless it was told to wait."""
        language, task = self._desk.language(request), self._task(request)
        waits = "wait" in request.query_params
        here = f"/{language}/staff/tasks/{task.number}"
        page = staff_page(self._desk, request, "staff/task", {"task": task, "here": here, "waits": waits})
        if task.state == "running" and not waits:
            page.headers["Refresh"] = f"{LOOK_AGAIN}; url={here}"
        return page

    async def stop(self, request: Request) -> Response:
        """Stop a run after what it is printing."""
        language, task = self._desk.language(request), self._task(request)
        await read_form(request, visit_of_staff(request))
        if task.state == "running":
            await asyncio.to_thread(self._tasks.stop)
        return see(f"/{language}/staff/tasks/{task.number}")

    async def file(self, request: Request) -> Response:
        """Return what a run has made."""
        task, number = self._task(request), request.path_params["number"]
        if not 1 <= number <= len(task.files) or not task.files[number - 1].is_file():
            raise TurnedAway(404, "missing")
        path = task.files[number - 1]
        how = "inline" if path.suffix == ".pdf" else "attachment"
        return FileResponse(path, filename=path.name, content_disposition_type=how)

    # What a request is about

    def _upload(self, request: Request) -> Upload:
        visit_of_staff(request)
        upload = self._desk.uploads.find(request.path_params["upload"])
        if upload is None:
            raise TurnedAway(404, "missing")
        return upload

    def _task(self, request: Request) -> Task:
        visit_of_staff(request)
        number: int = request.path_params["task"]
        if not 1 <= number <= len(self._tasks.all):
            raise TurnedAway(404, "missing")
        return self._tasks.all[number - 1]


def _warm_workers(texts: Texts) -> Workers:
    workers = Workers(texts.studio)
    try:
        workers.wait()
    except CareerprintError:
        workers.close()
        raise
    return workers
