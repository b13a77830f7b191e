"""Reports as pages: one file for each person, for its owner only, deleted with the reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.sample_runs import ANSWERS, DAY, call, make_source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_source(tmp_path / "source", assessment=True)
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str):
    options = ("--source", folder / "source", "--out", folder / "out", "--date", DAY)
    return call("pages", folder / "answers.csv", "--assessment", "sample", *options, *more)


def test_a_page_for_each_person_holds_their_report_and_nobody_elses(folder: Path) -> None:
    called = run(folder)
    place = folder / "out/reports/sample"
    assert (called.code, called.out) == (0, f"2 pages in {place}\n")
    one, other = ((place / f"{name}.html").read_text(encoding="utf-8") for name in ("p1", "p2"))
    assert "Sample Person 01" in one
    assert "Sample Person 02" not in one
    assert "Sample Person 02" in other
    assert [path.stat().st_mode & 0o777 for path in (place / "p1.html", place)] == [0o600, 0o700]


def test_only_whom_is_asked_for(folder: Path) -> None:
    assert run(folder, "--only", "p2").out.startswith("1 page in ")
    assert [path.name for path in (folder / "out/reports/sample").iterdir()] == ["p2.html"]
    assert run(folder, "--only", "p9").code == 2


def test_where_nobody_can_be_read_nothing_is_written(folder: Path) -> None:
    (folder / "answers.csv").write_text("id,name,p1,p2,p3\np1,Sample Person 01,9,9,9\n", encoding="utf-8")
    called = run(folder)
    assert (called.code, called.out) == (4, "")
    assert not (folder / "out").exists()


def test_purge_deletes_pages(folder: Path) -> None:
    run(folder)
    assert call("purge", "--before", "2999-01-01", "--yes", "--out", folder / "out").code == 0
    assert not list((folder / "out").rglob("*.html"))
