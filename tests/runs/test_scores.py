"""The score table for staff."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
import python_calamine

from careerprint.answers.open_answers import read_answers
from careerprint.errors import ExitCode
from careerprint.runs.scores import header_of, lines_of
from careerprint.scoring.scorer import score
from tests.support.sample_runs import DAY, SOURCE, Called, call
from tests.support.samples import FIT, studio


def scores(file: str, *arguments: str) -> Called:
    return call("scores", file, "--assessment", "sample", "--date", DAY, *arguments)


def test_the_sample_people_have_the_scores_of_their_reports() -> None:
    assessment = studio().assessments["interests"]
    people = read_answers(SOURCE / "answers/interests.csv", assessment).responses
    lines = list(lines_of(assessment, people))
    assert len(lines) == 12
    for person, line in zip(people, lines, strict=True):
        printed = [each.printed for each in score(assessment, person.answers).scales]
        assert [f"{cell:.1f}" if cell != "" else "" for cell in line[4:10]] == printed
    assert lines[0][:4] == ("1001", "Sample Person 01", "2026-11-03", 30)
    assert lines[0][-2:] == ("Investigative, Conventional", "")
    assert header_of(assessment)[:5] == ("id", "name", "date", "answered", "Realistic (1 to 5)")
    assert header_of(assessment)[-2:] == ("highest", "note")


def test_a_fit_counts_the_skills_below_the_level_asked_for() -> None:
    assessment = studio().assessments[FIT]
    lines = list(lines_of(assessment, read_answers(SOURCE / f"answers/{FIT}.csv", assessment).responses))
    assert header_of(assessment)[-2] == "skills below"
    assert all(isinstance(line[-2], int) for line in lines)
    assert any(line[-2] for line in lines)


def test_the_table_is_private_and_purged(nurse: Path) -> None:
    Path("a.csv").write_text("id,name,p1,p2,p3\np1,Sample Person 01,1,2,5\np2,x,9,4,1\n", encoding="utf-8")
    called = scores("a.csv")
    path = Path("out/scores/sample.xlsx")
    assert (called.code, called.out) == (ExitCode.SOME_FAILED, f"{path}\n")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    book = python_calamine.CalamineWorkbook.from_path(path)
    head, *rows = book.get_sheet_by_name("Scores").to_python()
    assert head[:4] == ["id", "name", "date", "answered"]
    assert [row[:4] for row in rows] == [["p1", "Sample Person 01", "", 3.0]]
    assert call("purge", "--before", "2999-01-01", "--yes").code == 0
    assert not path.exists()


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(nurse: Path, start: str) -> None:
    name = f"{start}cmd|'/c'!A1"
    Path("a.csv").write_text(f"id,name,p1,p2,p3\n{start}1,{name},1,2,5\n", encoding="utf-8")
    assert scores("a.csv").code == scores("a.csv", "--csv").code == 0
    with zipfile.ZipFile("out/scores/sample.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    path = Path("out/scores/sample.csv")
    assert path.stat().st_mode & 0o777 == 0o600
    with path.open(encoding="utf-8-sig", newline="") as file:
        _, row = csv.reader(file)
    assert row[:2] == [f"'{start}1", f"'{name}"]
    assert row[3:] == ["3", "1.3", "", "all low"]


def test_nobody_gives_no_table(nurse: Path) -> None:
    Path("a.csv").write_text("id,name,p1,p2,p3\np1,Canary,9,2,5\n", encoding="utf-8")
    called = scores("a.csv")
    assert (called.code, called.out, Path("out/scores").exists()) == (ExitCode.INVALID, "", False)
    assert "Canary" not in called.err
