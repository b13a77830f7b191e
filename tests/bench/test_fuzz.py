"""The fuzzer finds what it looks for, and makes the same file of the same number."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.proofs import fuzz as fuzzer
from bench.proofs.fuzz import damaged, fuzz
from bench.proofs.readers import CANARY, READERS, Reader


def fail(path: Path) -> str:
    raise KeyError(path)


def die(_: Path) -> str:
    os.abort()


def quote(_: Path) -> str:
    return f"who is {CANARY.upper()}?"


def swallow(_: Path) -> str:
    return str(len(b"x" * (1_100 * 1024**2)))


def spin(path: Path) -> str:
    while path.exists():
        pass
    return ""


def read_well(_: Path) -> str:
    return "nobody"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("read", "found"),
    [(fail, "KeyError"), (die, "died"), (quote, "quoted"), (swallow, "over"), (read_well, "")],
)
def test_what_is_found(read: Callable[[Path], str], found: str) -> None:
    reader = Reader("sample", ".txt", read, (b"some words 17",), (b"token",), is_private=True)
    tally = fuzz(reader, range(3), time.monotonic() + 600)
    assert tally.cases == 3
    assert [kind.split()[0] for kind in tally.faults] == ([found] if found else [])
    assert tally.broken == ([0, 1, 2] if found else [])


@pytest.mark.slow
def test_what_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzer, "PATIENCE", 0.5)
    reader = Reader("sample", ".txt", spin, (b"some words 17",), (b"token",))
    tally = fuzz(reader, range(2), time.monotonic() + 600)
    assert (tally.cases, tally.faults) == (2, {"hang": 2})


@pytest.mark.parametrize("name", sorted(READERS))
def test_the_same_number_is_the_same_file(name: str) -> None:
    reader = READERS[name]()
    files = [damaged(reader, number) for number in range(20)]
    assert files == [damaged(reader, number) for number in range(20)]
    assert len(set(files)) > 10
