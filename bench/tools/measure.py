"""CPU time of functions and of whole commands, in rounds that take turns.

CPU seconds (user and system), never the clock: other programs on the machine make everything take longer but hardly
change how much work is done. Ways that are compared take turns document by document, so that whatever still
changes from one second to the next affects all of them alike; a ratio is the median of the ratios of the rounds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")

ROUNDS = 5
"""Rounds that count; one before them warms up."""


def cpu_of(work: Callable[[T], object], document: T) -> float:
    """Return the CPU seconds that this process spends on one document."""
    start = time.process_time()
    work(document)
    return time.process_time() - start


def cpu_of_command(command: Sequence[str]) -> float:
    """Return the CPU seconds of a command and all processes that it starts; raise if it fails."""
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return (after.children_user + after.children_system) - (before.children_user + before.children_system)


def rounds(ways: Mapping[str, Callable[[T], object]], documents: Sequence[T]) -> dict[str, list[float]]:
    """Return the mean CPU seconds a document of each way, for each round, after one round that does not count."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ROUNDS + 1):
        totals = dict.fromkeys(ways, 0.0)
        for turn, document in enumerate(documents):
            order = list(ways)
            shift = (number + turn) % len(order)
            for name in order[shift:] + order[:shift]:
                totals[name] += cpu_of(ways[name], document)
        for name, total in totals.items():
            spent[name].append(total / len(documents))
    return {name: seconds[1:] for name, seconds in spent.items()}


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median over the rounds of ours divided by theirs."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def median(seconds: Sequence[float]) -> float:
    """Return the median CPU seconds."""
    return statistics.median(seconds)


def verdict(name: str, value: float, most: float) -> str:
    """Return a line that says whether a value is within its target."""
    return f"{name}: {value:.2f} (target: at most {most}) {'ok' if value <= most else 'MISSED'}"
