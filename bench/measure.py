"""CPU time of functions and of whole commands, in rounds that take turns.

CPU seconds (user and system), never the clock: other programs on the machine slow a clock down but hardly
change how much work is done. Ways that are compared take turns in each round, so that what still differs from
one minute to the next meets all of them alike.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

ROUNDS = 5


def cpu_of(work: Callable[[], object]) -> float:
    """Return the CPU seconds that this process spends on a piece of work."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def cpu_of_command(command: Sequence[str]) -> float:
    """Return the CPU seconds of a command and all processes that it starts; raise if it fails."""
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return (after.children_user + after.children_system) - (before.children_user + before.children_system)


def medians(ways: Mapping[str, Callable[[], object]], *, rounds: int = ROUNDS) -> dict[str, float]:
    """Return the median CPU seconds of each way; each is done once before the first round."""
    for work in ways.values():
        work()
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        names = list(ways) if number % 2 == 0 else list(reversed(ways))
        for name in names:
            spent[name].append(cpu_of(ways[name]))
    return {name: statistics.median(times) for name, times in spent.items()}


def verdict(name: str, ratio: float, most: float) -> str:
    """Return a line that says whether a ratio is within its target."""
    return f"{name}: {ratio:.2f} (target: at most {most}) {'ok' if ratio <= most else 'MISSED'}"
