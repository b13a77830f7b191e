"""Which assessment, which people, in which order, and the list of what became of them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.answers import Answers, Response
from careerprint.answers.responses import AnswerProblem
from careerprint.errors import Problem, UsageError
from careerprint.jobs import Job, Outcome, Studio
from careerprint.reporting import chosen, find_assessment, summary
from tests.sample_runs import make_source
from tests.test_plan import studio_of


def person(identifier: str, **more) -> Response:
    return replace(Response(identifier, "", {}, None, None, "a.csv", 2, {}), **more)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_of(make_source(tmp_path_factory.mktemp("studio") / "source", assessment=True, fit=True))


@pytest.mark.parametrize(
    ("name", "guide", "slug"),
    [
        ("sample", None, "sample"),
        ("fit", "nurse", "fit--nurse"),
        ("fit--nurse", None, "fit--nurse"),
        ("en/fit", "nurse", "fit--nurse"),
    ],
)
def test_an_assessment_is_found(studio: Studio, name: str, guide: str | None, slug: str) -> None:
    assert find_assessment(studio, name, guide).slug == slug


@pytest.mark.parametrize(
    ("name", "guide", "said"),
    [
        ("sampel", None, "There is no assessment called `sampel`; did you mean `sample`?"),
        ("xyz", None, "There is no assessment called `xyz`; there are: fit, sample"),
        ("fit", None, "`fit` asks about one guide; add --guide with one of: nurse"),
        ("fit", "nurce", "There is no guide called `nurce`; did you mean `nurse`?"),
        ("sample", "nurse", "`sample` has questions of its own, so it needs no --guide."),
        ("es/sample", None, "There is no assessment in the language `es`; there are: en"),
    ],
)
def test_an_assessment_that_is_not_there(studio: Studio, name: str, guide: str | None, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_assessment(studio, name, guide)
    assert caught.value.message == said


@pytest.mark.parametrize(
    ("column", "ids"),
    [
        ("id", ["2", "10", "B", "c"]),
        ("name", ["c", "B", "10", "2"]),
        ("class", ["B", "10", "2", "c"]),
        (None, ["10", "c", "2", "B"]),
    ],
)
def test_people_are_sorted_as_people_sort(column: str | None, ids: list[str]) -> None:
    people = [
        person("10", name="Cid", extra={"Class": "9b"}),
        person("c", name="ann", extra={"Class": "10a"}),
        person("2", name="Dan", extra={"Class": "9B"}),  # the same as 9b
        person("B", name="Ben", extra={"Class": "9a"}),
    ]
    assert [p.id for p in chosen(people, sort=column)] == ids


def test_only_some_people_in_the_order_of_the_file() -> None:
    people = [person("a"), person("b"), person("c")]
    assert [p.id for p in chosen(people, only=("c", "a"))] == ["a", "c"]
    with pytest.raises(UsageError, match="No answers were read for the id `x`"):
        chosen(people, only=("a", "x"))


def test_the_summary_lists_everybody_and_defuses_formulas() -> None:
    people = [person("=A1", row=2), person("p2", row=3, name="Canary Name")]
    jobs = [Job("report", "s", f"reports/s/{p.id}.pdf", "s.md", data=p) for p in people]
    problem = Problem("s.md", None, "", "no font has “ꙮ”")
    outcomes = [Outcome(jobs[0].output, "made", 5), Outcome(jobs[1].output, "failed", problems=(problem,))]
    left_out = AnswerProblem("a.csv", 4, "C (p1)", "not one of the choices", "1 to 5", True)
    note = AnswerProblem("a.csv", 5, None, "left out: not finished", "", False)
    data = summary(jobs, outcomes, Answers(tuple(people), (left_out, note), ()))
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["row", "id", "status", "file", "pages", "cause"],
        ["2", "'=A1", "made", "'=A1.pdf", "5", ""],
        ["3", "p2", "failed", "", "", "no font has “ꙮ”"],
        ["4", "", "left out", "", "", "C (p1): not one of the choices; expected 1 to 5"],
    ]


def test_the_studio_here_is_real(studio: Studio) -> None:
    assert set(studio.assessments) == {"sample", "fit--nurse"}
    assert Path(studio.assets["images"]).is_dir()
