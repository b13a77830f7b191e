"""What a report costs by plates, set-up included, beside our plain way and WeasyPrint's own call.

    python bench/reports.py [PEOPLE …]      # 100 and 1,000 if none are given

People answer at random, each item with the same chance for each choice and 3 in 100 not at all: real people are
more alike, so this is the worst a batch can be. Plates begin with nothing in each run.
"""

from __future__ import annotations

import datetime
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from studio import html_of, jobs_of, plain, sample_people, sample_studio

from careerprint.answers import Response
from careerprint.jobs import Job, Studio
from careerprint.printer import Printer

SLUGS = ("fit--machine-learning-engineer", "interests")
FIRST = ("Ada", "Bo", "Carlos", "Dilara", "Émile", "Grace", "Hiro", "Ines", "Katarzyna", "Linh", "Maria", "Søren")
LAST = ("Brown", "García", "Kowalski", "Lee", "Müller", "Okafor", "Smith", "Tanaka")
UNANSWERED = 0.03
SLOW = 6
"""People of the slow ways: what each costs does not depend on how many there are."""
ROUNDS = 3


def invented(studio: Studio, slug: str, count: int) -> list[Response]:
    """Return people with random names and answers, the same in every run."""
    dice = random.Random(count)
    first = sample_people(studio, slug)[0]
    people = []
    for number in range(count):
        answers = {
            item.id: None if dice.random() < UNANSWERED else dice.randint(1, scale.highest)
            for scale, item in studio.assessments[slug].items
        }
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)} {number}"
        day = datetime.date(2026, 11, 1) + datetime.timedelta(days=dice.randrange(20))
        people.append(replace(first, id=f"{number:06}", name=name, date=day, answers=answers))
    return people


def by_plates(studio: Studio, jobs: Sequence[Job]) -> tuple[float, int]:
    """Print all jobs with plates that begin with nothing; return CPU seconds a report and how many were joined."""
    start = time.process_time()
    printer = Printer(replace(studio, by_plates=True))
    joined = sum(printer.print(job).by_plates for job in jobs)
    return (time.process_time() - start) / len(jobs), joined


def each(jobs: Sequence[Job], work: Callable[[Job], object]) -> float:
    """Return the CPU seconds a job takes."""
    start = time.process_time()
    for job in jobs:
        work(job)
    return (time.process_time() - start) / len(jobs)


def compare(studio: Studio, slug: str, count: int, rounds: int) -> None:
    """Print the medians of some rounds in which the ways take turns."""
    jobs = jobs_of(studio, "report", {slug: tuple(invented(studio, slug, count))})
    printer = Printer(studio)
    pages = {job.output: html_of(printer, job, 0) for job in jobs[:SLOW]}
    spent: dict[str, list[float]] = {"plates": [], "plain": [], "bare": []}
    joined = 0
    for _ in range(rounds):
        spent["bare"].append(each(jobs[:SLOW], lambda job: plain(*pages[job.output], studio, None)))
        spent["plain"].append(each(jobs[:SLOW], printer.print))
        seconds, joined = by_plates(studio, jobs)
        spent["plates"].append(seconds)
    ours, own, bare = (statistics.median(spent[name]) * 1000 for name in ("plates", "plain", "bare"))
    print(
        f"{slug:32} {count:6} people: plates {ours:6.1f} ms, plain way {own:6.0f} ms ({own / ours:5.1f} x),"
        f" bare WeasyPrint {bare:6.0f} ms ({bare / ours:5.1f} x), joined {joined}",
        flush=True,
    )


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[1:]] or [100, 1000]
    shop = sample_studio()
    for size in sizes:
        for name in SLUGS:
            compare(shop, name, size, ROUNDS if size <= 200 else 1)
