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
    assert len(old_files(out, datetime.date(2026, 1, 11))) == 5


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_without_a_yes_nothing_is_deleted(
    answer: str, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    before = names(out)
    assert main(["purge", "--before", "2026-01-31", "--out", str(out)]) == 130
    assert names(out) == before
    said = capsys.readouterr().err
    assert said.startswith(f"Delete 5 files in {out} made before 2026-01-31? [y/N]: ")
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
