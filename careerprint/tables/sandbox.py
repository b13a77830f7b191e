"""A process of its own for files that may crash, hang or swallow memory: killing it is the one sure limit."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import TimeoutError as TooSlow
from contextlib import suppress
from enum import Enum
from multiprocessing.connection import Connection
from typing import TypeVar

from pebble import ProcessPool

from careerprint.confinement import confine
from careerprint.tables.limits import CHILD_MEMORY

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


def from_child(
    work: Callable[[Item], Iterable[Result]], item: Item, *, seconds: float
) -> Generator[Result | Lost, None, None]:
    """Yield, one by one, what `work` yields for an item in a limited child process, which waits to be asked.

    When nothing comes for so many seconds, or the child dies, the last that is yielded says so. `work` is a
    function of a module. Close the generator to be rid of the child.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(work, item, sender), daemon=True)
    child.start()
    sender.close()
    try:
        while receiver.poll(seconds):
            result = receiver.recv()
            if result is None:
                return
            yield result
        yield Lost.SLOW
    except EOFError:
        yield Lost.DIED
    finally:
        child.kill()
        child.join()
        receiver.close()


def _send(work: Callable[[Item], Iterable[Result]], item: Item, sender: Connection) -> None:
    confine(CHILD_MEMORY)
    with suppress(Exception):  # What it says may be somebody's answers: the pipe that ends early says enough.
        for result in work(item):
            sender.send(result)
        sender.send(None)
