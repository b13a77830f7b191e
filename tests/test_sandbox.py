"""The process of its own that hostile files are read in."""

from __future__ import annotations

import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count, islice

import pytest

from careerprint.sandbox import Lost, each_in_child, from_child
from tests.support.processes import unhurried


def misbehave(how: str) -> str:
    """Do what a hostile file may make a reader do; this runs in the child."""
    if how == "hang":
        time.sleep(600)
    if how == "crash":
        os.abort()
    if how == "swallow":
        return str(len(bytearray(3 * 1024**3)))
    if how == "raise":
        raise KeyError("Canary7391")
    return how


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
def test_every_other_file_is_read() -> None:
    kinds = ["fine", "hang", "crash", "swallow", "raise", "well"]
    outcomes = list(each_in_child(misbehave, kinds, seconds=unhurried(3)))
    assert outcomes == ["fine", Lost.SLOW, Lost.DIED, Lost.DIED, Lost.DIED, "well"]


def test_nothing_to_do() -> None:
    assert list(each_in_child(misbehave, [], seconds=2)) == []


def in_pieces(how: str) -> Iterator[str]:
    """Misbehave after the first piece; this runs in the child."""
    yield "first"
    yield misbehave(how)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
@pytest.mark.parametrize(
    ("how", "last"),
    [
        ("fine", "fine"),
        pytest.param("hang", Lost.SLOW, marks=pytest.mark.slow),
        ("crash", Lost.DIED),
        ("swallow", Lost.DIED),
        ("raise", Lost.DIED),
    ],
)
def test_pieces_come_until_the_child_is_lost(how: str, last: str | Lost, capfd: pytest.CaptureFixture[str]) -> None:
    seconds = unhurried(6) if how == "hang" else 60
    assert list(from_child(in_pieces, how, seconds=seconds)) == ["first", last]
    assert "Canary" not in capfd.readouterr().err


def without_end(start: int) -> Iterator[int]:
    return count(start)


def test_no_more_is_read_than_is_asked_for() -> None:
    pieces = from_child(without_end, 7, seconds=20)
    assert list(islice(pieces, 3)) == [7, 8, 9]
    pieces.close()
    assert multiprocessing.active_children() == []


def call_home(port: int) -> tuple[bool, int]:
    """Say whether a listener on this machine can be reached, and as whom; this runs in the child."""
    with socket.socket() as caller:
        caller.settimeout(5)
        return caller.connect_ex(("127.0.0.1", port)) == 0, os.geteuid()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can take the network away")
def test_a_child_has_no_network() -> None:
    script = "import sys; from careerprint.confinement import leave_network; sys.exit(not leave_network())"
    if subprocess.run([sys.executable, "-c", script], check=False).returncode:
        pytest.skip("this system does not let processes leave the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert call_home(port) == (True, os.geteuid())
        assert list(each_in_child(call_home, [port], seconds=60)) == [(False, os.geteuid())]


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="becomes another user")
def test_other_users_keep_their_ids_without_a_network() -> None:
    script = "import ctypes, os; from careerprint.confinement import leave_network; os.setuid(65534); "
    script += "ctypes.CDLL(None).prctl(4, 1); print(leave_network(), os.geteuid())"  # 4: PR_SET_DUMPABLE
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() in (["True", "65534"], ["False", "65534"])
