"""Pages of the Occupational Outlook Handbook, as a browser saves them: the words of their tabs."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from careerprint.official.downloads.releases import Release
from careerprint.official.downloads.workbooks import fault
from careerprint.sources.citations.addresses import TABS
from careerprint.sources.source_text import source_text

LARGEST_PAGE = 4 * 1024 * 1024
"""Bytes of a page; the official ones have about 100 KB."""
CELL = "¦"
"""Stands on both sides of a table's cell in the words of a tab: only the first cell of a column has a $ or % sign."""
_CHANGED = re.compile(r"Last Modified Date:\s*(?:<[^>]*>\s*)*\w+, (\w+ \d{1,2}, \d{4})")
_ADDRESS = re.compile(r'property="og:url" (?:href|content)="(https://www\.bls\.gov/ooh/[^"]+)"')
_CODES = re.compile(r"onetonline\.org/link/summary/(\d\d-\d{4}\.\d\d)")
_TITLE = re.compile(r"<title>\s*(.*?)\s*:", re.S)
_SPAN = re.compile(r"\b(\d{4})[-–](\d\d)\b")


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """One page."""

    path: Path
    tabs: Mapping[str, str]
    """The words of each tab by the names of `TABS`, spaces folded."""
    markup: Mapping[str, str]
    """The same as HTML."""
    release: Release
    """The years of its projections, and the day on which it was last changed."""
    title: str
    url: str
    """Its own address on the web; empty if it does not say it."""
    codes: frozenset[str]
    """The O*NET occupations that it is about: often several together."""


def read_page(path: Path) -> HandbookPage:
    """Return a page; raise SourceError for one that is not whole."""
    page = source_text(path, str(path), LARGEST_PAGE)
    parts = re.split(r'<div id="tab-(\d+)"', page)
    numbered = dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))
    markup = {name: numbered[number] for number, name in enumerate(TABS, 2) if number in numbered}
    if len(markup) < len(TABS):
        raise fault(path, "is no whole page of the Handbook; save it again as “HTML only”")
    changed = _CHANGED.search(page)
    day = datetime.datetime.strptime(changed[1], "%B %d, %Y").date() if changed else None
    outlook = _SPAN.search(words_of(markup["job-outlook"]))
    if outlook is None:
        raise fault(path, "does not say which years its outlook is of; save it again as “HTML only”")
    span = f"{outlook[1]}–{outlook[2]}"
    address, title = _ADDRESS.search(page), _TITLE.search(page)
    return HandbookPage(
        path,
        {name: words_of(text) for name, text in markup.items()},
        markup,
        Release(span, day),
        html.unescape(title[1]) if title else path.stem,
        address[1] if address else "",
        frozenset(_CODES.findall(page)),
    )


def words_of(markup: str) -> str:
    """Return the words of a piece of a page, with `CELL` on both sides of a table's cell."""
    text = re.sub(r"</?td[^>]*>", f" {CELL} ", re.sub(r"<!--.*?-->", " ", markup, flags=re.S))
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())
