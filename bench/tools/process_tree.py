"""What a command costs with all processes that it starts: CPU time, instructions, memory. Linux only.

CPU time is user and system time of the whole tree. It is taken twice, and the larger counts: from the processes that
were waited for (this process adopts orphans, such as a browser's helpers) and from /proc, looked at again and again.
Instructions are those retired in user space, where the machine lets us count them: unlike seconds they do not change
when other programs use the same cores. Memory is the peak of the summed PSS, in which pages that several processes
share count once.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import resource
import struct
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
CPU_EVERY, MEMORY_EVERY = 0.1, 0.25
"""Seconds between two looks."""
_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER
_PERF_EVENT_OPEN = 298  # the system call's number on x86-64


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run of a command took."""

    code: int
    """Its exit code."""
    cpu: float
    """Seconds."""
    wall: float
    """Seconds."""
    peak: float
    """Megabytes."""
    instructions: int | None
    """None where the machine has no such counter for us."""
    output: str
    """What it said, on both streams."""


def run(command: Sequence[str], environment: Mapping[str, str]) -> Spent:
    """Run a command to its end, with more variables in its environment."""
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
    watch, counter, before, start = _Watch(), _Counter(), _waited_for(), time.perf_counter()
    watch.start()
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    output = process.communicate()[0].decode(errors="replace")
    wall = time.perf_counter() - start
    _reap()
    watch.ended.set()
    watch.join()
    cpu = max(_waited_for() - before, sum(watch.cpu.values()))
    return Spent(process.returncode, cpu, wall, watch.peak / 1024, counter.read(), output)


def _waited_for() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reap() -> None:
    """Wait a moment for orphans to end."""
    for _ in range(100):
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if len(_below(os.getpid())) == 1:
            return
        time.sleep(0.02)


class _Watch(threading.Thread):
    """Looks at CPU time and memory of all descendants of this process."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.cpu: dict[tuple[int, str], float] = {}
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        me, next_memory = os.getpid(), 0.0
        while not self.ended.wait(CPU_EVERY):
            found = _below(me)
            del found[me]
            for process, (_, cpu, started) in found.items():
                self.cpu[process, started] = cpu
            if time.monotonic() >= next_memory:
                self.peak = max(self.peak, sum(map(_pss, found)))
                next_memory = time.monotonic() + MEMORY_EVERY


def _below(root: int) -> dict[int, tuple[int, float, str]]:
    """Return a process and all its descendants, with parent, CPU seconds and starting time."""
    known = {int(name): stat for name in os.listdir("/proc") if name.isdigit() and (stat := _stat(name))}  # noqa: PTH208
    children: dict[int, list[int]] = {}
    for process, (parent, _, _) in known.items():
        children.setdefault(parent, []).append(process)
    found, waiting = {}, [root]
    while waiting:
        process = waiting.pop()
        if process in known:
            found[process] = known[process]
        waiting += children.get(process, ())
    return found


def _stat(process: str) -> tuple[int, float, str] | None:
    try:
        text = Path("/proc", process, "stat").read_text()
    except OSError:
        return None
    fields = text[text.rindex(")") + 2 :].split()
    return int(fields[1]), (int(fields[11]) + int(fields[12])) / TICK, fields[19]


def _pss(process: int) -> int:
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0
    return int(found[1]) if found else 0


class _Counter:
    """Instructions in user space of everything that this thread starts from now on (perf_event_open(2))."""

    def __init__(self) -> None:
        wanted = bytearray(112)
        struct.pack_into("IIQ", wanted, 0, 0, len(wanted), 1)  # a hardware event: instructions
        struct.pack_into("Q", wanted, 40, 2 | 32 | 64)  # children too; not the kernel, not the hypervisor
        area = (ctypes.c_char * len(wanted)).from_buffer(wanted)
        self._file = ctypes.CDLL(None).syscall(_PERF_EVENT_OPEN, area, 0, -1, -1, 0)

    def read(self) -> int | None:
        """Return how many there were, and stop counting."""
        if self._file < 0:
            return None
        value: int = struct.unpack("Q", os.read(self._file, 8))[0]
        os.close(self._file)
        return value or None
