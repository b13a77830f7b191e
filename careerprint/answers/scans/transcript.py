"""Sheets become rows of answers; what nobody can be sure of waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from careerprint.answers.scans.decisions import Decision, Decisions, choice_of
from careerprint.answers.scans.readings import RowReading, State
from careerprint.answers.scans.sheets import PagePlace, PaperSheet
from careerprint.sources.assessment import Assessment

NOBODY = "nobody has said yet whose sheet this is"
NO_SUCH_CHOICE = "what was decided is no choice of this line; decide again"


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row that a person has to decide about."""

    page: str
    """The hash of its page, or, if the side is missing, of the first page of its sheet."""
    item: str
    reason: str
    place: PagePlace | None
    """Where it is in the scan; None if the side is missing."""
    picture: bytes = field(default=b"", repr=False)
    """PNG; empty if the side is missing."""


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
    for open_row, reading in _rows(sheet):
        decision = decisions.get((open_row.page, open_row.item))
        choice, reason = _answer(reading, decision, assessment)
        answers[open_row.item] = choice
        if reason:
            waiting.append(replace(open_row, reason=reason))
    waiting.sort(key=lambda row: lines[row.item])
    return Transcript(sheet.person, answers, tuple(waiting), sheet)


def _rows(sheet: PaperSheet) -> Iterator[tuple[WaitingRow, RowReading]]:
    """Yield every row of a sheet, as it would wait, and what was read; rows of missing sides are unclear."""
    for number in sorted(sheet.sides):
        side = sheet.sides[number]
        for row in side.reading.rows:
            yield WaitingRow(side.reading.digest, row.item, row.reason, side.place, row.picture), row
    for side_of_form in (side for side in sheet.form.sides if side.number in sheet.missing):
        reason = f"side {side_of_form.number} of this sheet is not in the scan"
        for item in dict.fromkeys(circle.item for circle in side_of_form.circles):
            row = RowReading(item, State.UNCLEAR, reason=reason)
            yield WaitingRow(sheet.first.reading.digest, item, reason, None), row


def _answer(reading: RowReading, decision: Decision | None, assessment: Assessment) -> tuple[int | None, str]:
    """Return the choice, and why the row waits; an empty reason if it does not."""
    if decision is None:
        return reading.choice, reading.reason if reading.state is State.UNCLEAR else ""
    try:
        return choice_of(decision, assessment), ""
    except ValueError:
        return None, NO_SUCH_CHOICE
