"""What is to be printed: sources → the studio, which holds what printing needs, and its jobs, one for each file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from careerprint.answers.responses import Response
from careerprint.check.sources import Sources
from careerprint.editions import EDITIONS, Edition, has_layout, looks_like_edition
from careerprint.errors import PrintError
from careerprint.files import name_key, read_limited, safe_name
from careerprint.jobs.job import GroupJob, Job, ReportJob, Studio, page_of
from careerprint.keys import content_key, tree_key
from careerprint.languages import same
from careerprint.pages.pages import Pages
from careerprint.pages.sheets import PAPERS
from careerprint.scoring.group import GroupTally
from careerprint.scoring.scorer import Scorer
from careerprint.settings import SAMPLES, TEMPLATES, Settings
from careerprint.sources.assessment import Assessment, FitTemplate, derive
from careerprint.sources.document import MAX_BYTES, Document
from careerprint.sources.guide import Guide
from careerprint.sources.markdown import line_of

J = TypeVar("J", bound=Job)

WORKSHEET_SIDES = 2
"""Sides of a worksheet: it is one sheet."""
ONE_SHEET = 2
"""Sides of a handout on one sheet."""
PRINT_FILE = "print-file"
"""Name of the file for the printer. It lies among the reports, so no report may have it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All jobs of a run."""

    studio: Studio
    jobs: tuple[Job, ...]
    expected: frozenset[str]
    """Every output that the sources can give, on any paper and in any edition; all others are left over."""


def make_studio(sources: Sources, settings: Settings, *, corrected: bool = False) -> Studio:
    """Return what printing needs; each questionnaire about a guide becomes an assessment for every guide."""
    pages = Pages(sources.center, templates=settings.templates)
    guides = {guide.slug: guide for guide in sources.guides}
    return Studio(
        center=sources.center,
        guides=guides,
        assessments={a.slug: a for a in _assessments(sources, pages)},
        out=settings.out,
        templates=settings.templates,
        # Our own styles are here so that messages can name their files.
        assets={"images": settings.source / "images", "styles": TEMPLATES / "styles"},
        paper=settings.paper,
        printed_on=settings.today,
        corrected=corrected,
        editions=settings.editions,
        has_fact_sheets=settings.has_fact_sheets,
    )


def _assessments(sources: Sources, pages: Pages) -> Iterator[Assessment]:
    for questionnaire in sources.questionnaires:
        if isinstance(questionnaire, FitTemplate):
            for guide in sources.guides:
                if same(guide.meta.language, questionnaire.meta.language):
                    yield derive(questionnaire, guide, pages.levels(guide.meta.language), pages.work(guide))
        else:
            yield questionnaire


def plan(studio: Studio, answers: Mapping[str, Sequence[Response]], *, tools: str) -> Plan:
    """Return what is to be printed.

    `answers` holds the sample people of each assessment, by its slug; `tools` is a hash over code, packages,
    fonts and pictures.
    """
    blank = [*map(handout_job, studio.guides.values()), *map(worksheet_job, studio.assessments.values())]
    pages = {edition: studio.pages(edition) for job in blank for edition in editions_of(job, studio)}
    jobs = [replace(job, key=_page_key(job, studio, pages[job.edition], tools)) for job in in_editions(blank, studio)]
    bases = list(blank)
    for slug, people in answers.items():
        base = report_base(studio, slug, tools)
        reports = list(map(_as_sample, report_jobs(slug, people, studio)))
        group = _as_sample(group_job(slug, people, studio))
        jobs += [replace(job, key=person_key(base, job)) for job in in_editions(reports, studio)]
        figures = content_key(base, *(_answers_key(person) for person in people))
        jobs += [replace(job, key=content_key(figures, job.output)) for job in in_editions([group], studio)]
        bases += [*reports, group]
    own, paper = studio.center.paper, studio.paper or studio.center.paper
    outputs = {edition.name(job.output) for job in bases for edition in EDITIONS}
    expected = {on_paper(output, paper, own) for output in outputs for paper in PAPERS}
    return Plan(studio, tuple(_named(job, paper, own) for job in jobs), frozenset(expected))


def belongs(job: Job, name: str) -> bool:
    """Say whether a job is a guide's or an assessment's.

    `nurse` means the guide's handout, its worksheets and the reports about it; `fit` those of every guide.
    """
    folder, slash, rest = job.subject.rpartition("/")
    assessment, _, guide = rest.partition("--")
    parts = (assessment, guide) if job.kind != "handout" else ()
    return name == job.subject or name in (f"{folder}{slash}{part}" for part in parts if part)


def editions_of(job: Job, studio: Studio) -> tuple[Edition, ...]:
    """Return the editions of a document that it can have: those asked for, else its guide's, else the center's."""
    guide = studio.guides[job.subject] if job.kind == "handout" else studio.assessments[job.subject].guide
    found = studio.editions.editions(guide.meta.editions if guide else None, studio.center.editions)
    return tuple(edition for edition in found if has_layout(job.kind, edition.layout))


def in_editions(jobs: Iterable[J], studio: Studio) -> Iterator[J]:
    """Yield each job in each of its editions; large print has as many pages as it needs."""
    for job in jobs:
        for edition in editions_of(job, studio):
            yield job if edition == job.edition else _in_edition(job, edition)


def _in_edition(job: J, edition: Edition) -> J:
    target = None if edition.is_large else ONE_SHEET if edition.is_short else job.target_pages
    return replace(job, output=edition.name(job.output), target_pages=target, edition=edition)


def report_jobs(slug: str, people: Iterable[Response], studio: Studio, *, named: bool = False) -> Iterator[ReportJob]:
    """Yield one job for each person; `named` puts the names into the files' names besides the ids.

    The people are gone through twice: first for their files' names.
    """
    names = FileNames(people, named=named)
    return (report_job(slug, person, studio, names) for person in people)


def report_job(slug: str, person: Response, studio: Studio, names: FileNames) -> ReportJob:
    """Return the job of one person's report."""
    output = f"reports/{slug}/{names(person)}.pdf"
    return ReportJob("report", slug, output, studio.assessments[slug].path, person=person)


def group_job(slug: str, people: Iterable[Response], studio: Studio) -> GroupJob:
    """Return the job of the group report, with its figures."""
    assessment = studio.assessments[slug]
    tally, scorer = GroupTally(assessment), Scorer(assessment)
    for person in people:
        tally.add(scorer.scales(person.answers))
    return GroupJob("group", slug, f"groups/{slug}.pdf", assessment.path, figures=tally.result())


def _as_sample(job: J) -> J:
    return replace(job, output=f"{SAMPLES}/{job.output}")


class FileNames:
    """Gives each of many people a safe file name, and holds a number for each.

    A name ends in a hash where some system would take it for another person's, where it ends like the name of an
    edition, and where it begins like the file for the printer.
    """

    def __init__(self, people: Iterable[Response], *, named: bool = False) -> None:
        """Find the names that several of the people would have."""
        self._named = named
        seen: set[int] = set()
        self._shared: set[int] = set()
        for person in people:
            mark = hash(name_key(self._plain(person)))
            (self._shared if mark in seen else seen).add(mark)

    def __call__(self, person: Response) -> str:
        """Return the name of a person's file, without its ending."""
        name = self._plain(person)
        key = name_key(name)
        if hash(key) in self._shared or key.startswith(PRINT_FILE) or looks_like_edition(name):
            return f"{name}-{hashlib.sha256(person.id.encode()).hexdigest()[:8]}"
        return name

    def _plain(self, person: Response) -> str:
        return safe_name(f"{person.id} {person.name}" if self._named and person.name else person.id)


def on_paper(output: str, paper: str, own: str) -> str:
    """Return the name of an output; it names the paper if that is not the center's own."""
    return output if paper == own else f"{output.removesuffix('.pdf')}-{paper}.pdf"


def _named(job: Job, paper: str, own: str) -> Job:
    return replace(job, output=on_paper(job.output, paper, own))


def handout_job(guide: Guide) -> Job:
    """Return the job of the handout of a guide."""
    lines = source_lines(guide.document)
    return Job(
        "handout",
        guide.slug,
        f"handouts/{guide.slug}.pdf",
        guide.path,
        target_pages=guide.meta.sides,
        lines=lines,
    )


def worksheet_job(assessment: Assessment) -> Job:
    """Return the job of the blank form of an assessment."""
    source = assessment.guide.path if assessment.guide else assessment.path
    output = f"worksheets/{assessment.slug}.pdf"
    return Job("worksheet", assessment.slug, output, source, target_pages=WORKSHEET_SIDES)


def _page_key(job: Job, studio: Studio, pages: Pages, tools: str) -> str:
    """Return the key of a handout or worksheet: the page itself and what turns it into a PDF."""
    try:
        page = page_of(job, studio, pages, sides=job.target_pages or 0)
    except PrintError:  # a template fails for this document; printing it says why
        return ""
    styles = pages.tightened(page).styles if job.edition.is_large else page.styles
    return content_key(tools, job.edition.layout, page.html, *styles)


def report_base(studio: Studio, slug: str, tools: str) -> str:
    """Return a hash over what shapes all reports of an assessment, except the person and the day of printing.

    A report that differs from the file on disk only in that day is up to date: nobody needs it printed again.
    """
    assessment = studio.assessments[slug]
    # A report suggests guides by their front matter, so nothing else of them shapes it.
    suggested = studio.guides.values() if assessment.leads_to else ()
    return content_key(
        tools,
        *(tree_key(folder) for folder in (*studio.templates, TEMPLATES)),
        repr(studio.center),
        studio.paper or studio.center.paper,
        read_limited(Path(assessment.path), MAX_BYTES),
        *(assessment.guide.document.source if assessment.guide else ()),
        *(part for guide in suggested for part in (guide.slug, repr(guide.meta))),
        *(("facts",) if assessment.leads_to and studio.has_fact_sheets else ()),
    )


def person_key(base: str, job: ReportJob) -> str:
    """Return the key of a report: a hash over `report_base` and what is the person's own."""
    person = job.person
    return content_key(base, job.output, person.name, str(person.date), _answers_key(person))


def _answers_key(person: Response) -> str:
    return content_key(person.id, *(f"{item}={answer}" for item, answer in sorted(person.answers.items())))


def source_lines(document: Document) -> dict[str, int]:
    """Return the line of every image address, link target and id in a document."""
    found: dict[str, int] = {}
    for element in document.elements():
        line = line_of(element)
        for target in (element.get(name) for name in ("src", "href", "id")):
            if target and line:
                found.setdefault(target, line)
    return found
