"""What a book designer would ask of every print: nothing on anything, lines and sizes for reading, well filled sides.

A kind of document is a parameter: whoever designs another one adds it to `KINDS`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.answers.open_answers import read_answers
from careerprint.editions import STANDARD, Edition
from careerprint.jobs.job import Job, Studio, page_of
from careerprint.jobs.plan import group_job, report_jobs
from careerprint.jobs.printer import Printer
from careerprint.pages.pages import Pages
from careerprint.press.engine import Printed
from tests.support.edition_samples import Print, sample_job
from tests.support.samples import SOURCE
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
FEW = ("1001", "1008")
"""People whose reports are looked at each time."""
ANSWERS = {
    "fit--machine-learning-engineer": 12,
    "fit--electrician": 3,
    "fit--registered-nurse": 4,
    "interests": 12,
    "es/fit--machine-learning-engineer": 2,
    "es/interests": 2,
}
"""The samples of answers, with the number of people in each."""


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


def jobs(answers: str, studio: Studio) -> list[Job]:
    """Return the reports of all people of a sample, and of the group if it may be reported."""
    people = read_answers(SOURCE / "answers" / f"{answers}.csv", studio.assessments[answers]).responses
    assert len(people) == ANSWERS[answers]
    return [*report_jobs(answers, people, studio), group_job(answers, people, studio)]


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_sides_of_handouts_are_well_filled(all_sample_prints: Path, studio: Studio, paper: str) -> None:
    """Where a side would stay empty, it has lines to write on."""
    handouts = sorted((all_sample_prints / paper / "handouts").rglob("*.pdf"))
    assert len(handouts) == len(studio.guides)
    found = {path.stem: whites_of(path.read_bytes()) for path in handouts}
    assert {name: whites for name, whites in found.items() if max(whites) > MOST_WHITE} == {}


@pytest.mark.parametrize("paper", slow_but(["letter"], ["letter", "a4"]))
@pytest.mark.parametrize("answers", slow_but(["interests"], ANSWERS))
def test_sides_are_well_filled(studio: Studio, answers: str, paper: str) -> None:
    """A side that is not the last has at most 15 % white, and the last is a third full; a lone side is as it is."""
    printer = Printer(replace(studio, paper=paper, by_plates=True))
    made = jobs(answers, studio)
    found = {}
    for job in made if answers != "interests" or paper == "a4" else made[:4]:
        whites = whites_of(printer.print(job).pdf)
        *others, last = whites
        if others and (max(others) > MOST_WHITE or last > 1 - LEAST_LAST):
            found[job.output] = [f"{white:.0%}" for white in whites]
    assert found == {}
