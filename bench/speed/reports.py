"""What a *Fit* report costs, ours beside those of other typesetters, with the same words on as many pages.

    python -m bench.speed.reports                              # 1,000 people, five rounds, all ways that are there
    python -m bench.speed.reports --people 100 1000 10000 --only ours --rounds 3
    python -m bench.speed.reports --share                      # how many reports plates cannot print

Each way is a command of its own; its CPU time is that of all its processes, start-up included. See bench/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from bench.peers.prepare import prepare
from bench.tools import process_tree as tree
from bench.tools.files_made import Look, look, same_words
from bench.tools.invented_people import adversarial, invented, write
from bench.tools.measure import ROUNDS
from bench.tools.process_tree import Spent
from bench.tools.samples import sample_people, sample_studio
from bench.tools.ways import SLUG, WAYS, Way, environment, laid_out_whole, our_command
from careerprint.answers.responses import Response
from careerprint.jobs.job import Studio
from careerprint.jobs.plan import report_jobs

PEOPLE, HARD = 1_000, 100
LEAST = {"typst": 10, "typst-file": 10, "weasyprint": 100}
"""Targets: our reports per CPU second, divided by this peer's."""
LEAST_SAME, MOST_PAGES_APART = 0.99, 0.25
"""A peer that prints fewer of our words, or on another number of pages in the mean, is not comparable."""
MOST_MEMORY, MOST_SIZE = 600, 60
"""Targets: megabytes of all our processes with two workers; kilobytes of a file."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out about one way."""

    way: Way
    people: int
    runs: tuple[Spent, ...]
    look: Look | None
    same: float | None
    """The share of our words that stand in theirs."""

    @property
    def each(self) -> list[float]:
        """CPU milliseconds a report, for each round."""
        return [spent.cpu / self.people * 1000 for spent in self.runs]


def compare(studio: Studio, ways: Mapping[str, Way], people: int, options: argparse.Namespace) -> bool:
    """Print a table of all ways for a number of people; return whether all targets are met."""
    with tempfile.TemporaryDirectory(prefix="reports-", dir=options.work) as name:
        folder = Path(name)
        counts = {key: min(people, way.most or people) for key, way in ways.items()}
        _prepared(studio, folder, people, max((counts[key] for key in ways if key != "ours"), default=1))
        runs: dict[str, list[Spent]] = {key: [] for key in ways}
        for turn in range(options.rounds):
            order = [*ways][turn % len(ways) :] + [*ways][: turn % len(ways)]
            for key in order:
                runs[key].append(_once(ways[key], folder, folder / "out" / key, counts[key], options.jobs))
                print(f"  round {turn + 1}, {key}: {runs[key][-1].cpu:.1f} CPU s", file=sys.stderr, flush=True)
        found = {key: _found(ways[key], counts[key], runs[key], folder / "out", key) for key in ways}
    _table(found, people, options)
    return _verdicts(found, people)


def _prepared(studio: Studio, folder: Path, people: int, peers: int) -> None:
    """Write the answers, and what the peers read of the first people among them."""
    assessment = studio.assessments[SLUG]
    write(invented(assessment, people), assessment, folder / "people.csv")
    first = tuple(islice(invented(assessment, people), peers))
    prepare(studio, list(report_jobs(SLUG, first, studio)), folder)


def _once(way: Way, folder: Path, out: Path, people: int, jobs: int) -> Spent:
    """Run a way once, into an empty folder and with an empty cache."""
    for place in (out, cache := folder / "cache"):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    spent = tree.run(way.command(folder, out, people, jobs), {**environment(cache), **way.variables})
    if spent.code:
        sys.exit(f"{way.label} ended with {spent.code}:\n{spent.output[-2000:]}")
    return spent


def _found(way: Way, people: int, runs: Sequence[Spent], out: Path, key: str) -> Found:
    seen = look(out / key)
    if seen is None or seen.files != people:
        sys.exit(f"{way.label}: {seen.files if seen else 0} files for {people} people")
    ours = {file.name: file for file in islice(sorted((out / "ours").rglob("*.pdf")), 3)}
    pairs = [(ours[file.name], file) for file in (out / key).rglob("*.pdf") if file.name in ours]
    same = statistics.fmean(same_words(mine, theirs) for mine, theirs in pairs) if pairs else None
    return Found(way, people, tuple(runs), seen, same)


def _table(found: Mapping[str, Found], people: int, options: argparse.Namespace) -> None:
    rounds = f"{options.rounds} rounds, medians" if options.rounds > 1 else "1 round"
    print(f"\n{people:,} people, {options.jobs} workers for ours, {rounds}; load {os.getloadavg()[0]:.1f}\n")
    rows = [_HEAD, ("---",) * len(_HEAD), *map(_row, found.values())]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    for row in rows:
        fill = "-" if row[0] == "---" else " "
        print("| " + " | ".join(cell.ljust(width, fill) for cell, width in zip(row, widths, strict=True)) + " |")
    print()


_HEAD = (
    "way", "people", "CPU ms a report", "lowest to highest", "a CPU s", "M instr.", "wall s", "peak MB", "KB", "pages",
    "tagged", "UA-1 faults", "our words", "plain way",
)  # fmt: skip


def _row(found: Found) -> tuple[str, ...]:
    each, runs, seen = found.each, found.runs, found.look
    assert seen is not None
    counted = [spent.instructions for spent in runs if spent.instructions]
    plain = None if found.way.script else laid_out_whole(runs[-1].output)
    return (
        found.way.label,
        f"{found.people:,}",
        f"{statistics.median(each):.1f}",
        f"{min(each):.1f} to {max(each):.1f}",
        f"{1000 / statistics.median(each):.1f}",
        f"{statistics.median(counted) / found.people / 1e6:.0f}" if counted else "–",
        f"{statistics.median(spent.wall for spent in runs):.1f}",
        f"{statistics.median(spent.peak for spent in runs):.0f}",
        f"{seen.size:.1f}",
        f"{seen.pages:.2f}",
        "yes" if seen.tagged else "no",
        "–" if seen.faults is None else str(seen.faults),
        "–" if found.same is None else f"{found.same:.1%}",
        "–" if plain is None else str(plain),
    )


def _verdicts(found: Mapping[str, Found], people: int) -> bool:
    """Print ours against each peer and against the targets; return whether all targets are met."""
    ours = found.get("ours")
    if ours is None or ours.look is None:
        return True
    fine = all([_comparable(key, peer, ours) for key, peer in found.items()])
    for key, peer in found.items():
        if key != "ours":
            ratio = statistics.median(their / mine for their, mine in zip(peer.each, ours.each, strict=True))
            fine &= _said(f"reports per CPU second, ours ÷ {key}", ratio, least=LEAST.get(key))
    if people >= PEOPLE:
        peak = statistics.median(spent.peak for spent in ours.runs)
        fine &= _said("peak memory of our processes, MB", peak, most=MOST_MEMORY)
    return fine & _said("a file of ours, KB", ours.look.size, most=MOST_SIZE)


def _comparable(key: str, peer: Found, ours: Found) -> bool:
    """Return whether a peer prints the same words on as many pages; say so if it does not."""
    assert peer.look is not None and ours.look is not None
    fine = (peer.same or 0) >= LEAST_SAME and abs(peer.look.pages - ours.look.pages) <= MOST_PAGES_APART
    if not fine:
        print(f"{key} is not comparable: it does not print the same words on as many pages")
    return fine


def _said(name: str, value: float, *, least: float | None = None, most: float | None = None) -> bool:
    """Print a value, its target and whether it is met; return the last."""
    met = (least is None or value >= least) and (most is None or value < most)
    end = ""
    if least is not None or most is not None:
        target = f"at least {least}" if most is None else f"below {most}"
        end = f" (target: {target}) {'ok' if met else 'MISSED'}"
    print(f"{name}: {value:.1f}{end}")
    return met


def shares(studio: Studio, options: argparse.Namespace) -> bool:
    """Print how many reports of each crowd went the plain way; return True: there is no target."""
    assessment = studio.assessments[SLUG]
    crowds = {
        "the samples, four times": _repeated(sample_people(studio, SLUG), 4),
        f"{PEOPLE:,} who answer at random": invented(assessment, PEOPLE),
        f"{HARD} who are hard to print": adversarial(assessment, HARD),
    }
    for name, people in crowds.items():
        with tempfile.TemporaryDirectory(prefix="reports-", dir=options.work) as place:
            folder = Path(place)
            answers = write(people, assessment, folder / "people.csv")
            command = our_command(answers, folder / "out", options.jobs, "--json")
            ended = subprocess.run(
                command, env={**os.environ, **environment(folder)}, stdout=subprocess.PIPE, check=False
            )
            result = json.loads(ended.stdout)
        made, joined, refused = result["made"], result["by_plates"], result["failed"]
        print(
            f"{name}: {made} made, {made - joined} of them the plain way ({(made - joined) / max(made, 1):.1%}),"
            f" {refused} refused, {result['left_out']} left out: they answered nothing",
            flush=True,
        )
    return True


def _repeated(people: Sequence[Response], times: int) -> Iterator[Response]:
    """Yield people several times, so that there are enough of them for plates."""
    for turn in range(times):
        yield from (replace(person, id=f"{person.id}x{turn}") for person in people)


def chosen(only: str) -> dict[str, Way]:
    """Return the ways that are asked for and that this machine can go; name the others."""
    names = only.split(",") if only else list(WAYS)
    if unknown := set(names) - set(WAYS):
        sys.exit(f"There is no way {', '.join(sorted(unknown))}; there are: {', '.join(WAYS)}")
    lacking = {name: lack for name in names if (lack := WAYS[name].missing())}
    for name, lack in lacking.items():
        print(f"{name} is left out; it needs {lack}")
    return {name: WAYS[name] for name in names if name not in lacking}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[PEOPLE], help="one comparison for each number")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="", help=f"some of {','.join(WAYS)}")
    parser.add_argument("--jobs", type=int, default=2, help="workers of ours")
    parser.add_argument("--share", action="store_true", help="count who goes the plain way instead")
    parser.add_argument("--work", type=Path, help="folder for everything that is made, and deleted at the end")
    options = parser.parse_args()
    studio = sample_studio()
    if options.share:
        return 0 if shares(studio, options) else 1
    ways = chosen(options.only)
    return 0 if all([compare(studio, ways, people, options) for people in options.people]) else 1


if __name__ == "__main__":
    sys.exit(main())
