"""Answers read as a stream: the same people, and nobody held."""

from __future__ import annotations

import csv
import gc
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from careerprint.answers.open_answers import open_answers, read_answers
from careerprint.answers.responses import Response
from careerprint.errors import AnswerProblem, SourceError
from tests.support.exports import SHAPES
from tests.support.questionnaire import FILES, IDS, QUESTIONNAIRE

ONE = ("1", "1", "1", "1", "1")
HEADER = ("id", "name", "date", *IDS)


def write(folder: Path, rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    path = folder / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def person(number: int, *, date: str = "", answers: Sequence[str] = ONE, name: str | None = None) -> list[str]:
    return [f"p{number}", f"Sample Person {number}" if name is None else name, date, *answers]


@pytest.mark.parametrize("name", SHAPES)
def test_a_stream_gives_the_same_people_as_often_as_it_is_asked(name: str) -> None:
    reported: list[AnswerProblem] = []
    stream = open_answers(FILES / name, QUESTIONNAIRE, reported.append)
    held = read_answers(FILES / name, QUESTIONNAIRE)
    assert tuple(stream.responses()) == tuple(stream.responses()) == held.responses
    assert (stream.people, stream.left_out) == (held.people, held.left_out) == (3, False)
    assert stream.ignored_columns == held.ignored_columns
    assert sorted(reported, key=str) == sorted(held.problems, key=str)


def test_two_readings_at_once_do_not_disturb_each_other() -> None:
    stream = open_answers(FILES / "answer-sheet.csv", QUESTIONNAIRE, print)
    pairs = list(zip(stream.responses(), stream.responses(), strict=True))
    assert len(pairs) == 3
    assert all(one == other for one, other in pairs)


# Who counts, however far apart


MANY = 3_000  # more than the table of hashes begins with


def test_the_same_person_far_apart(tmp_path: Path) -> None:
    rows = [person(n, date="2026-11-02") for n in range(MANY)]
    rows += [person(0, date="2026-11-03"), person(1, date="2026-11-01"), person(MANY - 1, date="2026-11-02")]
    reported: list[AnswerProblem] = []
    stream = open_answers(write(tmp_path, rows), QUESTIONNAIRE, reported.append)
    last = MANY + 1
    assert [(problem.row, problem.message) for problem in reported] == [
        (row, f"left out: the same person answered again in row {newer}, the latest counts")
        for row, newer in [(2, last + 1), (last + 2, 3), (last, last + 3)]
    ]
    counting = [response.row for response in stream.responses()]
    assert counting == [*range(3, last), last + 1, last + 3]
    assert stream.people == MANY


def test_a_shared_id_far_apart(tmp_path: Path) -> None:
    rows = [person(n) for n in range(MANY)]
    rows += [person(0, name="Canary Ann"), person(7, name="Canary Ben"), person(0, name="Canary Cid")]
    held = read_answers(write(tmp_path, rows), QUESTIONNAIRE)
    last = MANY + 1
    first, second = f"row 2, row {last + 1}, row {last + 3}", f"row 9, row {last + 2}"
    assert [(problem.row, problem.message.partition(" in ")[2], problem.fatal) for problem in held.problems] == [
        (2, first, True),
        (9, second, True),
        (last + 1, first, True),
        (last + 2, second, True),
        (last + 3, first, True),
    ]
    assert len(held.responses) == MANY - 2
    assert "Canary" not in str(held.problems)


def test_an_id_is_shared_only_by_answers_that_count(tmp_path: Path) -> None:
    unreadable = ("1", "9", "1", "1", "1")
    rows = [person(1), person(1, name="Other", answers=unreadable), person(1, name="Third"), person(1, name="Third")]
    rows[3][3:] = unreadable  # so the latest response of the third cannot be read either
    held = read_answers(write(tmp_path, rows), QUESTIONNAIRE)
    assert [response.row for response in held.responses] == [2]


def test_a_long_list_of_places_is_cut(tmp_path: Path) -> None:
    rows = [person(1, name=f"Sample Person {n}") for n in range(50)]
    reported: list[AnswerProblem] = []
    assert open_answers(write(tmp_path, rows), QUESTIONNAIRE, reported.append).people == 0
    assert len(reported) == 50
    assert reported[49].message.endswith("row 20, row 21")


# Nobody is held


def held_now() -> int:
    return sum(isinstance(thing, Response) for thing in gc.get_objects())


@pytest.mark.slow
def test_nobody_is_held(tmp_path: Path) -> None:
    rows = (person(n, answers=ONE if n % 100 else ("x", "1", "1", "1", "1")) for n in range(5_000))
    path = write(tmp_path, rows)
    most = before = held_now()
    problems = 0

    def on_problem(_: AnswerProblem) -> None:
        nonlocal most, problems
        problems += 1
        if problems % 10 == 0:
            most = max(most, held_now())

    stream = open_answers(path, QUESTIONNAIRE, on_problem)
    for number, _ in enumerate(stream.responses()):
        if number % 1_000 == 0:
            most = max(most, held_now())
    assert (problems, stream.people, stream.left_out) == (50, 4_950, True)
    assert most <= before + 3
    everybody = read_answers(path, QUESTIONNAIRE)
    assert everybody.left_out
    assert held_now() >= before + len(everybody.responses) == before + 4_950, "the count can rise"


# The file changes


def test_a_file_that_changed_is_not_read_on(tmp_path: Path) -> None:
    path = write(tmp_path, [person(1), person(2)])
    stream = open_answers(path, QUESTIONNAIRE, print)
    write(tmp_path, [person(1), person(2), person(3)])
    with pytest.raises(SourceError, match="it changed while it was read; run the command again"):
        next(stream.responses())
    path.unlink()
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        next(stream.responses())


def test_other_answers_under_the_same_size_and_time_are_not_taken(tmp_path: Path) -> None:
    path = write(tmp_path, [person(1), person(2)])
    stream = open_answers(path, QUESTIONNAIRE, print)
    facts = path.stat()
    write(tmp_path, [person(1), person(2, answers=("1", "1", "1", "1", "9"))])
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    with pytest.raises(SourceError, match="it changed while it was read"):
        list(stream.responses())
