"""Folders and subjects that the tests of the check share."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from careerprint.check.subject import Context, Subject, subject_of
from careerprint.sources.document import from_text
from careerprint.sources.guide import meta_of

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "source"
TODAY = datetime.date(2026, 11, 22)
FRONT = """---
title: Sample
question: What is it?
summary: It is a sample.
version: "1.0"
reviewed: 2026-11-01
review_by: 2027-11-01
sources:
  - {id: bls, title: T, publisher: P, url: "https://www.example.org", accessed: 2026-11-01}
  - {id: onet, title: T, publisher: P, url: "https://www.example.org", accessed: 2026-11-01}
---
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a source folder with a center, pictures and one good guide; it is below the current folder."""
    folder = tmp_path / "source"
    (folder / "guides").mkdir(parents=True)
    shutil.copy(HERE / "center.toml", folder)
    shutil.copytree(SAMPLES / "images", folder / "images")
    shutil.copy(HERE / "nurse.md", folder / "guides")
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
