"""Answers that misbehave when they are scored, in whichever process that is: what a hostile page could do."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

CANARY = "Canary7391"


class Misbehaving(Mapping[str, int | None]):
    """Does a deed when it is asked for an answer; with `mark`, only until that file is there.

    With `away`, only in another process than the first.
    """

    def __init__(self, deed: str, mark: Path | None = None, *, away: bool = False) -> None:
        self.deed, self.mark, self.away = deed, mark, away

    def __getitem__(self, item: str) -> int | None:
        if self.away and multiprocessing.parent_process() is None:
            return 3
        if self.mark is None or not self.mark.exists():
            if self.mark:
                self.mark.touch()
            misbehave(self.deed)
        return 3

    def __iter__(self) -> Iterator[str]:
        return iter(("p1", "p2", "p3"))

    def __len__(self) -> int:
        return 3


def misbehave(deed: str) -> None:
    if deed == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if deed == "hang":
        time.sleep(600)
    if deed == "swallow":
        bytearray(3 * 1024**3)
    if deed == "raise":
        raise ValueError(CANARY)
