"""Which sources a report prints: those that its own words cite."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from careerprint.sources.assessment import Assessment
from careerprint.sources.document import Section
from careerprint.sources.guide import Source

_CITED = re.compile(r'href="#source-([^"]+)"')


def cited_sources(assessment: Assessment) -> Mapping[int, Source]:
    """Return the guide's sources that its items cite, by their numbers in the guide: a report prints no others."""
    marked = (item.source.html for _, item in assessment.items if item.source)
    cited = frozenset(name for html in marked for name in _CITED.findall(html))
    sources = assessment.guide.meta.sources if assessment.guide else ()
    return {number: source for number, source in enumerate(sources, 1) if source.id in cited}


def printed_sources(assessment: Assessment, *, without: Collection[str]) -> Mapping[int, Source]:
    """Return an assessment's sources by their numbers, but for those that only texts named in `without` mark."""
    marks = {name: _marks_of(section) for name, section in assessment.sections.items()}
    printed = frozenset[str]().union(*(found for name, found in marks.items() if name not in without))
    unprinted = frozenset[str]().union(*(marks[name] for name in without)) - printed
    return {number: source for number, source in enumerate(assessment.sources, 1) if source.id not in unprinted}


def _marks_of(section: Section) -> frozenset[str]:
    elements = (element for block in section.body for element in block.iter())
    return frozenset(e.get("href", "").removeprefix("#source-") for e in elements if e.get("class") == "source-mark")
