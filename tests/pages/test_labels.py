"""The words that templates print themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from careerprint.errors import SourceError
from careerprint.pages.labels import for_screens, read_labels
from careerprint.settings import TEMPLATES

USED = re.compile(r"labels\.(\w+)\.(\w+)")


def test_the_first_folder_that_has_a_language_wins(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "en.toml").write_text('language = "My English"', encoding="utf-8")
    assert read_labels([tmp_path, TEMPLATES], "en")["language"] == "My English"
    assert read_labels([tmp_path / "none", TEMPLATES], "en")["language"] == "English"


def test_a_region_has_the_words_of_its_language() -> None:
    assert read_labels([TEMPLATES], "en-GB") == read_labels([TEMPLATES], "en")


def test_an_unknown_language_says_what_to_do() -> None:
    with pytest.raises(SourceError) as caught:
        read_labels([TEMPLATES], "xx")
    (problem,) = caught.value.problems
    assert problem.message == "no file xx.toml; copy en.toml and translate it"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not toml", "is not TOML"),
        (b"a = 1\na = 2", "is not TOML"),
        (b"x = " + b"[" * 20_000, "is not TOML"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"#" * 250_001, "cannot be read: it has more than 250,000 bytes"),
    ],
)
def test_a_file_that_is_not_toml(data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "en.toml").write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read_labels([tmp_path], "en")
    assert words in caught.value.problems[0].message


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_word_that_a_template_asks_for_is_there(language: str) -> None:
    """A template that is seldom filled in would otherwise fail when somebody needs it."""
    labels = read_labels([TEMPLATES], language)
    used = {
        found.groups()
        for path in TEMPLATES.rglob("*.html")
        for found in USED.finditer(path.read_text(encoding="utf-8"))
    }
    assert len(used) > 50
    assert {pair for pair in used if pair[1] not in labels[pair[0]]} == set()


def test_boxes_to_tick_have_a_name() -> None:
    assert read_labels([TEMPLATES], "en")["common"]["box"] == "To do"


def test_screens_have_words_of_their_own_where_the_labels_have_some() -> None:
    ours = read_labels([TEMPLATES], "en")
    assert for_screens(ours)["report"] == {**ours["report"], **ours["screen"]["report"]} != ours["report"]
    older = {table: words for table, words in ours.items() if table != "screen"}
    assert for_screens(older) == older
