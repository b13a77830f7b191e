"""The command `answers`: what would be read, and every problem."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from careerprint.answers.problem_list import COLUMNS
from careerprint.cli.problems import MOST_ALIKE, MOST_SHOWN, in_words
from careerprint.errors import ExitCode
from tests.support.sample_runs import DAY, Called, call
from tests.support.selection import slow_but

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
    read = "Read as: a table of your own · Name: B (name) · ID: A (id) · Date: none"
    assert called.err.endswith(f"\n4 problems in problems.csv.\n{read}\n1 person read.\n")
    assert called.out == "1 person answered all 3 lines.\n"
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


def test_many_equal_problems_are_one_line(nurse: Path) -> None:
    rows = [f"p{n},x{n},9,2,8,never" for n in range(28)] + [f"q{n},y{n},1,2,3,never" for n in range(6)]
    called = answers(write(f"{HEADER},date", *rows))
    assert called.err.splitlines()[:2] == [
        "warning: a.csv: F (date): 34 cells, the first in row 2: not a date; expected a date such as 2026-11-30",
        f"a.csv: C, E: 56 cells, the first in row 2: not one of the choices; expected {EXPECTED}",
    ]


def test_a_few_equal_problems_are_named_one_by_one(nurse: Path) -> None:
    called = answers(write(HEADER, *people(range(MOST_ALIKE), "9")))
    assert called.err.count("not one of the choices") == MOST_ALIKE


def test_a_number_that_disagrees_with_its_word_is_said_to(nurse: Path) -> None:
    called = answers(write(HEADER, *people(range(MOST_ALIKE + 1), "Like (2)")))
    assert "a.csv: D (p2): 6 cells, the first in row 2: the word and the number in it disagree; expected" in called.err


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (["B (x)"], "B (x)"),
        (["AL (a)", "AM (b)", "AN (c)"], "AL to AN"),
        (["Z (a)", "AA (b)", "C (c)"], "C, Z to AA"),
        (["i1", "i2"], "i1, i2"),
        ([], ""),
    ],
)
def test_columns_in_few_words(columns: list[str], words: str) -> None:
    assert in_words(columns) == words


def test_the_first_problems_are_said_and_how_many_more_there_are(nurse: Path) -> None:
    """Each row names another one that counts instead, so no two of these problems are equal."""
    again = [f"p1,Sample Person 01,1,2,{n % 5 + 1}" for n in range(MOST_SHOWN + 36)]
    called = answers(write(HEADER, *again))
    assert called.err.count("the latest counts") == MOST_SHOWN
    assert "Problems not shown here: 35. `answers` with --problems FILE.csv writes all to a file." in called.err
    called = answers("a.csv", "--problems", PROBLEMS)
    assert f"\n{MOST_SHOWN + 35} problems in problems.csv, 35 of them not shown above.\n" in called.err
    assert len(listed()) == MOST_SHOWN + 35


def test_a_summary_is_printed_and_rows_only_on_demand(nurse: Path) -> None:
    file = write(HEADER, GOOD, "p2,x,1,,3", "p3,y,,,3")
    summary = "1 person answered all 3 lines.\n2 people left lines empty; the fewest answered is 1 of 3.\n"
    assert answers(file).out == summary
    assert answers(file, "-v").out == (
        f"row 2  p1  3 of 3 answered\nrow 3  p2  2 of 3 answered\nrow 4  p3  1 of 3 answered\n{summary}"
    )


def test_two_files_are_compared(nurse: Path) -> None:
    first, second = write(HEADER, GOOD, name="a.csv"), write(HEADER, "p1,Sample Person 01,1,2,4", name="b.csv")
    called = answers(first, "--against", second, "--problems", PROBLEMS)
    assert called.code == ExitCode.SOME_FAILED
    assert "a.csv:2: E (p3): row 2 of b.csv has another answer; compare both with the paper" in called.err
    assert called.err.endswith("b.csv: 1 difference.\n")
    assert [row["column"] for row in listed()] == ["E (p3)"]
    same = answers(first, "--against", first)
    assert (same.code, same.err.endswith("a.csv: no difference.\n")) == (0, True)


@pytest.mark.parametrize("command", slow_but(["report"], ["answers", "group", "report"]))
def test_who_is_who_can_be_typed(nurse: Path, command: str) -> None:
    file = write("Locker,Call me,When,p1,p2,p3", "17,Sample Person 01,2026-11-03,1,2,3")
    columns = ("--name-column", "Call me", "--id-column", "A", "--date-column", "when")
    called = call(command, file, "--assessment", "sample", "--date", DAY, *columns)
    assert "Name: B (Call me) · ID: A (Locker) · Date: C (When)" in called.err
    assert "nobody has a name" not in called.err
    wrong = call(command, file, "--assessment", "sample", "--name-column", "Nick")
    assert (wrong.code, "a.csv:1: Nick: there is no such column" in wrong.err) == (ExitCode.INVALID, True)
    assert "nobody has a name or an ID" in call(command, file, "--assessment", "sample", "--date", DAY).err


def test_who_is_who_can_be_written_in_the_center_and_the_assessment(nurse: Path) -> None:
    center, assessment = Path("source/center.toml"), Path("source/assessments/sample.md")
    center.write_text(f'{center.read_text(encoding="utf-8")}\n[columns]\nname = "Call me"\n', encoding="utf-8")
    text = assessment.read_text(encoding="utf-8")
    assessment.write_text(text.replace("---\n", "---\ncolumns: {id: Locker}\n", 1), encoding="utf-8")
    called = answers(write("Locker,Call me,p1,p2,p3", "17,Sample Person 01,1,2,3"))
    assert "Name: B (Call me) · ID: A (Locker) · Date: none" in called.err


WHO = ("tool", "name_columns", "id_columns", "date_columns")


def test_json_holds_every_problem_and_every_person(nurse: Path) -> None:
    file = write(f"{HEADER},Comments", *(f"{row},x" for row in [*people(range(250), "9"), *people(range(300), "2")]))
    called = answers(file, "--json")
    found = json.loads(called.out)
    assert called.code == ExitCode.SOME_FAILED
    assert list(found) == ["version", "problems", "assessment", "items", *WHO, "ignored_columns", "people"]
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
    file = write(HEADER, *(f"p1,Sample Person 01,9,{n % 5 + 1},3" for n in range(MOST_SHOWN + 2)))
    called = call(command, file, "--assessment", "sample", "--date", DAY)
    assert called.code == ExitCode.INVALID
    assert called.err.count("the latest counts") == MOST_SHOWN
    assert "\nProblems not shown here: 1. " in called.err
