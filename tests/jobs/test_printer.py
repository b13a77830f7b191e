"""One job becomes one file, or an outcome that says why not."""

from __future__ import annotations

import gc
import hashlib
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from weasyprint import Document
from weasyprint.formatting_structure.boxes import PageBox

from careerprint.answers.responses import Response
from careerprint.errors import OutputError, SourceError
from careerprint.jobs.job import Job, ReportJob
from careerprint.jobs.plan import plan
from careerprint.jobs.printer import Printer
from tests.support.misbehaving import CANARY, Misbehaving
from tests.support.sample_runs import edit, make_source
from tests.support.studios import studio_of

PERSON = Response("p1", "Sample Person", {"p1": 1, "p2": 2, "p3": 3}, None, None, "a.csv", 2, {})


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return make_source(tmp_path / "source", assessment=True)


def jobs(source: Path, **options) -> dict[str, Job]:
    made = plan(studio_of(source, **options), {"sample": (PERSON,)}, tools="").jobs
    return {job.kind: job for job in made}


def test_nothing_of_a_document_stays_in_memory(source: Path) -> None:
    """Else a process grew by ten megabytes with each report, until the collector came to the oldest generation."""

    def alive() -> list[object]:
        return [each for each in gc.get_objects() if isinstance(each, (Document, PageBox))]

    old = alive()  # what another test left, kept so that nothing new can have the same `id`
    known = {id(each) for each in old}
    printer = Printer(studio_of(source))
    for job in jobs(source).values():
        printer.attempt(job)
        assert [type(each) for each in alive() if id(each) not in known] == []


def test_an_outcome_says_what_was_made(source: Path, tmp_path: Path) -> None:
    printer = Printer(studio_of(source))
    for kind, job in jobs(source).items():
        outcome = printer(job)
        path = tmp_path / "out" / job.output
        data = path.read_bytes()
        assert (outcome.output, outcome.status, outcome.problems) == (job.output, "made", ())
        assert (outcome.size, outcome.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert outcome.pages == len(PdfReader(path).pages)
        assert outcome.sheets == (outcome.pages + 1) // 2
        private = kind in ("report", "group")
        assert path.stat().st_mode & 0o777 == (0o600 if private else 0o644)
        assert path.parent.stat().st_mode & 0o777 == (0o700 if private else 0o755)


def test_a_page_not_fit_for_print_is_an_outcome_and_the_old_file_stays(source: Path, tmp_path: Path) -> None:
    printer, job = Printer(studio_of(source)), jobs(source)["report"]
    printer(job)
    before = (tmp_path / "out" / job.output).read_bytes()
    assert isinstance(job, ReportJob)
    outcome = printer(replace(job, person=replace(PERSON, name="ꙮ")))
    assert (outcome.status, outcome.pages, outcome.sha256) == ("failed", 0, "")
    (problem,) = outcome.problems
    assert problem.message.endswith("has 1 character that no font of ours has: write it with other letters")
    assert (tmp_path / "out" / job.output).read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="limits memory in the way of POSIX")
@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("raise", r"a mistake of ours \(ValueError .*misbehaving\.py:\d+\); please report this page"),
        ("swallow", "needs more memory than a document may take; please report this page"),
    ],
)
def test_a_mistake_of_ours_is_told_without_a_persons_words(source: Path, deed: str, said: str) -> None:
    import resource

    job = jobs(source)["report"]
    assert isinstance(job, ReportJob)
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, before[1]))
    try:
        outcome = Printer(studio_of(source))(replace(job, person=replace(PERSON, answers=Misbehaving(deed))))
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
    assert outcome.status == "failed"
    assert re.fullmatch(said, outcome.problems[0].message)
    assert CANARY not in repr(outcome)


def test_a_place_that_cannot_be_written_is_an_error(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/handouts").write_text("a file")
    with pytest.raises(OutputError):
        Printer(studio_of(source))(jobs(source)["handout"])


def test_a_template_with_a_mistake_is_an_error(source: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    job = jobs(source)["worksheet"]
    (own / "worksheet.html").write_text("\n{% endif %}")
    with pytest.raises(SourceError) as caught:
        Printer(studio_of(source, templates=(own,)))(job)
    (problem,) = caught.value.problems
    assert (Path(problem.path).name, problem.line) == ("worksheet.html", 2)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ nobody }}", "the template fails here: 'nobody' is undefined"),
        ("{{ 1 // 0 }}", "the template fails here: ZeroDivisionError"),
    ],
)
def test_a_template_that_fails_says_where(source: Path, tmp_path: Path, template: str, said: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    job = jobs(source)["worksheet"]
    (own / "worksheet.html").write_text(f"\n\n{template}")
    outcome = Printer(studio_of(source, templates=(own,)))(job)
    (problem,) = outcome.problems
    assert (Path(problem.path).name, problem.line, problem.message) == ("worksheet.html", 3, said)


def test_running_over_is_told_with_the_lines(source: Path) -> None:
    edit(source / "guides/nurse.md", "sides: 4", "sides: 1")
    (warning,) = Printer(studio_of(source))(jobs(source)["handout"]).warnings
    assert ": handout: runs over 1 side by " in warning
    assert warning.endswith("; shorten the text or raise `sides`")
    assert Printer(studio_of(source))(jobs(source)["worksheet"]).warnings == ()
