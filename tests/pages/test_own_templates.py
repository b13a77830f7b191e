"""A center's own templates: none is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.pages.own_templates import MOVED, place_of, template_problems
from careerprint.settings import TEMPLATES

UNUSED = "is not used: none of our templates has this name, and no template asks for it"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("mine")


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def said(*folders: Path) -> list[str]:
    assert all(problem.severity == "warning" for problem in template_problems(folders))
    return [str(problem) for problem in template_problems(folders)]


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("report.html", "its place is mine/report/base.html"),
        ("styles/tokens.css", "its place is mine/styles/base/tokens.css"),
        ("styles/handout.css", "its place is mine/styles/prints/handout.css"),
        ("styles/mono.css", "its place is mine/styles/editions/mono.css"),
        ("en.toml", "its place is mine/labels/en.toml"),
        ("handouts.html", "did you mean handout.html?"),
        ("wages-by-state.html", "rename or delete it"),
    ],
)
def test_a_file_that_nothing_uses_is_named_with_its_place(mine: Path, name: str, advice: str) -> None:
    write(mine, **{name: "words"})
    assert said(mine) == [f"mine/{name}: {UNUSED}; {advice}"]


def test_what_replaces_a_template_or_is_asked_for_is_used(mine: Path) -> None:
    write(
        mine,
        **{
            "handout.html": '{% extends "base.html" %}{% include "sections/wage-table.html" %}',
            "sections/wage-table.html": "{% import 'pieces/cells.html' as cells %}",
            "pieces/cells.html": "",
            "styles/base/type.css": "",
            "labels/fr.toml": "",
            "notes.md": "why we changed these",
            ".trash/handouts.html": "",
        },
    )
    assert said(mine) == []


def test_a_file_may_be_asked_for_from_another_folder(mine: Path) -> None:
    write(mine, **{"handout.html": '{% include "seal.html" %}'})
    write(Path("theirs"), **{"seal.html": "", "seals.html": ""})
    assert said(mine, Path("theirs")) == [f"theirs/seals.html: {UNUSED}; rename or delete it"]
    assert len(said(Path("theirs"))) == 2


def test_our_own_templates_are_all_in_their_places() -> None:
    assert said(TEMPLATES) == []
    assert all((TEMPLATES / place).is_file() and not (TEMPLATES / old).exists() for old, place in MOVED.items())
    assert place_of("handout.html") is None
    assert place_of("elsewhere/base.html") is None, "there are two"
