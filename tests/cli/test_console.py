"""Words on stderr, JSON on stdout."""

from __future__ import annotations

import json

import pytest

from careerprint.cli.build import result_json
from careerprint.cli.console import print_json, say_problems
from careerprint.errors import Problem
from careerprint.jobs.job import Outcome
from careerprint.runs.build import Result
from careerprint.runs.build_run import Tally

WARNING = Problem("a.md", 3, "", "is long", "warning")
ERROR = Problem("b.md", 1, "title", "is missing")


def test_problems_go_to_stderr_and_errors_come_last(capsys: pytest.CaptureFixture[str]) -> None:
    say_problems([ERROR, WARNING])
    assert capsys.readouterr() == ("", "warning: a.md:3: is long\nb.md:1: title: is missing\n")


def test_json_keeps_letters_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"file": "Đặng.pdf"})
    out = capsys.readouterr().out
    assert "Đặng" in out
    assert json.loads(out) == {"file": "Đặng.pdf"}


def test_a_build_as_json() -> None:
    outcomes = (
        Outcome("a.pdf", "made", pages=3, size=100, warnings=("runs over",)),
        Outcome("b.pdf", "failed", problems=(ERROR,)),
    )
    found = result_json(Result(Tally(outcomes), (WARNING,), ("old.pdf",), (), 1))
    assert (found["version"], found["made"], found["current"], found["failed"]) == (1, 1, 0, 1)
    assert found["left_over"] == ["old.pdf"]
    assert [document["sheets"] for document in found["documents"]] == [2, 0]
    assert found["documents"][0]["warnings"] == ["runs over"]
    assert found["documents"][1]["problems"][0]["field"] == "title"
    assert found["problems"][0]["severity"] == "warning"


def test_a_build_with_nothing_to_do_as_json() -> None:
    found = result_json(Result(None, files=33))
    assert (found["unchanged"], found["made"], found["current"], found["documents"]) == (True, 0, 33, [])
