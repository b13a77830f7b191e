"""Folders and subjects that the tests of the check share."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from careerprint.check.subject import Context, Subject, subject_of
from careerprint.sources.document import from_text
from careerprint.sources.guide import meta_of
from tests.support.check_texts import FOLDER, FRONT, TODAY
from tests.support.sample_runs import SOURCE


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a source folder with a center, pictures and one good guide; it is below the current folder."""
    folder = tmp_path / "source"
    (folder / "guides").mkdir(parents=True)
    shutil.copy(FOLDER / "center.toml", folder)
    shutil.copytree(SOURCE / "images", folder / "images")
    shutil.copy(FOLDER / "nurse.md", folder / "guides")
    (folder / "images" / "note.txt").write_text("not a picture")
    (folder / "images" / "fake.png").write_text("not a picture either")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def context(source: Path) -> Context:
    """Return what lies around a guide: one other guide, `nurse.md`, with one section."""
    return Context(
        today=TODAY,
        anchors={PurePosixPath("guides/nurse.md"): frozenset({"tasks"})},
        slugs=frozenset({"nurse"}),
        source=source,
        easy_words=frozenset(),
    )


@pytest.fixture
def subject() -> Callable[..., Subject]:
    """Return a function that makes a subject of a body and a front matter."""

    def make(body: str, front: str = FRONT) -> Subject:
        document = from_text(front + body, path="g.md", slug="g")
        return subject_of(document, PurePosixPath("guides/g.md"), meta_of(document, []))

    return make
