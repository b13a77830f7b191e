"""What a scan left open: how many lines wait for a decision, and how many pages were not read."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from careerprint.errors import SourceError
from careerprint.files import read_limited

ANSWERS, WAITING, UNREAD = "answers.csv", "waiting.csv", "unread.csv"
REVIEW, DECISIONS = "review.html", "decisions.csv"
READINGS = "readings.json"
"""Names of the files in the folder of a scan."""
WAITING_COLUMNS = ("row", "id", "line", "item", "reason", "file", "page")
UNREAD_COLUMNS = ("file", "page", "reason", "loses answers")
YES, NO = "yes", "no"
"""What the last column of unread pages says; blank pages and pages that are there twice lose nothing."""
_MOST_BYTES = 64 * 1024**2
"""Bytes of a list: half a million lines."""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What a scan left open."""

    lines: int
    """Lines, and sheets without an ID, that wait for a decision."""
    pages: int
    """Pages that were not read and may hold answers."""


NOTHING_OPEN = LeftOpen(0, 0)


def answers_file(path: Path) -> Path:
    """Return the file of answers in the folder of a scan; any other path is returned as it is."""
    return path / ANSWERS if (path / ANSWERS).is_file() and (path / WAITING).is_file() else path


def left_open(answers: Path) -> LeftOpen:
    """Return what was left open beside a file of answers; nothing if that is not the file of a scan.

    Raises SourceError if the lists cannot be read.
    """
    if answers.name != ANSWERS or not answers.with_name(WAITING).is_file():
        return NOTHING_OPEN
    lines = _rows(answers.with_name(WAITING), WAITING_COLUMNS)
    pages = _rows(answers.with_name(UNREAD), UNREAD_COLUMNS)
    return LeftOpen(len(lines), sum(row[-1] != NO for row in pages))


def _rows(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    try:
        text = read_limited(path, _MOST_BYTES).decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text, newline=""))
    except (OSError, ValueError, csv.Error):
        head, rows = [], []
    if tuple(head) != columns:
        raise SourceError(f"{path} is not as `scan` wrote it; run that command again.")
    return [row for row in rows if row]
