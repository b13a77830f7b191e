"""Programs that are killed: every report is whole, none is lost, none is made twice."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.errors import ExitCode, OutputError
from careerprint.jobs import pool
from careerprint.jobs.job import Studio
from careerprint.jobs.journal_lines import entries
from careerprint.jobs.made import seen_at
from tests.support.processes import linux, reports, session, started, until, until_over, until_reports
from tests.support.report_runs import carried_out, person, printed, run_of
from tests.support.sample_runs import DAY, PATIENCE, call, edit

pytestmark = pytest.mark.slow

EVERYBODY = {f"p{n:02}" for n in range(16)}


def begun(folder: Path) -> subprocess.Popen[str]:
    return started(folder, "report", "source/answers/sample.csv", "--assessment", "sample", "--jobs", "2")


def finish(folder: Path) -> dict[str, int]:
    """Run it to its end; return how many were made and how many were up to date."""
    called = call(
        "report", folder / "source/answers/sample.csv", "--assessment", "sample", "--source", folder / "source",
        "--out", folder / "out", "--date", DAY, "--jobs", "2", "--json",
    )  # fmt: skip
    assert called.code == 0, called.err
    found = json.loads(called.out)
    return {name: found[name] for name in ("made", "current")}


def all_once(folder: Path) -> bool:
    """Say whether everybody's report is there as the journal has it, and was made once."""
    place = folder / "out/reports/sample"
    there = {path.name for path in place.iterdir()}
    assert there == {*(f"{name}.pdf" for name in EVERYBODY), "journal.jsonl", "summary.csv"}
    made = [entry for entry in entries(place / "journal.jsonl") if entry.status == "made"]
    assert all(seen_at(replace(entry, mtime_ns=0), place / f"{entry.id}.pdf") for entry in made), "by their hashes"
    return Counter(entry.id for entry in set(made)) == dict.fromkeys(EVERYBODY, 1)


@linux
def test_a_killed_run_is_taken_up_where_it_was(many: Path) -> None:
    for number in (1, 5, 9):
        process = begun(many)
        until_reports(many, number)
        process.kill()
        process.communicate(timeout=PATIENCE)
        until_over(process)
    done = len(reports(many))
    found = finish(many)
    assert found["made"] + found["current"] == 16
    assert done - 2 <= found["current"] <= done, "at most what two workers were at is made again"
    # A worker that dies between putting a report in its place and writing it down makes it again: no test can hit that.
    assert all_once(many)


@pytest.fixture
def crowd(many: Path) -> Path:
    """Return a folder with answers of so many people that nobody is done with them before a signal comes."""
    rows = [f"p{n:03},Sample Person {n:03},{1 + n % 5},2,3" for n in range(300)]
    (many / "source/answers/sample.csv").write_text("\n".join(["id,name,p1,p2,p3", *rows]))
    return many


@linux
def test_ctrl_c_writes_down_everything_that_was_made(crowd: Path) -> None:
    process = begun(crowd)
    until_reports(crowd, 3)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in err
    place = crowd / "out/reports/sample"
    assert [path.name for path in place.glob("journal*")] == ["journal.jsonl"]
    made = [entry for entry in entries(place / "journal.jsonl") if entry.status == "made"]
    assert sorted(entry.id for entry in made) == [path.stem for path in reports(crowd)], "all, and each once"
    assert 3 <= len(made) < 300
    assert all(seen_at(entry, place / entry.name) for entry in made)


@linux
def test_a_second_ctrl_c_does_not_wait(crowd: Path) -> None:
    process = begun(crowd)
    until_reports(crowd, 3)
    for worker in session(process.pid):
        if b"spawn_main" in Path(f"/proc/{worker}/cmdline").read_bytes():
            os.kill(worker, signal.SIGSTOP)  # so that nothing ends by itself
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(2)
    assert process.poll() is None, "it waits for what runs"

    def has_ended() -> bool:
        process.send_signal(signal.SIGINT)
        time.sleep(2)
        return process.poll() is not None

    until(has_ended, seconds=pool.SECONDS - 20)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == ExitCode.INTERRUPTED
    until_over(process)


@linux
def test_a_torn_journal_and_a_changed_row(many: Path) -> None:
    assert finish(many) == {"made": 16, "current": 0}
    journal = many / "out/reports/sample/journal.jsonl"
    end = journal.read_bytes()
    last = [entry for entry in entries(journal) if entry.status == "made"][-1]
    journal.write_bytes(end[: end.rindex(last.sha256.encode())])
    edit(many / "source/answers/sample.csv", "p07,Sample Person 07,", "p07,Other Person 07,")
    made = 1 if last.id == "p07" else 2
    assert finish(many) == {"made": made, "current": 16 - made}
    assert finish(many) == {"made": 0, "current": 16}


@linux
def test_workers_killed_at_any_time_cost_nothing(studio: Studio) -> None:
    group = [person(number) for number in range(1, 25)]
    run, _ = run_of(studio, group)

    def kill() -> None:  # less often than `pool.TRIES`, or a job that is tried again by itself may be hit each time
        for number in (2, 12):
            until_reports(run.studio.out.parent, number)
            os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    tally = carried_out(run)
    killer.join()
    assert (tally.made, tally.failed) == (24, 0)
    assert printed(run.folder) == {p.id: 1 for p in group}


@linux
def test_a_worker_killed_while_it_starts_blocks_nobody(studio: Studio) -> None:
    large = replace(studio, assets={**studio.assets, "unused" * 50_000: Path()})  # more than a pipe holds
    run, _ = run_of(large, [person(number) for number in range(1, 9)])

    def starting() -> list[int]:
        return [int(place.name) for place in Path("/proc").glob("[0-9]*") if is_worker(place)]

    def is_worker(place: Path) -> bool:
        try:
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            return parent == os.getpid() and b"spawn_main" in (place / "cmdline").read_bytes()
        except OSError:
            return False

    def kill() -> None:
        until(lambda: bool(starting()))
        os.kill(starting()[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    assert carried_out(run).made == 8
    killer.join()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk could not be mounted: a full disk is NOT tested here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@linux
def test_a_full_disk_stops_at_once_and_the_journal_is_whole(studio: Studio, small_disk: Path) -> None:
    group = [person(number) for number in range(1, 25)]
    small = replace(studio, out=small_disk / "out")
    run, _ = run_of(small, group)
    filler = small_disk / "filler"

    def fill() -> None:
        until(lambda: len(list(run.folder.glob("*.pdf"))) >= 3)
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                return

    thread = threading.Thread(target=fill)
    thread.start()
    with pytest.raises(OutputError, match="the disk is full"):
        carried_out(run)
    thread.join()
    there = {path.stem for path in run.folder.glob("*.pdf")}
    assert 3 <= len(there) < 24
    filler.unlink()
    again, _ = run_of(small, group)
    assert len(there) - 2 <= again.due.current <= len(there)
    before = again.due.current
    assert carried_out(again).made == 24 - before
    assert set(printed(run.folder)) == {p.id for p in group}
    assert max(printed(run.folder).values()) == 1
    assert not list(run.folder.glob(".careerprint*"))
