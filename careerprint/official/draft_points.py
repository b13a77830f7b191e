"""The good and the hard sides of a job that data can support, each with its source; a person writes the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from careerprint.official.downloads.bls import ALL
from careerprint.official.downloads.handbook import HandbookPage
from careerprint.official.downloads.handbook_parts import sentences_under
from careerprint.official.occupations import OfficialOccupation

GOOD_PAY, LOW_PAY, FAST_GROWTH, MANY_OPENINGS = 1.25, 0.8, 2.0, 0.1
"""Where good and hard sides begin: pay and growth as multiples of those of all jobs, openings as a share of jobs."""
_NO_DEGREE = ("No formal educational credential", "High school diploma or equivalent")
_CERTIFICATE = {
    "Postsecondary nondegree award": "Certificate after high school",
    "No formal educational credential": "No diploma needed",
}
_CLAUSE = re.compile(r"share (?:increases|decreases) as (.*)", re.S)
_HOURS = re.compile(r"\b(?:nights?|weekends?|evenings?|holidays?|overnight|overtime|on call)\b")
_NUMBERS = ("First", "Second", "Third")
_TAB = "work-environment"


class SidePoint(NamedTuple):
    """A good or a hard side."""

    lead: str
    words: str
    """With their marks."""


def good_sides(own: OfficialOccupation) -> Iterator[SidePoint]:
    """Yield what the figures say in favor of a job."""
    pay = own.compared_with_all("national", "A_MEDIAN")
    if pay is not None and pay >= GOOD_PAY:
        yield SidePoint("Good pay", _pay(own, "more"))
    growth, every = own.number("1.2", "change"), own.number("1.2", "change", ALL)
    if growth is not None and every is not None and growth >= FAST_GROWTH * every > 0:
        words = f"The number of jobs is expected to grow by {own.shown('1.2', 'change')}."
        yield SidePoint("Fast growth", words + ep_mark(own, "change"))
    jobs, openings = own.number("1.2", "jobs"), own.number("1.2", "openings")
    if jobs and openings and openings >= MANY_OPENINGS * jobs:
        words = f"{own.shown('1.2', 'openings')} openings are expected each year, because many people leave."
        yield SidePoint("Many openings", words + ep_mark(own, "openings"))
    entry = own.value("1.2", "entry")
    if entry in _NO_DEGREE:
        words = (
            "The usual way in is a high school diploma." if entry == _NO_DEGREE[1] else "You need no diploma either."
        )
        yield SidePoint("No degree needed", words + ep_mark(own, "entry"))


def hard_sides(own: OfficialOccupation, page: HandbookPage | None) -> Iterator[SidePoint]:
    """Yield what the figures, and the Handbook's words about hours and injuries, say against a job."""
    pay = own.compared_with_all("national", "A_MEDIAN")
    if pay is not None and pay <= LOW_PAY:
        yield SidePoint("Low pay", _pay(own, "less"))
    growth = own.number("1.2", "change")
    if growth is not None and growth < 0:
        lost = (own.shown("1.2", "change") or "").lstrip("−")
        words = f"The number of jobs is expected to fall by {lost}.{ep_mark(own, 'change')}"
        yield SidePoint("Fewer jobs", f"{words}{reason_of(own)}")
    if page:
        hours = [each for each in sentences_under(page, _TAB, "Work Schedules") if _HOURS.search(each)]
        yield from _in_official_words("Hours", "which hours are hard", hours)
        yield from _in_official_words(
            "Injuries", "what can happen", sentences_under(page, _TAB, "Injuries and Illnesses")
        )


def _in_official_words(lead: str, asked: str, sentences: Sequence[str]) -> Iterator[SidePoint]:
    if sentences:
        words = plain(" ".join(sentences[:2]))
        yield SidePoint(lead, f"Replace this: {asked}. Official words: “{words}”[^ooh:{_TAB}]")


def _pay(own: OfficialOccupation, than: str) -> str:
    middle = (own.shown("national", "A_MEDIAN") or "").removeprefix("more than ")
    every = own.shown("national", "A_MEDIAN", ALL)
    return (
        f"Half of the people in this job earn {than} than {middle} a year.[^oews:national/{own.soc}/A_MEDIAN] "
        f"The middle of all jobs is {every}.[^oews:national/{ALL}/A_MEDIAN]"
    )


def written_side(points: Sequence[SidePoint], side: str) -> str:
    """Return the section of one side, `good` or `hard`; a person writes what is missing up to three points."""
    missing = [f"{number} {side} point" for number in _NUMBERS[len(points) :]]
    whole = [*points, *(SidePoint(name, f"Replace this: what is {side}, and why.") for name in missing)]
    return "Points without a source number are our own view.\n\n" + "\n\n".join(
        f"- **{lead}.** {words} {{#{lead.casefold().replace(' ', '-')}}}\n\n    Replace this: {side.title()} if …"
        for lead, words in whole
    )


def ep_mark(own: OfficialOccupation, column: str) -> str:
    """Return the mark of a figure of Table 1.2."""
    return f"[^ep:1.2/{own.soc}/{column}]"


def reason_of(own: OfficialOccupation) -> str:
    """Return what the projections say about why the use of a job grows or shrinks, for a person to reword."""
    found = _CLAUSE.search(own.reason)
    return f" Replace this: why. Official words: “{plain(found[1])}”[^ep:1.12/{own.soc}]" if found else ""


def shown_entry(entry: str | None) -> str | None:
    """Return a usual way in as guides write it."""
    return _CERTIFICATE.get(entry or "", entry)


def plain(text: str) -> str:
    """Return official words with the signs escaped that Markdown or a table would interpret."""
    return re.sub(r"([*_`\[\]|{}<>])", r"\\\1", " ".join(text.split()))
