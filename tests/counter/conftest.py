"""Counters that run as programs of their own, one for the tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.counter import Counter, opened


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Return a counter with small sources, for clients and staff."""
    with opened(tmp_path_factory.mktemp("counter")) as found:
        yield found


@pytest.fixture
def own_counter(tmp_path: Path) -> Iterator[Counter]:
    """Return a counter that a test may break."""
    with opened(tmp_path) as found:
        yield found
