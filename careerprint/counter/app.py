"""All addresses of the counter, and the pages that say why something was refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from careerprint.counter.client import ClientPages
from careerprint.counter.desk import Desk
from careerprint.counter.forms import TurnedAway
from careerprint.counter.guard import Door, Guard
from careerprint.counter.staff.scans import ScanPages
from careerprint.counter.staff.staff import StaffPages

TIDY = 5
"""Seconds between two looks for people who have left."""
FOREVER = "public, max-age=31536000, immutable"
"""For typefaces, which hold nothing of anybody and never change while their address is the same."""


def make_app(desk: Desk, door: Door, when_ready: Callable[[], None]) -> Guard:
    """Return the application; `when_ready` is called when it answers requests."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        tidying = asyncio.create_task(_tidy(desk))
        when_ready()
        try:
            yield
        finally:
            tidying.cancel()

    routes = [
        *_common(desk),
        *_client(ClientPages(desk, door)),
        *((*_staff(StaffPages(desk, door)), *_scans(ScanPages(desk))) if "staff" in door.tokens else ()),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.router.redirect_slashes = False
    refuse = _refuser(desk)
    app.add_exception_handler(TurnedAway, refuse)
    app.add_exception_handler(HTTPException, refuse)
    return Guard(app, door, desk.visits, refuse)


async def _tidy(desk: Desk) -> None:
    while True:
        await asyncio.sleep(TIDY)
        desk.visits.tidy()


def _refuser(desk: Desk) -> Callable[[Request, Exception], Response]:
    """Return what makes the page for a request that is refused, or for an address that does not exist."""

    def refuse(request: Request, error: Exception) -> Response:
        if isinstance(error, TurnedAway):
            status, reason = error.status, error.reason
        else:
            status = error.status_code if isinstance(error, HTTPException) else 500
            reason = "missing" if status == 404 else "not_offered"
        language = request.url.path.split("/")[1]
        request.scope["path_params"] = {"language": language, **request.scope.get("path_params", {})}
        return desk.page(request, "trouble", {"reason": reason, "alternates": {}}, status=status)

    return refuse


def _common(desk: Desk) -> Sequence[Route]:
    async def style(request: Request) -> Response:
        return Response(desk.style, media_type="text/css")

    async def font(request: Request) -> Response:
        path = desk.fonts.get(request.path_params["name"])
        if path is None:
            raise TurnedAway(404, "missing")
        return FileResponse(path, media_type="font/ttf", headers={"Cache-Control": FOREVER})

    async def logo(request: Request) -> Response:
        center = desk.texts.studio.center
        path = desk.settings.source / center.logo if center.logo else Path()
        if not path.is_file():
            raise TurnedAway(404, "missing")
        return FileResponse(path)

    return (Route("/style.css", style), Route("/fonts/{name}", font), Route("/logo", logo))


def _client(pages: ClientPages) -> Sequence[Route]:
    take = "/{language}/take/{name}"
    return (
        Route("/", pages.front),
        Route("/{language}/", pages.home),
        Route("/{language}/guides/{name}.pdf", pages.guide_pdf),
        Route("/{language}/guides/{name}", pages.guide),
        Route(f"{take}", pages.intro),
        Route(f"{take}/form.pdf", pages.form_pdf),
        Route(f"{take}/look", pages.look),
        Route(f"{take}/look", pages.send, methods=["POST"]),
        Route(f"{take}/report", pages.report),
        Route(f"{take}/report.pdf", pages.report_pdf),
        Route(f"{take}/report.html", pages.report_page),
        Route(f"{take}/{{number:int}}", pages.sheet),
        Route(f"{take}/{{number:int}}", pages.answer, methods=["POST"]),
        Route("/{language}/finish", pages.finish, methods=["POST"]),
        Route("/{language}/done", pages.done),
        Route("/{language}/still", pages.still),
    )


def _staff(pages: StaffPages) -> Sequence[Route]:
    one, task = "/{language}/staff/answers/{upload}", "/{language}/staff/tasks/{task:int}"
    return (
        Route("/staff", pages.front),
        Route("/{language}/staff", pages.home),
        Route("/{language}/staff/texts", pages.texts),
        Route("/{language}/staff/texts", pages.read_again, methods=["POST"]),
        Route("/{language}/staff/hand-over", pages.hand_over, methods=["POST"]),
        Route("/{language}/staff/answers", pages.answers),
        Route("/{language}/staff/answers", pages.take_in, methods=["POST"]),
        Route(one, pages.upload),
        Route(f"{one}/problems.csv", pages.problems),
        Route(f"{one}/report.pdf", pages.one_report, methods=["POST"]),
        Route(f"{one}/report.html", pages.one_report, methods=["POST"]),
        Route(f"{one}/delete", pages.delete, methods=["POST"]),
        Route(f"{one}/{{kind}}", pages.begin, methods=["POST"]),
        Route(task, pages.task),
        Route(f"{task}/stop", pages.stop, methods=["POST"]),
        Route(f"{task}/files/{{number:int}}", pages.file),
    )


def _scans(pages: ScanPages) -> Sequence[Route]:
    one = "/{language}/staff/scans/{code}/{name}"
    return (
        Route("/{language}/staff/scans", pages.scans),
        Route(one, pages.scan),
        Route(f"{one}/decide", pages.review),
        Route(f"{one}/decide", pages.decide, methods=["POST"]),
        Route(f"{one}/print", pages.take, methods=["POST"]),
    )
