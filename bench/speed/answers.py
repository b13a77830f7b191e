"""What reading very many answers costs: CPU time a row and peak memory, for files from small to a million rows.

    python -m bench.speed.answers [KIND] [ROWS …]   # all kinds (csv, bad, parquet); 10,000, 100,000 and 1,000,000 rows

36 items, 3 in 100 not answered; the same people in every run. Each file is read by a process of its own, which
looks through it, then reads it again and scores everybody for a group.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path

from careerprint.answers.open_answers import open_answers
from careerprint.errors import AnswerProblem
from careerprint.scoring.group import GroupTally
from careerprint.scoring.scorer import Scorer
from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import Item, Scale

SIZES = (10_000, 100_000, 1_000_000)
KINDS = ("csv", "bad", "parquet")
"""CSV; CSV of which 1 row in 100 is bad; Parquet, where its package is there."""
CHOICES = ("Dislike a lot", "Dislike", "Not sure", "Like", "Like a lot")
CELLS, WEIGHTS = ("", "1", "2", "3", "4", "5"), (0.03, *(0.97 / 5,) * 5)
MOST_MICROSECONDS = 150.0
"""Target: CPU microseconds for a row of CSV, from the file to the figures of the group."""
MOST_GROWTH = 100
"""Target: bytes of peak memory that one more row takes."""


def questionnaire() -> Assessment:
    """Return six scales of six items."""
    scales = tuple(
        Scale(
            id=f"s{n}",
            title=f"Scale {n}",
            question="How would you like to do this?",
            choices=CHOICES,
            items=tuple(Item(f"q{n}{k}", f"Thing {k} of scale {n}") for k in range(6)),
            bands=(),
        )
        for n in range(6)
    )
    return Assessment("sample", "", "Sample", "1.0", "en", "", scales, Fraction(4, 5), Fraction(2, 5), {})


ITEMS = tuple(item.id for _, item in questionnaire().items)
HEADER = ("id", "name", "date", "Class", *ITEMS)


def rows(count: int, *, bad: bool) -> Iterator[list[str]]:
    """Yield the rows of invented people, the same in every run; of the bad ones a third each has one fault."""
    dice = random.Random(count)
    for number in range(count):
        answers = dice.choices(CELLS, WEIGHTS, k=len(ITEMS))
        row = [f"{number:07}", f"Sample Person {number}", f"2026-11-{number % 28 + 1:02}", f"{number % 12}b", *answers]
        if bad and number % 100 == 99:
            match dice.randrange(3):
                case 0:
                    row[10] = "9"
                case 1:
                    row.pop()
                case 2:
                    earlier = dice.randrange(number)
                    row[:2] = [f"{earlier:07}", f"Sample Person {earlier}"]
        yield row


def write_csv(path: Path, count: int, *, bad: bool) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(count, bad=bad))


def write_parquet(path: Path, count: int) -> None:
    """Write the people as numbers in row groups of 100,000."""
    import pyarrow
    from pyarrow import parquet

    leads = len(HEADER) - len(ITEMS)
    schema = pyarrow.schema(
        [(name, pyarrow.string() if n < leads else pyarrow.int8()) for n, name in enumerate(HEADER)]
    )
    with parquet.ParquetWriter(path, schema) as file:
        batch: list[list[str]] = []
        for number, row in enumerate(rows(count, bad=False), start=1):
            batch.append(row)
            if len(batch) == 100_000 or number == count:
                columns = list(zip(*batch, strict=True))
                texts = [list(column) for column in columns[:leads]]
                numbers = [[int(cell) if cell else None for cell in column] for column in columns[leads:]]
                file.write_table(pyarrow.table([*texts, *numbers], schema=schema))
                batch = []


def read(path: Path) -> dict[str, float]:
    """Read a file in this process; return CPU seconds of each step, people, problems and peak memory in bytes."""
    made = questionnaire()
    problems = 0

    def count(_: AnswerProblem) -> None:
        nonlocal problems
        problems += 1

    start = time.process_time()
    stream = open_answers(path, made, count)
    looked_through = time.process_time()
    tally, scorer = GroupTally(made), Scorer(made)
    for person in stream.responses():
        tally.add(scorer.scales(person.answers))
    tally.result()
    scored = time.process_time()
    return {
        "looked_through": looked_through - start,
        "scored": scored - looked_through,
        "people": stream.people,
        "problems": problems,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "helper_peak": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024,
    }


def write(path: Path, kind: str, count: int) -> dict[str, float]:
    """Write a file of `count` rows; there is nothing to return."""
    if kind == "parquet":
        write_parquet(path, count)
    else:
        write_csv(path, count, bad=kind == "bad")
    return {}


def in_a_process(*arguments: object) -> dict[str, float]:
    """Write or read a file in a process of its own; a process also counts the memory of the one that starts it."""
    command = [sys.executable, "-m", "bench.speed.answers", *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(folder: Path, kind: str, count: int) -> dict[str, float]:
    """Write a file of `count` rows, read it, and print a line."""
    path = folder / f"answers.{'parquet' if kind == 'parquet' else 'csv'}"
    in_a_process("--write", path, kind, count)
    found = in_a_process("--read", path)
    each = {name: found[name] / count * 1e6 for name in ("looked_through", "scored")}
    helper = (
        f", {found['helper_peak'] / 1024**2:.0f} MB for the process that opens Parquet" if kind == "parquet" else ""
    )
    print(
        f"{kind:7} {count:9,} rows, {path.stat().st_size / 1024**2:5.1f} MB, {found['people']:,} people,"
        f" {found['problems']:,} problems: looked through {each['looked_through']:.1f}, read again,"
        f" scored and added up {each['scored']:.1f} µs a row;"
        f" peak {found['peak'] / 1024**2:.0f} MB{helper}",
        flush=True,
    )
    path.unlink()
    return {**found, "rows": count, "each": sum(each.values())}


def main(kinds: list[str], sizes: list[int]) -> int:
    """Measure every kind at every size; return 1 if a target is missed."""
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            found = [measure(Path(folder), kind, count) for count in sizes]
            growth = (found[-1]["peak"] - found[0]["peak"]) / max(1, found[-1]["rows"] - found[0]["rows"])
            slow = kind == "csv" and found[-1]["each"] > MOST_MICROSECONDS
            missed = missed or slow or growth > MOST_GROWTH
            print(f"{kind:7} one more row: {growth:.0f} bytes of peak memory", flush=True)
    return int(missed)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--write", name, kind, count]:
            print(json.dumps(write(Path(name), kind, int(count))))
        case ["--read", name]:
            print(json.dumps(read(Path(name))))
        case words:
            chosen = [kind for kind in KINDS if kind in words] or list(KINDS)
            there = [kind for kind in chosen if kind != "parquet" or find_spec("pyarrow")]
            sys.exit(main(there, [int(word) for word in words if word.isdecimal()] or list(SIZES)))
