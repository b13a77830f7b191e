"""What was read from the pages of a scan as a file, so that decisions can be taken in without reading them again.

It holds answers, and pictures of what people marked: only its owner may read it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from careerprint.answers.scans.readings import PageReading, Reason, RowReading, SideReading, State, Unread
from careerprint.answers.scans.sheets import PagePlace, ScannedPage
from careerprint.errors import SourceError
from careerprint.files import PRIVATE_FILE, read_limited, write_atomically

MOST_BYTES = 1024**3
"""Bytes of a file; a page with ten pictures takes 200,000, so there is room for a scan of 5,000 such pages."""
VERSION = 1
"""Raised whenever an older file could not be understood."""


def write_readings(path: Path, pages: Iterable[ScannedPage]) -> None:
    """Write what was read from pages, in their order. Raises OutputError."""
    record = {"version": VERSION, "pages": [_page_record(page) for page in pages]}
    write_atomically(path, json.dumps(record).encode(), mode=PRIVATE_FILE)


def read_readings(path: Path) -> tuple[ScannedPage, ...]:
    """Return what was read from pages. Raises SourceError if it is not there, or not what was written."""
    try:
        record = json.loads(read_limited(path, MOST_BYTES))
        if record["version"] != VERSION:
            raise ValueError("another version")
        return tuple(map(_page, record["pages"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise SourceError(f"{path} is not as this version of `scan` writes it; run that command again.") from None


def _page_record(page: ScannedPage) -> dict[str, Any]:
    reading = page.reading
    place = {"file": page.place.file, "number": page.place.number, "digest": reading.digest}
    if isinstance(reading, Unread):
        return {**place, "reason": reading.reason}
    return {
        **place,
        "layout": reading.layout,
        "side": reading.side,
        "person": reading.person,
        "head": _text(reading.head),
        "rows": [_row_record(row) for row in reading.rows],
    }


def _row_record(row: RowReading) -> list[Any]:
    return [row.item, row.state.value, row.choice, row.reason.value if row.reason else "", _text(row.picture)]


def _page(record: dict[str, Any]) -> ScannedPage:
    return ScannedPage(PagePlace(str(record["file"]), int(record["number"])), _reading(record))


def _reading(record: dict[str, Any]) -> PageReading:
    digest = str(record["digest"])
    if "reason" in record:
        return Unread(str(record["reason"]), digest)
    rows = tuple(_row(*row) for row in record["rows"])
    person, layout = str(record["person"]), str(record["layout"])
    return SideReading(layout, int(record["side"]), person, rows, digest, _bytes(record["head"]))


def _row(item: str, state: str, choice: int | None, reason: str, picture: str) -> RowReading:
    why = Reason(reason) if reason else None
    return RowReading(str(item), State(state), None if choice is None else int(choice), why, _bytes(picture))


def _text(picture: bytes) -> str:
    return base64.b64encode(picture).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
