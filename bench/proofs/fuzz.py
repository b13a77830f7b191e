"""Damages files in every way and gives them to every reader: none may crash, hang, swallow memory, or quote its file.

    .venv/bin/python -m bench.proofs.fuzz --seconds 60                 # shared by all readers
    .venv/bin/python -m bench.proofs.fuzz --cases 5000 --reader csv    # exactly so many of one
    .venv/bin/python -m bench.proofs.fuzz --reader form --only 217     # one case again, with its traceback

The same case number always gives the same file. A process reads case after case; where one kills it, or keeps it busy
for longer than `PATIENCE`, the next process goes on behind that case. Readers that Careerprint runs in a confined child
are called directly: this process is the child. Files that broke something are kept with --keep FOLDER; they belong,
made small, into `tests/attacks/breakers/`.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.proofs.readers import CANARY, READERS, Reader
from careerprint.errors import CareerprintError, trace_of

PATIENCE = 20.0
"""Seconds of a processor for one case; an honest file takes a fraction of one."""
LONGEST_WAIT = 300.0
"""Seconds to wait for one case, however busy the machine is: what sleeps for ever takes no time of a processor."""
MOST_MEMORY = 1024**3
"""Bytes that a process may take beyond what it was forked with; above that its cases count as a finding."""
LIMIT = 4 * 1024**3
"""Bytes of address space beyond what a process was forked with, twice what Careerprint's own children have: what needs
more must show, not be hidden."""
CASES_IN_A_ROW = 200
"""Cases of one process, so that memory can be blamed on few of them."""


@dataclass(slots=True)
class Tally:
    """What became of the cases of one reader."""

    cases: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    """Kinds of exceptions and their places, `hang`, `died`, `quoted`, `over 1 GB`."""
    broken: list[int] = field(default_factory=list)
    """The numbers of the cases that did not end well."""


def damaged(reader: Reader, number: int) -> bytes:
    """Return the file of a case."""
    chance = random.Random(f"{reader.name} {number}")
    data = chance.choice(reader.seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        data = chance.choice(_WAYS)(data, chance, reader)
    return data[:MOST_BYTES]


MOST_BYTES = 2 * 1024**2
"""Bytes of a damaged file: larger ones only make each case slower."""

Way = Callable[[bytes, random.Random, Reader], bytes]


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 1, 2, 4, 16, 64, 512)))


def _flip(data: bytes, chance: random.Random, _: Reader) -> bytes:
    at, _end = _span(data, chance)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _remove(data: bytes, chance: random.Random, _: Reader) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random, _: Reader) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50, 2_000)) + data[end:]


def _swap(data: bytes, chance: random.Random, _: Reader) -> bytes:
    first, second = sorted((_span(data, chance), _span(data, chance)))
    if first[1] > second[0]:
        return data
    parts = (data[: first[0]], data[slice(*second)], data[first[1] : second[0]], data[slice(*first)], data[second[1] :])
    return b"".join(parts)


def _cut(data: bytes, chance: random.Random, _: Reader) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _insert(data: bytes, chance: random.Random, reader: Reader) -> bytes:
    at, _end = _span(data, chance)
    return data[:at] + chance.choice(reader.tokens) + data[at:]


def _replace(data: bytes, chance: random.Random, reader: Reader) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + chance.choice(reader.tokens) + data[end:]


def _number(data: bytes, chance: random.Random, _: Reader) -> bytes:
    found = list(re.finditer(rb"\d+", data[:200_000]))
    if not found:
        return data
    start, end = chance.choice(found).span()
    value = chance.choice((b"0", b"-1", b"65536", b"2147483648", b"1e999", b"9" * 40, b"1.5", b"\xd9\xa3"))
    return data[:start] + value + data[end:]


def _graft(data: bytes, chance: random.Random, reader: Reader) -> bytes:
    other = chance.choice(reader.seeds)
    start, end = _span(other, chance)
    at, _end = _span(data, chance)
    return data[:at] + other[start : end + 200] + data[at:]


def _line(data: bytes, chance: random.Random, _: Reader) -> bytes:
    """Move, double or drop a whole line."""
    lines = data.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    for _each in range(chance.randrange(3)):
        lines.insert(chance.randrange(len(lines) + 1), line)
    return b"\n".join(lines)


def _secret(data: bytes, chance: random.Random, _: Reader) -> bytes:
    """Put the canary where words stand: as a name, an answer, a header."""
    words = list(re.finditer(rb"[A-Za-z]{2,}|\d+", data[:200_000]))
    if not words:
        return data
    start, end = chance.choice(words).span()
    return data[:start] + CANARY.encode() + data[end:]


_WAYS: tuple[Way, ...] = (*(_flip, _remove, _repeat, _swap, _cut, _insert, _replace, _number, _graft, _line, _secret),)


def outcome(reader: Reader, path: Path) -> str:
    """Read a file; return what was wrong with that, or nothing."""
    try:
        said = reader.read(path)
    except CareerprintError as error:
        said = " ".join([str(error), *map(str, error.problems)])
    except Exception as error:
        return trace_of(error)
    return "quoted" if reader.is_private and CANARY.casefold() in said.casefold() else ""


def _serve(reader: Reader, numbers: Sequence[int], out: int) -> None:
    """Read cases in this process and write a line about each; never return."""
    os.nice(10)
    limit = _address_space() + LIMIT
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    allowed = _most_memory() + MOST_MEMORY
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"case{reader.suffix}")
        for number in numbers:
            path.write_bytes(damaged(reader, number))
            signal.setitimer(signal.ITIMER_PROF, PATIENCE)  # SIGPROF kills
            said = outcome(reader, path) or "well"
            is_over = _most_memory() >= allowed
            os.write(out, f"{number} {'over 1 GB' if is_over else said}\n".encode())
            if is_over:
                break
    os._exit(0)


def _address_space() -> int:
    """Return how much this process has; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _most_memory() -> int:
    """Return the most bytes this process ever held; a forked one starts with those of its parent."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _process(reader: Reader, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the verdict on each case until the process ends; the last one says how, unless it ended well."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        _serve(reader, numbers, sender)
    os.close(sender)
    left, text, how = list(numbers), b"", "died"
    try:
        while left:
            if not select.select([receiver], [], [], LONGEST_WAIT)[0]:
                how = "hang"
                break
            if not (new := os.read(receiver, 65536)):
                ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
                how = "hang" if ended and ended.si_status == signal.SIGPROF else "died"
                break
            *lines, text = (text + new).split(b"\n")
            for line in lines:
                number, _, said = line.decode().partition(" ")
                left.remove(int(number))
                yield int(number), "" if said == "well" else said
                if said == "over 1 GB":
                    return
        if left:
            yield left[0], how
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(receiver)


def fuzz(reader: Reader, numbers: Sequence[int], until: float) -> Tally:
    """Let a reader read all cases, or as many as it can until a moment of the monotonic clock."""
    tally = Tally()
    left = list(numbers)
    while left and time.monotonic() < until:
        last = left[0]
        for number, said in _process(reader, left[:CASES_IN_A_ROW]):
            last = number
            tally.cases += 1
            if said:
                tally.faults[said] += 1
                tally.broken.append(number)
            if time.monotonic() > until:
                break
        left = left[left.index(last) + 1 :]
    return tally


def main() -> int:
    """Fuzz the readers that were asked for; return 1 if any case broke something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=86_400.0, help="for all readers together")
    parser.add_argument("--cases", type=int, default=1_000_000, help="of each reader")
    parser.add_argument("--reader", action="append", choices=sorted(READERS))
    parser.add_argument("--only", type=int, help="read this one case and let its exception through")
    parser.add_argument("--keep", type=Path, help="write the files that broke something to this folder")
    options = parser.parse_args()
    names = options.reader or sorted(READERS)
    if options.only is not None:
        return _again(READERS[names[0]](), options.only)
    end = time.monotonic() + options.seconds
    broken = 0
    print(f"{'reader':<12} {'cases':>7} {'broken':>7}  what")
    for place, name in enumerate(names):
        reader = READERS[name]()
        share = (end - time.monotonic()) / (len(names) - place)
        tally = fuzz(reader, range(options.cases), time.monotonic() + share)
        broken += len(tally.broken)
        what = ", ".join(f"{kind}: {count}" for kind, count in tally.faults.most_common(5))
        print(
            f"{name:<12} {tally.cases:>7} {len(tally.broken):>7}  {what} {tally.broken[:5] or ''}".rstrip(), flush=True
        )
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            for number in tally.broken:
                (options.keep / f"{name}-{number}{reader.suffix}").write_bytes(damaged(reader, number))
    return int(broken > 0)


def _again(reader: Reader, number: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"case{reader.suffix}")
        path.write_bytes(damaged(reader, number))
        print(reader.read(path))
    return 0


if __name__ == "__main__":
    sys.exit(main())
