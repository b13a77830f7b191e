"""The process of its own that hostile files are read in."""

from __future__ import annotations

import os
import sys
import time

import pytest

from careerprint.answers.sandbox import Lost, each_in_child


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


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
def test_every_other_file_is_read() -> None:
    kinds = ["fine", "hang", "crash", "swallow", "raise", "well"]
    outcomes = list(each_in_child(misbehave, kinds, seconds=2))
    assert outcomes == ["fine", Lost.SLOW, Lost.DIED, Lost.DIED, Lost.DIED, "well"]


def test_nothing_to_do() -> None:
    assert list(each_in_child(misbehave, [], seconds=2)) == []
