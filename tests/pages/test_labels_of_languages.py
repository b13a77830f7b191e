"""The words of templates: as many in each language, with the same parts to fill in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from careerprint.pages.labels import label_problems, languages_of, parts_of, read_labels
from careerprint.settings import TEMPLATES

LABELS = TEMPLATES / "labels"


def spoil(folder: Path, old: str, new: str) -> list[str]:
    """Copy our Spanish labels into a folder, change them once and say what is found."""
    (folder / "labels").mkdir()
    file = folder / "labels" / "es.toml"
    text = (LABELS / "es.toml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return [f"{p.severity} {p}".replace(f"{folder.as_posix()}/", "") for p in label_problems([folder])]


def test_our_labels_are_whole_in_every_language() -> None:
    assert languages_of([]) == {"en", "es"}
    assert list(label_problems([TEMPLATES])) == []


def test_a_text_is_missing(tmp_path: Path) -> None:
    assert spoil(tmp_path, 'sources = "Fuentes"\n', "") == [
        "error labels/es.toml: handout.sources: is missing; in English it is “Sources”"
    ]


def test_a_part_is_missing(tmp_path: Path) -> None:
    (found,) = spoil(tmp_path, '"Página {page} de {pages}"', '"Página {page}"')
    line = re.search(r"es\.toml:(\d+):", found)
    assert line is not None
    written = (tmp_path / "labels" / "es.toml").read_text(encoding="utf-8").splitlines()
    assert written[int(line[1]) - 1] == 'page_of = "Página {page}"'
    assert found.endswith("common.page_of: `{pages}` is in only one of this and “Page {page} of {pages}”")


def test_a_text_too_many(tmp_path: Path) -> None:
    (found,) = spoil(tmp_path, 'sources = "Fuentes"\n', 'sources = "Fuentes"\nsauces = "Salsas"\n')
    assert found.startswith("warning ")
    assert found.endswith("handout.sauces: is not a text that we print; take it out")


def test_not_toml(tmp_path: Path) -> None:
    (found,) = spoil(tmp_path, 'sources = "Fuentes"\n', "sources = Fuentes\n")
    assert "is not TOML" in found


def test_own_labels_win_over_ours(tmp_path: Path) -> None:
    shutil.copytree(LABELS, tmp_path / "labels")
    file = tmp_path / "labels" / "es.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("Fuentes", "Orígenes"), encoding="utf-8")
    assert read_labels([tmp_path, TEMPLATES], "es-US")["handout"]["sources"] == "Orígenes"
    assert read_labels([TEMPLATES], "es-US")["handout"]["sources"] == "Fuentes"


@pytest.mark.parametrize(("text", "parts"), [("no part", set()), ("{a} and {b_c} {a}", {"a", "b_c"})])
def test_parts(text: str, parts: set[str]) -> None:
    assert parts_of(text) == parts
