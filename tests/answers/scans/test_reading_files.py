"""What was read from pages, as a file: it comes back as it was, and anything else is refused in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from careerprint.answers.scans.reading_files import read_readings, write_readings
from careerprint.answers.scans.readings import Reason, RowReading, SideReading, State, Unread
from careerprint.answers.scans.sheets import PagePlace, ScannedPage
from careerprint.errors import SourceError

ROWS = (
    RowReading("p1", State.ANSWERED, 4),
    RowReading("p2", State.EMPTY),
    RowReading("p3", State.UNCLEAR, None, Reason.TWO_MARKS, b"\x89PNG\0"),
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


def side_of_rows(*rows: Sequence[object]) -> str:
    """Return a file as the first version of `scan` wrote it."""
    page = {"file": "x", "number": 1, "digest": "", "layout": "x", "side": 1, "person": "", "head": "", "rows": rows}
    return json.dumps({"version": 1, "pages": [page]})


def test_files_of_before_are_read(tmp_path: Path) -> None:
    """They hold the words of a reason: whoever changes these raises the version of the files."""
    words = {
        "a part of it is beyond the edge of the picture": Reason.CUT_OFF,
        "two circles are marked": Reason.TWO_MARKS,
        "the mark is faint": Reason.FAINT,
        "the mark is very faint, if it is one": Reason.VERY_FAINT,
        "another circle is marked around": Reason.RINGED,
        "the mark goes far beyond the circle and may be crossed out": Reason.CROSSED_OUT,
        "something is marked beside a circle": Reason.BESIDE,
        "something is written beside the circles": Reason.WRITTEN,
        "most of this side seems empty": Reason.MOSTLY_EMPTY,
    }
    path = tmp_path / "readings.json"
    path.write_text(side_of_rows(["p0", "empty", None, "", ""], *(["p1", "unclear", None, each, ""] for each in words)))
    (page,) = read_readings(path)
    assert isinstance(page.reading, SideReading)
    assert [row.reason for row in page.reading.rows] == [None, *words.values()]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"version": 0, "pages": []}',
        '{"version": 1}',
        '{"version": 1, "pages": [1]}',
        json.dumps({"version": 1, "pages": [{"file": "x", "number": 1, "digest": "", "layout": "x", "rows": [[1]]}]}),
        side_of_rows(["p1", "unclear", None, "words of another version", ""]),
        "[" * 50_000,
    ],
    ids=range(8),
)
def test_what_is_no_list_of_readings_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "readings.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match="run that command again"):
        read_readings(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="run that command again"):
        read_readings(tmp_path / "readings.json")
