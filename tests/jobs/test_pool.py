"""Many jobs in processes that can be killed: a bad one costs only itself, and nothing is left behind."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from careerprint.cli.main import STOPPED
from careerprint.errors import ExitCode, OutputError
from careerprint.jobs import dispatch, pool
from careerprint.jobs.dispatch import carry_out
from careerprint.jobs.job import Job, Outcome, Studio
from careerprint.jobs.journal import Journal, Recorder
from careerprint.jobs.journal_lines import Header, entries
from careerprint.plates.disk_cache import FOLDER as PIECES
from tests.support.misbehaving import CANARY, Misbehaving
from tests.support.processes import linux, posix, reports, session, started, unhurried, until, until_over, until_reports
from tests.support.report_runs import job
from tests.support.sample_runs import DAY, PATIENCE, call


def by_output(outcome: Outcome) -> str:
    return outcome.output


def causes(outcome) -> list[str]:
    return [problem.message for problem in outcome.problems]


@pytest.mark.slow
@posix
@pytest.mark.parametrize("size", [1, 5])
def test_a_bad_job_costs_only_itself(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    limit = unhurried(8)
    monkeypatch.setattr(pool, "SECONDS", limit)
    deeds = {
        2: Misbehaving("die"),
        4: Misbehaving("hang"),
        5: Misbehaving("swallow"),
        6: Misbehaving("raise"),
        7: Misbehaving("die", tmp_path / "died once"),
    }
    jobs = [job(number, deeds.get(number)) for number in range(1, 10)]
    journal = Journal(tmp_path)
    journal.begin(Header("", "", {}, 9))
    outcomes = sorted(carry_out(jobs, studio, workers=2, size=size, record=Recorder(journal)), key=by_output)
    journal.close()
    assert [outcome.output for outcome in outcomes] == [job.output for job in jobs]
    written = [entry for entry in entries(journal.path) if entry.status == "made"]
    assert sorted(entry.id for entry in written) == ["p1", "p3", "p7", "p8", "p9"], "each once"
    assert CANARY not in journal.path.read_text()
    failed = {n: causes(outcome) for n, outcome in enumerate(outcomes, 1) if outcome.status == "failed"}
    assert set(failed) == {2, 4, 5, 6}
    assert failed[2] == ["the program that printed it died 3 times; please report this page"]
    assert failed[4] == [f"took longer than {limit} seconds"]
    assert failed[5] == ["needs more memory than a document may take; please report this page"]
    assert failed[6][0].startswith("a mistake of ours (ValueError ")
    assert "misbehaving.py" in failed[6][0]
    assert CANARY not in repr(outcomes)
    there = {path.stem for path in (tmp_path / "out/reports/sample").iterdir()}
    assert there == {f"p{number}" for number in (1, 3, 7, 8, 9)}


@posix
def test_a_mistake_in_this_process_is_an_outcome_too(studio: Studio) -> None:
    (outcome,) = carry_out([job(1, Misbehaving("raise"))], studio)
    assert outcome.status == "failed"
    assert CANARY not in repr(outcome)


@pytest.mark.slow
@posix
def test_workers_that_die_between_two_jobs_are_replaced(studio: Studio, tmp_path: Path) -> None:
    folder = tmp_path / "out/reports/sample"

    def jobs() -> Iterator[Job]:
        yield from map(job, (1, 2, 3))
        until(lambda: folder.is_dir() and len(list(folder.glob("*.pdf"))) == 3)
        time.sleep(0.5)  # the worker is waiting for its next job
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, signal.SIGKILL)
        time.sleep(0.5)
        yield from map(job, (4, 5))

    outcomes = list(carry_out(jobs(), studio, workers=1))
    assert {(outcome.output, outcome.status) for outcome in outcomes} == {(job(n).output, "made") for n in range(1, 6)}
    assert len(outcomes) == 5


def test_no_jobs_start_nothing(studio: Studio) -> None:
    assert list(carry_out([], studio)) == []


@pytest.mark.slow
def test_a_place_that_cannot_be_written_stops_everything(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="there is a file where a folder should be"):
        list(carry_out(map(job, range(1, 8)), studio, workers=2))
    assert multiprocessing.active_children() == []


@pytest.mark.slow
def test_leaving_early_finishes_what_runs_and_begins_no_other(studio: Studio, tmp_path: Path) -> None:
    with closing(carry_out(map(job, range(1, 60)), studio, workers=2)) as outcomes:
        first = next(outcomes)
    assert first.status == "made"
    assert multiprocessing.active_children() == []
    names = sorted(path.name for path in (tmp_path / "out/reports/sample").iterdir())
    assert not [name for name in names if not name.endswith(".pdf")]
    assert 1 <= len(names) <= 4


# Whole programs


def all_whole(folder: Path) -> bool:
    files = (path for path in (folder / "out").rglob("*") if path.is_file())
    kinds = {path.suffix for path in files if PIECES not in path.parts}
    return kinds <= {".pdf", ".json", ".jsonl"} and all(
        path.read_bytes().endswith(b"%%EOF\n") for path in reports(folder)
    )


@pytest.mark.slow
@linux
def test_ctrl_c_leaves_whole_files_and_the_next_build_goes_on(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process = started(many)
    until_reports(many, 4)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (ExitCode.INTERRUPTED, "")
    assert err.strip() == STOPPED
    done = len(reports(many))
    assert 4 <= done < 14
    assert all_whole(many)
    until_over(process)
    monkeypatch.setattr(dispatch, "FEW", 20)  # the few that are left are sooner done here
    again = call("--source", many / "source", "--out", many / "out", "--date", DAY)
    assert again.code == 0
    # What was finished but not told when the workers were stopped is made once more.
    kept = re.findall(r"(\d+) up to date", again.out)
    assert int(kept[-1]) >= 4, "in the line with the totals"


@pytest.mark.slow
@linux
def test_ctrl_c_while_workers_start(many: Path) -> None:
    process = started(many)
    until(lambda: len(session(process.pid)) >= 3)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == ExitCode.INTERRUPTED
    assert err.strip() == STOPPED
    assert reports(many) == []
    until_over(process)


@pytest.mark.slow
@linux
def test_sigterm_stops_it_likewise(many: Path) -> None:
    process = started(many, "report", "source/answers/sample.csv", "--assessment", "sample")
    until_reports(many, 2)
    process.terminate()
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == ExitCode.TERMINATED
    assert "Traceback" not in err
    assert all_whole(many)
    until_over(process)


@pytest.mark.slow
@linux
def test_a_killed_parent_leaves_no_orphans(many: Path) -> None:
    process = started(many, "report", "source/answers/sample.csv", "--assessment", "sample")
    until_reports(many, 2)
    assert len(session(process.pid)) > 2
    process.kill()
    process.communicate(timeout=PATIENCE)
    until_over(process)
