"""Prints reports of invented people and searches every one for anybody else's data.

    python -m bench.proofs.leaks [PEOPLE] [--seed N]     # search 1,000 reports, or PEOPLE
    python -m bench.proofs.leaks --memory                # compare the first process's memory for few and many people

Each person has an id and a name that are found nowhere else, and a set of answers that nobody else gave. The text of
every report is searched for all of them.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pypdf import PdfReader

from bench.tools.samples import DAY, PROJECT

ANSWERS = re.compile(r"\d of \d answered((?: \d)+)")
"""The answers to the lines of a theme, as the answer sheet of a report has them: a column of numbers."""
ITEMS = (
    *("r2", "r6", "r7", "r8", "r9", "i1", "i6", "i7", "i4", "i8", "a1", "a6", "a7", "a8", "a9"),
    *("s6", "s2", "s3", "s7", "s5", "e6", "e7", "e8", "e4", "e9", "c1", "c2", "c6", "c7", "c8"),
)
"""The items of *Work interests* that are asked."""
SMALL, LARGE = 100, 2_000
"""Numbers of people that the first process's memory is measured with."""
PEAK = """
import resource, sys
from careerprint.cli.main import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def people(number: int, seed: int) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return id, name and answers of each person; all of them are different."""
    choices = random.Random(seed)
    answers: dict[tuple[int, ...], None] = {}
    while len(answers) < number:
        answers[tuple(choices.randint(1, 5) for _ in ITEMS)] = None
    return [(f"ID{n:05}Q", f"Canary{n:05}Z Person", given) for n, given in enumerate(answers)]


def write(path: Path, rows: list[tuple[str, str, tuple[int, ...]]]) -> Path:
    """Write people's answers as a survey export."""
    lines = [",".join((name, called, *map(str, given))) for name, called, given in rows]
    path.write_text("\n".join([",".join(("id", "name", *ITEMS)), *lines]))
    return path


def report(answers: Path, out: Path) -> tuple[int, float]:
    """Print the reports; return the first process's peak memory in KB and the time in seconds."""
    arguments = ["report", str(answers), "--assessment", "interests", "--source", str(PROJECT / "source")]
    command = [sys.executable, "-c", PEAK, *arguments, "--out", str(out), "--date", str(DAY)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    start = time.perf_counter()
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        sys.exit(ended.stderr)
    return int(ended.stderr.splitlines()[-1]), time.perf_counter() - start


def foreign(task: tuple[Path, str, str, tuple[int, ...]]) -> int:
    """Return how many ids, names and answers in a report are not its person's own; missing ones count too."""
    path, identifier, name, answers = task
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)
    found = 0
    for pattern, own in ((r"ID\d{5}Q", identifier), (r"Canary\d{5}Z", name.split()[0])):
        seen = set(re.findall(pattern, text))
        found += len(seen - {own}) + (own not in seen)
    given = [int(number) for column in ANSWERS.findall(text) for number in column.split()]
    return found + (given != list(answers))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", nargs="?", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=7391)
    parser.add_argument("--memory", action="store_true", help=f"compare {SMALL} and {LARGE} people instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if options.memory:
            for number in (SMALL, LARGE):
                peak, seconds = report(write(place / "a.csv", people(number, options.seed)), place / str(number))
                print(f"{number} people: peak of the first process {peak / 1024:.0f} MB, {seconds:.0f} s")
            return
        rows = people(options.people, options.seed)
        peak, seconds = report(write(place / "a.csv", rows), place / "out")
        print(
            f"{len(rows)} reports in {seconds:.0f} s, {len(rows) / seconds:.2f} a second;"
            f" first process {peak / 1024:.0f} MB"
        )
        folder_of = place / "out" / "reports" / "interests"
        with ProcessPoolExecutor() as pool:
            faults = list(pool.map(foreign, [(folder_of / f"{row[0]}.pdf", *row) for row in rows], chunksize=20))
        print(f"{len(faults)} files checked, {sum(faults)} foreign or missing canaries found")


if __name__ == "__main__":
    main()
