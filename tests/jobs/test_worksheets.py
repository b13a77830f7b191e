"""How a worksheet comes to its sides: what explains its lines fills them, and few layouts are enough to know it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careerprint.jobs.plan import worksheet_job
from careerprint.jobs.printer import Printer, Setting
from careerprint.jobs.worksheets import KEPT_MM, fitted, left_out_words
from careerprint.pages.worksheets import NOTES, extras
from careerprint.press.engine import LaidOut, Measured
from tests.support.samples import FIT, assessment, studio
from tests.support.selection import slow_but

MOST_WHITE = 0.15
MOST_LAYOUTS = 2


@pytest.mark.parametrize("paper", slow_but(["letter"], ["letter", "a4"]))
@pytest.mark.parametrize("slug", slow_but([FIT, "interests"], sorted(studio().assessments)))
def test_two_sides_are_filled_in_two_layouts(slug: str, paper: str) -> None:
    printer, job = Printer(replace(studio(), paper=paper)), worksheet_job(assessment(slug))
    tried: list[LaidOut] = []

    def attempt(sides: int, left_out: frozenset[str], lines: int) -> LaidOut:
        tried.append(printer._laid_out(job, sides, Setting(left_out, lines={"field": lines} if lines else {})))
        return tried[-1]

    made = fitted(assessment(slug), attempt)
    assert (made.pages, len(tried) <= MOST_LAYOUTS) == (2, True)
    assert max(made.whites) <= MOST_WHITE


def test_a_layout_that_holds_less_than_foreseen_is_tried_again_with_less() -> None:
    """Here every layout with extras takes a side too many, so that what is asked stands alone in the end."""
    everything = frozenset(extras(assessment(FIT)))
    tried: list[frozenset[str]] = []

    def attempt(sides: int, left_out: frozenset[str], lines: int) -> Measured:
        tried.append(left_out)
        return Measured(sides if left_out == everything else sides + 1, whites=(0.15, 0.2))

    made = fitted(assessment(FIT), attempt)
    assert (made.pages, made.note, made.has_heads) == (2, "without explanations", True)
    assert tried[0] == everything
    assert everything not in tried[1:]
    assert len(tried) == 1 + len(KEPT_MM)


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        (set(), ""),
        ({NOTES}, ""),
        ({"skills", NOTES}, "without explanations of skills"),
        ({"pros"}, "without some explanations"),
        ({"tasks", "pros", "cons", "skills"}, "without explanations"),
    ],
)
def test_a_result_says_which_explanations_are_left_out(left_out: set[str], words: str) -> None:
    assert left_out_words(assessment(FIT), frozenset(left_out)) == words
