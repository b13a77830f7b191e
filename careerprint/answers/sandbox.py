"""A process of its own for files that may crash, hang or swallow memory: killing it is the one sure limit."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TooSlow
from enum import Enum
from typing import TypeVar

from pebble import ProcessPool

from careerprint.answers.limits import CHILD_MEMORY
from careerprint.confinement import confine

Item = TypeVar("Item")
Result = TypeVar("Result")


class Lost(Enum):
    """Why there is no result."""

    SLOW = "took too long to read"
    DIED = "could not be read within the memory that a file of answers needs"


def each_in_child(work: Callable[[Item], Result], items: Iterable[Item], *, seconds: float) -> Iterator[Result | Lost]:
    """Call `work` for each item in a limited child process; yield the results in the order of the items.

    `work` is a function of a module. It should return its failures: an exception counts as `Lost.DIED`.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=1, context=context, initializer=confine, initargs=(CHILD_MEMORY,)) as pool:
        try:
            yield from _outcomes(pool.map(work, items, timeout=seconds).result())
        finally:
            # Without it Ctrl-C would wait for every file that is still queued.
            pool.stop()  # type: ignore[no-untyped-call]


def _outcomes(results: Iterator[Result]) -> Iterator[Result | Lost]:
    while True:
        try:
            yield next(results)
        except StopIteration:
            return
        except TooSlow:
            yield Lost.SLOW
        except Exception:  # Whatever a hostile file did to the child, the next file must be read.
            yield Lost.DIED
