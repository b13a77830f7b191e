"""Opens the counter: on this computer only, with a secret in its address, until Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn

from careerprint.counter.app import make_app
from careerprint.counter.desk import Desk, read_texts
from careerprint.counter.guard import Door
from careerprint.counter.staff.uploads import tidy_uploads
from careerprint.counter.visits import Role, Visits
from careerprint.counter.workers import Workers
from careerprint.errors import UsageError
from careerprint.settings import Settings

LOOPBACK = "127.0.0.1"
"""The address of this computer, which no other one can reach."""
MOST_AT_ONCE = 200
"""Connections at a time; browsers open six each."""
CLOSING = 3
"""Seconds that pages which are being sent may take when the counter is closed."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """What is typed into a browser."""

    client: str
    staff: str | None
    """None where only clients are served."""


def serve(settings: Settings, port: int, *, kiosk: bool, announce: Callable[[Addresses], None]) -> None:
    """Serve until the program is stopped; `announce` is called once, when the addresses work.

    Raises SourceError when the texts have errors that every print needs to be free of, MachineError when something
    is missing on the machine, UsageError when the port is taken.
    """
    with contextlib.closing(_bound(port)) as listening:
        own = listening.getsockname()[1]
        texts = read_texts(settings)
        tidy_uploads(settings.out, own)
        tokens: dict[Role, str] = {"client": secrets.token_urlsafe(24)}
        if not kiosk:
            tokens["staff"] = secrets.token_urlsafe(24)
        door = Door({f"{host}:{own}" for host in (LOOPBACK, "localhost")}, tokens, f"counter-{own}")
        starts = {role: f"http://{LOOPBACK}:{own}/start?token={token}" for role, token in tokens.items()}
        workers = Workers(texts.studio)
        with contextlib.closing(Desk(settings, visits=Visits(), workers=workers, texts=texts, port=own)) as desk:
            workers.wait()  # so that not even the first client does
            addresses = Addresses(starts["client"], starts.get("staff"))
            app = make_app(desk, door, lambda: announce(addresses))
            uvicorn.Server(_configuration(app)).run([listening])


def _configuration(app: object) -> uvicorn.Config:
    """Return a quiet server: its own log could quote what somebody typed."""
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="on",
        limit_concurrency=MOST_AT_ONCE,
        timeout_graceful_shutdown=CLOSING,
    )


def _bound(port: int) -> socket.socket:
    """Return a socket of this computer only; port 0 takes any that is free. Raises UsageError when it is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # on Windows another program could take the port over
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # so that a counter that was just closed can be opened again
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen()  # from now on a browser waits instead of being refused
    except (OSError, OverflowError) as error:
        listening.close()
        reason = "is taken, perhaps by a counter that is open" if _is_taken(error) else "cannot be used"
        raise UsageError(f"Port {port} {reason}. Choose another one: --port {8643 if port == 8642 else 8642}") from None
    return listening


def _is_taken(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno == errno.EADDRINUSE
