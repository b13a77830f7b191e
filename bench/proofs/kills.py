"""Kills batches of reports in four ways, and counts what is whole, lost or made twice.

    python -m bench.proofs.kills [parent] [workers] [disk] [poison] [--people 500] [--kills 20] [--seed N]

- parent: the first process of one run is killed (SIGKILL) at random moments, and the run is begun again.
- workers: in one run, random workers are killed.
- disk: the disk (a small tmpfs, which needs the right to mount) fills up during a run, then has room again.
- poison: of 200 people, two kill their process, two hang, one takes all memory and one raises an error.

Moments are drawn by lot: when a number of reports is there, and part of a second later.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bench.proofs.leaks import ITEMS, people, write
from bench.tools.samples import DAY, PROJECT, sample_people, sample_studio
from careerprint.answers.responses import Response
from careerprint.cli.progress import Progress
from careerprint.jobs.job import Studio
from careerprint.jobs.journal import Journal
from careerprint.jobs.journal_lines import Header, entries
from careerprint.jobs.made import seen_at
from careerprint.runs.batch import Batch, print_batch
from careerprint.runs.due import Due, Roll
from careerprint.runs.question import Question
from careerprint.runs.report_request import EVERYBODY, ReportRequest
from careerprint.settings import Settings

DELAY = 1.0
"""Seconds at most between the drawn number of reports and the kill."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of `report` that can be begun again and again."""

    answers: Path
    out: Path

    @property
    def folder(self) -> Path:
        return self.out / "reports/interests"

    def begin(self, *, quiet: bool = False) -> subprocess.Popen[str]:
        """Start it; `quiet` if nobody will read what it says."""
        arguments = ["report", str(self.answers), "--assessment", "interests", "--source", str(PROJECT / "source")]
        return subprocess.Popen(
            [sys.executable, "-m", "careerprint", *arguments, "--out", str(self.out), "--date", str(DAY), "--json"],
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def end(self) -> tuple[int, dict[str, int]]:
        """Run it to its end; return the exit code and the counts."""
        process = self.begin()
        out, err = process.communicate()
        found = json.loads(out) if out else {}
        if not found:
            print(err, file=sys.stderr)
        return process.returncode, {name: found.get(name, -1) for name in ("made", "current", "failed")}

    def there(self) -> int:
        return len(list(self.folder.glob("*.pdf"))) if self.folder.is_dir() else 0

    def verdict(self, expected: int) -> str:
        """Say how many reports are whole, lost and repeated."""
        made = {entry for path in self.folder.glob("journal*") for entry in entries(path) if entry.status == "made"}
        times = Counter(entry.output for entry in made)
        latest = {entry.output: entry for entry in entries(self.folder / "journal.jsonl")}.values()
        whole = sum(seen_at(replace(e, mtime_ns=0), self.folder / f"{e.id}.pdf") is not None for e in latest)
        strays = [path.name for path in self.folder.iterdir() if path.suffix not in (".pdf", ".csv", ".jsonl")]
        return (
            f"{whole} of {expected} whole, {expected - whole} lost, {sum(n > 1 for n in times.values())} written down"
            f" twice, {len(strays)} other files left"
        )

    def unwritten(self) -> int:
        """Return how many reports are in place without a line in the journal: they will be made again."""
        known = {entry.id for path in self.folder.glob("journal*") for entry in entries(path)}
        return sum(path.stem not in known for path in self.folder.glob("*.pdf"))


def wait(process: subprocess.Popen[str], holds: Callable[[], bool]) -> bool:
    """Wait until something holds; false when the program ended before."""
    while not holds():
        if process.poll() is not None:
            return False
        time.sleep(0.02)
    return True


def others(process: subprocess.Popen[str]) -> list[int]:
    """Return the living workers of a run."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == process.pid and fields[0] != "Z" and b"spawn_main" in (place / "cmdline").read_bytes():
                found.append(int(place.name))
    return found


def kill_parent(run: Run, number: int, kills: int, dice: random.Random) -> None:
    """Kill the first process at random moments of one run."""
    done = unwritten = 0
    for moment in sorted(dice.randrange(number) for _ in range(kills)):
        process = run.begin()
        reached = wait(process, lambda moment=moment: run.there() >= moment)
        time.sleep(dice.uniform(0, DELAY))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        done += reached and process.returncode == -signal.SIGKILL
        while others(process):
            time.sleep(0.02)
        unwritten += run.unwritten()
    code, counts = run.end()
    print(f"parent killed {done} times in one run over {number} people: {run.verdict(number)}")
    print(f"  in place but not written down when killed, so made again: {unwritten}; last run: exit {code}, {counts}")


def kill_workers(run: Run, number: int, kills: int, dice: random.Random) -> None:
    """Kill random workers of one run."""
    process = run.begin(quiet=True)
    done = 0
    for moment in sorted(dice.randrange(number) for _ in range(kills)):
        if not wait(process, lambda moment=moment: run.there() >= moment and bool(others(process))):
            break
        time.sleep(dice.uniform(0, DELAY))
        if living := others(process):
            with suppress(ProcessLookupError):
                os.kill(dice.choice(living), signal.SIGKILL)
                done += 1
    process.communicate()
    print(f"{done} workers killed in one run over {number} people, exit {process.returncode}: {run.verdict(number)}")


def fill_disk(run: Run, disk: Path, number: int, dice: random.Random) -> None:
    """Let the disk fill up during a run; make room and begin again."""
    process = run.begin()
    moment = dice.randrange(number // 4, number // 2)
    wait(process, lambda: run.there() >= moment)
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 65_536)
    start = time.monotonic()
    _, err = process.communicate()
    waited, before, unwritten = time.monotonic() - start, run.there(), run.unwritten()
    (disk / "filler").unlink()
    code, counts = run.end()
    print(
        f"disk full after {moment} of {number} reports: exit {process.returncode} after {waited:.1f} s, {before} there"
    )
    print(f"  it said: {err.strip().splitlines()[-1]}")
    print(f"  with room again: exit {code}, {counts}, {unwritten} made again; {run.verdict(number)}")


class Poison(Mapping[str, int | None]):
    """Answers that misbehave when a worker counts them."""

    def __init__(self, deed: str) -> None:
        self.deed = deed

    def __getitem__(self, item: str) -> int | None:
        if multiprocessing.parent_process() is None:
            return 3
        if self.deed == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.deed == "hang":
            time.sleep(600)
        if self.deed == "swallow":
            bytearray(3 * 1024**3)
        raise ValueError("poison")

    def __iter__(self) -> Iterator[str]:
        return iter(ITEMS)

    def __len__(self) -> int:
        return len(ITEMS)


def poison(out: Path, dice: random.Random) -> None:
    """Print 200 people of whom six are poisoned."""
    studio = replace(sample_studio(), out=out, by_plates=True)
    first = sample_people(studio, "interests")[0]
    group = [
        replace(first, id=name, name=called, row=row, answers=dict(zip(ITEMS, given, strict=True)))
        for row, (name, called, given) in enumerate(people(200, 1), 2)
    ]
    deeds = ("die", "die", "hang", "hang", "swallow", "raise")
    bad = dict(zip(dice.sample(range(len(group)), len(deeds)), deeds, strict=True))
    group = [replace(p, answers=Poison(bad[n])) if n in bad else p for n, p in enumerate(group)]
    start = time.monotonic()
    counts, _ = print_batch(_batch(studio, group), Progress(), then=lambda: None)
    seconds = time.monotonic() - start
    run = Run(out, out)
    failed = Counter(entry.cause.split(" (")[0] for entry in entries(run.folder / "journal.jsonl") if entry.cause)
    verdict = run.verdict(len(group) - len(deeds))
    print(f"6 poisoned among 200: {counts.made} made, {counts.failed} failed, {seconds:.0f} s; {verdict}")
    for cause, times in failed.items():
        print(f"  {times} × {cause}")


def _batch(studio: Studio, group: list[Response]) -> Batch:
    settings = Settings(PROJECT / "source", studio.out, (), None, studio.printed_on)
    request = ReportRequest(settings, Question(Path("a.csv"), "interests"))
    journal = Journal(studio.out / "reports/interests")
    due = Due(Roll("interests", group, studio, EVERYBODY, base=""), journal, force=False)
    return Batch(request, studio, due, journal, Header("", "", {}, due.count))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways = ("parent", "workers", "disk", "poison")
    parser.add_argument("ways", nargs="*", choices=[*ways, []], metavar="WAY", help=", ".join(ways))
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7391)
    options = parser.parse_args()
    for way in options.ways or ways:
        dice = random.Random(options.seed)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            answers = write(folder / "a.csv", people(options.people, options.seed))
            run = Run(answers, folder / "out")
            if way == "parent":
                kill_parent(run, options.people, options.kills, dice)
            elif way == "workers":
                kill_workers(run, options.people, options.kills, dice)
            elif way == "poison":
                poison(folder / "out", dice)
            else:
                disk = folder / "disk"
                disk.mkdir()
                subprocess.run(
                    ["mount", "-t", "tmpfs", "-o", f"size={options.people * 150}k", "tmpfs", str(disk)], check=True
                )
                try:
                    fill_disk(replace(run, out=disk / "out"), disk, options.people, dice)
                finally:
                    subprocess.run(["umount", str(disk)], check=True)


if __name__ == "__main__":
    main()
