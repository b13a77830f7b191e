"""Reports printed by a cluster: a scheduler and two workers, each a program of its own on this machine."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.cli.main import STOPPED
from careerprint.errors import ExitCode, MachineError, OutputError
from careerprint.jobs.cluster import connection
from careerprint.jobs.cluster.connection import is_open
from careerprint.jobs.cluster.remote_worker import Mark, parcel_of, print_parcel
from careerprint.jobs.job import Studio
from careerprint.jobs.journal_lines import entries
from careerprint.keys import file_hash
from tests.support.misbehaving import CANARY, Misbehaving
from tests.support.processes import linux, reports, started, until, until_reports
from tests.support.report_runs import carried_out, job, person, printed, run_of
from tests.support.sample_runs import DAY, PATIENCE, ROOT, call

pytest.importorskip(
    "distributed",
    reason="no dask.distributed: .venv/bin/python -m pip install --require-hashes -r requirements/cluster.txt",
)
pytestmark = linux


class Machines:
    """A scheduler and two workers; a worker is a nanny and the process that it looks after."""

    def __init__(self, logs: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.logs = logs
        port = self.address.rpartition(":")[2]
        self._scheduler = self._begun("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
        self.workers = [self._worker(), self._worker()]

    def _worker(self) -> subprocess.Popen[bytes]:
        return self._begun("worker", self.address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")

    def _begun(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.logs / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
                    "DASK_TEMPORARY_DIRECTORY": str(self.logs),
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, number: int) -> None:
        """Let a worker vanish as if its machine had."""
        os.killpg(self.workers[number].pid, signal.SIGKILL)
        self.workers[number].wait()

    def replace(self, number: int) -> None:
        self.workers[number] = self._worker()

    def end(self) -> None:
        for process in (*self.workers, self._scheduler):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    found = Machines(tmp_path_factory.mktemp("machines"))
    yield found
    found.end()


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: file_hash(path) for path in folder.glob("*.pdf")}


@pytest.mark.slow
def test_a_worker_that_vanishes_costs_nothing(studio: Studio, machines: Machines) -> None:
    group = [person(number) for number in range(1, 13)]
    here, _ = run_of(replace(studio, out=studio.out / "here"), group)
    assert carried_out(here).made == 12
    run, _ = run_of(studio, group)

    def kill() -> None:
        until(lambda: len(list(run.folder.glob("*.pdf"))) >= 3)
        machines.kill(0)

    killer = threading.Thread(target=kill)
    killer.start()
    tally = carried_out(run, scheduler=machines.address)
    killer.join()
    machines.replace(0)
    assert (tally.made, tally.failed) == (12, 0)
    assert hashes(run.folder) == hashes(here.folder)
    assert printed(run.folder) == {p.id: 1 for p in group}
    assert {entry.name: entry.sha256 for entry in entries(run.journal.path) if entry.output} == hashes(run.folder)
    assert {path.name for path in run.folder.iterdir()} == {*hashes(run.folder), "journal.jsonl"}


class Deleting(Misbehaving):
    """Deletes a report of somebody else when it is asked for an answer, once."""

    def __init__(self, path: Path, mark: Path) -> None:
        super().__init__("", mark)
        self.path = path

    def __getitem__(self, item: str) -> int | None:
        if self.mark and not self.mark.exists() and self.path.exists():
            self.mark.touch()
            self.path.unlink()
        return 3


@pytest.mark.slow
def test_bad_people_and_lost_files(
    studio: Studio, machines: Machines, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    group = [person(number, {6: "die", 9: "raise"}.get(number, "")) for number in range(1, 17)]
    lost = studio.out / "reports/sample/p01.pdf"
    group[1] = replace(group[1], answers=Deleting(lost, tmp_path / "deleted"))
    run, _ = run_of(studio, group)
    tally = carried_out(run, scheduler=machines.address)
    assert (tmp_path / "deleted").exists()
    assert (tally.made, tally.failed) == (14, 2)
    assert printed(run.folder) == {p.id: 1 for p in group if p.id not in ("p06", "p09")}
    assert {path.stem for path in run.folder.glob("*.pdf")} == set(printed(run.folder))
    causes = {entry.id: entry.cause for entry in entries(run.journal.path) if entry.status == "failed"}
    assert set(causes) == {"p06", "p09"}
    assert causes["p06"].startswith("the workers that printed it died or hung")
    assert causes["p09"].startswith("a mistake of ours (ValueError ")
    said = "".join(capsys.readouterr()) + (machines.logs / "log").read_text() + run.journal.path.read_text()
    assert CANARY not in said
    assert "Canary" not in said


@pytest.mark.slow
def test_ctrl_c_writes_down_what_was_made(many: Path, machines: Machines) -> None:
    rows = [f"p{n:03},Sample Person {n:03},{1 + n % 5},2,3" for n in range(300)]
    (many / "source/answers/sample.csv").write_text("\n".join(["id,name,p1,p2,p3", *rows]))
    process = started(
        many, "report", "source/answers/sample.csv", "--assessment", "sample", "--scheduler", machines.address
    )
    until_reports(many, 3)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == ExitCode.INTERRUPTED
    assert err.strip() == STOPPED
    place = many / "out/reports/sample"
    assert [path.name for path in place.glob("journal*")] == ["journal.jsonl"]
    made = [entry for entry in entries(place / "journal.jsonl") if entry.status == "made"]
    assert sorted(entry.id for entry in made) == [path.stem for path in reports(many)], "all, and each once"
    assert 3 <= len(made) < 300


@pytest.mark.slow
def test_results_in_a_store(many: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(many)
    rows = [f"p{n:02},Canary Person {n},{1 + n % 5},2,3" for n in range(12)]
    (many / "source/answers/sample.csv").write_text("\n".join(["id,name,p1,p2,p3", *rows]))
    command = ("report", "source/answers/sample.csv", "--assessment", "sample", "--date", DAY, "--json")
    assert call(*command, "--out", "here").code == 0
    store = many / "store"

    def there() -> dict[str, Path]:
        return {path.name: path for path in store.rglob("*.pdf")}

    def kill() -> None:
        until(lambda: len(there()) >= 3)
        machines.kill(0)

    def printed_there() -> tuple[int, int, int]:
        called = call(*command, "--scheduler", machines.address, "--results", f"dir::file://{store}")
        found = json.loads(called.out)
        assert called.code == 0
        assert "Canary" not in called.out + called.err
        return found["made"], found["current"], found["failed"]

    killer = threading.Thread(target=kill)
    killer.start()
    assert printed_there() == (12, 0, 0)
    killer.join()
    machines.replace(0)
    whole = hashes(many / "here/reports/sample")
    assert {name: file_hash(path) for name, path in there().items()} == whole
    assert [path.name for path in store.rglob(".*")] == [], "no mark, and nothing half written"
    place = many / "out/reports/sample"
    assert {path.name for path in place.iterdir()} == {"journal.jsonl", "summary.csv"}
    assert Counter(entry.id for entry in entries(place / "journal.jsonl")) == {f"p{n:02}": 1 for n in range(12)}
    before = {name: path.stat().st_mtime_ns for name, path in there().items()}
    there()["p03.pdf"].unlink()
    data = there()["p05.pdf"].read_bytes()
    there()["p05.pdf"].write_bytes(data[:-1] + b"?")
    os.utime(there()["p07.pdf"])
    assert printed_there() == (2, 10, 0)
    known = {entry.name: entry.sha256 for entry in entries(place / "journal.jsonl")}
    assert {name: file_hash(path) for name, path in there().items()} == known
    after = {name: path.stat().st_mtime_ns for name, path in there().items()}
    assert {name for name in whole if after[name] != before[name]} == {"p03.pdf", "p05.pdf", "p07.pdf"}


@pytest.mark.slow
def test_a_store_that_the_workers_do_not_reach(many: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(many)
    command = ("report", "source/answers/sample.csv", "--assessment", "sample", "--date", DAY, "--only", "p01")
    called = call(*command, "--scheduler", machines.address, "--results", "memory://reports")
    assert called.code == ExitCode.OUTPUT
    assert "the run's folder memory://reports is not there. All machines must share it." in called.err
    called = call(*command, "--scheduler", machines.address, "--results", "file:///proc/reports")
    assert called.code == ExitCode.OUTPUT
    assert called.err.strip().endswith("cannot be written: the folder does not exist.")


STUCK = """
from pathlib import Path
from dataclasses import replace
from careerprint.jobs.cluster.remote_worker import Mark, parcel_of, print_parcel
from tests.support.misbehaving import Misbehaving
from tests.support.report_runs import job
from tests.support.studios import studio_of
mark = Path("mark")
mark.write_text("token")
parcel = parcel_of(studio_of(Path("source")), Mark(mark, "token"), 1)
print_parcel(replace(parcel, jobs=(job(1, Misbehaving("hang")),)))
"""


@pytest.mark.slow
def test_a_stuck_worker_ends_itself(studio: Studio, tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", STUCK],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert found.returncode == 1
    assert found.stderr.startswith("Timeout ")
    assert "misbehave" in found.stderr
    assert "Sample Person" not in found.stderr


def test_workers_that_would_print_something_else_are_refused(studio: Studio, tmp_path: Path) -> None:
    mark = Mark(tmp_path / "mark", "token")
    parcel = replace(parcel_of(studio, mark, 60), jobs=(job(1),))
    refused = print_parcel(parcel)
    assert isinstance(refused, OutputError), "there is no such folder"
    assert "All machines must share it." in refused.message
    mark.path.write_text("token")
    assert isinstance(print_parcel(parcel), tuple)
    refused = print_parcel(replace(parcel, program="another"))
    assert isinstance(refused, MachineError)
    assert "Put the same on all machines" in refused.message


@pytest.mark.parametrize("address", ["host:8786", "tcp://host", "http://host:80", "tcp://host:8786/x", "tcp:// :1"])
def test_what_is_no_address(nurse: Path, address: str) -> None:
    called = call("report", "source/answers/sample.csv", "--assessment", "sample", "--scheduler", address)
    assert called.code == ExitCode.USAGE
    assert called.err.strip() == (
        f"`{address}` is no address of a scheduler; write it as tls://host:8786 or tcp://host:8786"
    )


def test_a_scheduler_that_is_not_there(nurse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "CONNECTING", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        command = ("report", "source/answers/sample.csv", "--assessment", "sample", "--date", DAY, "--force")
        called = call(*command, "--scheduler", address)
        assert (called.code, called.out) == (ExitCode.USAGE, "")
        assert called.err.strip() == (
            f"The scheduler {address} does not answer. Is it running? Does a firewall stand between?"
        )
        called = call(*command, "--scheduler", address.replace("tcp", "tls"))
    assert called.code == ExitCode.USAGE
    assert called.err.startswith("tls:// needs certificates. Name three files in DASK_DISTRIBUTED__COMM__TLS__CA_FILE,")


@pytest.mark.parametrize(
    "address", ["tcp://10.0.0.1:8786", "tls://10.0.0.1:8786", "tcp://127.0.0.1:1", "tcp://[::1]:1"]
)
def test_who_is_told_that_others_can_read_it(address: str) -> None:
    assert is_open(address) == (address == "tcp://10.0.0.1:8786")
