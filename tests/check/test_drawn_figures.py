"""Figures that only the top of a guide gives must stand in its text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from careerprint.check.figures import drawn_figures, long_names
from careerprint.check.links import opening_picture
from careerprint.check.subject import Context, Subject
from tests.support.check_texts import FRONT

Make = Callable[..., Subject]

PAY = "pay: {source: bls, rows: [{name: Us, low: 39430, middle: 62350, high: 106030}]}\n"
GROWTH = 'growth: {source: bls, title: "Growth", rows: [{name: Us, percent: -2}]}\n'
DEGREES = "degrees: {source: bls, people: Us, shares: {bachelors: 54}}\n"
TEXT = (
    "Half earn less than $62,350, from $39,430 to $106,030.[^bls] Jobs change by −2%, and 54 % have a degree.[^bls]\n"
)


def found(made: Subject, context: Context) -> list[str]:
    return [f"{problem.field}: {problem.message}" for problem in drawn_figures(made, context)]


def test_figures_that_the_text_gives(subject: Make, context: Context) -> None:
    front = FRONT.replace("sources:", f"{PAY}{GROWTH}{DEGREES}sources:")
    assert found(subject(TEXT, front), context) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("62350", "62351", "pay: “$62351” is not in the text; write it there"),
        ("percent: -2", "percent: 2", "growth: “2%” is not in the text"),
        ("bachelors: 54", "bachelors: 45", "degrees: “45%” is not in the text"),
        ("source: bls, people", "source: blz, people", "degrees: `blz` is not one of the sources; did you mean `bls`?"),
    ],
)
def test_figures_that_it_does_not_give(old: str, new: str, message: str, subject: Make, context: Context) -> None:
    front = PAY + GROWTH + DEGREES
    assert front.count(old) == 1
    made = subject(TEXT, FRONT.replace("sources:", f"{front.replace(old, new)}sources:"))
    (problem,) = found(made, context)
    assert problem.startswith(message)


def test_a_picture_above_the_title_must_be_there(subject: Make, context: Context) -> None:
    front = FRONT.replace("sources:", "picture: images/none.png\npicture_alt: Nothing\nsources:")
    (problem,) = opening_picture(subject(TEXT, front), context)
    assert (problem.field, problem.message) == (
        "picture",
        "the picture is missing: there is no such file in the folder images/",
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Us", []),
        (
            "Everybody who works with us",
            ["“Everybody who works with us” has 27 letters; the picture of growth has room for 26: shorten it"],
        ),
    ],
)
def test_names_that_do_not_fit_above_a_bar(name: str, said: list[str], subject: Make, context: Context) -> None:
    made = subject(TEXT, FRONT.replace("sources:", f"{GROWTH.replace('Us', name)}sources:"))
    problems = list(long_names(made, context))
    assert [problem.message for problem in problems] == said
    assert all(name in made.document.source[problem.line - 1] for problem in problems if problem.line)
