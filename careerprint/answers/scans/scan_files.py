"""Writes what was read from a scan, and what was decided about it: tables that only their owner may read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from careerprint.answers.paper.lines import lines_of
from careerprint.answers.paper.sheet import LEADS
from careerprint.answers.scans.decisions import COLUMNS as DECISION_COLUMNS
from careerprint.answers.scans.decisions import ID, Decision
from careerprint.answers.scans.sheets import UnreadPage
from careerprint.answers.scans.transcript import Transcript
from careerprint.answers.scans.waiting import NO, UNREAD_COLUMNS, WAITING_COLUMNS, YES
from careerprint.files import PRIVATE_FILE, write_atomically
from careerprint.sources.assessment import Assessment
from careerprint.tables.texts import defused


def write_answers(path: Path, assessment: Assessment, people: Iterable[Transcript]) -> None:
    """Write the answers in the shape of an answer sheet, so that every command reads them. Raises OutputError."""
    lines = lines_of(assessment)
    rows = [[*LEADS, *(line.head for line in lines), assessment.version_head]]
    for person in people:
        answers = ((line.scale.worths, person.answers.get(line.item.id)) for line in lines)
        values = ("" if choice is None else str(worths[choice - 1]) for worths, choice in answers)
        rows.append([person.person, "", "", *values, ""])
    _write(path, rows)


def write_waiting(path: Path, assessment: Assessment, people: Sequence[Transcript]) -> None:
    """Write what waits for a decision, in the order of the answers. Raises OutputError."""
    numbers = {line.item.id: str(line.number) for line in lines_of(assessment)}
    rows: list[Sequence[str]] = [WAITING_COLUMNS]
    for row, person in enumerate(people, start=2):  # the header of `answers.csv` is row 1
        if person.asks_who:
            place = person.sheet.first.place
            rows.append((str(row), "", "", ID, person.sheet.asks_because.value, place.file, str(place.number)))
        for each in person.waiting:
            file, page = (each.place.file, str(each.place.number)) if each.place else ("", "")
            rows.append((str(row), person.person, numbers[each.item], each.item, each.words, file, page))
    _write(path, rows)


def write_unread(path: Path, pages: Iterable[UnreadPage]) -> None:
    """Write which pages were not read, and why. Raises OutputError."""
    rows: list[Sequence[str]] = [UNREAD_COLUMNS]
    for page in pages:
        loses = YES if page.loses_answers else NO
        rows.append((page.place.file, str(page.place.number), page.reason, loses))
    _write(path, rows)


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write decisions as the page for them would. Raises OutputError."""
    _write(path, [DECISION_COLUMNS, *((each.page, each.item, each.value) for each in decisions)])


def _write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(_defused(rows))
    # The byte-order mark, without which Excel takes UTF-8 for Windows-1252.
    write_atomically(path, text.getvalue().encode("utf-8-sig"), mode=PRIVATE_FILE)


def _defused(rows: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    yield from ([defused(cell) for cell in row] for row in rows)
