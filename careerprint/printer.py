"""One job → one file. Made once per process: templates, press and fonts serve every job."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace

from careerprint.errors import PrintError, Problem
from careerprint.files import make_folder, write_atomically
from careerprint.jobs import PRIVATE_FILE, PUBLIC_FILE, Job, Outcome, Studio, page_of
from careerprint.pages import Pages
from careerprint.press import Press, Printed


class Printer:
    """Prints jobs of one studio; a job that cannot be printed gives an outcome, not an error."""

    def __init__(self, studio: Studio) -> None:
        """Make the pages and the press."""
        self.studio = studio
        self.pages = Pages(studio.center, templates=studio.templates, paper=studio.paper)
        self.press = Press(studio.assets)

    def __call__(self, job: Job) -> Outcome:
        """Print a job and put the file in its place.

        Raises OutputError when the place cannot be written: then no other file can be written either.
        """
        start = time.perf_counter()
        try:
            printed = self.print(job)
        except PrintError as error:
            problems = error.problems or (Problem(job.source, None, "", error.message),)
            return Outcome(job.output, "failed", problems=problems)
        path = self.studio.out / job.output
        make_folder(path.parent, mode=0o700 if job.is_private else 0o755)
        write_atomically(path, printed.pdf, mode=PRIVATE_FILE if job.is_private else PUBLIC_FILE)
        return Outcome(
            output=job.output,
            status="made",
            pages=printed.pages,
            size=len(printed.pdf),
            sha256=hashlib.sha256(printed.pdf).hexdigest(),
            seconds=time.perf_counter() - start,
            warnings=tuple(_overflow(job, printed)),
        )

    def print(self, job: Job) -> Printed:
        """Return the PDF of a job; raise PrintError if anything about the page is not fit for print.

        The first page says how many sides there are. Where that differs from the target it is set again, a
        worksheet first without the words below its items.
        """
        target = job.target_pages
        printed = self._printed(job, sides=target or 0)
        if target is None or printed.pages == target:
            return printed
        if job.kind == "worksheet" and printed.pages > target:
            return self._printed(job, sides=target, details=False)
        overflow = printed.overflow_lines
        return replace(self._printed(job, sides=printed.pages), overflow_lines=overflow)

    def _printed(self, job: Job, *, sides: int, details: bool = True) -> Printed:
        page = page_of(job, self.studio, self.pages, sides=sides, details=details)
        return self.press.print(
            page.html,
            styles=page.styles,
            identifier=job.output,
            target_pages=job.target_pages,
            form=job.kind == "worksheet",
            source=job.source,
            lines=job.lines,
        )


def _overflow(job: Job, printed: Printed) -> Iterator[str]:
    """Say by how much a document runs over the sides that it should have."""
    if job.target_pages is None or printed.pages <= job.target_pages:
        return
    lines = "1 line" if printed.overflow_lines == 1 else f"{printed.overflow_lines} lines"
    remedy = "shorten the text or raise `sides`" if job.kind == "handout" else "shorten or drop some items"
    yield f"{job.source}: {job.kind}: runs over {job.target_pages} sides by {lines}; {remedy}"
