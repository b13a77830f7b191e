"""Releases of official files: which one is newer, and how texts refer to one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS_IN_SPANISH = {
    "January": "enero",
    "February": "febrero",
    "March": "marzo",
    "April": "abril",
    "May": "mayo",
    "June": "junio",
    "July": "julio",
    "August": "agosto",
    "September": "septiembre",
    "October": "octubre",
    "November": "noviembre",
    "December": "diciembre",
}


@dataclass(frozen=True, slots=True)
class Release:
    """One edition of official figures."""

    name: str
    """What the publisher calls it: `May 2024`, `2024–34`, or `30.1`."""
    day: datetime.date | None
    """The day on which its file was last saved or its page last changed; None where it shows none."""

    @property
    def as_of(self) -> str | None:
        """The date of its figures as quick facts write it: `2024-05`, or `2024`; None for a release of O*NET."""
        month, _, year = self.name.partition(" ")
        if month in _MONTHS_IN_SPANISH and re.fullmatch(r"\d{4}", year):
            return f"{year}-{[*_MONTHS_IN_SPANISH].index(month) + 1:02}"
        return self.name[:4] if re.fullmatch(r"\d{4}\D\d\d", self.name) else None


def compared(new: Release, old: str, accessed: datetime.date) -> int:
    """Return 1 if a release is newer than what a guide calls its own, -1 if it is older, else 0.

    `May 2025` is newer than `May 2024`, `30.10` than `30.2`; what only one of them says, such as a month behind
    `30.1`, does not count. Names of two kinds say nothing, so their days decide; `accessed` is that of the guide.
    """
    ours, theirs = _numbers(new.name), _numbers(old)
    length = min(len(ours), len(theirs))
    if length and len(str(ours[0])) == len(str(theirs[0])):
        return (ours[:length] > theirs[:length]) - (ours[:length] < theirs[:length])
    return (new.day > accessed) - (new.day < accessed) if new.day else 0


def _numbers(name: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", name)]


Change = tuple[re.Pattern[str], str]
"""How a text names something of an old release, and what replaces it."""


def phrases(old: str, new: Release) -> Iterator[Change]:
    """Yield how texts in English and Spanish name the old release, and what replaces it.

    A month such as `May 2024` is that of the wages, a span such as `2024–34` that of the projections, and a number
    such as `30.1` one of O*NET.
    """
    if (then := _span(old)) and (now := _span(new.name)):
        for between in (" to ", " a ", " and ", " y "):
            yield _word(f"{then[0]}{between}{then[1]}"), f"{now[0]}{between}{now[1]}"
        for dash in "–-":
            yield _word(f"{then[0]}{dash}{then[1]}"), f"{now[0]}{dash}{now[1]}"
            yield _word(f"{then[0]}{dash}{then[1][2:]}"), f"{now[0]}{dash}{now[1][2:]}"
        return
    if number := re.match(r"\d+\.\d+", old):
        yield _word(number[0]), new.name
    if new.day and number:
        month = re.search(r"[A-Z][a-z]+ \d{4}", old)
        yield from _months(month[0], f"{new.day:%B %Y}") if month else ()
    elif not number:
        yield from _months(old, new.name)


def _months(old: str, new: str) -> Iterator[Change]:
    """Yield a month in English and in Spanish."""
    yield _word(old), new
    if (spanish := _in_spanish(old)) and (newer := _in_spanish(new)):
        yield _word(spanish), newer


def single_years(old: str, new: str) -> Iterator[Change]:
    """Yield how a text names the first or last year of a span alone, as in `Jobs in 2024`, and what replaces it."""
    if (then := _span(old)) and (now := _span(new)):
        for year, newer in zip(then, now, strict=True):
            yield re.compile(rf"(?i)(?<=\b(?:in|en|by) ){year}\b(?! (?:to|a|and|y) \d|[–-]\d)"), newer
            yield re.compile(rf"(?i)(?<=\bpara ){year}\b(?! (?:to|a|and|y) \d|[–-]\d)"), newer


def survey_years(old: str, years: tuple[int, int]) -> Iterator[Change]:
    """Yield how texts name the two years of the census survey behind Table 5.3, and what replaces them.

    They are the two years before the span of the projections, 2022 and 2023 for 2024–34; the newer file says its own.
    """
    if then := _span(old):
        first, second = int(then[0]) - 2, int(then[0]) - 1
        for dash in "–-":
            yield _word(f"{first}{dash}{second % 100:02}"), f"{years[0]}{dash}{years[1] % 100:02}"
        for word in (" and ", " y ", " to ", " a "):
            yield _word(f"{first}{word}{second}"), f"{years[0]}{word}{years[1]}"


def _word(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(text)}(?!\w|\.\d)")


def is_span(name: str) -> bool:
    """Say whether a release is a span of years, such as `2024–34`."""
    return _span(name) is not None


def _span(name: str) -> tuple[str, str] | None:
    """Return the first and last year of a span such as `2024–34`."""
    found = re.fullmatch(r"(\d{4})\D(\d{2}|\d{4})", name)
    return (found[1], found[2] if len(found[2]) == 4 else found[1][:2] + found[2]) if found else None


def _in_spanish(name: str) -> str | None:
    month, _, year = name.partition(" ")
    return f"{_MONTHS_IN_SPANISH[month]} de {year}" if month in _MONTHS_IN_SPANISH else None
