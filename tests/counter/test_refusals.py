"""Every way in that is shut: without a cookie, from another site, with what no page of ours sends."""

from __future__ import annotations

import socket

import pytest

pytest.importorskip("uvicorn", reason="the packages of the counter are not installed")

from careerprint.counter.forms import MOST_BYTES
from careerprint.counter.guard import HEADERS
from tests.support.counter import Counter, Visitor

pytestmark = pytest.mark.slow

SHEET = "/en/take/sample/1"
LOOK = "/en/take/sample/look"


@pytest.fixture
def visitor(counter: Counter) -> Visitor:
    visitor = counter.visitor()
    visitor.get(SHEET)
    return visitor


def test_the_two_addresses_differ_and_are_all_that_is_printed(counter: Counter) -> None:
    start = f"http://127.0.0.1:{counter.port}/start?token="
    secrets = {address.removeprefix(start) for address in (counter.staff, counter.client)}
    assert len(secrets) == 2
    assert all(len(secret) >= 32 and "/" not in secret for secret in secrets)


@pytest.mark.parametrize("path", ["/", "/en/", SHEET, "/en/staff", "/logo", "/nothing", "/en/take/sample/report.pdf"])
def test_without_a_cookie_nothing_is_shown(counter: Counter, path: str) -> None:
    for cookie in ("", f"counter-{counter.port}=guessed", f"counter-{counter.port}="):
        reply = Visitor(counter.port, cookie).get(path)
        assert (reply.status, "urse" in reply.text) == (401, False)


@pytest.mark.parametrize(
    "path", ["/start", "/start?token=", "/start?token=guessed", "/start?token=%C3%A9", "/start?token=a&token=b"]
)
def test_without_the_secret_there_is_no_cookie(counter: Counter, path: str) -> None:
    reply = Visitor(counter.port).get(path)
    assert (reply.status, reply.headers.get("set-cookie")) == (401, None)


def test_the_secret_becomes_a_cookie_and_leaves_the_address(counter: Counter) -> None:
    for address, place in ((counter.client, "/"), (counter.staff, "/staff")):
        reply = Visitor(counter.port).get(address.partition(str(counter.port))[2])
        assert (reply.status, reply.place) == (303, place)
        cookie = reply.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert address.rpartition("=")[2] not in cookie


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.example.org", "", "localhost"])
def test_a_foreign_host_is_refused(visitor: Visitor, host: str) -> None:
    reply = visitor.get("/en/", host=host)
    assert (reply.status, "Puzzles" in reply.text) == (400, False)


def test_localhost_is_one_of_our_names(visitor: Visitor) -> None:
    assert visitor.get("/en/", host=f"localhost:{visitor.port}").status == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://example.org",
        "null",
        "http://127.0.0.1",
        "https://127.0.0.1:{port}",
        "",
        "http://127.0.0.1:{port}.example.org",
    ],
)
def test_a_form_from_another_site_is_refused(visitor: Visitor, origin: str) -> None:
    reply = visitor.post(SHEET, {"p1": 1}, origin=origin.format(port=visitor.port))
    assert reply.status == 403
    assert "left empty" in visitor.get(LOOK).text


def test_a_form_without_an_origin_is_refused(visitor: Visitor) -> None:
    body = f"csrf={visitor.csrf}&p1=1".encode()
    assert visitor.send("POST", SHEET, body, {"content-type": "application/x-www-form-urlencoded"}).status == 403


@pytest.mark.parametrize("secret", ["", "guessed", "é"])
def test_a_form_without_the_secret_of_its_visit_is_refused(visitor: Visitor, secret: str) -> None:
    assert visitor.post(SHEET, {"csrf": secret, "p1": 1}).status == 403


def test_the_secret_of_another_visit_is_refused(counter: Counter, visitor: Visitor) -> None:
    other = counter.visitor()
    other.get(SHEET)
    assert visitor.post(SHEET, {"csrf": other.csrf, "p1": 1}).status == 403


FIELDS = [
    {"p1": 0},
    {"p1": 6},
    {"p1": "x"},
    {"p9": 1},
    {"go": "away"},
    {"p1": "1", "__class__": "x"},
    {f"f{n}": n for n in range(200)},
]


@pytest.mark.parametrize("fields", FIELDS, ids=lambda fields: str(fields)[:30])
def test_what_no_page_offers_is_refused(visitor: Visitor, fields: dict[str, object]) -> None:
    assert visitor.post(SHEET, {"p2": 2, **fields}).status == 400
    assert "0 of 3" not in visitor.get(LOOK).text
    assert "not answered any line" in visitor.get(LOOK).text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"p1=1&p1=2&csrf=%s", "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe&csrf=%s", "application/x-www-form-urlencoded", 400),
        (b"csrf=%s&p1", "application/x-www-form-urlencoded", 400),
        (b'{"csrf": "%s"}', "application/json", 415),
        (b"csrf=%s", "text/plain", 415),
        (b"csrf=%s&p1=" + b"1" * MOST_BYTES, "application/x-www-form-urlencoded", 413),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_body_that_is_no_form_of_ours_is_refused(visitor: Visitor, body: bytes, kind: str, status: int) -> None:
    body = body.replace(b"%s", visitor.csrf.encode())
    assert visitor.send("POST", SHEET, body, {"content-type": kind, "origin": visitor.origin}).status == status


PATHS = [
    "/en/guides/../../../../etc/passwd",
    "/en/guides/..%2f..%2f..%2fetc%2fpasswd",
    "/en/guides/%2e%2e/%2e%2e/center.toml",
    "/en/guides/nurse.md",
    "/en/guides/nurse%00.pdf",
    "/en/guides/nurse.pdf?edition=../../x",
    "/en/take/sample/0",
    "/en/take/sample/2",
    "/en/take/sample/99999999999999999999999",
    "/en/take/sample--nurse",
    "/en/take/es%2fsample/1",
    "/xx/",
    "/EN/",
    "//example.org/en/",
    "/fonts/..%2ffonts.conf",
    "/fonts/../coverage.json",
    "/en/staff/../../start",
]


@pytest.mark.parametrize("path", PATHS)
def test_path_games_lead_nowhere(visitor: Visitor, path: str) -> None:
    reply = visitor.get(path)
    assert (reply.status, b"root:" in reply.body, reply.place) == (404, False, "")


@pytest.mark.parametrize(
    "path", ["/en/staff", "/en/staff/texts", "/en/staff/answers", "/en/staff/answers/x", "/en/staff/tasks/1"]
)
def test_a_client_sees_no_page_for_staff(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status == 403


@pytest.mark.parametrize(
    "path", ["texts", "hand-over", "answers", "answers/x/reports", "answers/x/delete", "tasks/1/stop"]
)
def test_a_client_can_do_nothing_of_the_staff(visitor: Visitor, path: str) -> None:
    assert visitor.post(f"/en/staff/{path}").status == 403


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", SHEET), ("DELETE", "/en/"), ("POST", "/en/"), ("TRACE", "/en/"), ("POST", "/start")]
)
def test_other_methods_are_refused(visitor: Visitor, method: str, path: str) -> None:
    assert visitor.send(method, path, headers={"origin": visitor.origin}).status in (401, 405)


def test_every_answer_has_the_headers_that_protect_it(counter: Counter, visitor: Visitor) -> None:
    replies = [visitor.get(path) for path in ("/en/", SHEET, "/en/take/sample/form.pdf", "/nothing", "/style.css")]
    replies += [
        Visitor(counter.port).get("/"),
        visitor.get("/", host="example.org"),
        visitor.post(SHEET, origin="null"),
    ]
    for reply in replies:
        assert {name: reply.headers.get(name.lower()) for name in HEADERS} == HEADERS
        assert "server" not in reply.headers
        assert "unsafe" not in reply.headers["content-security-policy"]


def test_typefaces_may_be_kept_as_they_hold_nothing_of_anybody(visitor: Visitor) -> None:
    reply = visitor.get("/fonts/CareerprintSans-Regular.ttf")
    assert (reply.status, reply.body[:4]) == (200, b"\0\1\0\0")
    assert "immutable" in reply.headers["cache-control"]


def test_nobody_on_the_network_can_reach_it(counter: Counter) -> None:
    """The address of this computer on its network, where it has one, is not listened on."""
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in (*others, "127.0.0.2"):
        with pytest.raises(OSError), socket.create_connection((str(address), counter.port), timeout=5):
            pass


def test_no_page_for_clients_has_a_script(visitor: Visitor) -> None:
    for path in ("/en/", "/en/guides/nurse", "/en/take/sample", SHEET, LOOK, "/en/done", "/nothing"):
        text = visitor.get(path).text
        assert not [found for found in ("<script", "javascript:", "onclick", "onload", "http-equiv") if found in text]
