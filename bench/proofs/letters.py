"""Measures the letters of every kind of document in every edition: the smallest, and how many are under 12 points.

    python -m bench.proofs.letters [--papers letter]

Letters are counted in finished files, by the size at which they are painted. Source marks, which are figures and commas
of 7.5 points, are counted apart; the words beside a scanner's codes are drawn and no letters. It ends with 1 if a
worksheet asks anything, that is lines, questions, and choices, in less than 12 points.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2

from bench.tools.samples import jobs_of, sample_people, sample_studio
from careerprint.check.pdf.page.placed_words import placed_words
from careerprint.editions import STANDARD, Edition, has_layout
from careerprint.jobs.job import Job, Studio
from careerprint.jobs.plan import group_job, report_jobs
from careerprint.jobs.printer import Printer
from careerprint.sources.assessment import Assessment

EDITIONS = {
    "standard": STANDARD,
    "high-contrast": Edition(high_contrast=True),
    "low-vision": Edition(low_vision=True),
    "mono": Edition("mono"),
    "clear-print": Edition("clear-print"),
    "large-print": Edition("large-print"),
    "one-sheet": Edition("one-sheet"),
    "rack-card": Edition("rack-card"),
}
LEAST = 12.0
MARK = 7.5
"""Points of a source mark."""
HAIR = 0.05
"""Points by which sizes differ that are meant to be alike."""
_SOURCE_MARK = re.compile(r"[\d,]+")
KINDS = {
    "handout": "handout",
    "worksheet": "worksheet",
    "fit report": "report",
    "interests report": "report",
    "group": "group",
}
"""What is measured, with the kind of its jobs."""
GUIDES = ("machine-learning-engineer", "es/machine-learning-engineer", "registered-nurse")
"""Guides whose handouts are measured; worksheets are measured all."""
FIT, INTERESTS = "fit--machine-learning-engineer", "interests"


@dataclass(slots=True)
class Letters:
    """How many letters there are of each size, in points."""

    sizes: Counter[float] = field(default_factory=Counter)
    marks: int = 0
    """Letters of source marks."""

    def add(self, pdf: bytes) -> None:
        """Count the letters of a file."""
        with pypdfium2.PdfDocument(pdf) as document:
            for page in document:
                for word in placed_words(page):
                    if abs(word.size - MARK) < HAIR and _SOURCE_MARK.fullmatch(word.text):
                        self.marks += len(word.text)
                    else:
                        self.sizes[round(word.size, 1)] += len(word.text)

    @property
    def line(self) -> str:
        """Return the columns of the table."""
        small = sum(count for size, count in self.sizes.items() if size < LEAST - HAIR)
        total = self.sizes.total()
        shares = ", ".join(f"{s:g}: {100 * n / total:.0f} %" for s, n in sorted(self.sizes.items()) if n >= total / 200)
        return f"{min(self.sizes):>6.1f}{100 * small / total:>8.1f} %{self.marks:>7}   {shares}"


def smallest_asked(pdf: bytes, assessment: Assessment) -> float:
    """Return the smallest size at which the words of a line, in their order, are painted."""
    with pypdfium2.PdfDocument(pdf) as document:
        painted = [(word.text.rstrip("."), word.size) for page in document for word in placed_words(page)]
    texts = [item.text.rstrip(".") for _, item in assessment.on_paper]
    texts += [words for scale in assessment.scales for words in (scale.question, *scale.choices)]
    return min(_size_of(text.split(), painted) for text in texts)


def _size_of(words: list[str], painted: list[tuple[str, float]]) -> float:
    """Return the size of a text where it is painted; the largest, if it is painted twice."""
    found = [
        min(size for _, size in painted[at : at + len(words)])
        for at in range(len(painted))
        if [text for text, _ in painted[at : at + len(words)]] == words
    ]
    return max(found, default=0.0)


def sample_jobs(studio: Studio, kind: str) -> Iterator[Job]:
    """Yield the standard jobs of a kind that are measured."""
    if kind in ("handout", "worksheet"):
        yield from (job for job in jobs_of(studio, kind) if kind == "worksheet" or job.subject in GUIDES)
        return
    slug = FIT if kind.startswith("fit") else INTERESTS
    people = sample_people(studio, slug)
    if kind == "group":
        yield group_job(slug, people, studio)
    else:
        yield from report_jobs(slug, people[:2], studio)


def main() -> int:
    """Print the table; return 1 if what a worksheet asks is smaller than 12 points anywhere."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", default="letter")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--editions", default=",".join(EDITIONS))
    options = parser.parse_args()
    studio, misses = sample_studio(), list[str]()
    print(f"{'':<8}{'':<18}{'':<14}{'files':>6}{'least':>6}{'under 12':>10}{'marks':>7}   shares of sizes")
    for paper in options.papers.split(","):
        printer = Printer(replace(studio, paper=paper))
        for kind in options.kinds.split(","):
            for name in options.editions.split(","):
                if has_layout(KINDS[kind], EDITIONS[name].layout):
                    count, letters = measured(printer, kind, name, misses)
                    print(f"{paper:<8}{kind:<18}{name:<14}{count:>6}{letters.line}", flush=True)
    print("What worksheets ask is 12 points or more." if not misses else "Too small: " + "; ".join(misses))
    return int(bool(misses))


def measured(printer: Printer, kind: str, name: str, misses: list[str]) -> tuple[int, Letters]:
    """Return how many files of a kind there are in an edition, and their letters; note what is asked too small."""
    letters, count, edition = Letters(), 0, EDITIONS[name]
    for job in sample_jobs(printer.studio, kind):
        target = None if edition.is_large else job.target_pages
        printed = printer.print(replace(job, edition=edition, target_pages=target))
        letters.add(printed.pdf)
        count += 1
        if kind == "worksheet":
            least = smallest_asked(printed.pdf, printer.studio.assessments[job.subject])
            misses += [f"{job.subject} {name}: {least:.1f} points"] if least < LEAST - HAIR else []
    return count, letters


if __name__ == "__main__":
    sys.exit(main())
