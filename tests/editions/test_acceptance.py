"""What a book designer would ask of every print: nothing on anything, lines and sizes for reading, well filled sides.

A kind of document is a parameter: whoever designs another one adds it to `KINDS`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.editions import STANDARD, Edition
from careerprint.jobs.job import Studio, page_of
from careerprint.pages.pages import Pages
from careerprint.press.engine import Printed
from tests.support.edition_samples import Print, sample_job
from tests.support.samples import GUIDES_ON_A4, PAPERS
from tests.support.selection import slow_but
from tests.support.sheet_rules import lone_figures, long_lines, overlaps, size_faults, whites_of

KINDS = (
    "handout",
    "worksheet",
    "fit report",
    "interests report",
    "group",
    "es/handout",
    "es/interests report",
    "es/group",
)
EDITIONS = (STANDARD, Edition("mono"), Edition(low_vision=True), Edition(high_contrast=True))
MOST_WHITE, LEAST_LAST = 0.15, 1 / 3
"""The share of a side that may be empty at its end, and the share of the last one that is filled at least."""


def pressed(printed: Print, kind: str, edition: Edition) -> Printed:
    return printed(kind, edition, "letter")


def each(test: object) -> object:
    """Ask a test of each kind in each edition that does not enlarge it; most of them are for the long run."""
    named = pytest.mark.parametrize("edition", slow_but(EDITIONS[:1], EDITIONS), ids=lambda one: one.name("x"))
    return pytest.mark.parametrize("kind", slow_but(KINDS[:5], KINDS))(named(test))


@each
def test_no_word_lies_on_another(printed: Print, kind: str, edition: Edition) -> None:
    assert overlaps(pressed(printed, kind, edition).pdf) == []


@each
def test_no_line_ends_where_the_next_word_would_have_fitted(printed: Print, kind: str, edition: Edition) -> None:
    assert [words for words in pressed(printed, kind, edition).warnings if "ends early" in words] == []


@each
def test_no_line_is_too_long_to_read(printed: Print, kind: str, edition: Edition) -> None:
    if kind == "worksheet":
        pytest.skip("its instructions are three lines, and each millimeter is needed for circles")
    assert long_lines(pressed(printed, kind, edition).pdf) == []


@each
def test_six_sizes_and_none_too_small(printed: Print, kind: str, edition: Edition) -> None:
    assert size_faults(pressed(printed, kind, edition).pdf) == []


@each
def test_as_many_sheets_in_each_edition(printed: Print, kind: str, edition: Edition) -> None:
    if kind == "es/handout" and edition != STANDARD:
        pytest.skip("the longest guide of all: four sheets, and five where letters are wider or rules are heavier")
    standard, other = (pressed(printed, kind, one).pages for one in (STANDARD, edition))
    assert (other + 1) // 2 == (standard + 1) // 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_of_a_picture_stands_in_words_beside_it(studio: Studio, kind: str) -> None:
    job = sample_job(kind, studio)
    assert lone_figures(page_of(job, studio, Pages(studio.center), sides=0).html) == []


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
def test_sides_of_handouts_are_well_filled(all_sample_prints: Path, studio: Studio, paper: str) -> None:
    """Where a side would stay empty, it has lines to write on."""
    handouts = sorted((all_sample_prints / paper / "handouts").rglob("*.pdf"))
    assert len(handouts) == (len(studio.guides) if paper == PAPERS[0] else len(GUIDES_ON_A4))
    found = {path.stem: whites_of(path.read_bytes()) for path in handouts}
    assert {name: whites for name, whites in found.items() if max(whites) > MOST_WHITE} == {}


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
def test_sides_of_reports_are_well_filled(all_sample_prints: Path, paper: str) -> None:
    reports = sorted((all_sample_prints / paper / "samples").rglob("*.pdf"))
    assert len(reports) > 10
    found = {path.relative_to(all_sample_prints): emptier(path.read_bytes()) for path in reports}
    assert {path: whites for path, whites in found.items() if whites} == {}


@pytest.mark.parametrize("kind", ["fit report", "interests report", "group"])
def test_sides_are_well_filled(printed: Print, kind: str) -> None:
    assert emptier(pressed(printed, kind, STANDARD).pdf) == []


def emptier(pdf: bytes) -> list[str]:
    """Return the whites of a report's sides if they are too many; a lone side is as it is.

    A side that is not the last has at most 15 % white, and the last is a third full.
    """
    *others, last = whites_of(pdf)
    is_empty = others and (max(others) > MOST_WHITE or last > 1 - LEAST_LAST)
    return [f"{white:.0%}" for white in (*others, last)] if is_empty else []
