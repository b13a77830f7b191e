"""Lets nobody in without a cookie, takes no form from another site, and puts the same headers on every answer.

A page on the web may ask this computer for anything: by its own name for us (so the Host must be ours), with a form
(so the Origin must be ours), or inside a frame. Every answer says that it must be neither kept nor framed.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from careerprint.counter.forms import TurnedAway
from careerprint.counter.visits import LONGEST, Role, Visit, Visits, is_same
from careerprint.errors import trace_of

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
"""What a page may load: style, typefaces and logo from here; no script at all."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not `no-referrer`: with it Chromium sends `Origin: null` with forms, which we would refuse.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
FREE = ("/style.css", "/fonts/")
"""What needs no cookie: the look of the page that says that one is needed."""
UNASKED = "/still"
"""The end of the address that a browser goes to by itself; that does not show that anybody is there."""
_SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Door:
    """Who is let in: the names that this server has, and the secrets in its addresses."""

    hosts: Collection[str]
    """Such as `127.0.0.1:8642`."""
    tokens: dict[Role, str]
    """The secret of each role; there is none for staff where only clients are served."""
    cookie: str
    """The name of the cookie. It names the port: browsers keep one set of cookies for all ports of a computer."""

    def let_in(self, reply: Response, visit: Visit) -> Response:
        """Give a browser the key of its visit; no script and no other site can read or use it."""
        reply.set_cookie(self.cookie, visit.key, max_age=LONGEST, httponly=True, samesite="strict", path="/")
        return reply

    def role_of(self, token: str) -> Role | None:
        """Return the role that a secret opens, or None."""
        return next((role for role, secret in self.tokens.items() if is_same(token, secret)), None)


class Guard:
    """Stands before all pages; what it lets through knows whose visit it is."""

    def __init__(
        self, app: Application, door: Door, visits: Visits, refuse: Callable[[Request, TurnedAway], Response]
    ) -> None:
        """Guard an application; `refuse` makes the page that says why something was refused."""
        self._app, self._door, self._visits, self._refuse = app, door, visits, refuse

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a browser that wants a socket gets none
            return
        headed = _Headed(send)
        try:
            reply = self._reply(Request(scope))
            await (reply or self._app)(scope, receive, headed)
        except Exception as error:
            # Neither its message nor its traceback: they could hold what a person wrote.
            print(f"A mistake of ours ({trace_of(error)}); please report it.", file=sys.stderr)
            if not headed.has_begun:
                await self._failed(Request(scope))(scope, receive, headed)

    def _reply(self, request: Request) -> Response | None:
        """Return what is answered here; None for a request that may go on."""
        try:
            return self._checked(request)
        except TurnedAway as refused:
            return self._refuse(request, refused)

    def _failed(self, request: Request) -> Response:
        try:
            return self._refuse(request, TurnedAway(500, "mistake"))
        except Exception:  # the template of that very page fails
            return PlainTextResponse("A mistake of ours. Please report it.", 500)

    def _checked(self, request: Request) -> Response | None:
        if request.headers.getlist("host") not in [[host] for host in self._door.hosts]:
            raise TurnedAway(400, "host")
        path = request.url.path
        if path.startswith(FREE) and request.method in _SAFE:
            return None
        if path == "/start":
            return self._start(request)
        visit = self._visits.find(request.cookies.get(self._door.cookie, ""), is_asked=not path.endswith(UNASKED))
        if visit is None:
            raise TurnedAway(401, "no_cookie")
        request.scope["visit"] = visit
        if request.method not in _SAFE and not self._is_own(request.headers.getlist("origin")):
            raise TurnedAway(403, "foreign")
        return None

    def _is_own(self, origins: list[str]) -> bool:
        return origins in [[f"http://{host}"] for host in self._door.hosts]

    def _start(self, request: Request) -> Response:
        role = self._door.role_of(request.query_params.get("token", ""))
        if request.method != "GET" or role is None:
            raise TurnedAway(401, "no_cookie")
        reply = Response(status_code=303, headers={"Location": "/staff" if role == "staff" else "/"})
        return self._door.let_in(reply, self._visits.open(role))


class _Headed:
    """Passes an answer on with our headers."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)
