"""Fact sheets: what the official files say about one occupation, as values to print; and what an index lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from careerprint.errors import UsageError
from careerprint.official.downloads.bls import ALL, WageTable
from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.downloads.workbooks import Cell
from careerprint.official.figures.printed import fresh
from careerprint.official.occupations import OfficialOccupation, occupation_of, tried
from careerprint.sources.citations.addresses import read_address
from careerprint.sources.document import slug_of
from careerprint.wording import unknown_name

NOT_PUBLISHED = "not published"
"""What stands for `*`, `~` and a dash in the files."""
MOST_SHARES, MOST_SHOWN_RELATED, MOST_SHOWN_TITLES, MOST_SHOWN_TASKS, MOST_TOGETHER = 3, 6, 4, 5, 4
"""What one side has room for."""
MOST_TASK_LETTERS, FEW_TASK_LETTERS = 750, 200
"""Letters of all tasks together; with more, a sheet would not fit its sides. The second is for shortened sheets."""
_COLUMNS = ("A_PCT10", "A_MEDIAN", "A_PCT90")
DEGREES = {
    "less-than-high-school": "no high school diploma",
    "high-school": "high school diploma",
    "some-college": "some college, no degree",
    "associates": "associate’s degree",
    "bachelors": "bachelor’s degree",
    "masters": "master’s degree",
    "doctoral": "doctoral or professional degree",
}
"""Levels of education in Table 5.3, as a sheet calls them."""


@dataclass(frozen=True, slots=True)
class PayLine:
    """What an occupation pays in one area."""

    name: str
    low: str
    """One in ten earns less; as it is printed."""
    middle: str
    high: str
    bar: tuple[int, int, int] | None
    """The same in dollars, where all three can be drawn."""


@dataclass(frozen=True, slots=True)
class EducationShare:
    """How many of those who do a job have a level of education."""

    name: str
    percent: float
    shown: str
    """The percent as they are printed."""


@dataclass(frozen=True, slots=True)
class FactSheet:
    """What is printed about one occupation."""

    code: str
    title: str
    description: str
    """In O*NET's words, as the tasks are."""
    tasks: tuple[str, ...]
    titles: tuple[str, ...]
    """Other titles of the same job."""
    themes: tuple[str, ...]
    """Letters, strongest first."""
    together_with: tuple[str, ...]
    """Other occupations in the same figures."""
    pay: tuple[PayLine, ...]
    """This job and all jobs in the United States, then this job in the center's area."""
    growth: tuple[tuple[float, str], tuple[float, str]] | None
    """Percent of change of this job and of all jobs, each as a number and as it is printed."""
    numbers: tuple[tuple[str, str], ...]
    """Labels and values: jobs, growth, openings, the usual way in."""
    education: tuple[EducationShare, ...]
    """The most frequent levels of education, lowest first."""
    is_in_wider_group: bool
    """Whether the shares are those of a wider group of jobs."""
    years: str
    """The years of the shares, such as `2022–23`; empty without shares."""
    related: tuple[tuple[str, str], ...]
    """Titles of related occupations and their middle pay."""
    releases: tuple[str, str, str]
    """Releases of wages, projections and O*NET; empty for a file that is not there."""

    @property
    def slug(self) -> str:
        """The name of its files."""
        return slug_of_title(self.title)


@dataclass(frozen=True, slots=True)
class FactEntry:
    """A fact sheet in the index."""

    title: str
    themes: tuple[str, ...]
    pay: str
    """The middle pay as it is printed."""
    dollars: float
    """To sort by: the middle pay, infinite for one too high to be published, -1 for one that is not."""
    entry: str
    """The usual way in."""


def slug_of_title(title: str) -> str:
    """Return a title as the name of a file."""
    return slug_of(unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode())


def all_codes(files: OfficialFiles) -> Iterator[str]:
    """Yield the O*NET code of each occupation that has tasks: of the others the files give a title only."""
    return (code for code in files.occupations if files.records_about("tasks", code))


def area_of(files: OfficialFiles, name: str | None) -> WageTable | None:
    """Return the wages of a state by its name; without one, those of a file with a single state, or None.

    Raises UsageError for a state that the file does not hold, or where there is no such file.
    """
    areas = {wages.area: wages for wages in files.state_wages}
    if name is None:
        return next(iter(areas.values())) if len(areas) == 1 else None
    if not areas:
        raise UsageError("--state needs the wage file state_M….xlsx among the official files.")
    if name not in areas:
        raise UsageError(unknown_name(name, areas, "state"))
    return areas[name]


def fact_sheet(files: OfficialFiles, code: str, area: WageTable | None) -> FactSheet:
    """Return what is printed about an occupation; raises as `occupation_of` does."""
    own = occupation_of(files, code)
    shares = [*_shares(own)]
    years = tried(own.gaps, lambda: files.survey_years, None) if shares else None
    return FactSheet(
        own.code,
        own.title,
        own.description,
        tuple(_tasks(own.tasks)),
        own.reported_titles[:MOST_SHOWN_TITLES],
        own.themes,
        tuple(_together(own)),
        tuple(_pay(own, area)),
        _growth(own),
        tuple(_numbers(own)),
        tuple(shares),
        own.is_in_wider_group,
        f"{years[0]}–{years[1] % 100:02}" if years else "",
        tuple(_related(own)),
        (
            tried(own.gaps, lambda: files.wages.table.release.name, ""),
            tried(own.gaps, lambda: files.projections.release.name, ""),
            files.onet_release.name,
        ),
    )


def _tasks(tasks: Sequence[str]) -> Iterator[str]:
    """Yield the first tasks, as many as there is room for; one at least."""
    room = MOST_TASK_LETTERS
    for number, task in enumerate(tasks[:MOST_SHOWN_TASKS]):
        room -= len(task)
        if number and room < 0:
            return
        yield task


def _together(own: OfficialOccupation) -> Iterator[str]:
    """Yield the other occupations in the same figures; of many the first, and how many more there are."""
    yield from own.together_with[:MOST_TOGETHER]
    if len(own.together_with) > MOST_TOGETHER:
        yield f"{len(own.together_with) - MOST_TOGETHER} more"


def _pay(own: OfficialOccupation, area: WageTable | None) -> Iterator[PayLine]:
    wages = tried(own.gaps, lambda: own.files.wages, None)
    if wages and own.soc in wages.table.rows:
        yield _pay_line("This job, United States", own.soc, wages)
        yield _pay_line("All jobs, United States", ALL, wages)
    if area and own.soc in area.table.rows:
        yield _pay_line(f"This job, {area.area}", own.soc, area)


def _pay_line(name: str, soc: str, wages: WageTable) -> PayLine:
    cells = [wages.table.rows[soc].get(column, "*") for column in _COLUMNS]
    shown = [_published(cell, soc, column, wages.top) for cell, column in zip(cells, _COLUMNS, strict=True)]
    dollars = [wages.top if cell == "#" else int(cell) for cell in cells if cell == "#" or isinstance(cell, float)]
    bar = (dollars[0], dollars[1], dollars[2]) if len(dollars) == len(cells) and cells[1] != "#" else None
    return PayLine(name, shown[0], shown[1], shown[2], bar)


def _published(cell: Cell, soc: str, column: str, top: int) -> str:
    return fresh(cell, read_address(f"national/{soc}/{column}"), top) or NOT_PUBLISHED


def _growth(own: OfficialOccupation) -> tuple[tuple[float, str], tuple[float, str]] | None:
    growth, every = own.number("1.2", "change"), own.number("1.2", "change", ALL)
    if growth is None or every is None:
        return None
    return (growth, own.shown("1.2", "change") or ""), (every, own.shown("1.2", "change", ALL) or "")


def _numbers(own: OfficialOccupation) -> Iterator[tuple[str, str]]:
    release = tried(own.gaps, lambda: own.files.projections.release, None)
    if release is None:
        return
    first, last = release.name[:4], f"{release.name[:2]}{release.name[-2:]}"
    yield f"Jobs in {first}", own.shown("1.2", "jobs") or NOT_PUBLISHED
    every = own.shown("1.2", "change", ALL)
    growth = own.shown("1.2", "change")
    yield f"Growth, {first} to {last}", f"{growth} (all jobs: {every})" if growth else NOT_PUBLISHED
    yield "Openings a year", own.shown("1.2", "openings") or NOT_PUBLISHED
    yield "Usual way in", own.shown("1.2", "entry") or NOT_PUBLISHED
    experience = own.files.projections.rows.get(own.soc, {}).get("experience")
    if experience and experience not in ("None", "—"):
        yield "Work experience before", str(experience)
    training = own.shown("1.2", "training")
    if training and training != "None":
        yield "Training on the job", training


def _shares(own: OfficialOccupation) -> Iterator[EducationShare]:
    shares = {name: own.number("5.3", name) or 0.0 for name in DEGREES}
    best = sorted(shares, key=lambda name: -shares[name])[:MOST_SHARES]
    for name, words in DEGREES.items():
        if name in best and shares[name]:
            yield EducationShare(words, shares[name], own.shown("5.3", name) or NOT_PUBLISHED)


def _related(own: OfficialOccupation) -> Iterator[tuple[str, str]]:
    others = {other.title: other.soc for other in own.related if other.soc != own.soc}
    for title, soc in [*others.items()][:MOST_SHOWN_RELATED]:
        yield title, own.shown("national", "A_MEDIAN", soc) or NOT_PUBLISHED


def fact_entry(sheet: FactSheet) -> FactEntry:
    """Return what the index says about a sheet."""
    numbers = dict(sheet.numbers)
    line = sheet.pay[0] if sheet.pay else None
    digits = "".join(character for character in line.middle if character.isdigit()) if line else ""
    above = line is not None and line.middle.startswith("more than")
    dollars = float("inf") if above else float(digits or -1)
    return FactEntry(
        sheet.title,
        sheet.themes,
        line.middle if line else NOT_PUBLISHED,
        dollars,
        numbers.get("Usual way in", NOT_PUBLISHED),
    )


@dataclass(frozen=True, slots=True)
class FactIndex:
    """All fact sheets, as they are looked up."""

    entries: tuple[FactEntry, ...]
    """By title."""
    releases: tuple[str, str, str]

    @classmethod
    def of(cls, sheets: Iterable[FactSheet]) -> FactIndex:
        """Return the index of some sheets; at least one."""
        known = sorted(sheets, key=lambda sheet: sheet.title.casefold())
        return cls(tuple(map(fact_entry, known)), known[0].releases)


def shortened(sheet: FactSheet) -> FactSheet:
    """Return a sheet with less on it: for large print, and where long titles or tasks would need a second side."""
    tasks = sheet.tasks[:2] if sum(map(len, sheet.tasks[:2])) < FEW_TASK_LETTERS else sheet.tasks[:1]
    count = len(sheet.together_with)
    together = (f"{count} other occupations",) if count > 1 else sheet.together_with
    return replace(sheet, tasks=tasks, titles=sheet.titles[:2], related=sheet.related[:3], together_with=together)
