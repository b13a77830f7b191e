"""Fact sheets and their index → pages: the pictures, and the groups in which the index lists all sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from careerprint.official.fact_sheets import NOT_PUBLISHED, FactEntry, FactIndex, FactSheet, shortened
from careerprint.pages.facts.letters import letters_picture
from careerprint.pages.pages import Page, Pages
from careerprint.pages.pictures.degrees import Share, degree_strip
from careerprint.pages.pictures.drawing import Palette, palette
from careerprint.pages.pictures.growth import growth_picture
from careerprint.pages.pictures.pay import pay_picture
from careerprint.sources.citations.drawn_figures import Growth, GrowthRow, Pay, PayRow

LANGUAGE = "en"
"""Official files are in English, and so are the sheets."""
THEMES = {
    "R": "Realistic",
    "I": "Investigative",
    "A": "Artistic",
    "S": "Social",
    "E": "Enterprising",
    "C": "Conventional",
}
"""The interest themes by their letters, as O*NET calls them."""
WIDTHS = {"pay": 312.0, "growth": 140.0, "education": 482.0}
"""Widths of the pictures, in points; A4 leaves 482."""
LARGE_WIDTH = 430.0
"""The width of each picture in large print, in points."""
PAY_STEPS = (150_000, 100_000, 75_000, 60_000, 50_000, 40_000, 30_000)
"""Dollars a year at which a group of the index by pay begins."""
WAYS_IN = (
    "No formal educational credential",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Postsecondary nondegree award",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)
"""Usual ways in, shortest first, in the words of the projections."""
_UNKNOWN = "Not published"
_SOURCE = "files"
"""Rows of pictures name a source; on a sheet the sources stand below."""


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Sheets that stand together in the index."""

    title: str
    lines: tuple[tuple[str, str], ...]
    """Title of the occupation, and what is said about it."""


def fact_page(pages: Pages, sheet: FactSheet, *, details: bool) -> Page:
    """Return the page of a fact sheet; in large print and without `details` it says less, so that it fits its sides."""
    shown = sheet if details and not pages.edition.is_large else shortened(sheet)
    look = palette(pages.edition, pages.center.accent)
    return pages.rendered(
        "facts",
        "facts/sheet.html",
        LANGUAGE,
        sheet=shown,
        pictures=FactPictures(shown, look, is_large=pages.edition.is_large),
        themes=[(letter, THEMES[letter]) for letter in shown.themes],
        document_title=f"What the numbers say: {sheet.title}",
    )


def index_page(pages: Pages, index: FactIndex) -> Page:
    """Return the pages that list all fact sheets by title, by theme, by pay and by way in."""
    return pages.rendered(
        "facts",
        "facts/index.html",
        LANGUAGE,
        index=index,
        by_title=_by_letter(index.entries),
        by_theme=_by_theme(index.entries),
        by_pay=_by_pay(index.entries),
        by_way_in=_by_way_in(index.entries),
        document_title="Fact sheets: all occupations",
    )


class FactPictures:
    """Draws the figures of a sheet; None where a figure is not published."""

    def __init__(self, sheet: FactSheet, look: Palette, *, is_large: bool) -> None:
        """Take a sheet, what it is drawn with, and whether it is for large print, which is set in one column."""
        self._sheet, self._look, self._is_large = sheet, look, is_large

    def _width(self, name: str) -> float:
        return LARGE_WIDTH if self._is_large else WIDTHS[name]

    @property
    def pay(self) -> Markup | None:
        """The range of pay of this job and of all jobs."""
        lines = [line for line in self._sheet.pay if line.bar]
        if not lines or lines[0] != self._sheet.pay[0]:
            return None
        rows = [
            PayRow(name=line.name, low=line.bar[0], middle=line.bar[1], high=line.bar[2], all=number == 1)
            for number, line in enumerate(lines)
            if line.bar
        ]
        words = "; ".join(f"{line.name}: {line.low}, {line.middle}, {line.high}" for line in lines)
        pay = Pay(source=_SOURCE, rows=tuple(rows))
        return pay_picture(pay, words=f"Pay. {words}.", width=self._width("pay"), look=self._look)

    @property
    def growth(self) -> Markup | None:
        """The growth of this job and of all jobs."""
        if self._sheet.growth is None:
            return None
        names = ("This job", "All jobs")
        drawn = [*zip(names, self._sheet.growth, strict=True)]
        rows = [GrowthRow(name=name, percent=percent, all=name == names[1]) for name, (percent, _) in drawn]
        labels = [f"{name}: {_signed(shown)}" for name, (_, shown) in drawn]
        growth = Growth(source=_SOURCE, title="Growth", rows=tuple(rows))
        words = f"Growth. {'; '.join(labels)}."
        return growth_picture(growth, words=words, labels=labels, width=self._width("growth"), look=self._look)

    @property
    def education(self) -> Markup | None:
        """The levels of education of those who do this job."""
        known = self._sheet.education
        if not known:
            return None
        shares = [Share(each.name, each.percent, f"{each.name} {each.shown}") for each in known]
        rest = 100 - sum(each.percent for each in known)
        if rest > 0:
            shares.append(Share("other levels", rest, "other levels", is_rest=True))
        words = f"Education. {'; '.join(each.label for each in shares)}."
        return degree_strip(shares, words=words, width=self._width("education"), look=self._look)

    @property
    def interests(self) -> Markup | None:
        """The six themes, those of this job filled."""
        return letters_picture(self._sheet.themes, THEMES, self._look) if self._sheet.themes else None


def _signed(shown: str) -> str:
    """Return a printed change with a sign, also for growth: `+5%`."""
    return shown if shown.startswith(("−", "0")) else f"+{shown}"


def _by_letter(entries: Sequence[FactEntry]) -> list[IndexGroup]:
    return _grouped(entries, lambda entry: entry.title[:1].upper(), _pay_of)


def _by_theme(entries: Sequence[FactEntry]) -> list[IndexGroup]:
    """List each sheet under its strongest theme, with all its letters."""
    names = {letter: f"{letter}: {name}" for letter, name in THEMES.items()}
    order = [*names.values(), _UNKNOWN]
    return _grouped(
        entries, lambda entry: names[entry.themes[0]] if entry.themes else _UNKNOWN, lambda e: "".join(e.themes), order
    )


def _by_pay(entries: Sequence[FactEntry]) -> list[IndexGroup]:
    """List the sheets by middle pay, the highest first."""
    return _grouped(sorted(entries, key=lambda entry: -entry.dollars), _step, _pay_of)


def _step(entry: FactEntry) -> str:
    if entry.dollars < 0:
        return f"Pay {NOT_PUBLISHED}"
    step = next((step for step in PAY_STEPS if entry.dollars >= step), 0)
    return f"${step:,} a year or more" if step else f"Less than ${PAY_STEPS[-1]:,} a year"


def _by_way_in(entries: Sequence[FactEntry]) -> list[IndexGroup]:
    return _grouped(entries, lambda e: e.entry if e.entry in WAYS_IN else _UNKNOWN, _pay_of, (*WAYS_IN, _UNKNOWN))


def _pay_of(entry: FactEntry) -> str:
    return "" if entry.pay == NOT_PUBLISHED else entry.pay


def _grouped(
    entries: Sequence[FactEntry],
    place: Callable[[FactEntry], str],
    said: Callable[[FactEntry], str],
    order: Sequence[str] = (),
) -> list[IndexGroup]:
    """Put sheets into groups by `place`, in the given order or in that of their first sheets."""
    lines: dict[str, list[tuple[str, str]]] = {name: [] for name in order}
    for entry in entries:
        lines.setdefault(place(entry), []).append((entry.title, said(entry)))
    return [IndexGroup(name, tuple(found)) for name, found in lines.items() if found]
