"""What is to be printed: sources → jobs, one for each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from careerprint.check import Sources
from careerprint.document import Document
from careerprint.guide import Guide
from careerprint.manifest import content_key
from careerprint.markdowntree import line_of
from careerprint.pages import PAPERS, Page, Pages
from careerprint.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be printed. Holds texts only, so that it can travel to another process."""

    slug: str
    """The name that people call the document by."""
    output: str
    """The file, relative to the output folder, with `/`."""
    page: Page
    source: str
    """The source file, for messages."""
    lines: Mapping[str, int]
    """Line of each image address, link target and id in the source, for messages."""
    target_pages: int | None = None
    """The number of sides that the source asks for."""
    key: str = ""
    """Hash over everything that shapes the file."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All jobs of a run, and what the batch needs to carry them out."""

    jobs: tuple[Job, ...]
    expected: frozenset[str]
    """Every output that the sources can give, on any paper: others are left over."""
    revise: Callable[[Job, int], Job]
    """Give a job the number of pages that it really has, which its first page tells."""


def plan(sources: Sources, settings: Settings, *, tools: str) -> Plan:
    """Return what is to be printed. `tools` is a hash over code, packages, fonts and pictures."""
    pages = Pages(sources.center, templates=settings.templates, paper=settings.paper)
    by_output = {handout_name(g.slug, pages.paper, sources.center.paper): g for g in sources.guides}
    jobs = [_handout(output, guide, pages, guide.meta.sides, tools) for output, guide in by_output.items()]

    def revise(job: Job, count: int) -> Job:
        revised = _handout(job.output, by_output[job.output], pages, count, tools)
        return replace(revised, target_pages=job.target_pages, key=job.key)

    expected = {
        handout_name(guide.slug, paper, sources.center.paper) for guide in sources.guides for paper in PAPERS
    }
    return Plan(tuple(jobs), frozenset(expected), revise)


def handout_name(slug: str, paper: str, default_paper: str) -> str:
    """Return where a handout goes; a paper that is not the center's own stands in the name."""
    return f"handouts/{slug}.pdf" if paper == default_paper else f"handouts/{slug}-{paper}.pdf"


def _handout(output: str, guide: Guide, pages: Pages, sides: int, tools: str) -> Job:
    page = pages.handout(guide, sides=sides)
    key = content_key(tools, page.html, *page.styles)
    lines = source_lines(guide.document)
    return Job(guide.slug, output, page, guide.path, lines, guide.meta.sides, key)


def source_lines(document: Document) -> dict[str, int]:
    """Return the line of every image address, link target and id in a document."""
    found: dict[str, int] = {}
    for element in document.elements():
        line = line_of(element)
        targets: Iterable[str | None] = (element.get(name) for name in ("src", "href", "id"))
        for target in targets:
            if target and line:
                found.setdefault(target.removeprefix("../"), line)
    return found
