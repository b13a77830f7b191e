"""Rows become drafts of responses, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from careerprint.answers.cells import NOT_ANSWERED, ChoiceReader
from careerprint.answers.dates import Order, is_ambiguous, order_of, read_moment
from careerprint.answers.limits import LONGEST_TEXT
from careerprint.answers.matching import Matched
from careerprint.answers.people import Draft, Person, PersonReader, as_text
from careerprint.answers.responses import AnswerProblem, ItemAnswers, Response
from careerprint.answers.selection import RowFilter
from careerprint.answers.shapes import Column, Layout, Role
from careerprint.answers.table import Cell, Row, Table
from careerprint.answers.texts import clean
from careerprint.assessment import Assessment

_MOST_CELLS_TOLD = 5
_DATE_EXPECTED = "a date such as 2026-11-30"
# LimeSurvey writes it for surveys that keep no dates.
_NO_DATE_YEAR = 1980


@dataclass(frozen=True, slots=True)
class DateColumn:
    """The column with the day of the answers."""

    index: int
    """Position, from 0."""
    shown: str
    """How a person finds it."""
    order: Order
    """Which number comes first."""


def date_column(table: Table, layout: Layout) -> tuple[DateColumn | None, tuple[AnswerProblem, ...]]:
    """Return the date column with its order, and a note when day and month cannot be told apart.

    Reads the rows up to the first one that decides.
    """
    found = [column for column in layout.columns if column.role in (Role.DATE, Role.SUBMITTED)]
    if not found:
        return None, ()
    column = found[0]
    order = order_of(_cells(table, layout, column))
    dates = DateColumn(column.index, column.shown, order)
    if order is not Order.UNKNOWN or not any(map(is_ambiguous, _cells(table, layout, column))):
        return dates, ()
    message = "every date can be read with the day or with the month first, so none is printed"
    return dates, (AnswerProblem(table.file, None, column.shown, message, _DATE_EXPECTED, fatal=False),)


def _cells(table: Table, layout: Layout, column: Column) -> Iterator[Cell]:
    for row in responses_of(table, layout):
        if not row.fault:
            yield row.cells[column.index]


def responses_of(table: Table, layout: Layout) -> Iterator[Row]:
    """Go through the rows below the header."""
    for place, row in enumerate(table.rows()):
        if place >= layout.header_rows:
            yield row


class RowReader:
    """Reads one row after the other; everything that is the same for all rows is worked out once."""

    def __init__(
        self, table: Table, layout: Layout, matched: Matched, assessment: Assessment, dates: DateColumn | None
    ) -> None:
        """Prepare for the rows of `table`."""
        self._table = table
        self._layout = layout
        self._people = PersonReader(layout)
        self._dates = dates
        items = [(scale, item) for scale in assessment.scales for item in scale.items]
        self._positions: Mapping[str, int] = {item.id: place for place, (_, item) in enumerate(items)}
        readers = {s.choices: ChoiceReader(s.choices, layout.seen_unanswered) for s in assessment.scales}
        self._items = [
            (column.index, readers[scale.choices], column.shown)
            for column, (scale, _) in zip(matched.items, items, strict=True)
        ]
        taken = {column.index for column in matched.items}
        self._filter = RowFilter(layout, assessment, taken)
        self._languages = [index for index in layout.having(Role.LANGUAGE) if index not in taken]
        self._ignored = [(column.index, column.labels[0], column.shown) for column in matched.ignored]

    def drafts(self) -> Iterator[Draft]:
        """Go through the table; every row that is not blank gives one draft."""
        return (self._draft(row) for row in responses_of(self._table, self._layout))

    def _draft(self, row: Row) -> Draft:
        draft = Draft(row.file or self._table.file, row.number)
        if row.fault:
            return draft.with_problem(row.fault, "", fatal=True)
        if not self._filter.belongs(row):
            return Draft(draft.file, row.number, elsewhere=True)
        if reason := self._filter.left_out(row):
            return draft.with_problem(f"left out: {reason}", "", fatal=False)
        return self._answered(draft, row)

    def _answered(self, draft: Draft, row: Row) -> Draft:
        cells = row.cells
        codes = [reader.read(cells[index]) for index, reader, _ in self._items]
        if all(
            cells[index] is None or code == NOT_ANSWERED
            for code, (index, _, _) in zip(codes, self._items, strict=True)
        ):
            return draft.with_problem("left out: nothing of this questionnaire is answered", "", fatal=False)
        person = self._people.read(row)
        moment, date_notes = self._moment(draft, row)
        extra, extra_notes = self._extra(draft, row)
        notes = (
            *self._wrong_cells(draft, cells, codes),
            *_person_faults(draft, person),
            *date_notes,
            *extra_notes,
        )
        response = None
        if not any(note.fatal for note in notes):
            response = self._response(draft, person, [code or 0 for code in codes], moment, row, extra)
        return Draft(draft.file, draft.row, response, person, moment, notes)

    def _response(
        self,
        draft: Draft,
        person: Person,
        codes: list[int],
        moment: datetime | None,
        row: Row,
        extra: Mapping[str, str],
    ) -> Response:
        languages = (clean(as_text(row.cells[index])) for index in self._languages)
        return Response(
            id=person.id,
            name=person.name,
            answers=ItemAnswers(self._positions, bytes(codes)),
            date=moment.date() if moment else None,
            language=next((language for language in languages if language), None),
            file=draft.file,
            row=draft.row,
            extra=extra,
        )

    def _wrong_cells(
        self, draft: Draft, cells: Sequence[Cell], codes: Sequence[int | None]
    ) -> Iterator[AnswerProblem]:
        wrong = [place for place, code in enumerate(codes) if code is None]
        for place in wrong[:_MOST_CELLS_TOLD]:
            index, reader, shown = self._items[place]
            absent = cells[index] is None
            message = (
                "the form has no such field; it is another version" if absent else "not one of the choices"
            )
            yield AnswerProblem(draft.file, draft.row, shown, message, reader.expected, fatal=True)
        if len(wrong) > _MOST_CELLS_TOLD:
            message = f"the same is true of {len(wrong) - _MOST_CELLS_TOLD} more cells"
            yield AnswerProblem(draft.file, draft.row, None, message, "", fatal=True)

    def _moment(self, draft: Draft, row: Row) -> tuple[datetime | None, tuple[AnswerProblem, ...]]:
        if not self._dates or not as_text(cell := row.cells[self._dates.index]).strip():
            return None, ()
        moment = read_moment(cell, self._dates.order)
        if moment and moment.year == _NO_DATE_YEAR:
            return None, ()
        if moment or (self._dates.order is Order.UNKNOWN and is_ambiguous(cell)):
            return moment, ()
        note = AnswerProblem(
            draft.file, draft.row, self._dates.shown, "not a date", _DATE_EXPECTED, fatal=False
        )
        return None, (note,)

    def _extra(self, draft: Draft, row: Row) -> tuple[dict[str, str], tuple[AnswerProblem, ...]]:
        texts = {label: clean(as_text(row.cells[index])) for index, label, _ in self._ignored}
        message = f"longer than {LONGEST_TEXT} characters, so it is not used"
        notes = tuple(
            AnswerProblem(draft.file, draft.row, shown, message, "", fatal=False)
            for _, label, shown in self._ignored
            if texts[label] is None
        )
        return {label: text for label, text in texts.items() if text is not None}, notes


def _person_faults(draft: Draft, person: Person) -> Iterator[AnswerProblem]:
    for message, expected in person.faults:
        yield AnswerProblem(draft.file, draft.row, None, message, expected, fatal=True)
