"""A process of its own for files that may crash, hang or exhaust memory: only killing a process always works."""

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

Item = TypeVar("Item")
Result = TypeVar("Result")


MEMORY = 2 * 1024**3
"""Bytes of address space of the child: ten times what the largest honest file takes."""


class Lost(Enum):
    """Why there is no result."""

    SLOW = "took too long to read"
    DIED = f"could not be read: the program that reads it crashed or needed more than {MEMORY // 1024**3} GB of memory"


def each_in_child(work: Callable[[Item], Result], items: Iterable[Item], *, seconds: float) -> Iterator[Result | Lost]:
    """Call `work` for each item in a confined child process; yield the results in the order of the items.

    `work` must be a function of a module. It should return its failures: an exception counts as `Lost.DIED`.
    A call that takes longer than `seconds` counts as `Lost.SLOW`.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=1, context=context, initializer=confine, initargs=(MEMORY,)) as pool:
        try:
            yield from _outcomes(pool.map(work, items, timeout=seconds).result())
        finally:
            # Otherwise Ctrl-C would wait for every file that is still queued.
            pool.stop()  # type: ignore[no-untyped-call]


def _outcomes(results: Iterator[Result]) -> Iterator[Result | Lost]:
    while True:
        try:
            yield next(results)
        except StopIteration:
            return
        except TooSlow:
            yield Lost.SLOW
        except Exception:  # whatever a hostile file did to the child, the next file must be read
            yield Lost.DIED


def from_child(
    work: Callable[[Item], Iterable[Result]], item: Item, *, seconds: float
) -> Generator[Result | Lost, None, None]:
    """Yield what `work` yields for an item in a confined child process, which runs little ahead of the caller.

    If nothing comes for `seconds`, or the child dies, the last value is a `Lost`. `work` must be a function of a
    module. Closing the generator kills the child.
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
    confine(MEMORY)
    with suppress(Exception):  # its text may quote answers, and the caller sees that the pipe ends early
        for result in work(item):
            sender.send(result)
        sender.send(None)
