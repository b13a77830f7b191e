"""Pages of a scan become sheets of people: which sides belong together, what is there twice, and what is missing.

On a numbered form the code says whose a page is. On a form for anybody, the sides of a sheet follow each other in the
scan, with nothing between them but blank pages; otherwise a side counts as missing. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from careerprint.answers.row_filter import version_fault
from careerprint.answers.scans.decisions import ID, Decisions
from careerprint.answers.scans.form import Form
from careerprint.answers.scans.readings import BLANK, PageReading, Reason, SideReading, State, Unread
from careerprint.sources.assessment import Assessment

SHARED = "two sheets with different answers have this ID; type one of them into an answer sheet, with an ID of its own"
_FEWEST_ALIKE = 3
"""Rows that must be read alike on two pictures before they are taken for pictures of one page."""


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page is in a scan."""

    file: str
    """The name of its file, safe to print."""
    number: int
    """Which page of the file, from 1."""


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page of a scan and what was read from it."""

    place: PagePlace
    reading: PageReading


@dataclass(frozen=True, slots=True)
class ReadSide:
    """A page that shows a side of the form that is asked for."""

    place: PagePlace
    reading: SideReading


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page that no answers were taken from, and why."""

    place: PagePlace
    reason: str
    loses_answers: bool = True
    """False for a page that is blank or there twice."""


@dataclass(slots=True)
class PaperSheet:
    """All pages of one person."""

    form: Form
    person: str = field(repr=False)
    """Their ID; empty while nobody knows it."""
    sides: dict[int, ReadSide] = field(default_factory=dict)
    """By number."""
    asks_because: Reason = Reason.NOBODY
    """Why the ID is asked for, as long as it is."""

    @property
    def first(self) -> ReadSide:
        """The page of the lowest side, which stands for the sheet."""
        return self.sides[min(self.sides)]

    @property
    def missing(self) -> tuple[int, ...]:
        """The sides with circles that are not there."""
        return tuple(side.number for side in self.form.sides if side.circles and side.number not in self.sides)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A scan in order."""

    sheets: tuple[PaperSheet, ...]
    """In the order of the scan."""
    unread: tuple[UnreadPage, ...]
    """In the order of the scan."""


def sort_pages(
    pages: Sequence[ScannedPage], forms: Mapping[str, Form], assessment: Assessment, decisions: Decisions
) -> Sorted:
    """Put pages together to the sheets of people who filled in an assessment; `forms` are all known ones by layout."""
    sorter = _Sorter(forms, assessment, decisions)
    for page in pages:
        sorter.take(page)
    numbered = list(sorter.numbered.values())
    shared = _shared_ids(numbered)
    kept = [sheet for sheet in numbered if sheet.person not in shared]
    for sheet in numbered:
        if sheet.person in shared:
            sorter.unread += [UnreadPage(side.place, SHARED) for side in sheet.sides.values()]
    kept += sorter.anonymous
    shared |= _shared_ids(kept)
    for sheet in sorter.anonymous:
        if sheet.person in shared:
            sheet.person, sheet.asks_because = "", Reason.TYPED_TWICE
    order = {page.place: number for number, page in enumerate(pages)}
    kept.sort(key=lambda sheet: min(order[side.place] for side in sheet.sides.values()))
    return Sorted(tuple(kept), tuple(sorted(sorter.unread, key=lambda page: order[page.place])))


def _shared_ids(sheets: Iterable[PaperSheet]) -> set[str]:
    """Return the IDs that more than one sheet has."""
    seen: set[str] = set()
    shared: set[str] = set()
    for person in (sheet.person for sheet in sheets if sheet.person):
        (shared if person in seen else seen).add(person)
    return shared


class _Sorter:
    """Takes the pages of a scan, one after the other."""

    def __init__(self, forms: Mapping[str, Form], assessment: Assessment, decisions: Decisions) -> None:
        self._forms, self._decisions = forms, decisions
        self._assessment, self._items = assessment, {item.id for _, item in assessment.items}
        self.numbered: dict[tuple[str, str, int], PaperSheet] = {}
        """By ID, layout, and a count that goes up where two people have one ID."""
        self.anonymous: list[PaperSheet] = []
        self._open: PaperSheet | None = None
        """The sheet without a person whose next side may follow."""
        self.unread: list[UnreadPage] = []
        self._seen: dict[str, PagePlace] = {}
        """By digest."""

    def take(self, page: ScannedPage) -> None:
        """Put a page to its sheet, or to those that are not read."""
        reading = page.reading
        reason = self._refusal(page)
        if isinstance(reading, Unread) or reason:
            is_known = isinstance(reading, SideReading) and self._seen.get(reading.digest) not in (None, page.place)
            self.unread.append(UnreadPage(page.place, reason, loses_answers=reason != BLANK and not is_known))
            # What was not read may be the side that belongs here, so the next one must not take its place.
            self._open = self._open if reason == BLANK else None
            return
        side = ReadSide(page.place, reading)
        if reading.person:
            self._open = None
            self._take_numbered(side)
        else:
            self._take_anonymous(side)

    def _refusal(self, page: ScannedPage) -> str:
        reading = page.reading
        if isinstance(reading, Unread):
            return reading.reason
        form = self._forms[reading.layout]
        if form.assessment != self._assessment.slug:
            return f"a worksheet of `{form.assessment}`; run the command for that assessment, too"
        if form.assessment_version and (fault := version_fault(form.assessment_version, self._assessment)):
            return fault
        if {circle.item for side in form.sides for circle in side.circles} != self._items:
            return "another version of this worksheet, with other lines; today's questionnaire cannot score it"
        before = self._seen.setdefault(reading.digest, page.place)
        return "" if before == page.place else f"the same picture as {_shown(before)}"

    def _take_numbered(self, side: ReadSide) -> None:
        reading = side.reading
        for count in range(len(self.numbered) + 1):
            key = (reading.person, reading.layout, count)
            sheet = self.numbered.setdefault(key, PaperSheet(self._forms[reading.layout], reading.person))
            before = sheet.sides.get(reading.side)
            if before is None:
                sheet.sides[reading.side] = side
                return
            if _are_alike(before.reading, reading):
                reason = f"scanned twice: {_shown(before.place)} has the same answers"
                self.unread.append(UnreadPage(side.place, reason, loses_answers=False))
                return

    def _take_anonymous(self, side: ReadSide) -> None:
        sheet, number = self._open, side.reading.side
        if sheet is None or sheet.form.layout != side.reading.layout or number != max(sheet.sides) + 1:
            sheet = PaperSheet(self._forms[side.reading.layout], "")
            self.anonymous.append(sheet)
        sheet.sides[number] = side
        decision = self._decisions.get((sheet.first.reading.digest, ID))
        sheet.person = decision.value if decision else ""
        self._open = sheet


def _are_alike(one: SideReading, other: SideReading) -> bool:
    """Say whether two pictures show the same answers wherever both are clear."""
    answers = {row.item: row for row in one.rows if row.state is not State.UNCLEAR}
    both = [(answers[row.item], row) for row in other.rows if row.state is not State.UNCLEAR and row.item in answers]
    same = sum((a.state, a.choice) == (b.state, b.choice) for a, b in both)
    return same == len(both) and same >= min(_FEWEST_ALIKE, len(one.rows))


def _shown(place: PagePlace) -> str:
    return f"page {place.number} of {place.file}"
