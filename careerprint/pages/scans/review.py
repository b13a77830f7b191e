"""What waits for a decision → one HTML page that works from disk, with pictures inside and without a network."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from careerprint.answers.paper.lines import PaperLine, lines_of
from careerprint.answers.scans.decisions import COLUMNS, EMPTY, ID, Decision
from careerprint.answers.scans.sheets import PagePlace, PaperSheet
from careerprint.answers.scans.transcript import NOBODY, Transcript, WaitingRow
from careerprint.editions import STANDARD
from careerprint.pages.environment import environment_of, located_faults
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
    picture: str = field(repr=False)
    """As an address that holds the data; empty if there is none."""
    choices: tuple[tuple[str, str], ...]
    """Each choice as its decision is written, and in words."""


@dataclass(frozen=True, slots=True)
class UndecidedSheet:
    """A sheet with lines to decide about, or whose person is not known."""

    title: str = field(repr=False)
    page: str
    """The hash of its first page."""
    place: str
    asks_who: str
    """Why it is asked whose it is; empty if that is known."""
    head: str = field(repr=False)
    """The picture of what is above its first circle, as an address that holds the data; empty if there is none."""
    lines: tuple[UndecidedLine, ...]


def review_page(
    assessment: Assessment,
    people: Sequence[Transcript],
    earlier: Iterable[Decision],
    *,
    keep_in: Path,
    templates: Sequence[Path] = (),
    send_to: SendTo | None = None,
) -> str:
    """Return the page as HTML; `earlier` decisions go into what it offers for download, which is then complete.

    `keep_in` is the folder that the download is to be put into, as the person at the keyboard would type it. With
    `send_to` the page has a form in place of the download and of its script, and shows the first sheets only. Raises
    SourceError and PrintError for a template with a mistake.
    """
    every = tuple(_open_sheets(assessment, people))
    sheets = every[:MOST_SHEETS] if send_to else every
    with located_faults(TEMPLATE):
        template = environment_of((*templates, TEMPLATES), STANDARD).get_template(TEMPLATE)
        return template.render(
            language="en",
            title=assessment.title,
            sheets=sheets,
            more=len(every) - len(sheets),
            send_to=send_to,
            lines=sum(len(sheet.lines) for sheet in sheets),
            columns=list(COLUMNS),
            empty=EMPTY,
            id_item=ID,
            longest_id=LONGEST_ID,
            earlier=[[decision.page, decision.item, decision.value] for decision in earlier],
            keep_in=str(keep_in),
        )


def _open_sheets(assessment: Assessment, people: Sequence[Transcript]) -> Iterator[UndecidedSheet]:
    lines = {line.item.id: line for line in lines_of(assessment)}
    for number, person in enumerate(people, start=1):
        if person.waiting or person.asks_who:
            first = person.sheet.first
            yield UndecidedSheet(
                f"ID {person.person}" if person.person else f"Sheet {number}, without an ID",
                first.reading.digest,
                _place(first.place),
                (person.sheet.note or NOBODY) if person.asks_who else "",
                _address(_head_of(person.sheet)) if person.asks_who else "",
                tuple(_open_line(row, lines[row.item]) for row in person.waiting),
            )


def _head_of(sheet: PaperSheet) -> bytes:
    return next((side.reading.head for side in sheet.sides.values() if side.reading.head), b"")


def _open_line(row: WaitingRow, line: PaperLine) -> UndecidedLine:
    choices = tuple((str(worth), words) for worth, words in zip(line.scale.worths, line.scale.choices, strict=True))
    return UndecidedLine(row.page, line.number, row.item, line.item.text, row.reason, _address(row.picture), choices)


def _address(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}" if picture else ""


def _place(place: PagePlace) -> str:
    return f"page {place.number} of {place.file}"
