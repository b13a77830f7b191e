"""One process at a time: a lock that the system frees when its holder dies. Standard library only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.1
"""Seconds between two attempts."""


@contextmanager
def only_one(file: Path, waiting: Callable[[], None]) -> Iterator[int]:
    """Hold the lock that `file` stands for, and give its descriptor; call `waiting` once if another process has it.

    Raises `OSError` when the file cannot be written.
    """
    with file.open("a") as held:
        if not _took(held.fileno()):
            waiting()
            while not _took(held.fileno()):
                time.sleep(PAUSE)
        yield held.fileno()


@contextmanager
def alone_or_late(file: Path, seconds: float) -> Iterator[None]:
    """Hold the lock that `file` stands for, or go on without it when another process has it for so long.

    Raises `OSError` when the file cannot be written.
    """
    with file.open("a") as held:
        end = time.monotonic() + seconds
        while not _took(held.fileno()) and time.monotonic() < end:
            time.sleep(PAUSE)
        yield


if sys.platform == "win32":
    import msvcrt

    def _took(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _took(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
