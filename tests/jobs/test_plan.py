"""What is to be printed, how it is called, and what a key depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from careerprint.answers.responses import Response
from careerprint.jobs.job import Job
from careerprint.jobs.plan import belongs, on_paper, plan, report_jobs, source_lines
from tests.support.sample_runs import edit, make_source
from tests.support.studios import studio_of


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return make_source(tmp_path / "source", assessment=True, fit=True)


def person(name: str, called: str = "") -> Response:
    return Response(name, called, {"p1": 1, "p2": 2, "p3": 3}, None, None, "a.csv", 2, {})


def keys(
    source: Path, answers: Mapping[str, Sequence[Response]] | None = None, tools: str = "t", **more: Any
) -> dict[str, str]:
    return {job.output: job.key for job in plan(studio_of(source, **more), answers or {}, tools=tools).jobs}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in after if before.get(name) != after[name]}


PEOPLE = {"sample": (person("p1", "Ann"), person("p2", "Ben"))}
BLANK = {"handouts/nurse.pdf", "worksheets/fit--nurse.pdf", "worksheets/sample.pdf"}
OF_PEOPLE = {"samples/reports/sample/p1.pdf", "samples/reports/sample/p2.pdf", "samples/groups/sample.pdf"}


def test_every_source_has_its_prints(source: Path) -> None:
    assert set(keys(source)) == BLANK
    assert set(keys(source, PEOPLE)) == BLANK | OF_PEOPLE


def test_private_are_only_those_about_people(source: Path) -> None:
    jobs = plan(studio_of(source), PEOPLE, tools="").jobs
    assert {job.output for job in jobs if job.is_private} == OF_PEOPLE


@pytest.mark.parametrize(
    ("kind", "subject", "names"),
    [
        ("handout", "nurse", {"nurse"}),
        ("worksheet", "fit--nurse", {"fit--nurse", "fit", "nurse"}),
        ("report", "fit--nurse", {"fit--nurse", "fit", "nurse"}),
        ("group", "sample", {"sample"}),
        ("handout", "fit--nurse", {"fit--nurse"}),
        ("handout", "es/nurse", {"es/nurse"}),
        ("worksheet", "es/fit--nurse", {"es/fit--nurse", "es/fit", "es/nurse"}),
    ],
)
def test_whom_a_job_belongs_to(kind, subject: str, names: set[str]) -> None:
    asked = {"nurse", "fit", "fit--nurse", "sample", "es/nurse", "es/fit", "es/fit--nurse", "es", "", "nur"}
    assert {name for name in asked if belongs(Job(kind, subject, "x.pdf", "x.md"), name)} == names


def test_another_paper_stands_in_the_name_and_neither_is_left_over(source: Path) -> None:
    studio = studio_of(source, paper="a4")
    made = plan(studio, PEOPLE, tools="")
    assert {job.output for job in made.jobs} == {on_paper(name, "a4", "letter") for name in BLANK | OF_PEOPLE}
    assert on_paper("a/b.pdf", "a4", "letter") == "a/b-a4.pdf"
    assert on_paper("a/b.pdf", "letter", "letter") == "a/b.pdf"
    assert BLANK | OF_PEOPLE | {job.output for job in made.jobs} <= made.expected


def test_what_a_key_depends_on(source: Path) -> None:
    before = keys(source, PEOPLE)
    assert changed(before, keys(source, PEOPLE)) == set()
    assert changed(before, keys(source, PEOPLE, tools="other")) == BLANK | OF_PEOPLE
    assert changed(before, keys(source, PEOPLE, paper="letter")) == set(), "it is the center's own"
    people = {"sample": (PEOPLE["sample"][0], replace(PEOPLE["sample"][1], name="Bea"))}
    assert changed(before, keys(source, people)) == {"samples/reports/sample/p2.pdf"}
    people = {"sample": (PEOPLE["sample"][0], replace(PEOPLE["sample"][1], answers={"p1": 1, "p2": 2, "p3": None}))}
    assert changed(before, keys(source, people)) == {"samples/reports/sample/p2.pdf", "samples/groups/sample.pdf"}
    edit(source / "guides/nurse.md", "Teams lift together.", "Teams lift things together.")
    assert changed(before, keys(source, PEOPLE)) == {"handouts/nurse.pdf"}
    before = keys(source, PEOPLE)
    edit(source / "assessments/sample.md", "Low words.", "Other words.")
    assert changed(before, keys(source, PEOPLE)) == {
        "samples/reports/sample/p1.pdf",
        "samples/reports/sample/p2.pdf",
        "samples/groups/sample.pdf",
    }


def test_people_whose_ids_a_system_takes_for_the_same_get_files_of_their_own(source: Path) -> None:
    ids = ["A1", "a1", "Ａ1", "b/2", "b:2", "print-file", "x-large-print", "c3"]
    jobs = report_jobs("sample", [person(name) for name in ids], studio_of(source))
    names = [job.output.removeprefix("reports/sample/").removesuffix(".pdf") for job in jobs]
    assert len({name.casefold() for name in names}) == len(ids)
    assert names[-1] == "c3"
    assert all("/" not in name for name in names)
    assert all(len(name.rpartition("-")[2]) == 8 for name in names[:-1])


def test_a_persons_file_is_called_the_same_whoever_else_is_there(source: Path) -> None:
    studio = studio_of(source)
    alone = next(iter(report_jobs("sample", [person("c3")], studio))).output
    assert alone in {job.output for job in report_jobs("sample", [person("a"), person("c3"), person("z")], studio)}


def test_lines_of_a_source_are_known_for_messages(source: Path) -> None:
    lines = source_lines(studio_of(source).guides["nurse"].document)
    text = (source / "guides/nurse.md").read_text().split("\n")
    assert "{#care}" in text[lines["care"] - 1]
    assert "[^handbook]" in text[lines["#source-handbook"] - 1]
