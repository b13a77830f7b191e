"""The command `answers`: what would be read, and every problem."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from careerprint.cli.problems import COLUMNS, MOST_SHOWN
from careerprint.errors import ExitCode
from tests.support.sample_runs import DAY, Called, call

CANARY = "Canary7391"
HEADER = "id,name,p1,p2,p3"
GOOD = "p1,Sample Person 01,1,2,3"
BAD = f"p2,{CANARY},1,{CANARY},3"
PROBLEMS = Path("problems.csv")


def answers(file: str | Path, *arguments: str | Path) -> Called:
    return call("answers", file, "--assessment", "sample", "--date", DAY, *arguments)


def write(*rows: str, name: str = "a.csv") -> Path:
    Path(name).write_text("\n".join(rows), encoding="utf-8")
    return Path(name)


def listed(path: Path = PROBLEMS) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def people(numbers: Iterable[int], cell: str) -> list[str]:
    return [f"p{n},Sample Person {n},1,{cell},3" for n in numbers]


def test_every_problem_stands_in_the_file(nurse: Path) -> None:
    rows = [HEADER, GOOD, BAD, "p3,x,1,2", "p1,sample person 01,3,3,3", "p4,,,,"]
    called = answers(write(*rows), "--problems", PROBLEMS)
    assert called.code == ExitCode.SOME_FAILED
    assert listed() == [
        dict(zip(COLUMNS, cells, strict=True))
        for cells in [
            ("a.csv", "3", "D (p2)", "error", "not one of the choices", EXPECTED),
            ("a.csv", "4", "", "error", "4 cells where the header has 5: look for a separator too many or too few", ""),
            ("a.csv", "2", "", "warning", "left out: the same person answered again in row 5, the latest counts", ""),
            ("a.csv", "6", "", "warning", "left out: nothing of this questionnaire is answered", ""),
        ]
    ]
    assert called.err.endswith("\n4 problems in problems.csv.\n1 person read.\n")
    assert called.out == "row 5  p1  3 of 3 answered\n"
    assert PROBLEMS.stat().st_mode & 0o777 == 0o600
    assert CANARY not in called.err + PROBLEMS.read_text(encoding="utf-8")


EXPECTED = "a number from 1 to 5, or one of: Dislike a lot, Dislike, Not sure, Like, Like a lot"


def test_an_older_list_is_replaced_and_stays_private(nurse: Path) -> None:
    file = write(HEADER, BAD)
    PROBLEMS.touch(mode=0o644)
    for _ in range(2):
        assert answers(file, "--problems", PROBLEMS).code == ExitCode.INVALID
        assert len(listed()) == 1
    assert answers(write(HEADER, GOOD), "--problems", PROBLEMS).code == 0
    assert listed() == []
    assert PROBLEMS.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["a.csv", "others.csv"])
def test_answers_are_never_overwritten_by_a_list_of_problems(nurse: Path, name: str) -> None:
    file = write(HEADER, GOOD)
    write(HEADER, GOOD, name="others.csv")
    before = Path(name).read_bytes()
    called = answers(file, "--problems", name)
    assert called.code == ExitCode.USAGE
    assert f"{name} exists already and is not a list of problems; name another file after --problems." in called.err
    assert Path(name).read_bytes() == before


def test_a_list_that_cannot_be_written_is_5(nurse: Path) -> None:
    file = write(HEADER, GOOD)
    called = answers(file, "--problems", "nowhere/problems.csv")
    assert called.code == ExitCode.OUTPUT
    assert "nowhere/problems.csv cannot be written: the folder does not exist." in called.err
    assert answers(file, "--problems", "source").code == ExitCode.OUTPUT


def test_what_ends_the_reading_is_in_the_list_too(nurse: Path) -> None:
    called = answers(write(HEADER, BAD, GOOD, f'"{CANARY}'), "--problems", PROBLEMS)
    assert called.code == ExitCode.INVALID
    assert [(row["row"], row["message"].partition(",")[0]) for row in listed()] == [
        ("2", "not one of the choices"),
        ("4", "a quotation mark is not closed"),
    ]
    assert CANARY not in PROBLEMS.read_text(encoding="utf-8") + called.err


def test_no_spreadsheet_runs_what_stands_in_the_list(nurse: Path) -> None:
    records = [{"id": "p1", "p1": 1, "p2": 2, "p3": 3, "=cmd|' /C calc'!A0": "x" * 6_000}]
    Path("=a.json").write_text(json.dumps(records), encoding="utf-8")
    assert answers("=a.json", "--problems", PROBLEMS).code == 0
    (row,) = listed()
    assert (row["file"], row["column"]) == ("'=a.json", "'=cmd|' /C calc'!A0")


# Very many


def test_the_first_problems_are_said_and_how_many_more_there_are(nurse: Path) -> None:
    wrong, dates = MOST_SHOWN + 30, MOST_SHOWN + 5
    rows = [f"p{n},x{n},{'9' if n < wrong else '1'},2,3,{'' if n < wrong else 'never'}" for n in range(wrong + dates)]
    file = write(f"{HEADER},date", *rows)
    called = answers(file)
    said = called.err.splitlines()
    assert sum("not a date" in line for line in said) == MOST_SHOWN
    assert sum("not one of the choices" in line for line in said) == MOST_SHOWN
    assert said[-2:] == [
        "Problems not shown here: 35. `answers` with --problems FILE.csv writes all to a file.",
        f"{dates} people read.",
    ]
    assert "warning" in said[0], "what is read last is done first"
    called = answers(file, "--problems", PROBLEMS)
    assert called.err.splitlines()[-2] == f"{wrong + dates} problems in problems.csv, 35 of them not shown above."
    assert len(listed()) == wrong + dates


def test_json_holds_every_problem_and_every_person(nurse: Path) -> None:
    file = write(f"{HEADER},Comments", *(f"{row},x" for row in [*people(range(250), "9"), *people(range(300), "2")]))
    called = answers(file, "--json")
    found = json.loads(called.out)
    assert called.code == ExitCode.SOME_FAILED
    assert list(found) == ["version", "problems", "assessment", "items", "ignored_columns", "people"]
    assert (found["version"], found["assessment"], found["items"]) == (1, "sample", 3)
    assert found["ignored_columns"] == ["F"]
    assert found["people"] == [{"id": f"p{n}", "row": n + 252, "answered": 3} for n in range(300)]
    assert len(found["problems"]) == 500
    assert found["problems"][0] == {
        "path": "a.csv",
        "line": 2,
        "field": "D (p2)",
        "message": f"not one of the choices; expected {EXPECTED}",
        "severity": "error",
    }
    assert called.err == ""


@pytest.mark.parametrize("rows", [[], [GOOD], ["p1,x,9,9,9"]])
def test_json_of_few_is_whole(nurse: Path, rows: list[str]) -> None:
    found = json.loads(answers(write(HEADER, *rows), "--json").out)
    assert len(found["people"]) + len(found["problems"]) == (3 if rows == ["p1,x,9,9,9"] else len(rows))


def test_json_is_printed_whole_or_not_at_all(nurse: Path) -> None:
    called = answers(write(HEADER, BAD, '"'), "--json")
    assert (called.code, called.out) == (ExitCode.INVALID, "")


@pytest.mark.parametrize("command", ["group", "report"])
def test_other_commands_say_only_the_first_problems_too(nurse: Path, command: str) -> None:
    file = write(HEADER, *people(range(MOST_SHOWN + 1), "9"))
    called = call(command, file, "--assessment", "sample", "--date", DAY)
    assert called.code == ExitCode.INVALID
    assert called.err.count("not one of the choices") == MOST_SHOWN
    assert "\nProblems not shown here: 1. " in called.err
