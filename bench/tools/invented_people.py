"""Invented people for the benchmarks: ones who answer at random, and ones who are hard to print."""

from __future__ import annotations

import csv
import datetime
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from careerprint.answers.responses import Response
from careerprint.sources.assessment import Assessment

FIRST = ("Ada", "Bo", "Carlos", "Dilara", "Émile", "Grace", "Hiro", "Ines", "Katarzyna", "Linh", "Maria", "Søren")
LAST = ("Brown", "García", "Kowalski", "Lee", "Müller", "Okafor", "Smith", "Tanaka")
UNANSWERED = 0.03
FIRST_DAY = datetime.date(2026, 11, 1)
DAYS = 20
HARD_NAMES = (
    "王小明",
    "محمد الأمين",
    "דנה לוי",
    "Nguyễn Thị Phương Thảo",
    "Maximiliana-Alexandra von Hohenberg-Wallersdorf zu Musterstadt",
    "Zoe\u0308 A\u030angstro\u0308m",
    "Иванова Анна",
    "Παπαδοπούλου Ελένη",
    "O’Neill-Ñáñez, Jr.",
    "Fiffi Affleck-Groß",
)
"""Plainly invented. Chinese and Hebrew letters are in no typeface of ours: those people are refused by name."""


def invented(assessment: Assessment, count: int) -> Iterator[Response]:
    """Yield people with random names and answers, the same in every run; the first n of many are other people."""
    dice = random.Random(count)
    width = len(str(count))
    for number in range(count):
        answers = {
            item.id: None if dice.random() < UNANSWERED else dice.randint(1, scale.highest)
            for scale, item in assessment.items
        }
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)} {number}"
        day = FIRST_DAY + datetime.timedelta(days=dice.randrange(DAYS))
        identifier = f"P{number:0{width}}"
        yield Response(identifier, name, answers, day, language=None, file="", row=number + 2, extra={})


def adversarial(assessment: Assessment, count: int) -> Iterator[Response]:
    """Yield people who are hard to print: names that few typefaces hold, and answers at the edges."""
    dice = random.Random(count)
    edges: Sequence[Callable[[int, int], int | None]] = (
        lambda highest, place: highest,
        lambda highest, place: 1,
        lambda highest, place: None,
        lambda highest, place: None if place % 2 else highest,
        lambda highest, place: 1 if place % 2 else highest,
        lambda highest, place: (highest + 1) // 2,
        lambda highest, place: dice.randint(1, highest),
    )
    for number, person in enumerate(invented(assessment, count)):
        edge = edges[number % len(edges)]
        answers = {item.id: edge(scale.highest, place) for place, (scale, item) in enumerate(assessment.items)}
        date = person.date if number % 3 else None
        yield replace(person, name=HARD_NAMES[number % len(HARD_NAMES)], date=date, answers=answers)


def write(people: Iterator[Response], assessment: Assessment, path: Path) -> Path:
    """Write people's answers as a survey export, person by person."""
    items = [item.id for _, item in assessment.items]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("id", "name", "date", *items))
        for person in people:
            answers = ("" if (given := person.answers.get(item)) is None else given for item in items)
            table.writerow((person.id, person.name, person.date or "", *answers))
    return path
