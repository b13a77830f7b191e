"""Reports printed by a cluster: a scheduler and two workers, each a program of its own on this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.entries import entries
from careerprint.jobs import Studio
from careerprint.manifest import file_hash
from tests.sample_runs import ROOT
from tests.test_reports import carried_out, person, printed, run_of, studio
from tests.test_workers import linux, many, until

__all__ = ["many", "studio"]  # fixtures
pytest.importorskip(
    "distributed",
    reason="no dask.distributed: .venv/bin/python -m pip install --require-hashes -r requirements-cluster.txt",
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
        self._scheduler = self._begun("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show")
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


def test_a_worker_that_vanishes_costs_nothing(studio: Studio, machines: Machines) -> None:
    group = [person(number) for number in range(1, 25)]
    here, _ = run_of(replace(studio, out=studio.out / "here"), group)
    assert carried_out(here).made == 24
    run, _ = run_of(studio, group)

    def kill() -> None:
        until(lambda: len(list(run.folder.glob("*.pdf"))) >= 4)
        machines.kill(0)

    killer = threading.Thread(target=kill)
    killer.start()
    tally = carried_out(replace(run, scheduler=machines.address))
    killer.join()
    machines.replace(0)
    assert (tally.made, tally.failed) == (24, 0)
    assert hashes(run.folder) == hashes(here.folder)
    assert printed(run.folder) == {p.id: 1 for p in group}
    assert {entry.file.rpartition("/")[2]: entry.sha256 for entry in entries(run.journal.path) if entry.file} == hashes(
        run.folder
    )
    assert {path.name for path in run.folder.iterdir()} == {*hashes(run.folder), "journal.jsonl"}
