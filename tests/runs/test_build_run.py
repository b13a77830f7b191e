"""Many documents: what is up to date is left alone, and a bad one never stops the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.answers.responses import Response
from careerprint.errors import OutputError
from careerprint.jobs import dispatch
from careerprint.jobs.job import Outcome, ReportJob
from careerprint.jobs.plan import Plan, plan
from careerprint.runs.build_run import Tally, print_plan
from careerprint.runs.manifest import Manifest
from tests.support.sample_runs import make_source
from tests.support.studios import studio_of

PEOPLE = tuple(
    Response(f"p{n}", f"Sample Person {n}", {"p1": n, "p2": 2, "p3": 3}, None, None, "a.csv", n, {}) for n in (1, 2, 3)
)


class Heard:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.total: int | None = None
        self.outcomes: list[Outcome] = []

    def stage(self, words: str) -> None:
        raise AssertionError("a batch is one stage")

    def begin(self, total: int) -> None:
        assert self.outcomes == []
        self.total = total

    def done(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)

    def underway(self, jobs: int) -> None:
        raise AssertionError("a build hands out one document at a time")


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(dispatch, "FEW", 20)
    studio = studio_of(make_source(tmp_path / "source", assessment=True))
    (tmp_path / "out").mkdir()
    made = plan(studio, {"sample": PEOPLE}, tools="")
    return replace(made, jobs=tuple(job for job in made.jobs if job.kind == "report"))


def outputs(outcomes) -> list[tuple[str, str]]:
    return [(outcome.output.rpartition("/")[2], outcome.status) for outcome in outcomes]


@pytest.mark.slow
def test_only_what_is_stale_is_printed_and_told(people: Plan, tmp_path: Path) -> None:
    manifest, first, second = Manifest.load(tmp_path / "out"), Heard(), Heard()
    all_made = [("p1.pdf", "made"), ("p2.pdf", "made"), ("p3.pdf", "made")]
    assert outputs(print_plan(people, manifest, first).outcomes) == all_made
    assert (first.total, outputs(first.outcomes)) == (3, all_made)
    (tmp_path / "out/samples/reports/sample/p2.pdf").unlink()
    tally = print_plan(people, manifest, second)
    assert outputs(tally.outcomes) == [("p1.pdf", "current"), ("p2.pdf", "made"), ("p3.pdf", "current")]
    assert (second.total, outputs(second.outcomes)) == (1, [("p2.pdf", "made")])
    assert outputs(print_plan(people, manifest, Heard(), force=True).outcomes) == all_made


def test_what_is_up_to_date_is_known_as_well_as_what_was_made(people: Plan, tmp_path: Path) -> None:
    manifest = Manifest.load(tmp_path / "out")
    made = print_plan(people, manifest, Heard()).outcomes
    current = print_plan(people, manifest, Heard()).outcomes
    assert [replace(outcome, status="current", seconds=0.0) for outcome in made] == list(current)


def test_a_bad_one_is_not_remembered_and_tried_again(people: Plan, tmp_path: Path) -> None:
    assert isinstance(people.jobs[1], ReportJob)
    bad = replace(people.jobs[1], person=replace(PEOPLE[1], name="ꙮ"))
    plan_ = replace(people, jobs=(people.jobs[0], bad, people.jobs[2]))
    manifest = Manifest.load(tmp_path / "out")
    assert outputs(print_plan(plan_, manifest, Heard()).outcomes) == [
        ("p1.pdf", "made"),
        ("p2.pdf", "failed"),
        ("p3.pdf", "made"),
    ]
    again = Heard()
    print_plan(plan_, manifest, again)
    assert outputs(again.outcomes) == [("p2.pdf", "failed")]


@pytest.mark.slow
def test_what_was_made_before_a_stop_is_remembered(people: Plan, tmp_path: Path) -> None:
    class Stopping(Heard):
        def done(self, outcome: Outcome) -> None:
            super().done(outcome)
            if len(self.outcomes) == 2:
                raise KeyboardInterrupt

    manifest = Manifest.load(tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        print_plan(people, manifest, Stopping())
    assert outputs(print_plan(people, manifest, Heard()).outcomes) == [
        ("p1.pdf", "current"),
        ("p2.pdf", "current"),
        ("p3.pdf", "made"),
    ]


def test_a_place_that_cannot_be_written_stops_everything(people: Plan, tmp_path: Path) -> None:
    (tmp_path / "out/samples").write_text("a file")
    heard = Heard()
    with pytest.raises(OutputError):
        print_plan(people, Manifest.load(tmp_path / "out"), heard)
    assert heard.outcomes == []


def test_a_tally_counts() -> None:
    tally = Tally(
        (Outcome("a", "made", warnings=("x", "y")), Outcome("b", "failed"), Outcome("c", "made", warnings=("z",)))
    )
    assert (tally.count("made"), tally.count("failed"), tally.count("current"), tally.warnings) == (2, 1, 0, 3)
