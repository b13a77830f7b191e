"""One occupation as the official files describe it, found by its O*NET code."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from careerprint.errors import UsageError
from careerprint.official.downloads.bls import ALL, Rows
from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.downloads.missing import MissingFileError
from careerprint.official.downloads.onet import Record
from careerprint.official.downloads.workbooks import Cell
from careerprint.official.figures.printed import fresh
from careerprint.sources.citations.addresses import read_address

Found = TypeVar("Found")

THEMES = "RIASEC"
"""The interest themes in the order of their numbers in the files, from 1; 0 stands for none."""
MOST_SKILLS, MOST_SOFTWARE, MOST_RELATED, MOST_TITLES = 5, 6, 10, 4
"""The most that is taken of long lists: as much as a reader takes in."""
_NEAR = 5
"""Occupations that are offered for a code that is unknown."""
_ONET_CODE = re.compile(r"\d\d-\d{4}(\.\d\d)?")


@dataclass(frozen=True, slots=True)
class RelatedOccupation:
    """An occupation close to another one."""

    code: str
    title: str

    @property
    def soc(self) -> str:
        """Its code in the files of the Bureau of Labor Statistics."""
        return self.code[:7]


@dataclass(frozen=True, slots=True)
class OfficialOccupation:
    """What the files say about an occupation in words; its figures are looked up by their addresses."""

    code: str
    """Its O*NET code, such as `29-1141.00`."""
    title: str
    description: str
    tasks: tuple[str, ...]
    """Core tasks in O*NET's words."""
    files: OfficialFiles
    reported_titles: tuple[str, ...] = ()
    """Other titles that workers gave, without its own."""
    themes: tuple[str, ...] = ()
    """Interest high points, strongest first."""
    software: tuple[str, ...] = ()
    """Software that employers ask for most."""
    skills: tuple[str, ...] = ()
    """Skills in which the occupation ranks highest, best first."""
    related: tuple[RelatedOccupation, ...] = ()
    """The closest occupations, nearest first."""
    together_with: tuple[str, ...] = ()
    """Titles of other O*NET occupations whose pay and jobs are in the same figures."""
    gaps: list[str] = field(default_factory=list)
    """Files that are not in the folder, in words."""

    @property
    def soc(self) -> str:
        """Its code in the files of the Bureau of Labor Statistics, such as `29-1141`."""
        return self.code[:7]

    def value(self, table: str, column: str, soc: str = "") -> Cell | None:
        """Return the value of a cell, of this occupation or of `soc`; None where there is none, or no file."""
        address = read_address(f"{table}/{soc or self.soc}/{column}")
        return tried(self.gaps, lambda: self.files.value(address), None)

    def shown(self, table: str, column: str, soc: str = "") -> str | None:
        """Return a value as guides print it; None where there is none or it is not published."""
        value = self.value(table, column, soc)
        if value is None:
            return None
        return fresh(
            value, read_address(f"{table}/{soc or self.soc}/{column}"), self.files.wages.top if value == "#" else 0
        )

    def number(self, table: str, column: str, soc: str = "") -> float | None:
        """Return a value that is a number; None for any other."""
        value = self.value(table, column, soc)
        return value if isinstance(value, float) else None

    @property
    def is_in_wider_group(self) -> bool:
        """Whether its shares of education are those of a wider group of jobs."""
        rows: Rows = tried(self.gaps, lambda: self.files.education.rows, {})
        return bool(rows.get(self.soc, {}).get("marks"))

    @property
    def reason(self) -> str:
        """Why its use grows or shrinks in all industries, in the words of Table 1.12; empty where that is not said."""
        reasons: Mapping[str, str] = tried(self.gaps, lambda: self.files.reasons, {})
        return reasons.get(self.soc, "")

    def compared_with_all(self, table: str, column: str) -> float | None:
        """Return how many times the value of all occupations this one's is."""
        own, every = self.number(table, column), self.number(table, column, ALL)
        return own / every if own is not None and every else None


def tried(gaps: list[str], read: Callable[[], Found], otherwise: Found) -> Found:
    """Return what is read; where the file is missing, note that once and return `otherwise`."""
    try:
        return read()
    except MissingFileError as error:
        if error.reason not in gaps:
            gaps.append(error.reason)
        return otherwise


def occupation_of(files: OfficialFiles, code: str, *, title: str = "") -> OfficialOccupation:
    """Return an occupation by its O*NET code, or by a SOC code, which stands for the one that ends in `.00`.

    `title` is what the person calls it; titles like it are offered for an unknown code.

    Raises UsageError for a code that is unknown or has a title only, MissingFileError without titles or tasks.
    """
    names = files.occupations
    full = code if "." in code else f"{code}.00"
    if not _ONET_CODE.fullmatch(code) or full not in names:
        raise UsageError(f"There is no occupation {code}; {_near(names, code, title)}")
    tasks = [record for record in files.records_about("tasks", full)]
    if not tasks:
        others = [each for each in names if each[:7] == full[:7] and files.records_about("tasks", each)]
        offer = f"; take one of: {_listed(names, others)}" if others else ""
        raise UsageError(f"O*NET has nothing but a title for {full} {names[full]['Title']}{offer}.")
    core = [record["Task"] for record in tasks if record["Task Type"] == "Core"]
    gaps: list[str] = []
    own_title = names[full]["Title"]
    return OfficialOccupation(
        full,
        own_title,
        names[full]["Description"],
        tuple(core or [record["Task"] for record in tasks]),
        files,
        reported_titles=tried(gaps, lambda: tuple(_reported(files, full, (own_title, title))), ()),
        themes=tried(gaps, lambda: tuple(_themes(files, full)), ()),
        software=tried(gaps, lambda: tuple(_software(files, full)), ()),
        skills=tried(gaps, lambda: _skills(files, full[:7]), ()),
        related=tried(gaps, lambda: tuple(_related(files, full)), ()),
        together_with=tuple(each["Title"] for c, each in names.items() if c[:7] == full[:7] and c != full),
        gaps=gaps,
    )


def _near(names: Mapping[str, Record], code: str, title: str) -> str:
    """Return the occupations most like what was asked for: by title if there is one, else by the code's beginning."""
    titles = {record["Title"].casefold(): each for each, record in names.items()}
    found = [titles[close] for close in difflib.get_close_matches(title.casefold(), titles, n=_NEAR, cutoff=0.5)]
    found += [each for each in difflib.get_close_matches(code, names, n=_NEAR) if each not in found]
    return f"near it are: {_listed(names, found[:_NEAR])}." if found else "codes look like 29-1141.00."


def _listed(names: Mapping[str, Record], codes: list[str]) -> str:
    return ", ".join(f"{code} {names[code]['Title']}" for code in codes)


def _reported(files: OfficialFiles, code: str, own: tuple[str, ...]) -> Iterator[str]:
    """Yield titles that workers reported, those that O*NET shows first; without the occupation's own."""
    records = files.records_about("reported titles", code)
    taken = {title.casefold().rstrip("s") for title in own}
    for shown in ("Y", "N"):
        for record in records:
            name = record["Reported Job Title"]
            if record["Shown in My Next Move"] == shown and name.casefold().rstrip("s") not in taken:
                yield name


def _themes(files: OfficialFiles, code: str) -> Iterator[str]:
    """Yield the letters of the interest high points; in the file they are numbers, 0 for none."""
    for record in files.records_about("interests", code):
        if record["Scale ID"] == "IH" and (number := int(float(record["Data Value"]))):
            yield THEMES[number - 1]


def _software(files: OfficialFiles, code: str) -> Iterator[str]:
    records = [r["Example"] for r in files.records_about("software", code) if r["In Demand"] == "Y"]
    yield from records[:MOST_SOFTWARE]


def _skills(files: OfficialFiles, soc: str) -> tuple[str, ...]:
    ranks = files.skills.get(soc, {})
    return tuple(sorted(ranks, key=lambda name: -ranks[name])[:MOST_SKILLS])


def _related(files: OfficialFiles, code: str) -> Iterator[RelatedOccupation]:
    records = [r for r in files.records_about("related", code) if r["Relatedness Tier"].startswith("Primary")]
    for record in sorted(records, key=lambda each: int(each["Index"]))[:MOST_RELATED]:
        other = record["Related O*NET-SOC Code"]
        known = files.occupations.get(other)
        title = known["Title"] if known else files.projections.rows.get(other[:7], {}).get("title")
        if title:
            yield RelatedOccupation(other, str(title))
