"""What can be taken out of a Handbook page: duties, employers, hours, injuries, in the page's own words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from careerprint.official.downloads.handbook import HandbookPage, words_of

_DUTIES = re.compile(r"typically do the following:.*?<ul[^>]*>(.*?)</ul>", re.S)
_ENTRY = re.compile(r"<li[^>]*>(.*?)</li>", re.S)
_EMPLOYERS = re.compile(r"largest employers of (.*?) were as follows:.*?<table[^>]*>(.*?)</table>", re.S)
_ROW = re.compile(r"<tr[^>]*>\s*<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>", re.S)
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.S)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Employer:
    """An industry and its share of the jobs."""

    name: str
    percent: str
    """As the page writes it, without the sign."""


def duties(page: HandbookPage) -> tuple[str, ...]:
    """Return what people in the job typically do, as the page lists it."""
    found = _DUTIES.search(page.markup["what-they-do"])
    return tuple(words_of(entry) for entry in _ENTRY.findall(found[1])) if found else ()


def employers(page: HandbookPage, title: str) -> tuple[Employer, ...]:
    """Return the largest employers; of a page about several occupations those of the one called `title`."""
    tables = {words_of(name).casefold(): rows for name, rows in _EMPLOYERS.findall(page.markup["work-environment"])}
    if not tables:
        return ()
    close = difflib.get_close_matches(title.casefold(), tables, n=1, cutoff=0)
    found = _ROW.findall(tables[close[0]])
    return tuple(Employer(words_of(name), words_of(share).rstrip("%")) for name, share in found)


def sentences_under(page: HandbookPage, tab: str, heading: str) -> Sequence[str]:
    """Return the sentences under a heading of a tab, such as `Work Schedules`; none where it is not there."""
    found = re.search(rf"<h3[^>]*>\s*{re.escape(heading)}\s*</h3>(.*?)(?=<h[23]\b|\Z)", page.markup[tab], re.S)
    return _sentences(found[1]) if found else ()


def first_sentences(page: HandbookPage, tab: str) -> Sequence[str]:
    """Return the sentences of a tab before its first inner heading."""
    return _sentences(re.split(r"<h3\b", page.markup[tab], maxsplit=1)[0])


def _sentences(markup: str) -> Sequence[str]:
    return [sentence for paragraph in _PARAGRAPH.findall(markup) for sentence in _SENTENCE.split(words_of(paragraph))]
