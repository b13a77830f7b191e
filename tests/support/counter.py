"""A counter that runs as a program of its own, and people who send it requests."""

from __future__ import annotations

import http.client
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.support.processes import session, until
from tests.support.sample_runs import DAY, make_source, spanish_sample, start


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """In small letters; several cookies are one line each."""
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def place(self) -> str:
        """Where the browser is sent on to."""
        return self.headers.get("location", "")


@dataclass(slots=True)
class Visitor:
    """One browser, as far as requests go: it keeps its cookie and the secret of the last page with a form."""

    port: int
    cookie: str = ""
    csrf: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, fields: Mapping[str, object] | None = None, **headers: str) -> Reply:
        """Send a form as a page of the counter would; `headers` replace those of a browser."""
        body = urlencode({"csrf": self.csrf, **(fields or {})}).encode()
        usual = {"content-type": "application/x-www-form-urlencoded", "origin": self.origin}
        return self.send("POST", path, body, {**usual, **{k.replace("_", "-"): v for k, v in headers.items()}})

    def upload(self, path: str, name: str, content: bytes, fields: Mapping[str, str]) -> Reply:
        """Send a file in a form."""
        edge = b"careerprint-test"
        parts = [
            f'--{edge.decode()}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {"csrf": self.csrf, **fields}.items()
        ]
        head = f'--{edge.decode()}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        parts.append(head.encode() + b"Content-Type: text/csv\r\n\r\n" + content + b"\r\n--" + edge + b"--\r\n")
        kind = {"content-type": f"multipart/form-data; boundary={edge.decode()}", "origin": self.origin}
        return self.send("POST", path, b"".join(parts), kind)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Reply:
        """Send one request exactly as it is given, with the cookie."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            cookies = {"cookie": self.cookie} if self.cookie else {}
            connection.putrequest(method, path, skip_host="host" in (headers or {}), skip_accept_encoding=True)
            for name, value in {
                **cookies,
                **({"content-length": str(len(body))} if body else {}),
                **(headers or {}),
            }.items():
                connection.putheader(name, value)
            connection.endheaders(body or None)
            answer = connection.getresponse()
            reply = Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()
        if given := re.match(r"(counter-\d+=[^;]+)", reply.headers.get("set-cookie", "")):
            self.cookie = given.group(1)
        if "html" in reply.headers.get("content-type", ""):
            secret = re.search(r'name="csrf" value="([^"]+)"', reply.text)
            self.csrf = secret.group(1) if secret else self.csrf
        return reply

    def follow(self, reply: Reply) -> Reply:
        assert reply.status == 303, (reply.status, reply.text)
        return self.get(reply.place)


@dataclass(slots=True)
class Counter:
    """The program, and its addresses."""

    process: subprocess.Popen[str]
    folder: Path
    client: str
    staff: str
    port: int

    def visitor(self, role: str = "client") -> Visitor:
        """Return a browser that was let in."""
        visitor = Visitor(self.port)
        address = self.staff if role == "staff" else self.client
        assert visitor.get(address.partition(str(self.port))[2]).status == 303
        return visitor

    def workers(self) -> list[int]:
        """Return the processes that print."""
        found = []
        for process in session(self.process.pid):
            command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ")
            if b"spawn_main" in command:
                found.append(process)
        return found


def counter_source(folder: Path) -> Path:
    """Make sources in two languages that print in a moment."""
    source = make_source(folder, assessment=True, fit=True)
    spanish_sample(source)
    return source


@contextmanager
def opened(folder: Path, *options: str) -> Iterator[Counter]:
    """Open a counter on a port that is free, and close it in the end."""
    if not (folder / "source").exists():
        counter_source(folder / "source")
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    (folder / "home").mkdir(exist_ok=True)
    process = start(
        "counter", "--port", "0", "--no-open", "--date", DAY, *options,
        folder=folder, TMPDIR=str(temporary), HOME=str(folder / "home"), PYTHONUNBUFFERED="1",
    )  # fmt: skip
    try:
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(1 if "--kiosk" in options else 2)]
        found = dict(line.strip().split(": ", 1) for line in lines if ": " in line)
        assert "For clients" in found, process.communicate()
        client = found["For clients"].strip()
        port = int(client.rpartition(":")[2].partition("/")[0])
        yield Counter(process, folder, client, found.get("For staff", "").strip(), port)
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)
        until(lambda: session(process.pid) == [])
