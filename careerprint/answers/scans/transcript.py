"""Sheets become rows of answers; what nobody can be sure of waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from careerprint.answers.scans.decisions import Decision, Decisions, choice_of
from careerprint.answers.scans.readings import Reason, RowReading, State
from careerprint.answers.scans.sheets import PagePlace, PaperSheet
from careerprint.sources.assessment import Assessment


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row that a person has to decide about."""

    page: str
    """The hash of its page, or, if the side is missing, of the first page of its sheet."""
    item: str
    reason: Reason
    side: int
    """Which side of the form it is on, from 1."""
    place: PagePlace | None
    """Where it is in the scan; None if the side is missing."""
    picture: bytes = field(default=b"", repr=False)
    """PNG; empty if the side is missing."""

    @property
    def words(self) -> str:
        """Why it waits, as lists say it."""
        return self.reason.value.format(side=self.side)


@dataclass(frozen=True, slots=True)
class Transcript:
    """One person's sheet as answers."""

    person: str = field(repr=False)
    """Their ID; empty while nobody knows it."""
    answers: dict[str, int | None] = field(repr=False)
    """The choice by item, from 1; None for rows that are empty, and for those that wait."""
    waiting: tuple[WaitingRow, ...]
    """In the order of the lines on paper."""
    sheet: PaperSheet = field(repr=False)

    @property
    def asks_who(self) -> bool:
        """Whether somebody has to say whose sheet it is."""
        return not self.person


def transcribe(sheet: PaperSheet, assessment: Assessment, decisions: Decisions) -> Transcript:
    """Return the answers on a sheet: what was read, unless somebody decided otherwise."""
    answers: dict[str, int | None] = {}
    waiting: list[WaitingRow] = []
    lines = {item.id: number for number, (_, item) in enumerate(assessment.on_paper)}
    for page, side, place, row in _rows(sheet):
        choice, reason = _answer(row, decisions.get((page, row.item)), assessment)
        answers[row.item] = choice
        if reason:
            waiting.append(WaitingRow(page, row.item, reason, side, place, row.picture))
    waiting.sort(key=lambda row: lines[row.item])
    return Transcript(sheet.person, answers, tuple(waiting), sheet)


def _rows(sheet: PaperSheet) -> Iterator[tuple[str, int, PagePlace | None, RowReading]]:
    """Yield page, side, and place of each row, as in WaitingRow, and the row; those of missing sides are unclear."""
    for number in sorted(sheet.sides):
        side = sheet.sides[number]
        yield from ((side.reading.digest, number, side.place, row) for row in side.reading.rows)
    for missing in (side for side in sheet.form.sides if side.number in sheet.missing):
        for item in dict.fromkeys(circle.item for circle in missing.circles):
            row = RowReading(item, State.UNCLEAR, reason=Reason.MISSING_SIDE)
            yield sheet.first.reading.digest, missing.number, None, row


def _answer(reading: RowReading, decision: Decision | None, assessment: Assessment) -> tuple[int | None, Reason | None]:
    """Return the choice, and why the row waits; no reason if it does not."""
    if decision is None:
        return reading.choice, reading.reason if reading.state is State.UNCLEAR else None
    try:
        return choice_of(decision, assessment), None
    except ValueError:
        return None, Reason.NO_SUCH_CHOICE
