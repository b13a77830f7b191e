"""`watch` prints after every change, and no mistake in a text ends it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from careerprint.errors import ExitCode
from tests.support.sample_runs import DAY, FIGURE, PATIENCE, edit, start, text_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")


def reader(stream: IO[str] | None) -> Callable[[str], str]:
    """Return a function that waits for a line which holds some words, and returns all that was said until then."""
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert stream
        for line in stream:
            lines.put(line)

    threading.Thread(target=read, daemon=True).start()

    def until(words: str) -> str:
        said = ""
        while words not in said:
            said += lines.get(timeout=PATIENCE)
        return said

    return until


@contextmanager
def stopped_at_last(process: subprocess.Popen[str]) -> Iterator[None]:
    """Kill a process that a failed test leaves behind: waiting for it would never end."""
    try:
        yield
    except BaseException:
        process.kill()
        raise


@pytest.mark.slow
def test_watch(nurse: Path) -> None:
    guide = Path("source/guides/nurse.md")
    good = guide.read_text(encoding="utf-8")
    with start("watch", "--date", DAY, folder=nurse) as process, stopped_at_last(process):
        until, printed = reader(process.stderr), reader(process.stdout)
        until("Press Ctrl-C to stop.")
        edit(guide, FIGURE, "The sample pay is $50,500 a year.")
        printed("1 made, 5 up to date, in out\n")
        assert "Look first at out/handouts/nurse.pdf." in until("Look first")
        edit(guide, "sides: 4", "sides: many")
        said = until("Nothing was printed from what has errors: source/guides/nurse.md")
        assert "source/guides/nurse.md:9: sides: expected a whole number" in said
        guide.unlink()
        until("there is no guide yet")
        guide.write_text(good, encoding="utf-8")
        until("Look first at out/handouts/nurse.pdf.")
        os.kill(process.pid, signal.SIGINT)
        until("Stopped.")
    assert process.returncode == ExitCode.INTERRUPTED
    assert FIGURE in text_of(nurse / "out/handouts/nurse.pdf")
