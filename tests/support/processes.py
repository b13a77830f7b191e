"""Programs of their own that tests start, watch and kill."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.sample_runs import DAY, PATIENCE, start

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def until(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def unhurried(seconds: int) -> int:
    """Return a time limit that a test has to sit out, lengthened as far as this machine is slow just now.

    `seconds` are for one that imports WeasyPrint in half a second.
    """
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", "import weasyprint"], check=True)
    return round(seconds * max(1, (time.monotonic() - start) / 0.5))


def until_reports(folder: Path, number: int) -> None:
    """Wait until that many reports are there, or more."""
    until(lambda: len(reports(folder)) >= number)


def until_over(process: subprocess.Popen[str]) -> None:
    """Wait until nothing is left of a program that was started in a session of its own."""
    until(lambda: session(process.pid) == [])


def session(leader: int) -> list[int]:
    """Return the living processes of a program that was started in a session of its own."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(int(folder.name))
    return found


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return start(*arguments, "--date", DAY, folder=folder)


def reports(folder: Path) -> list[Path]:
    """Return the reports that are there, of real or of sample people."""
    return sorted((folder / "out").rglob("reports/sample/*.pdf"))
