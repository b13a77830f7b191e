"""What waits for a decision → one HTML page that works from disk, with pictures inside and without a network."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Template

from careerprint.answers.paper.lines import PaperLine, lines_of
from careerprint.answers.scans.decisions import COLUMNS, EMPTY, ID, Decision
from careerprint.answers.scans.readings import Reason
from careerprint.answers.scans.sheets import PagePlace, PaperSheet
from careerprint.answers.scans.transcript import Transcript, WaitingRow
from careerprint.answers.scans.waiting import DECISIONS
from careerprint.editions import STANDARD
from careerprint.languages import is_rtl
from careerprint.pages.environment import environment_of, located_faults
from careerprint.pages.labels import Labels, read_labels
from careerprint.pages.web.web_pages import said_in
from careerprint.settings import TEMPLATES
from careerprint.sources.assessment import Assessment
from careerprint.tables.limits import LONGEST_ID

TEMPLATE = "scans/review.html"
MOST_SHEETS = 20
"""Sheets that a page of the counter shows; with hundreds of pictures a browser would take minutes. The rest follow."""


@dataclass(frozen=True, slots=True)
class SendTo:
    """Where the page sends what is decided, if it is not saved as a file."""

    address: str
    secret: str = field(repr=False)
    """What every form of the visit must send back."""
    back: str
    """The address of the page that leads here."""


@dataclass(frozen=True, slots=True)
class UndecidedLine:
    """A line of a worksheet that somebody has to decide about."""

    page: str
    """The hash of its page."""
    number: int
    item: str
    statement: str
    reason: str
    """Why, in a sentence of the labels."""
    picture: str = field(repr=False)
    """As an address that holds the data; empty if there is none."""
    choices: tuple[tuple[str, str], ...]
    """Each choice as its decision is written, and in words."""


@dataclass(frozen=True, slots=True)
class UndecidedSheet:
    """A sheet with lines to decide about, or whose person is not known."""

    number: int
    """Which of all sheets it is, from 1."""
    person: str = field(repr=False)
    """Their ID; empty while nobody knows it."""
    page: str
    """The hash of its first page."""
    place: PagePlace
    """Where that page is in the scan."""
    asks_who: str
    """Why it is asked whose it is, a sentence of the labels; empty if that is known."""
    head: str = field(repr=False)
    """The picture of what is above its first circle, as an address that holds the data; empty if there is none."""
    lines: tuple[UndecidedLine, ...]


def review_page(
    assessment: Assessment,
    people: Sequence[Transcript],
    earlier: Iterable[Decision],
    *,
    language: str,
    keep_in: Path,
    templates: Sequence[Path] = (),
    send_to: SendTo | None = None,
) -> str:
    """Return the page as HTML; `earlier` decisions go into what it offers for download, which is then complete.

    `language` is that of our words; lines and choices are in that of the questionnaire. `keep_in` is the folder that
    the download is to be put into, as the person at the keyboard would type it. With `send_to` the page has a form in
    place of the download and of its script, and shows the first sheets only. Raises SourceError for labels that cannot
    be read, and SourceError and PrintError for a template with a mistake.
    """
    folders = (*templates, TEMPLATES)
    words = read_labels(folders, language)["web"]
    every = tuple(_open_sheets(assessment, people, words["review"]["reasons"]))
    sheets = every[:MOST_SHEETS] if send_to else every
    with located_faults(TEMPLATE):
        return _template(folders).render(
            language=language,
            rtl=is_rtl(language),
            words=words,
            title=assessment.title,
            language_of_lines=assessment.language,
            sheets=sheets,
            more=len(every) - len(sheets),
            send_to=send_to,
            lines=sum(len(sheet.lines) for sheet in sheets),
            file=DECISIONS,
            columns=list(COLUMNS),
            empty=EMPTY,
            id_item=ID,
            longest_id=LONGEST_ID,
            earlier=[[decision.page, decision.item, decision.value] for decision in earlier],
            keep_in=str(keep_in),
        )


def _template(folders: Sequence[Path]) -> Template:
    environment = environment_of(folders, STANDARD)
    # The environment's own filter marks a language with a picture for `press`, which means nothing to a browser.
    environment.filters.update(said_in=said_in)
    return environment.get_template(TEMPLATE)


def _open_sheets(assessment: Assessment, people: Sequence[Transcript], reasons: Labels) -> Iterator[UndecidedSheet]:
    lines = {line.item.id: line for line in lines_of(assessment)}
    for number, person in enumerate(people, start=1):
        if person.waiting or person.asks_who:
            first = person.sheet.first
            yield UndecidedSheet(
                number,
                person.person,
                first.reading.digest,
                first.place,
                reasons[_name(person.sheet.asks_because)] if person.asks_who else "",
                _address(_head_of(person.sheet)) if person.asks_who else "",
                tuple(_open_line(row, lines[row.item], reasons) for row in person.waiting),
            )


def _head_of(sheet: PaperSheet) -> bytes:
    return next((side.reading.head for side in sheet.sides.values() if side.reading.head), b"")


def _open_line(row: WaitingRow, line: PaperLine, reasons: Labels) -> UndecidedLine:
    choices = tuple((str(worth), words) for worth, words in zip(line.scale.worths, line.scale.choices, strict=True))
    reason = reasons[_name(row.reason)].format(side=row.side)
    return UndecidedLine(row.page, line.number, row.item, line.item.text, reason, _address(row.picture), choices)


def _name(reason: Reason) -> str:
    """Return how the labels call a reason."""
    return reason.name.lower()


def _address(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}" if picture else ""
