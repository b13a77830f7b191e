"""Opening the counter: what is said when it cannot be opened."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the packages of the counter are not installed")

from tests.support.counter import counter_source
from tests.support.sample_runs import DAY, ROOT, program

pytestmark = pytest.mark.slow


def test_without_its_packages_the_one_command_is_named(tmp_path: Path) -> None:
    counter_source(tmp_path / "source")
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['uvicorn'] = None\n")
    called = program("counter", folder=tmp_path, PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert (called.code, called.out) == (6, "")
    assert called.err.startswith("The counter needs packages that are not installed. Do: ")
    assert called.err.rstrip().endswith("requirements/counter.txt")


def test_a_port_that_is_taken_is_named_before_anything_is_read(tmp_path: Path) -> None:
    counter_source(tmp_path / "source")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        called = program("counter", "--port", str(port), "--no-open", folder=tmp_path)
    assert called.code == 2
    assert f"Port {port} is taken, perhaps by a counter that is open. Choose another one: --port 8642" in called.err


def test_texts_that_cannot_be_shown_are_listed(tmp_path: Path) -> None:
    source = counter_source(tmp_path / "source")
    (source / "center.toml").write_text("name = 1", encoding="utf-8")
    called = program("counter", "--port", "0", "--no-open", "--date", DAY, folder=tmp_path)
    assert called.code == 4
    assert "source/center.toml" in called.err
