"""One job → one file. A process makes one printer: its templates, press and fonts serve every job."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeGuard

from careerprint.answers.scans.form_files import write_form
from careerprint.check.pdf.compare import differences
from careerprint.editions import STANDARD, Edition
from careerprint.errors import CareerprintError, PrintError, trace_of
from careerprint.files import PRIVATE_FILE, PUBLIC_FILE, make_folder, make_private, write_atomically
from careerprint.jobs.job import Job, Outcome, ReportJob, Studio, failed, language_of, page_of, unprintable
from careerprint.jobs.worksheets import fitted, marked
from careerprint.keys import tools_key
from careerprint.languages import is_rtl
from careerprint.pages.pages import Page, Pages
from careerprint.plates.disk_cache import FOLDER, DiskCache
from careerprint.plates.plates import Composed, Plates
from careerprint.plates.unfit import Unfit
from careerprint.press.encryption import locked
from careerprint.press.engine import LaidOut, Measured, Printed, collector_resting
from careerprint.press.ink import ink_coverage
from careerprint.press.layout.geometry import MOST_WHITE_AT_THE_END, lines_that_fill, pale_sides, rooms, sides_too_many
from careerprint.press.press import Press
from careerprint.wording import counted

FEW_LINES = 10
"""The most lines on a last page that look left over; with more, setting the text tighter would not save the page."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the pages of a job are laid out."""

    left_out: frozenset[str] = frozenset()
    """What is left out to save a side: extras of a worksheet as in `pages.worksheets`, details of a fact sheet."""
    tight: bool = False
    lines: Mapping[str, int] = field(default_factory=dict)
    """Lines to write on, by their place as in `pages.reports.room.filled`."""
    narrow: tuple[str, ...] = ()
    """Sections that are set a little narrower; see `Measured.narrow`."""


class Printer:
    """Prints the jobs of one studio; a job that cannot be printed gives an outcome, not an error."""

    def __init__(self, studio: Studio) -> None:
        """Load templates and fonts."""
        self.studio = studio
        self.press = Press(studio.assets)
        pictures = studio.assets.get("images", Path("images"))
        # Other processes keep pieces there that are typeset with the same code, fonts, and pictures.
        self.plates = Plates(self.press, DiskCache(studio.out / FOLDER, tools_key(pictures)))
        self._pages: dict[Edition, Pages] = {}
        self._ready: dict[str, Composed | Unfit] = {}

    def __call__(self, job: Job) -> Outcome:
        """Print a job and put the file in its place.

        Raises OutputError when the place cannot be written, and SourceError when a template has a mistake: then
        no other file can be printed either.
        """
        start = time.perf_counter()
        made = self.attempt(job)
        if isinstance(made, Outcome):
            return made
        printed, pdf = made
        if printed.form:
            write_form(printed.form, self.studio.out)
        return Outcome(
            job.output,
            "made",
            key=job.key,
            pages=printed.pages,
            size=len(pdf),
            mtime_ns=self._put(job, pdf),
            sha256=hashlib.sha256(pdf).hexdigest(),
            seconds=time.perf_counter() - start,
            # Ink matters for what is printed in many copies; a report is printed once.
            ink=0.0 if job.is_private else round(ink_coverage(printed.pdf), 4),
            by_plates=printed.by_plates,
            note=printed.note,
            warnings=(*_overflow(job, printed), *_pale(job, printed), *_named(job, printed)),
        )

    def _put(self, job: Job, pdf: bytes) -> int:
        """Put a finished file in its place and return its time, in nanoseconds. Raises OutputError."""
        if self.studio.results:
            self.studio.results.put(job.output, pdf)
            return 0  # the time is the store's, and known to whoever looks at the file there
        path = self.studio.out / job.output
        if job.is_private:
            make_private(path.parent, within=self.studio.out)
        else:
            make_folder(path.parent)
        write_atomically(path, pdf, mode=PRIVATE_FILE if job.is_private else PUBLIC_FILE)
        return path.stat().st_mtime_ns

    def attempt(self, job: Job) -> tuple[Printed, bytes] | Outcome:
        """Return a job's pages and the bytes of its file, or the outcome that says why there are none.

        Nothing is written. Raises SourceError when a template has a mistake.
        """
        if isinstance(job, ReportJob) and (reason := unprintable(job.person)):
            return failed(job, reason, job.person.file)
        try:
            with collector_resting():
                printed = self.print(job)
            password = job.password if isinstance(job, ReportJob) else ""
            return printed, locked(printed.pdf, password) if password else printed.pdf
        except PrintError as error:
            outcome = failed(job, error.message)
            return replace(outcome, problems=error.problems) if error.problems else outcome
        except CareerprintError:
            raise
        except MemoryError:
            return failed(job, "needs more memory than a document may take; please report this page")
        except Exception as error:
            # Neither its message nor its traceback: they could hold what a person wrote.
            return failed(job, f"a mistake of ours ({trace_of(error)}); please report this page")

    def size_of(self, job: Job) -> int | Outcome:
        """Return the bytes that a job would take, or the outcome that says why it cannot be printed; write nothing."""
        made = self.attempt(job)
        return made if isinstance(made, Outcome) else len(made[1])

    def prepare(self, jobs: Sequence[Job]) -> None:
        """Make the pages of the jobs that are printed next, so that all their new pieces are typeset at once.

        What goes wrong here goes wrong again when the job itself is printed, and is reported then.
        """
        pages: dict[str, Page] = {}
        for job in jobs:
            if self._goes_by_plates(job):
                with suppress(Exception):
                    pages[job.output] = page_of(job, self.studio, self.pages(), sides=0)
        self._ready = {}
        with suppress(Exception), collector_resting():
            self._ready = self._composed(jobs, pages)

    def print(self, job: Job) -> Printed:
        """Return the PDF of a job; raise PrintError if anything about the page is not fit for print."""
        printed = self._by_plates(job) or self._set(job)
        return self._imposed(job, printed) if job.edition.is_imposed else printed

    def pages(self, edition: Edition = STANDARD) -> Pages:
        """Return what makes the pages of an edition."""
        if edition.page not in self._pages:
            self._pages[edition.page] = self.studio.pages(edition)
        return self._pages[edition.page]

    def _goes_by_plates(self, job: Job) -> TypeGuard[ReportJob]:
        return self.studio.by_plates and isinstance(job, ReportJob) and job.edition == STANDARD

    def _by_plates(self, job: Job) -> Printed | None:
        """Join a report from pieces; return None where it must be laid out as a whole.

        A report that is verified is laid out as a whole, too; if the two differ, that one is kept.
        """
        if not self._goes_by_plates(job):
            return None
        if job.output not in self._ready:
            page = page_of(job, self.studio, self.pages(), sides=0)
            self._ready |= self._composed([job], {job.output: page})
        try:
            printed = self.plates.join(self._ready.pop(job.output), job.output)
        except Unfit:
            return None
        if job.is_verified:
            plain = self._set(job)
            if found := differences(plain.pdf, printed.pdf):
                return replace(plain, warnings=(f"made as a whole, as plates would differ in {', '.join(found)}",))
        return printed

    def _composed(self, jobs: Sequence[Job], pages: Mapping[str, Page]) -> dict[str, Composed | Unfit]:
        """Make the pieces of pages; once more, of the pages with lines to write on where sides would stay empty."""
        ready = dict(zip(pages, self.plates.compose(tuple(pages.values())), strict=True))
        roomy: dict[str, Page] = {}
        for job in jobs:
            if made := ready.get(job.output):
                page = self.pages().with_room(pages[job.output], made.stacks, language_of(job, self.studio))
                roomy |= {job.output: page} if page else {}
        filled = dict(zip(roomy, self.plates.compose(tuple(roomy.values())), strict=True))
        return ready | {name: made for name, made in filled.items() if len(made.stacks) == len(ready[name].stacks)}

    def _set(self, job: Job) -> Printed:
        """Lay the pages of a job out, as often as it takes, and paint them."""
        if job.kind == "worksheet" and not job.edition.is_large:
            return self._marked(job)
        if isinstance(job, ReportJob) and not job.edition.is_large:
            return self.press.paint(self._with_room(job))
        return self.press.paint(self._in_sides(job))

    def _in_sides(self, job: Job) -> LaidOut:
        """Lay a document out on the sides that it should have, or close to them.

        A fact sheet that runs over has less on it; a document that leaves few lines for its last page, or needs a side
        too many, is set a little tighter. Then it is known how many sides a handout has, and lines to write on fill it.
        """
        said = target = job.target_pages or 0
        first = self._laid_out(job, target, setting := Setting())
        if job.kind == "facts" and 0 < target < first.pages:
            first = self._laid_out(job, target, setting := Setting(left_out=frozenset({"details"})))
        if _is_loose(job, first):
            tighter = self._laid_out(job, first.pages - 1, Setting(tight=True))
            if tighter.pages < first.pages:
                said, first, setting = first.pages - 1, tighter, Setting(tight=True)
        setting = replace(setting, lines=_lines_to_write_on(job, first), narrow=first.narrow)
        if not setting.lines and (not job.says_sides or first.pages == said):
            return first
        return replace(self._laid_out(job, first.pages, setting), overflow_lines=first.overflow_lines)

    def unmarked(self, job: Job) -> Printed:
        """Return a worksheet without the marks that a scanner needs; raise PrintError as `print` does."""
        assessment = self.studio.assessments[job.subject]

        def attempt(sides: int, left_out: frozenset[str], lines: int) -> LaidOut:
            return self._laid_out(job, sides, Setting(left_out, lines={"field": lines} if lines else {}))

        return self.press.paint(fitted(assessment, attempt))

    def _marked(self, job: Job) -> Printed:
        """Lay a worksheet out, and mark it unless several of its sides are to share a sheet."""
        assessment, printed = self.studio.assessments[job.subject], self.unmarked(job)
        labels = self.pages(job.edition).labels(assessment.language)
        return printed if job.edition.is_imposed else marked(printed, assessment, labels)

    def _with_room(self, job: ReportJob) -> LaidOut:
        """Lay a report out; once more where sides would stay empty, with lines to write on."""
        pages = self.pages(job.edition)
        page = page_of(job, self.studio, pages, sides=0)
        plain = self._page_laid_out(job, page)
        roomy = pages.with_room(page, plain.stacks, language_of(job, self.studio))
        filled = self._page_laid_out(job, roomy, plain.narrow) if roomy else plain
        return filled if filled.pages == plain.pages else plain

    def _imposed(self, job: Job, printed: Printed) -> Printed:
        """Put the pages of a job on larger sheets; `pages` then counts the sides of the sheets."""
        from careerprint.press.imposition import impose, refusal, sheet_of

        layout = job.edition.layout
        if reason := refusal(layout, printed.pages):
            raise PrintError(f"the {job.kind} {reason}")
        language = language_of(job, self.studio)
        title = self.pages().labels(language)["editions"][layout]
        pdf, sides = impose(printed.pdf, layout, title=title, right_to_left=is_rtl(language))
        note = ", ".join(filter(None, (printed.note, f"on {sheet_of(layout, self.pages().paper)}")))
        return replace(printed, pdf=pdf, pages=sides, note=note)

    def _laid_out(self, job: Job, sides: int, setting: Setting) -> LaidOut:
        pages = self.pages(job.edition)
        page = page_of(job, self.studio, pages, sides=sides, left_out=setting.left_out)
        page = pages.tightened(page) if setting.tight else page
        page = pages.filled(page, setting.lines) if setting.lines else page
        return self._page_laid_out(job, page, setting.narrow)

    def _page_laid_out(self, job: Job, page: Page, narrow: tuple[str, ...] = ()) -> LaidOut:
        return self.press.lay_out(
            page.html,
            styles=page.styles,
            identifier=job.output,
            target_pages=job.target_pages,
            form=job.kind == "worksheet",
            source=job.source,
            lines=job.lines,
            narrow=narrow,
        )


def _is_loose(job: Job, made: Measured) -> bool:
    """Say whether a document would look better a little tighter: it runs over, or its last side has a few lines."""
    if job.kind == "handout" and not job.edition.is_large:
        return made.overflow_lines > 0
    if made.pages == 1 or not (job.edition.is_large or job.kind == "group"):
        return False
    return made.last_lines <= FEW_LINES or (job.kind == "group" and made.whites[-1] > MOST_WHITE_AT_THE_END)


def _lines_to_write_on(job: Job, made: Measured) -> dict[str, int]:
    """Return how many lines to write on fill the sides of a handout; its plan has a side of its own."""
    if job.kind != "handout" or job.edition.is_large:
        return {}
    last = dict(zip(("notes", "questions"), map(lines_that_fill, reversed(made.whites)), strict=False))
    between = {f"#{name}": lines for name, lines in rooms(made.whites, made.sections).items()}
    return {name: lines for name, lines in last.items() if lines} | between


def _named(job: Job, printed: Printed) -> Iterator[str]:
    """Yield what the press noticed, with the source that it concerns."""
    yield from (warning if printed.by_plates else f"{job.source}: {warning}" for warning in printed.warnings)


def _pale(job: Job, made: Measured) -> Iterator[str]:
    """Yield a warning for each side of a handout that is too empty."""
    if job.edition != STANDARD or job.kind != "handout":
        return
    for side, white in pale_sides(made.whites).items():
        yield f"{job.source}: {job.kind}: side {side} is {white:.0%} empty; shorten or add a few lines before its end"


def _overflow(job: Job, made: Measured) -> Iterator[str]:
    """Yield a warning that says by how much a document runs over the sides that it should have, and what is over."""
    if job.edition != STANDARD or not made.overflow_lines:
        return
    target = job.target_pages or 0
    lines, what, remedy = made.overflow_lines, "", "shorten or drop some items"
    if job.kind == "handout":
        extra, lines = sides_too_many(target, made.whites)
        first = next((name for side in extra for name in made.sections[side] if name), "")
        what = f", from “{first}” on" if first else ""
        remedy = "shorten the text or raise `sides`"
    yield f"{job.source}: {job.kind}: runs over {counted(target, 'side')} by {counted(lines, 'line')}{what}; {remedy}"
