"""Which editions are printed, what their files are called, and that the program knows them again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.editions import EDITIONS, STANDARD, Edition, EditionChoice, is_print_file, looks_like_edition
from careerprint.errors import ExitCode
from careerprint.jobs.job import Studio
from careerprint.jobs.plan import Plan, editions_of, in_editions, plan
from tests.support import samples
from tests.support.edition_samples import sample_job
from tests.support.sample_runs import call, edit, make_source


@pytest.fixture(scope="module")
def studio() -> Studio:
    return samples.studio()


@pytest.mark.parametrize(
    "edition, name",
    [
        (Edition(), "nurse.pdf"),
        (Edition("large-print"), "nurse-large-print.pdf"),
        (Edition("one-sheet"), "nurse-one-sheet.pdf"),
        (Edition("rack-card"), "nurse-rack-card-print.pdf"),
        (Edition("clear-print", low_vision=True), "nurse-clear-print-low-vision.pdf"),
        (Edition("mono", high_contrast=True), "nurse-mono-high-contrast.pdf"),
        (Edition(low_vision=True), "nurse-low-vision.pdf"),
        (Edition("large-print", True, True), "nurse-large-print-high-contrast-low-vision.pdf"),
        (Edition("booklet"), "nurse-booklet-print.pdf"),
        (Edition("two-up", high_contrast=True), "nurse-high-contrast-two-up-print.pdf"),
    ],
)
def test_names_say_the_edition(edition: Edition, name: str) -> None:
    assert edition.name("nurse.pdf") == name
    assert is_print_file(name) == edition.is_imposed
    assert looks_like_edition(name.removesuffix(".pdf")) == (edition != STANDARD)


def test_a_print_file_on_another_paper_is_known_and_large_print_is_none() -> None:
    assert is_print_file("handouts/nurse-booklet-print-a4.pdf")
    assert not is_print_file("handouts/nurse-large-print-a4.pdf")
    assert not is_print_file("reports/fit/booklet-print.pdf")


def test_no_two_editions_share_a_name() -> None:
    assert len({edition.name("nurse.pdf") for edition in EDITIONS}) == len(EDITIONS) == 32


def test_what_is_asked_for_wins_over_the_guide_and_the_guide_over_the_center() -> None:
    asked, nothing = EditionChoice(("mono", "mono")), EditionChoice(high_contrast=True)
    assert asked.editions(("booklet",), ("two-up",)) == (Edition("mono"),)
    assert nothing.editions(("booklet", "mono"), ("two-up",)) == (Edition("booklet", True), Edition("mono", True))
    assert nothing.editions((), ("two-up",)) == (Edition("two-up", True),)
    assert EditionChoice().editions(None, ()) == (STANDARD,)


def test_a_guide_speaks_for_its_handout_worksheet_and_reports(studio: Studio) -> None:
    guide = studio.guides["machine-learning-engineer"]
    special = replace(guide, meta=guide.meta.model_copy(update={"editions": ("mono",)}))
    fit = replace(studio.assessments[samples.FIT], guide=special)
    own = replace(
        studio,
        guides={**studio.guides, special.slug: special},
        assessments={**studio.assessments, samples.FIT: fit},
        center=studio.center.model_copy(update={"editions": ("large-print",)}),
    )
    for sample in ("handout", "worksheet", "fit report"):
        assert editions_of(sample_job(sample, own), own) == (Edition("mono"),)
    assert editions_of(sample_job("interests report", own), own) == (Edition("large-print"),)


def test_large_print_has_as_many_pages_as_it_needs(studio: Studio) -> None:
    both = replace(studio, editions=EditionChoice(("standard", "large-print")))
    jobs = list(in_editions([sample_job("handout", studio)], both))
    assert [(job.output, job.target_pages) for job in jobs] == [("handout.pdf", 8), ("handout-large-print.pdf", None)]


@pytest.fixture(scope="module")
def plans(studio: Studio) -> dict[EditionChoice, Plan]:
    small = replace(studio, assessments={"interests": studio.assessments["interests"]})
    choices = [
        EditionChoice(),
        EditionChoice(("large-print", "mono", "booklet", "two-up")),
        EditionChoice(low_vision=True),
    ]
    return {choice: plan(replace(small, editions=choice, paper="a4"), {}, tools="") for choice in choices}


def test_every_output_is_expected_whatever_is_asked_for(plans: dict[EditionChoice, Plan]) -> None:
    for other in plans.values():
        for made in plans.values():
            assert {job.output for job in made.jobs} <= other.expected
    assert "handouts/data-scientist-large-print-a4.pdf" in plans[EditionChoice()].expected


def test_each_edition_has_a_key_of_its_own(plans: dict[EditionChoice, Plan]) -> None:
    keys = [job.key for made in plans.values() for job in made.jobs]
    assert len(keys) == len(set(keys))


def test_an_id_that_looks_like_an_edition_does_not_take_its_file() -> None:
    from careerprint.answers.responses import Response
    from careerprint.jobs.plan import FileNames

    people = [Response(name, "", {}, None, None, "f.csv", 2, {}) for name in ("1001", "1001-mono", "1001-Mono")]
    names = list(map(FileNames(people), people))
    assert names[0] == "1001"
    assert not any(looks_like_edition(name) for name in names)


@pytest.mark.slow
def test_the_command_prints_editions_and_the_table_warns_of_print_files(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    edit(source / "guides" / "nurse.md", "language: en", "language: en\neditions: [standard, two-up]")
    places = ("--source", source, "--out", tmp_path / "out", "--date", "2026-11-20")
    called = call("build", *places, "--verbose")
    assert called.code == ExitCode.OK, called.err
    assert sorted(path.name for path in (tmp_path / "out" / "handouts").iterdir()) == [
        "nurse-two-up-print.pdf",
        "nurse.pdf",
    ]
    (head, *_), (line,) = called.out.splitlines(), [s for s in called.out.splitlines() if "two-up" in s]
    assert head.split()[:4] == ["File", "Pages", "Sheets", "Ink"]
    assert line.endswith("made, on tabloid paper, 17 by 11 inches, for the printer only: never hand out this file")
    assert "%" in line
    again = call("build", *places, "--edition", "mono")
    assert "left over" not in again.err
    assert (tmp_path / "out" / "handouts" / "nurse-mono.pdf").is_file()
    assert call("build", *places).err.startswith("Nothing to do") or "up to date" in call("build", *places).err


def test_an_unknown_edition_is_reported_with_its_line(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    edit(source / "guides" / "nurse.md", "language: en", "language: en\neditions: [large]")
    called = call("check", "--source", source)
    assert called.code == ExitCode.INVALID
    assert "nurse.md:" in called.err
    assert "editions › 1: expected one of 'standard', 'large-print', 'clear-print', 'mono', " in called.err
    assert call("build", "--source", source, "--edition", "large").code == ExitCode.USAGE


def test_the_center_names_its_editions(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    center = source / "center.toml"
    center.write_text('editions = ["mono"]\n' + center.read_text(encoding="utf-8"), encoding="utf-8")
    shutil.rmtree(source / "answers")
    called = call("build", "--source", source, "--out", tmp_path / "out", "--date", "2026-11-20")
    assert called.code == ExitCode.OK, called.err
    assert [path.name for path in (tmp_path / "out" / "handouts").iterdir()] == ["nurse-mono.pdf"]
