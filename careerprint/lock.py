"""One process at a time: a lock that the system frees when its holder dies. Standard library only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def only_one(file: Path, waiting: Callable[[], None]) -> Iterator[int]:
    """Hold the lock that `file` stands for, and give its descriptor; call `waiting` once if another process has it.

    Raises `OSError` when the file cannot be written.
    """
    with file.open("a") as held:
        _take(held.fileno(), waiting)
        yield held.fileno()


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int, waiting: Callable[[], None]) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # gives up after ten seconds
            except OSError:
                waiting()
            else:
                return

else:
    import fcntl

    def _take(descriptor: int, waiting: Callable[[], None]) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
