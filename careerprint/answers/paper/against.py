"""Double entry: two files into which two people typed the same worksheets, compared cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from careerprint.answers.open_answers import AnswerStream
from careerprint.answers.responses import Response
from careerprint.errors import AnswerProblem, OnProblem
from careerprint.tables.texts import fold


def compare(first: AnswerStream, second: AnswerStream, on_problem: OnProblem) -> int:
    """Call `on_problem` with each cell of `first` that `second` has otherwise, and return how many there are.

    People are found by their IDs, and by their rows where they have none; somebody who is in one file only is a problem
    too. No problem holds what was typed. Memory holds all people of `second`.
    """
    number = 0
    for problem in _differences(first, second):
        on_problem(problem)
        number += 1
    return number


def _differences(first: AnswerStream, second: AnswerStream) -> Iterator[AnswerProblem]:
    others = {person.id: person for person in second.responses()}
    for person in first.responses():
        other = others.pop(person.id, None)
        if other is None:
            yield _alone(person, second.file)
            continue
        message = f"{_place(other)} has another answer; compare both with the paper"
        for column in _differing(first, person, other):
            yield AnswerProblem(person.file, person.row, column, message, "", fatal=True)
    for other in others.values():
        yield _alone(other, first.file)


def _differing(stream: AnswerStream, person: Response, other: Response) -> Iterator[str]:
    """Yield the columns in which two responses differ; of names, capitals and spaces do not count."""
    if fold(person.name) != fold(other.name):
        yield ", ".join(stream.who.name) or "name"
    if person.date != other.date:
        yield ", ".join(stream.who.date) or "date"
    for column, item in zip(stream.item_columns, person.answers, strict=True):
        if person.answers[item] != other.answers[item]:
            yield column


def _place(person: Response) -> str:
    return f"row {person.row} of {Path(person.file).name}"


def _alone(person: Response, elsewhere: str) -> AnswerProblem:
    message = f"no row of {Path(elsewhere).name} that can be read has this ID; look for a slip in the ID"
    return AnswerProblem(person.file, person.row, None, message, "", fatal=True)
