"""`init`: a center's folder with the texts of the invented center."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from careerprint.check.sources import read_sources
from careerprint.files import DRAFT
from tests.support.sample_runs import call
from tests.support.samples import DAY, SOURCE

root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_texts_are_copied_whole_and_are_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    called = call("init", "my center")
    assert (called.code, called.out) == (0, f"{Path('my center', 'source')}\n")
    copy = tmp_path / "my center" / "source"
    assert files(copy) == files(SOURCE)
    assert read_sources(copy, today=DAY)[0] is not None
    assert [path.name for path in copy.parent.iterdir()] == ["source"]
    # Here is the project with its build.py, there is none in the new folder.
    assert "  careerprint build --source 'my center/source' --out 'my center/out'\n" in called.err


def test_the_folder_that_one_is_in_needs_no_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    called = call("init", ".")
    assert (called.code, called.out) == (0, "source\n")
    assert "\n  careerprint build\n" in called.err


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    called = call("init", str(tmp_path))
    assert (called.code, called.out) == (2, "")
    assert called.err == f"{tmp_path} is not empty. Name a folder that is not there yet, or an empty one.\n"
    assert files(tmp_path) == {"letter.txt": b"mine"}


def test_what_a_killed_run_left_behind_does_not_count(tmp_path: Path) -> None:
    (tmp_path / f"{DRAFT}left" / "guides").mkdir(parents=True)
    assert call("init", str(tmp_path)).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    called = call("init", str(tmp_path / "file"))
    assert (called.code, called.out) == (5, "")
    reason = "there is a file where a folder should be: move it or choose another folder"
    assert called.err == f"{tmp_path / 'file'} cannot be written: {reason}.\n"


@root
def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    called = call("init", str(tmp_path / "my-center"))
    tmp_path.chmod(0o755)
    assert (called.code, "you may not write here" in called.err) == (5, True)
