"""Deleting reports that have been kept long enough."""

import datetime
import io
import os
from pathlib import Path

import pytest

from careerprint.cli.main import main
from careerprint.jobs.made import Made
from careerprint.runs.manifest import Manifest
from careerprint.runs.purge import old_files

OLD = datetime.datetime(2026, 1, 10, 12).timestamp()
NEW = datetime.datetime(2026, 6, 1, 12).timestamp()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    for name, day in {
        "handouts/nurse.pdf": OLD,
        "reports/interests/1001.pdf": OLD,
        "reports/interests/summary.csv": OLD,
        "reports/fit--nurse/1001.pdf": OLD,
        "reports/fit--nurse/1002.pdf": NEW,
        "groups/interests.pdf": OLD,
        "numbered/interests/print-file.pdf": OLD,
        "samples/reports/interests/1001.pdf": OLD,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"pdf")
        os.utime(path, (day, day))
    manifest = Manifest.load(folder)
    manifest.record(Made("reports/interests/1001.pdf", key="key", sha256="0", pages=1))
    manifest.stamp = "settled"
    manifest.save()
    return folder


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_was_made_before_the_day_goes_and_everything_else_stays(out: Path) -> None:
    assert main(["purge", "--before", "2026-01-31", "--yes", "--out", str(out)]) == 0
    assert names(out) == {"handouts/nurse.pdf", "reports/fit--nurse/1002.pdf", ".careerprint.json"}
    assert not (out / "reports/interests").exists()
    assert not (out / "samples").exists()
    manifest = Manifest.load(out)
    assert (dict(manifest.outputs), manifest.stamp) == ({}, "")


def test_the_day_itself_is_not_before_it(out: Path) -> None:
    assert old_files(out, datetime.date(2026, 1, 10)) == ()
    assert len(old_files(out, datetime.date(2026, 1, 11))) == 6


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_without_a_yes_nothing_is_deleted(
    answer: str, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    before = names(out)
    assert main(["purge", "--before", "2026-01-31", "--out", str(out)]) == 130
    assert names(out) == before
    said = capsys.readouterr().err
    assert said.startswith(f"Delete 6 files in {out} made before 2026-01-31? [y/N]: ")
    assert said.endswith("Nothing was deleted.\n")


def test_a_link_out_of_the_folder_is_not_followed(out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.pdf").write_bytes(b"pdf")
    os.utime(elsewhere / "mine.pdf", (OLD, OLD))
    (out / "reports/link").symlink_to(elsewhere)
    (out / "reports/file.pdf").symlink_to(elsewhere / "mine.pdf")
    main(["purge", "--before", "2026-01-31", "--yes", "--out", str(out)])
    assert (elsewhere / "mine.pdf").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="becomes another user")
def test_a_folder_that_cannot_be_looked_into_is_not_called_empty(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.seteuid(65534)  # nobody
    try:
        code = main(["purge", "--before", "2030-01-01", "--yes", "--out", str(out)])
    finally:
        os.seteuid(0)
    assert code == 5
    assert f"{out}/reports cannot be looked into: Permission denied." in capsys.readouterr().err
    assert len(names(out)) == 9


def test_ids_of_deleted_reports_leave_newer_lists(out: Path) -> None:
    folder = out / "reports/fit--nurse"
    (folder / "=1+1.pdf").write_bytes(b"pdf")
    os.utime(folder / "=1+1.pdf", (OLD, OLD))
    head = "row,id,status,file,pages,cause\r\n"
    kept = "3,1002,made,1002.pdf,2,\r\n5,1004,failed,,,no\r\n"
    gone = "2,1001,made,1001.pdf,2,\r\n4,'=1+1,made,=1+1.pdf,2,\r\n"
    (folder / "summary.csv").write_text(head + gone + kept, encoding="utf-8-sig", newline="")
    (folder / "failed.csv").write_text("row,id,cause\r\n2,1001,no\r\n", encoding="utf-8-sig", newline="")
    assert main(["purge", "--before", "2026-01-31", "--yes", "--out", str(out)]) == 0
    assert (folder / "summary.csv").read_bytes().decode("utf-8-sig") == head + kept
    assert not (folder / "failed.csv").exists()
    assert (folder / "summary.csv").stat().st_mode & 0o777 == 0o600


def test_a_list_that_was_changed_is_named(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "reports/fit--nurse/summary.csv").write_text("1001\n")
    assert main(["purge", "--before", "2026-01-31", "--yes", "--out", str(out)]) == 5
    assert "summary.csv is no list of ours any more, and may hold ids: delete it yourself." in capsys.readouterr().err
