"""Tags, folders and directions of languages; dates, numbers and lists as they write them."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import PurePosixPath

import pytest

from careerprint.languages import folder_of, is_known, is_rtl, key_of, locale_of, name_in, name_of, primary, same
from careerprint.pages import formats

DAY = datetime.date(2026, 11, 1)


def test_tags() -> None:
    assert (primary("es-US"), primary("en")) == ("es", "en")
    assert same("es", "es-US")
    assert not same("es", "en")
    assert [locale_of(tag) for tag in ("es", "es-US", "es-Foo9")] == ["es", "es_US", "es"]


@pytest.mark.parametrize(
    ("tag", "known"), [("es", True), ("es-US", True), ("ar", True), ("xx", False), ("art", False), ("../es", False)]
)
def test_known_languages(tag: str, known: bool) -> None:
    assert is_known(tag) is known


def test_direction() -> None:
    assert [tag for tag in ("en", "es-US", "ar", "he", "fa-IR", "ur", "vi") if is_rtl(tag)] == [
        "ar",
        "he",
        "fa-IR",
        "ur",
    ]


def test_names() -> None:
    assert name_in("en", "es-US") == "inglés"
    assert name_in("es-US", "en") == "Spanish"


@pytest.mark.parametrize(
    ("place", "folder", "key"),
    [
        ("guides/nurse.md", None, "nurse"),
        ("guides/es/nurse.md", "es", "es/nurse"),
        ("guides/es-US/nurse.md", "es-US", "es-US/nurse"),
        ("guides/health/nurse.md", None, "nurse"),  # sorts the files, no language
        ("guides/es/health/nurse.md", "es", "es/nurse"),
        ("guides/es.md", None, "es"),
    ],
)
def test_folders(place: str, folder: str | None, key: str) -> None:
    assert folder_of(PurePosixPath(place)) == folder
    assert key_of(PurePosixPath(place)) == key
    assert name_of(key) == key.split("/")[-1]


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "November 1, 2026", "November 2026"),
        ("es-US", "1 de noviembre de 2026", "noviembre de 2026"),
        ("de", "1. November 2026", "November 2026"),
    ],
)
def test_dates(language: str, day: str, month: str) -> None:
    assert formats.long_date(DAY, language) == day
    assert formats.partial_date("2026-11", language) == month
    assert formats.partial_date("2026", language) == "2026"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["Social"], "Social"),
        (["Investigador", "Social"], "Investigador y Social"),
        (["Social", "Investigador"], "Social e Investigador"),
        (["Realista", "Social", "Investigador"], "Realista, Social e Investigador"),
        (["padres", "hijos"], "padres e hijos"),
        (["agua", "hielo"], "agua y hielo"),
        (["y y y", "ideas"], "y y y e ideas"),
    ],
)
def test_lists_in_spanish(words: list[str], text: str) -> None:
    assert formats.listed(words, "es-US") == text


def test_lists_in_english() -> None:
    assert formats.listed(["Social", "Investigative"], "en") == "Social and Investigative"


def test_numbers() -> None:
    """Spanish in the United States writes a point, in Spain a comma."""
    assert [formats.one_decimal(Fraction(17, 5), tag) for tag in ("en", "es-US", "es-ES")] == ["3.4", "3.4", "3,4"]
    assert formats.two_decimals(0.5, "de") == "0,50"
    assert formats.decimal("", "es") == formats.one_decimal(None, "es") == "–"
