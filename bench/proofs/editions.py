"""Prints all samples in every edition, on both papers, and checks each file against both standards.

    python -m bench.proofs.editions [--people N] [--folder FOLDER] [--traits plain,low-vision]

`--people N` prints the reports of N people of each sample instead of all. Every file is judged by page-validation and
our own rules and, in one Java run, by veraPDF (Java 17). The exit code is 1 if any file has a fault.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import product
from pathlib import Path

import page as page_validation

from bench.tools.samples import PROJECT, jobs_of, sample_people, sample_studio
from careerprint.check.pdf.finished import FileKind
from careerprint.check.pdf.inspect import RULES, Inspection, inspect_pdf, pdfs_in
from careerprint.check.pdf.standards import PROFILES
from careerprint.editions import IMPOSED, LAYOUTS, Edition, has_layout
from careerprint.jobs.job import Job, Studio
from careerprint.jobs.plan import group_job, report_jobs
from careerprint.jobs.printer import Printer

sys.path.insert(0, str(PROJECT))
from tests.support import verapdf

PAPERS = ("letter", "a4")
TRAITS = {"plain": (False, False), "high-contrast": (True, False), "low-vision": (False, True), "both": (True, True)}
"""High contrast and the low-vision face, alone and together."""
XML = {"ua1": "PDFUA-1", "2a": "PDFA-2A"}
WORKERS = 3
ANSWERED = ("fit--machine-learning-engineer", "interests")


def sample_jobs(studio: Studio, people: int | None) -> Iterator[Job]:
    """Yield the standard job of each handout, worksheet, report and group report, in both languages."""
    yield from jobs_of(studio, "handout")
    yield from jobs_of(studio, "worksheet")
    for slug in (*ANSWERED, *(f"es/{slug}" for slug in ANSWERED)):
        # The answers in English are as good in Spanish, and enough for a group report with figures.
        found = sample_people(studio, slug.removeprefix("es/"))
        yield from report_jobs(slug, found[:people], studio)
        yield group_job(slug, found, studio)


def editions(traits: list[str]) -> list[Edition]:
    """Return the editions that are handed out; sheets for the printer promise nothing."""
    pages = [layout for layout in LAYOUTS if layout not in IMPOSED]
    return [Edition(layout, *TRAITS[name]) for name, layout in product(traits, pages)]


def print_one(studio: Studio, edition: Edition, people: int | None) -> int:
    """Print all samples in one edition on the paper of the studio; return how many."""
    printer = Printer(studio)
    jobs = [
        replace(job, edition=edition, output=edition.name(job.output))
        for job in sample_jobs(studio, people)
        if has_layout(job.kind, edition.layout)
    ]
    for job in jobs:
        target = None if edition.is_large else job.target_pages
        if (outcome := printer(replace(job, target_pages=target))).status != "made":
            raise SystemExit(f"{job.output}: {[str(problem) for problem in outcome.problems]}")
    return len(jobs)


def print_all(out: Path, people: int | None, traits: list[str]) -> None:
    """Print everything, each paper into a folder of its own; there is no limit of time, unlike in a build."""
    studio = sample_studio()
    with ProcessPoolExecutor(max_workers=WORKERS) as pool:
        started = {
            (paper, edition): pool.submit(print_one, replace(studio, paper=paper, out=out / paper), edition, people)
            for edition, paper in product(editions(traits), PAPERS)
        }
        for (paper, edition), made in started.items():
            name = edition.name("").removesuffix(".pdf").removeprefix("-") or "standard"
            print(f"{name} on {paper}: {made.result()} files", flush=True)


def judge(files: list[Path]) -> tuple[list[Inspection], list[str]]:
    """Return what our check found in each file, and each fault of each file as a line."""
    with ProcessPoolExecutor() as pool:
        inspected = list(pool.map(inspect_pdf, files, chunksize=16))
    faults = [str(problem) for each in inspected for problem in each.problems]
    return inspected, faults


def asked(files: list[Path], inspected: list[Inspection]) -> list[tuple[str, Path]]:
    """Return (profile, file) for all that veraPDF is to judge."""
    kinds = [each.kind or FileKind.DOCUMENT for each in inspected]
    return [(profile, file) for file, kind in zip(files, kinds, strict=True) for profile in PROFILES[kind]]


def rules_of_verapdf() -> dict[str, int]:
    """Return how many rules each of veraPDF's profiles has."""
    jar = verapdf.find_jar()
    assert jar is not None
    with zipfile.ZipFile(jar) as archive:
        names = {profile: f"org/verapdf/pdfa/validation/{name}.xml" for profile, name in XML.items()}
        return {profile: archive.read(name).count(b"<rule ") for profile, name in names.items()}


def report(files: list[Path], inspected: list[Inspection], faults: list[str]) -> int:
    """Print the figures; return the number of files with a fault."""
    kinds = Counter(str(each.kind) for each in inspected)
    print(f"{len(files)} files, {sum(each.pages for each in inspected):,} pages: {dict(kinds)}")
    checked = sum(len(PROFILES[each.kind or FileKind.DOCUMENT]) for each in inspected)
    print(f"page-validation {page_validation.__version__} and {len(RULES)} rules of ours: {checked} verdicts")
    print(f"  faults: {len(faults)}", *faults[:20], sep="\n  ")
    if reason := verapdf.missing():
        print(reason)
        return len(faults) + 1
    verdicts = verapdf.broken_rules(asked(files, inspected))
    broken = {question: rules for question, rules in verdicts.items() if rules}
    print(f"veraPDF, rules of each profile {rules_of_verapdf()}: {len(verdicts)} verdicts, failures: {len(broken)}")
    for (profile, file), rules in list(broken.items())[:20]:
        print(f"  {profile} {file}: {' '.join(sorted(rules))}")
    return len(faults) + len(broken)


def run() -> int:
    """Print, judge, and say what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--traits", default=",".join(TRAITS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        print_all(folder, options.people, options.traits.split(","))
        files = pdfs_in([folder])
        inspected, faults = judge(files)
        return 1 if report(files, inspected, faults) else 0


if __name__ == "__main__":
    raise SystemExit(run())
