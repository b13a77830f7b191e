"""Words that more than one room says."""

from __future__ import annotations

import os

import pytest

from careerprint.wording import counted, size, typed, unknown_name

COMMANDS = ("build", "check", "purge", "report", "test")


@pytest.mark.parametrize(("number", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people")])
def test_counted(number: int, words: str) -> None:
    assert counted(number, "person", "people") == words
    assert counted(2, "file") == "2 files"


@pytest.mark.parametrize(("number", "words"), [(0, "0 KB"), (86_016, "84 KB"), (3_250_586, "3.1 MB")])
def test_size(number: int, words: str) -> None:
    assert size(number) == words


@pytest.mark.skipif(os.name == "nt", reason="other quotation marks")
def test_what_is_typed_is_quoted_for_the_shell() -> None:
    assert typed("cd", "my center") == "cd 'my center'"
    assert typed("pip", "install", "careerprint[parquet]") == "pip install 'careerprint[parquet]'"


@pytest.mark.parametrize(
    ("name", "guides", "hint"),
    [
        ("nurce", ["nurse"], "did you mean `nurse`?"),
        ("nurze", ["registered-nurse", "cook"], "did you mean `registered-nurse`?"),
        ("nurze", ["es/nurse", "cook"], "did you mean `es/nurse`?"),
        ("nurze", ["registered-nurse", "es/registered-nurse"], "did you mean `registered-nurse`?"),
        ("nurze", ["cook"], "there are: cook"),
        ("purgr", ["purser"], "did you mean `purser`?"),
        ("purgr", ["cook"], "did you mean `purge`?"),
        ("chekc", ["cook"], "did you mean `check`?"),
        ("tset", ["nurse", "cook"], "did you mean `test`?"),
        ("anything", ["nurse", "cook"], "there are: cook, nurse"),
    ],
)
def test_guides_are_offered_before_commands(name: str, guides: list[str], hint: str) -> None:
    assert unknown_name(name, guides, "guide", COMMANDS) == f"There is no guide called `{name}`; {hint}"
