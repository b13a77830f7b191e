"""What a person at the counter waits for: a report, alone and eight people at once, and the memory of it all. Linux.

    .venv/bin/python -m bench.speed.counter

Ends with 0 if all targets are met, with 1 if not.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.tools.samples import PROJECT
from tests.support.counter import Counter, Visitor, opened
from tests.support.processes import session

TICK = os.sysconf("SC_CLK_TCK")
ALONE, AT_ONCE = 12, 8
"""Reports that are made one after the other, and people who press the button together."""
CPU, WALL, MEMORY = 0.5, 1.0, 400
"""Targets: seconds of CPU time and of waiting for one report on an idle machine, and megabytes of all processes."""
TAKE = "/en/take/interests"


def main() -> int:
    """Open a counter with our own texts, measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PROJECT / "source", Path(folder, "source"))
        start = time.perf_counter()
        with opened(Path(folder)) as counter:
            print(f"open: {time.perf_counter() - start:.1f} s")
            print(f"first report: {timed(counter, person(counter))[0]:.2f} s")
            alone = [timed(counter, person(counter)) for _ in range(ALONE)]
            wall, cpu = (statistics.median(each) for each in zip(*alone, strict=True))
            print(f"one report, warm, median of {ALONE}: {cpu:.2f} s CPU, {wall:.2f} s")
            together = at_once(counter, [person(counter) for _ in range(AT_ONCE)])
            first, last = min(together), max(together)
            print(f"{AT_ONCE} at once: all served, the first after {first:.2f} s, the last after {last:.2f} s")
            memory = megabytes(session(counter.process.pid))
            print(f"memory of all processes: {memory:.0f} MB (PSS)")
    return int(cpu > CPU or wall > WALL or memory > MEMORY)


def person(counter: Counter) -> Visitor:
    """Return somebody who has answered every line and not pressed the button yet."""
    visitor = counter.visitor()
    for number in range(1, 6):
        page = visitor.get(f"{TAKE}/{number}").text
        lines = dict.fromkeys(re.findall(r'type="radio" name="([\w-]+)"', page))
        visitor.post(f"{TAKE}/{number}", {line: (place * number) % 5 + 1 for place, line in enumerate(lines)})
    visitor.get(f"{TAKE}/look")
    return visitor


def timed(counter: Counter, visitor: Visitor) -> tuple[float, float]:
    """Return the seconds until a report is there, and the CPU seconds that it took."""
    before, start = cpu_of(session(counter.process.pid)), time.perf_counter()
    report(visitor)
    return time.perf_counter() - start, cpu_of(session(counter.process.pid)) - before


def at_once(counter: Counter, people: list[Visitor]) -> list[float]:
    """Return after how many seconds each of some people who press together has a report."""
    start = time.perf_counter()

    def one(visitor: Visitor) -> float:
        report(visitor)
        return time.perf_counter() - start

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


def report(visitor: Visitor) -> None:
    """Press the button and fetch the report."""
    assert visitor.post(f"{TAKE}/look").status == 303
    assert visitor.get(f"{TAKE}/report.pdf").body.startswith(b"%PDF")


def cpu_of(processes: Iterable[int]) -> float:
    """Return the CPU seconds that processes have taken so far."""
    return sum(sum(map(int, _stat(process)[11:13])) for process in processes) / TICK


def megabytes(processes: Iterable[int]) -> float:
    """Return the memory of processes; what they share counts once."""
    texts = (Path(f"/proc/{process}/smaps_rollup").read_text() for process in processes)
    return sum(int(found[1]) for text in texts if (found := re.search(r"^Pss: +(\d+)", text, re.MULTILINE))) / 1024


def _stat(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


if __name__ == "__main__":
    sys.exit(main())
