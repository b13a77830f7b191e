"""The draft of a guide about an occupation: with figures, sources and marks, and official words where a person writes.

What is still to be written says “Replace this”, so `check` names it, and a draft is never printed.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from careerprint.official.downloads.bls import ALL
from careerprint.official.downloads.handbook import HandbookPage
from careerprint.official.downloads.releases import Release
from careerprint.official.draft_points import shown_entry
from careerprint.official.draft_sections import DraftSections
from careerprint.official.occupations import MOST_TITLES, OfficialOccupation, tried
from careerprint.wording import counted

WAGES, PROJECTIONS, HANDBOOK, ONET = "oews", "ep", "ooh", "onet"
"""The ids of the sources, as all our guides call them."""
_BLS = "Bureau of Labor Statistics, U.S. Department of Labor"
_LICENCE = (
    "This document includes information from the O*NET {} Database by the U.S. Department of Labor, Employment and "
    "Training Administration (USDOL/ETA). Used under the CC BY 4.0 license (creativecommons.org/licenses/by/4.0). "
    "O*NET® is a trademark of USDOL/ETA. The career center named in this guide has modified all or some of this "
    "information. USDOL/ETA has not approved, endorsed, or tested these modifications."
)
_SECTION = re.compile(r"^## .*\{#([\w-]+)\}[ \t]*$", re.M)
_LEAD = re.compile(r"^(codes|themes|other_titles):.*$", re.M)
_LISTS = re.compile(r"^(quick_facts|sources):[ \t]*\n(?:[ \t]+.*\n)*", re.M)


@dataclass(frozen=True, slots=True)
class GuideDraft:
    """A draft and what is in it."""

    text: str
    filled: tuple[str, ...]
    """What was filled in, in words."""
    gaps: tuple[str, ...]
    """Official files that were not there."""


def draft_of(template: str, occupation: OfficialOccupation, *, today: datetime.date) -> GuideDraft:
    """Fill the template of a guide, whose title is in it already, with what the official files say.

    What the files do not say stays as the template has it.
    """
    page = tried(occupation.gaps, lambda: occupation.files.page_about(occupation.code), None)
    front, sections = _Front(occupation, page, today), DraftSections(occupation, page)
    bodies = sections.bodies()
    end = template.index("\n---", 4)
    facts = front.filled(template[:end])
    text = facts + _with_bodies(template[end:], bodies)
    return GuideDraft(_without_unused(text), (*front.said(), *sections.said), tuple(occupation.gaps))


def _with_bodies(text: str, bodies: Mapping[str, str]) -> str:
    """Put new bodies under the headings of sections that have one."""
    heads = [*_SECTION.finditer(text)]
    parts, at = [], 0
    for head, following in zip(heads, (*heads[1:], None), strict=True):
        if head[1] in bodies:
            parts += [text[at : head.end()], f"\n\n{bodies[head[1]].strip()}\n\n"]
            at = following.start() if following else len(text)
    return "".join((*parts, text[at:])).rstrip() + "\n"


def _without_unused(text: str) -> str:
    """Remove sources that nothing in the draft refers to, except O*NET's, whose titles and themes have no mark."""
    lines = text.split("\n")
    kept = []
    for line in lines:
        entry = re.match(r"\s+- \{id: (\w+),", line)
        if not entry or entry[1] == ONET or f"[^{entry[1]}" in text or f"source: {entry[1]}," in text:
            kept.append(line)
    return "\n".join(kept)


class _Front:
    """The facts at the top."""

    def __init__(self, occupation: OfficialOccupation, page: HandbookPage | None, today: datetime.date) -> None:
        self.occupation, self.page, self.today = occupation, page, today
        self.facts = [*self._facts()]
        self.sources = [*self._sources()]

    def filled(self, front: str) -> str:
        """Return the front matter of the template with what is known."""
        own = self.occupation
        lists = {"quick_facts": self.facts, "sources": self.sources}
        leads = {
            "codes": f'codes: {{onet: ["{own.code}"], soc: ["{own.soc}"]}}',
            "themes": f"themes: [{', '.join(own.themes)}]",
            "other_titles": f"other_titles: {json.dumps(own.reported_titles[:MOST_TITLES], ensure_ascii=False)}",
        }
        front = _LEAD.sub(lambda found: leads[found[1]], front + "\n")
        return _LISTS.sub(lambda found: "\n".join((f"{found[1]}:", *lists[found[1]], "")), front).rstrip("\n")

    def said(self) -> Iterator[str]:
        """Yield what was filled in."""
        yield counted(len(self.facts), "quick fact")
        yield counted(len(self.occupation.reported_titles[:MOST_TITLES]), "other title")
        yield counted(len(self.occupation.themes), "theme")

    def _facts(self) -> Iterator[str]:
        own, table = self.occupation, "national"
        if pay := own.shown(table, "A_MEDIAN"):
            every = own.shown(table, "A_MEDIAN", ALL)
            note = f"half earn more, half less; all jobs: {every}"
            at = (f"{table}/{own.soc}/A_MEDIAN", f"{table}/{ALL}/A_MEDIAN")
            yield _fact("Middle pay", f"{pay} a year", note, own.files.wages.table.release, WAGES, at)
        if growth := own.shown("1.2", "change"):
            span = own.files.projections.release
            label = f"Growth, {span.name[:4]} to {span.name[:2]}{span.name[-2:]}"
            note = f"all jobs: {own.shown('1.2', 'change', ALL)}"
            yield _fact(label, growth, note, span, PROJECTIONS, (f"1.2/{own.soc}/change", f"1.2/{ALL}/change"))
        if openings := own.shown("1.2", "openings"):
            release = own.files.projections.release
            yield _fact("Openings", f"{openings} a year", "", release, PROJECTIONS, (f"1.2/{own.soc}/openings",))
        if entry := own.shown("1.2", "entry"):
            words = shown_entry(entry) or ""
            release = own.files.projections.release
            yield _fact("Usual way in", words, "", release, PROJECTIONS, (f"1.2/{own.soc}/entry",))

    def _sources(self) -> Iterator[str]:
        files, gaps = self.occupation.files, self.occupation.gaps
        if wages := tried(gaps, lambda: files.wages, None):
            title = "Occupational Employment and Wage Statistics, national file"
            yield self._source(WAGES, title, _BLS, "https://www.bls.gov/oes/", wages.table.release)
        if projections := tried(gaps, lambda: files.projections, None):
            title = "Employment Projections, Tables 1.2, 5.3 and 1.12"
            yield self._source(PROJECTIONS, title, _BLS, "https://www.bls.gov/emp/", projections.release)
        if self.page and self.page.url:
            title = f"Occupational Outlook Handbook, {self.page.title}"
            yield self._source(HANDBOOK, title, _BLS, self.page.url, self.page.release)
        release = files.onet_release
        publisher, url = (
            "U.S. Department of Labor, Employment and Training Administration",
            "https://www.onetcenter.org/database.html",
        )
        note = _LICENCE.format(release.name)
        yield self._source(ONET, f"O*NET® {release.name} database", publisher, url, release, note)

    def _source(self, name: str, title: str, publisher: str, url: str, release: Release, note: str = "") -> str:
        day = release.day or self.today
        parts = [f"id: {name}", f"title: {_quoted(title)}", f"publisher: {_quoted(publisher)}", f"url: {_quoted(url)}"]
        parts += [f"release: {_quoted(release.name)}", f"accessed: {day}"]
        return f"  - {{{', '.join((*parts, f'note: {_quoted(note)}') if note else parts)}}}"


def _fact(label: str, value: str, note: str, release: Release, source: str, at: tuple[str, ...]) -> str:
    parts = [f"label: {_quoted(label)}", f"value: {_quoted(value)}"]
    parts += [f"note: {_quoted(note)}"] if note else []
    parts += [f"as_of: {_quoted(release.as_of or '')}", f"source: {source}", f"at: {json.dumps(at)}"]
    return f"  - {{{', '.join(parts)}}}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
