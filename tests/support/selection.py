"""Which tests are run when nobody chose any, and in which process each."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
TOGETHER = ("tests/plates/", "tests/editions/")
"""Folders whose tests one process runs each, because they share prints."""
FIRST = (
    "tests/counter/test_browser.py",
    *TOGETHER,
    "tests/check/pdf/test_samples.py",
    "tests/whole/",
    "tests/jobs/",
    "tests/cli/",
    "tests/counter/",
)
"""Tests that take longest, a file at a time: they begin first, so that no process ends long after the others."""
NOT_COUNTED = (
    "tests/editions/",
    "tests/whole/",
    "tests/languages/",
    "tests/official/",
    "tests/press/layout/",
    "tests/check/pdf/test_mutations.py",
    "tests/check/pdf/test_spoiled.py",
)
"""Quick tests for which no lines are counted, like slow ones: they print a lot, and others reach the same lines."""


def is_whole(config: pytest.Config) -> bool:
    """Say whether nobody named files or chose tests with `-k`, `-m` or `--lf`."""
    option = config.option
    is_chosen = option.keyword or option.markexpr or getattr(option, "lf", False)
    return config.args_source is not pytest.Config.ArgsSource.ARGS and not is_chosen


def slow_but(quick: Iterable[T], values: Iterable[T]) -> list[Any]:
    """Return parameters for a test, all of which but a few are for the long run."""
    few = list(quick)
    return [value if value in few else pytest.param(value, marks=pytest.mark.slow) for value in values]


def processes(config: pytest.Config) -> int:
    """Return how many processes run tests: one for each processor, and 4 at most.

    One more where every test is run: many of the slow ones wait for a program, a browser, or another process.
    """
    return min(4, (os.cpu_count() or 1) + bool(config.option.all))


def by_what_is_shared(config: pytest.Config, log: Any) -> Any:
    """Return a scheduler that gives a process a file at a time, and those of `TOGETHER` to one."""
    from xdist.scheduler import LoadScopeScheduling

    class ByWhatIsShared(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return next((folder for folder in TOGETHER if file.startswith(folder)), file)

    config.option.loadscopereorder = False  # by the number of their tests; `LeftOut` puts them in order
    return ByWhatIsShared(config, log)


class LeftOut:
    """Leaves out slow tests unless they were asked for, and says so at the end.

    The tests may run in this process or in others, which report how many they left out.
    """

    def __init__(self, config: pytest.Config) -> None:
        """Begin with none left out."""
        self._applies = is_whole(config) and not config.option.all
        self._out = self._kept = 0

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Take out the slow ones; begin with what takes longest."""
        if is_whole(config):
            items.sort(key=lambda item: next((n for n, start in enumerate(FIRST) if item.nodeid.startswith(start)), 99))
        slow = [item for item in items if self._applies and item.get_closest_marker("slow")]
        items[:] = [item for item in items if item not in set(slow)]
        for item in items:
            # Counting lines nearly doubles a test's time.
            if item.get_closest_marker("slow") or item.nodeid.startswith(NOT_COUNTED):
                item.add_marker("no_cover")
        self._out, self._kept = len(slow), len(items)
        config.hook.pytest_deselected(items=slow)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Report to the process that started this one."""
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["left out"] = [self._out, self._kept]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take a report; each process knows about all tests."""
        self._out, self._kept = getattr(node, "workeroutput", {}).get("left out", (self._out, self._kept))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say what was left out."""
        if self._out:
            terminalreporter.write_line(
                f"Quick run: {self._out} of {self._out + self._kept} tests were left out: processes that are killed,"
                " veraPDF, whole sample sets. All: python3 build.py test --all"
            )
