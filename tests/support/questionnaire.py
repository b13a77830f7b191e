"""One small questionnaire, and the answers that every file in `files/` holds."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from careerprint.answers.open_answers import read_answers
from careerprint.answers.responses import Answers
from careerprint.sources.assessment import Assessment, Gaps
from careerprint.sources.scales import Item, Scale

FILES = Path(__file__).parents[1] / "answers" / "files"

LIKING = ("Dislike a lot", "Dislike", "Not sure", "Like", "Like a lot")
LEVELS = (
    "I have heard of it",
    "I can do it with help",
    "I can do simple parts alone",
    "I do it well, without help",
    "Others learn it from me",
)
INTERESTS = Scale(
    id="interests",
    title="Interests",
    question="How would you like to do this?",
    choices=LIKING,
    items=(
        Item("i1", "Find out why a machine broke."),
        Item("i2", "Read, sort and compare reports."),
        Item("i3", "Work for days on one hard puzzle."),
    ),
    bands=(),
)
SKILLS = Scale(
    id="skills",
    title="Skills",
    question="Where are you now?",
    choices=LEVELS,
    items=(
        Item("programming", "Programming", asked_level=4),
        Item("data-work", "Working with data", asked_level=3, detail="You clean what others collected."),
    ),
    bands=(),
)
QUESTIONNAIRE = Assessment(
    slug="sample",
    path="sample.md",
    title="Sample questions",
    version="1.0",
    language="en",
    opening="",
    scales=(INTERESTS, SKILLS),
    min_share=Fraction(4, 5),
    gaps=Gaps(Fraction(2, 5), Fraction(2, 5)),
    sections={},
)
IDS = tuple(item.id for _, item in QUESTIONNAIRE.items)

PEOPLE = ("Sample Person 01", "Sample Person 02", "Sample Person Đặng Thị 03")
NUMBERS = ((4, 2, 5, 3, 1), (1, None, 3, 5, 2), (5, 4, 4, 2, None))
DAYS = (date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 13))


def read(folder: Path, header: Sequence[str], *rows: Sequence[str], assessment: Assessment = QUESTIONNAIRE) -> Answers:
    """Write a table and read it as answers to an assessment."""
    path = folder / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return read_answers(path, assessment)


def numbers(answers: Answers) -> tuple[tuple[int | None, ...], ...]:
    """Return everybody's answers in the order of the items."""
    return tuple(tuple(response.answers[item] for item in IDS) for response in answers.responses)


def messages(answers: Answers) -> list[str]:
    return [problem.message for problem in answers.problems]


def words(person: int) -> list[str]:
    """Return the answers of one person (from 0) as a survey tool writes them."""
    scales = [scale for scale, _ in QUESTIONNAIRE.items]
    return [scale.choice(n) or "" for scale, n in zip(scales, NUMBERS[person], strict=True)]
