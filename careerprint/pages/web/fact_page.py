"""Fact sheets as pages for a screen, and the list of all: every figure stands in words, pictures only repeat them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from careerprint.editions import STANDARD
from careerprint.official.fact_sheets import FactSheet, fact_entry
from careerprint.pages.facts.sheets import THEMES, FactPictures
from careerprint.pages.pictures.drawing import palette


def fact_values(sheet: FactSheet, known: Mapping[str, str], accent: str) -> dict[str, Any]:
    """Return what the template of a fact sheet is given; `known` names all pages by the titles of their sheets."""
    # The files of the Bureau of Labor Statistics write a title in small letters where O*NET has capitals.
    places = {title.casefold(): f"{slug}.html" for title, slug in known.items()}
    return {
        "sheet": sheet,
        "pictures": FactPictures(sheet, palette(STANDARD, accent), is_large=False),
        "themes": [(letter, THEMES[letter]) for letter in sheet.themes],
        "related": [(title, places.get(title.casefold(), ""), pay) for title, pay in sheet.related],
    }


def index_values(sheets: Sequence[FactSheet]) -> dict[str, Any]:
    """Return what the template of the list is given: the sheets by the first letter of their titles."""
    ordered = sorted(sheets, key=lambda sheet: sheet.title.casefold())
    entries = [(sheet.slug, fact_entry(sheet)) for sheet in ordered]
    letters = groupby(entries, key=lambda pair: pair[1].title[:1].upper())
    return {
        "count": len(entries),
        "letters": [(letter, list(found)) for letter, found in letters],
        "releases": ordered[0].releases,
    }
