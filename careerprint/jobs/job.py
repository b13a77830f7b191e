"""One job is one file to be printed; its outcome says what became of it. Both travel between processes."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from careerprint.answers.responses import Response
from careerprint.editions import AS_WRITTEN, STANDARD, Edition, EditionChoice
from careerprint.errors import Problem
from careerprint.faces.fonts import covers, remedy
from careerprint.jobs.cluster.store import Results
from careerprint.jobs.made import Made
from careerprint.official.fact_sheets import FactIndex, FactSheet
from careerprint.pages.facts.sheets import LANGUAGE, fact_page, index_page
from careerprint.pages.pages import Page, Pages
from careerprint.press.preflight import FORM_SELECTORS
from careerprint.scoring.group import GroupStatistics, Suppressed
from careerprint.scoring.scorer import score
from careerprint.sources.assessment import Assessment
from careerprint.sources.center import Center
from careerprint.sources.guide import Guide
from careerprint.wording import counted


class Listener(Protocol):
    """Receives the progress of a run."""

    def stage(self, words: str) -> None:
        """Receive the next numbered step, as it begins."""

    def begin(self, total: int) -> None:
        """Receive the number of documents to be printed, before the first."""

    def done(self, outcome: Outcome) -> None:
        """Receive what became of one document."""

    def underway(self, jobs: int) -> None:
        """Receive the number of documents that are finished but not reported by `done` yet."""


Kind = Literal["handout", "worksheet", "report", "group", "facts"]
Status = Literal["made", "current", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be printed. The jobs of handouts and worksheets, which are about nobody, are of this very class."""

    kind: Kind
    subject: str
    """Slug of the guide or of the assessment."""
    output: str
    """The file, relative to the output folder, with `/`."""
    source: str
    """The source file, for messages."""
    key: str = ""
    """Hash over everything that shapes the file."""
    target_pages: int | None = None
    """The number of sides that the document should have; None where it may have any."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line of each image address, link target and id in the source, for messages."""
    edition: Edition = STANDARD

    @property
    def is_private(self) -> bool:
        """Whether the file is about people."""
        return self.kind in ("report", "group")

    @property
    def says_sides(self) -> bool:
        """Whether the first page says how many sides there are."""
        return self.kind == "handout"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportJob(Job):
    """The report of one person."""

    person: Response
    password: str = field(default="", repr=False)
    """What opens the file; empty for a file that anybody can open."""
    is_verified: bool = False
    """Print it both by plates and as a whole, and compare the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupJob(Job):
    """The report over a whole group."""

    figures: GroupStatistics | Suppressed


@dataclass(frozen=True, slots=True, kw_only=True)
class FactJob(Job):
    """A fact sheet, or the index of all fact sheets."""

    facts: FactSheet | FactIndex


@dataclass(frozen=True, slots=True)
class Studio:
    """Everything that printing any job needs, besides the job."""

    center: Center
    guides: Mapping[str, Guide]
    """By slug."""
    assessments: Mapping[str, Assessment]
    """By slug; those made from a guide as `fit--nurse`."""
    out: Path
    templates: tuple[Path, ...]
    assets: Mapping[str, Path]
    """Folders that pages may use, by virtual name."""
    paper: str | None
    printed_on: datetime.date
    corrected: bool = False
    """Say on each report that it takes the place of an earlier one."""
    editions: EditionChoice = AS_WRITTEN
    by_plates: bool = False
    """Join reports from pieces that are typeset once; worth it for many people."""
    results: Results | None = None
    """Where reports go instead of `out`."""
    has_fact_sheets: bool = False
    """Whether reports that lead to guides point at the index of fact sheets."""

    def pages(self, edition: Edition = STANDARD) -> Pages:
        """Return what makes the pages of an edition."""
        return Pages(self.center, templates=self.templates, paper=self.paper, edition=edition.page)


@dataclass(frozen=True, slots=True)
class Outcome(Made):
    """What became of one document; of one that failed, nothing was made."""

    status: Status
    seconds: float = 0.0
    """Time that printing took; 0 for a document that is up to date."""
    problems: tuple[Problem, ...] = ()
    """Why it failed."""


def failed(job: Job, cause: str, file: str = "") -> Outcome:
    """Return the outcome of a job that was not printed: the cause in plain words, in `file` if not in its source."""
    return Outcome(job.output, "failed", key=job.key, problems=(Problem(file or job.source, None, "", cause),))


def language_of(job: Job, studio: Studio) -> str:
    """Return the language that a job is printed in."""
    if job.kind == "handout":
        return studio.guides[job.subject].meta.language
    if isinstance(job, FactJob):
        return LANGUAGE
    return studio.assessments[job.subject].language


def page_of(job: Job, studio: Studio, pages: Pages, *, sides: int, left_out: Collection[str] = ()) -> Page:
    """Return the page of a job with so many sides, without what is left out to save one."""
    if job.kind == "handout":
        return pages.handout(studio.guides[job.subject], sides=sides)
    if isinstance(job, FactJob):
        if isinstance(job.facts, FactIndex):
            return index_page(pages, job.facts)
        return fact_page(pages, job.facts, details=not left_out)
    assessment = studio.assessments[job.subject]
    if isinstance(job, ReportJob):
        card = score(assessment, job.person.answers)
        return pages.report(
            card,
            job.person,
            printed_on=studio.printed_on,
            guides=studio.guides,
            corrected=studio.corrected,
            has_fact_sheets=studio.has_fact_sheets,
        )
    if isinstance(job, GroupJob):
        return pages.group(assessment, job.figures, printed_on=studio.printed_on)
    return pages.worksheet(assessment, sides=sides, left_out=left_out)


def unprintable(person: Response) -> str:
    """Return why somebody's name or ID cannot be printed, and what to do; empty where it can.

    No letter of it is named, as the reason goes into lists and logs.
    """
    missing = covers(person.name + person.id) - FORM_SELECTORS
    where = f"the name or ID in row {person.row}" if person.row else "the name or ID"
    cure = remedy(missing)
    return f"{where} has {counted(len(missing), 'character')} that no font of ours has: {cure}" if missing else ""
