"""`--scheduler` where the optional package is not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from careerprint.errors import ExitCode
from tests.support.sample_runs import call


def test_without_the_package_the_command_is_told(nurse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)  # so Python itself says that it is not there
    address = ("--scheduler", "tcp://127.0.0.1:8786")
    called = call("report", "source/answers/sample.csv", "--assessment", "sample", *address)
    assert (called.code, called.out) == (ExitCode.MACHINE, "")
    told, _, command = called.err.partition("--scheduler needs one more package; add it with: ")
    assert told == ""
    assert command.split()[1:-1] == ["-m", "pip", "install", "--require-hashes", "-r"]
    assert Path(command.split()[-1]).name == "cluster.txt"
    assert Path(command.split()[-1]).is_file()
