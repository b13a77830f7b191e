"""Chromium: one browser and one page for all people, over the DevTools protocol; tagged.

python -m bench.peers.chromium_way FOLDER OUT PEOPLE
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--font-render-hinting=none",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
)
READY = (
    '(document.readyState=="complete"?Promise.resolve():new Promise(r=>addEventListener("load",r)))'
    ".then(()=>document.fonts.ready).then(()=>1)"
)
SECONDS = 60
"""Seconds that the browser may take to start, and to end."""


def browser() -> str | None:
    """Return the browser's program, if there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Tab:
    """A page of a running browser, driven by the DevTools protocol."""

    def __init__(self, profile: Path) -> None:
        url = next(tab for tab in _tabs(profile) if tab["type"] == "page")["webSocketDebuggerUrl"]
        import websocket  # only here: asking whether there is a browser must not need it

        self._socket = websocket.create_connection(url)
        self._count = 0

    def call(self, method: str, **parameters: Any) -> Any:
        """Call a method of the protocol; return its result."""
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._count:
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']}")
                return answer["result"]


def _tabs(profile: Path) -> Any:
    place = profile / "DevToolsActivePort"
    end = time.monotonic() + SECONDS
    while not place.exists() or "\n" not in place.read_text():
        if time.monotonic() > end:
            sys.exit("the browser did not start")
        time.sleep(0.05)
    here = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return json.load(here.open(f"http://127.0.0.1:{place.read_text().splitlines()[0]}/json"))


def printed(tab: Tab, page: Path, *, is_first: bool) -> bytes:
    """Return the PDF of a page."""
    if is_first:  # a page from a file may load pictures from files
        tab.call("Page.navigate", url=page.as_uri())
    else:  # a third cheaper than going to another page
        frame = tab.call("Page.getFrameTree")["frameTree"]["frame"]["id"]
        tab.call("Page.setDocumentContent", frameId=frame, html=page.read_text(encoding="utf-8"))
    tab.call("Runtime.evaluate", awaitPromise=True, expression=READY)
    done = tab.call(
        "Page.printToPDF",
        preferCSSPageSize=True,
        printBackground=True,
        displayHeaderFooter=False,
        generateTaggedPDF=True,
        generateDocumentOutline=True,
    )
    return base64.b64decode(done["data"])


def main(folder: Path, out: Path, people: int) -> None:
    """Print the reports of the first `people` people of a prepared folder."""
    program = browser()
    if program is None:
        sys.exit("there is no Chromium")
    profile = Path(tempfile.mkdtemp(prefix="browser-"))
    environment = {**os.environ, "HOME": str(profile)}
    command = [program, *OPTIONS, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        tab = Tab(profile)
        tab.call("Page.enable")
        for number, page in enumerate(itertools.islice(sorted((folder / "chromium").glob("*.html")), people)):
            (out / f"{page.stem}.pdf").write_bytes(printed(tab, page, is_first=not number))
        tab.call("Browser.close")
    finally:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(profile, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
