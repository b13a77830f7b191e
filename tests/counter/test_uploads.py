"""Files that are too large: refused in words, before or while they arrive, and kept nowhere."""

from __future__ import annotations

import asyncio
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="the packages of the counter are not installed")

from starlette.formparsers import MultiPartParser
from starlette.requests import Request

from careerprint.counter.forms import TurnedAway
from careerprint.counter.staff import uploads
from careerprint.counter.visits import Visit, Visits
from tests.support.counter import Counter

EDGE = b"careerprint-test"
LIMIT = 100_000
"""Bytes of a file in these tests; there is room for forms of 110,000."""
PART, PARTS = b"x" * 65_536, 400
"""What a browser sends at a time, and how often where it sends too much: 26 MB."""


class Sent:
    """A form on its way: its parts come one by one, and it is known how many were asked for."""

    def __init__(self, visit: Visit, parts: int, claimed: int | None) -> None:
        head = f'--{EDGE.decode()}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{visit.csrf}\r\n'
        file = f'--{EDGE.decode()}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        self._ends = ((head + file).encode(), b"\r\n--" + EDGE + b"--\r\n")
        self._parts = parts
        self.taken = -1
        length = sum(map(len, self._ends)) + parts * len(PART) if claimed is None else claimed
        self.request = Request({"type": "http", "method": "POST", "headers": self._headers(length)}, self._receive)

    def _headers(self, length: int) -> list[tuple[bytes, bytes]]:
        kind = (b"content-type", b"multipart/form-data; boundary=" + EDGE)
        return [kind, (b"content-length", str(length).encode())] if length else [kind]

    async def _receive(self) -> dict[str, Any]:
        self.taken += 1
        body = self._ends[0] if not self.taken else bytes(PART) if self.taken <= self._parts else self._ends[1]
        return {"type": "http.request", "body": body, "more_body": self.taken <= self._parts}


@pytest.fixture
def visit() -> Visit:
    return Visits().open("staff")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the limit small; whatever is kept of a file stays in memory, where it can be measured."""
    monkeypatch.setattr(uploads, "LARGEST_FILE", LIMIT)
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 10**9)


def received(sent: Sent, visit: Visit, folder: Path) -> tuple[Path, str]:
    return asyncio.run(uploads.receive(sent.request, visit, folder / "private", folder))


def refused(sent: Sent, visit: Visit, folder: Path) -> int:
    """Have a form refused as too large; return how many bytes were held at most."""
    tracemalloc.start()
    try:
        with pytest.raises(TurnedAway) as error:
            received(sent, visit, folder)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (error.value.status, error.value.reason) == (413, "too_large")
    assert list(folder.iterdir()) == []
    return peak


def test_a_file_within_the_limit_is_taken(visit: Visit, tmp_path: Path) -> None:
    path, _ = received(Sent(visit, 1, None), visit, tmp_path)
    assert path.read_bytes() == PART


@pytest.mark.parametrize("claimed", [None, 0, 500], ids=["honest", "without a length", "a length that lies"])
def test_what_is_too_large_is_read_to_its_end_and_not_kept(visit: Visit, tmp_path: Path, claimed: int | None) -> None:
    """To its end: a browser that cannot send everything shows that the connection broke, and none of our words."""
    sent = Sent(visit, PARTS, claimed)
    assert refused(sent, visit, tmp_path) < 20 * LIMIT
    assert sent.taken == PARTS + 1


def test_what_a_form_keeps_would_be_measured(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST_FILE", 4_000_000)
    assert refused(Sent(visit, PARTS, 0), visit, tmp_path) > 20 * LIMIT


def test_what_claims_to_be_enormous_is_refused_unread(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "_LARGEST_DISCARDED", LIMIT)
    sent = Sent(visit, PARTS, None)
    refused(sent, visit, tmp_path)
    assert sent.taken == -1


def test_what_lies_and_is_enormous_is_cut_off(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_LARGEST_DISCARDED", 10 * len(PART))
    sent = Sent(visit, PARTS, 500)
    refused(sent, visit, tmp_path)
    assert sent.taken < 20


@pytest.mark.slow
def test_the_page_that_refuses_it_says_why(counter: Counter) -> None:
    staff = counter.visitor("staff")
    headers = {"content-type": "multipart/form-data; boundary=x", "origin": staff.origin, "content-length": "10" * 6}
    reply = staff.send("POST", "/en/staff/answers", headers=headers)
    assert (reply.status, "This is too large for us. Send a smaller file." in reply.text) == (413, True)
