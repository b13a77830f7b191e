"""What one person's report costs, through our printer beside WeasyPrint's own call.

python -m bench.speed.report
"""

from __future__ import annotations

import sys

from bench.tools.measure import median, ratio, rounds, verdict
from bench.tools.samples import html_of, jobs_of, plain, sample_people, sample_studio
from careerprint.jobs.job import Job
from careerprint.jobs.printer import Printer

MOST = 0.85
"""Target: our CPU time divided by that of the plain call that writes tags."""
SLUGS = ("fit--machine-learning-engineer", "interests")
PEOPLE = 6
"""Of the twelve in each sample; they are printed one after the other, as in a batch."""


def reports(slug: str) -> bool:
    """Print the cost of reports of one assessment; return whether it is within the target."""
    studio = sample_studio()
    printer = Printer(studio)
    jobs = jobs_of(studio, "report", {slug: sample_people(studio, slug)})[:PEOPLE]
    pages = {job.output: html_of(printer, job, 0) for job in jobs}

    def bare(job: Job, variant: str | None) -> bytes:
        return plain(*pages[job.output], studio, variant)

    spent = rounds(
        {
            "ours": printer.print,
            "same": lambda job: bare(job, "pdf/a-2a"),
            "none": lambda job: bare(job, None),
        },
        jobs,
    )
    ours, same, none = spent["ours"], spent["same"], spent["none"]
    print(
        f"{slug}: CPU s a report: ours {median(ours):.3f}, plain pdf/a-2a {median(same):.3f},"
        f" plain without variant {median(none):.3f}"
    )
    print(f"  {verdict('ours ÷ plain pdf/a-2a', ratio(ours, same), MOST)}")
    print(f"  {verdict('ours ÷ plain without variant', ratio(ours, none), MOST)}")
    return ratio(ours, same) <= MOST


if __name__ == "__main__":
    sys.exit(0 if all([reports(slug) for slug in SLUGS]) else 1)
