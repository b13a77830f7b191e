"""What was read from pages, as a file: it comes back as it was, and anything else is refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from careerprint.answers.scans.reading_files import read_readings, write_readings
from careerprint.answers.scans.readings import RowReading, SideReading, State, Unread
from careerprint.answers.scans.sheets import PagePlace, ScannedPage
from careerprint.errors import SourceError

ROWS = (
    RowReading("p1", State.ANSWERED, 4),
    RowReading("p2", State.EMPTY),
    RowReading("p3", State.UNCLEAR, None, "two circles are marked", b"\x89PNG\0"),
)
PAGES = (
    ScannedPage(PagePlace("scan.pdf", 1), SideReading("3F09A2", 1, "1001", ROWS, "0123456789abcdef", b"head")),
    ScannedPage(PagePlace("scan.pdf", 2), Unread("a blank page", "fedcba9876543210")),
)


def test_readings_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "readings.json"
    write_readings(path, PAGES)
    assert read_readings(path) == PAGES
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"version": 0, "pages": []}',
        '{"version": 1}',
        '{"version": 1, "pages": [1]}',
        json.dumps({"version": 1, "pages": [{"file": "x", "number": 1, "digest": "", "layout": "x", "rows": [[1]]}]}),
        "[" * 50_000,
    ],
    ids=range(7),
)
def test_what_is_no_list_of_readings_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "readings.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match="run that command again"):
        read_readings(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="run that command again"):
        read_readings(tmp_path / "readings.json")
