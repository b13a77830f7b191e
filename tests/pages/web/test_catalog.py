"""The list of guides: each once, in the reader's language where there is one, and what a search finds."""

from __future__ import annotations

import pytest

from careerprint.pages.web.catalog import Catalog, search
from tests.support.samples import studio


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog(studio().guides, "en")


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_guide_is_listed_once_those_of_the_language_first(catalog: Catalog, language: str) -> None:
    entries = catalog.entries(language)
    names = [entry.guide.name for entry in entries]
    assert sorted(names) == sorted({guide.name for guide in studio().guides.values()})
    foreign = [entry.is_foreign for entry in entries]
    assert foreign == sorted(foreign)
    assert any(foreign) == (language == "es")


def test_a_guide_in_its_languages(catalog: Catalog) -> None:
    assert {*catalog.translations("registered-nurse")} == {"en", "es"}
    assert catalog.find("es", "registered-nurse") is studio().guides["es/registered-nurse"]
    assert catalog.find("es", "accountant") is None
    assert catalog.find("en", "../center") is None


@pytest.mark.parametrize(
    ("words", "theme", "found"),
    [
        ("registered NURSE", "", ["registered-nurse"]),
        ("médica asistencia", "", ["medical-assistant"]),
        ("medica ASISTENCIA", "", ["medical-assistant"]),
        ("nurse plumber", "", []),
        ("", "X", []),
    ],
)
def test_a_search_needs_every_word_and_no_accents(catalog: Catalog, words: str, theme: str, found: list[str]) -> None:
    language = "es" if "dica" in words else "en"
    assert [entry.guide.name for entry in search(catalog.entries(language), words, theme)] == found


def test_a_search_by_theme(catalog: Catalog) -> None:
    entries = catalog.entries("en")
    for theme in "RIASEC":
        assert search(entries, "", theme) == [entry for entry in entries if theme in entry.guide.meta.themes]
    assert search(entries, "", "") == entries
