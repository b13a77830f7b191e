"""What is to be printed of the official files: a job for each fact sheet and one for their index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from careerprint.editions import EDITIONS, Edition
from careerprint.jobs.job import FactJob, Studio, page_of
from careerprint.jobs.plan import Plan, on_paper
from careerprint.keys import content_key
from careerprint.official.fact_sheets import FactIndex, FactSheet
from careerprint.pages.pages import Pages
from careerprint.pages.sheets import PAPERS

INDEX = "index"
"""The name of the index's files; no occupation is called so."""
SIDES = 1
"""Sides of a fact sheet; in large print it may have two."""


@dataclass(frozen=True, slots=True)
class FactRequest:
    """Which fact sheets are printed."""

    sheets: Sequence[FactSheet]
    """Those that are asked for."""
    every: Sequence[FactSheet]
    """All that the official files can give."""


def plan_facts(studio: Studio, request: FactRequest, index: FactIndex, *, tools: str) -> Plan:
    """Return the jobs of fact sheets and of their index; `tools` is a hash over code, packages and fonts."""
    jobs = [*map(_sheet, request.sheets), FactJob("facts", INDEX, f"{INDEX}.pdf", "official files", facts=index)]
    editions = studio.editions.editions(studio.center.editions)
    pages = {edition: studio.pages(edition) for edition in editions}
    planned = [_keyed(each, studio, pages[each.edition], tools) for job in jobs for each in _in(job, editions)]
    own, paper = studio.center.paper, studio.paper or studio.center.paper
    named = tuple(replace(job, output=on_paper(job.output, paper, own)) for job in planned)
    outputs = [f"{slug}.pdf" for slug in (*(sheet.slug for sheet in request.every), INDEX)]
    return Plan(studio, named, frozenset(_names(outputs, own)))


def sheet_outputs(sheet: FactSheet, own: str) -> Iterator[str]:
    """Yield every name that a file of a sheet can have, in any edition and on any paper; `own` is the center's."""
    return _names([f"{sheet.slug}.pdf"], own)


def _names(outputs: Iterable[str], own: str) -> Iterator[str]:
    return (on_paper(e.name(output), paper, own) for output in outputs for e in EDITIONS for paper in PAPERS)


def _sheet(sheet: FactSheet) -> FactJob:
    return FactJob("facts", sheet.code, f"{sheet.slug}.pdf", sheet.code, target_pages=SIDES, facts=sheet)


def _in(job: FactJob, editions: Sequence[Edition]) -> Iterator[FactJob]:
    for edition in editions:
        target = None if edition.is_large else job.target_pages
        yield replace(job, output=edition.name(job.output), target_pages=target, edition=edition)


def _keyed(job: FactJob, studio: Studio, pages: Pages, tools: str) -> FactJob:
    page = page_of(job, studio, pages, sides=0)
    return replace(job, key=content_key(tools, job.output, page.html, *page.styles))
