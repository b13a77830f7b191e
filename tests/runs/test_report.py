"""Which assessment, and in which order people are printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.answers.responses import Response
from careerprint.errors import UsageError
from careerprint.jobs.job import Studio
from careerprint.runs.due import in_order
from careerprint.runs.question import find_assessment
from tests.support.sample_runs import make_source
from tests.support.studios import studio_of


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
    assert [p.id for p in (in_order(people, column) if column else people)] == ids


def test_the_studio_here_is_real(studio: Studio) -> None:
    assert set(studio.assessments) == {"sample", "fit--nurse"}
    assert Path(studio.assets["images"]).is_dir()
