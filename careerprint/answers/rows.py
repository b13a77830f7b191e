"""Rows become drafts of responses, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from careerprint.answers.cells import NOT_ANSWERED, ChoiceReader
from careerprint.answers.days import DATE_EXPECTED, DayColumn
from careerprint.answers.limits import LONGEST_TEXT
from careerprint.answers.matching import Matched
from careerprint.answers.people import Draft, PersonReader, as_text
from careerprint.answers.responses import AnswerProblem, ItemAnswers, Response
from careerprint.answers.selection import RowFilter
from careerprint.answers.shapes import Layout, Role
from careerprint.answers.table import Row, Table
from careerprint.answers.texts import clean
from careerprint.assessment import Assessment

_MOST_CELLS_TOLD = 5
_NO_FIELD = "the form has no such field; it is another version"


class RowReader:
    """Reads one row after the other; everything that is the same for all rows is worked out once."""

    def __init__(
        self, table: Table, layout: Layout, matched: Matched, assessment: Assessment, days: DayColumn | None
    ) -> None:
        """Prepare for the rows of `table`."""
        self._table = table
        self._header_rows = layout.header_rows
        self._days = days
        self._people = PersonReader(layout)
        taken = {column.index for column in matched.items}
        self._filter = RowFilter(layout, assessment, taken)
        self._languages = [index for index in layout.having(Role.LANGUAGE) if index not in taken]
        self._ignored = [(column.index, column.labels[0], column.shown) for column in matched.ignored]
        self._positions: Mapping[str, int] = {item.id: n for n, (_, item) in enumerate(assessment.items)}
        readers = {s.choices: ChoiceReader(s.choices, layout.seen_unanswered) for s in assessment.scales}
        self._items = [
            (column.index, readers[scale.choices], column.shown)
            for column, (scale, _) in zip(matched.items, assessment.items, strict=True)
        ]

    def drafts(self) -> Iterator[Draft]:
        """Go through the table; every row that is not blank gives one draft."""
        return (self._draft(row) for row in self._table.below(self._header_rows))

    def _draft(self, row: Row) -> Draft:
        draft = Draft(row.file or self._table.file, row.number, alone=bool(row.file))
        if row.fault:
            return draft.without_response(row.fault, fatal=True)
        if not self._filter.belongs(row):
            return Draft(draft.file, draft.row, elsewhere=True)
        if reason := self._filter.left_out(row):
            return draft.without_response(f"left out: {reason}", fatal=False)
        codes = [reader.read(row.cells[index]) for index, reader, _ in self._items]
        if self._is_unanswered(row, codes):
            return draft.without_response("left out: nothing of this questionnaire is answered", fatal=False)
        return self._answered(draft, row, codes)

    def _is_unanswered(self, row: Row, codes: Sequence[int | None]) -> bool:
        """Tell whether every cell is empty, or its field absent."""
        indexes = (index for index, _, _ in self._items)
        return all(code == NOT_ANSWERED or row.cells[i] is None for code, i in zip(codes, indexes, strict=True))

    def _answered(self, draft: Draft, row: Row, codes: Sequence[int | None]) -> Draft:
        person = self._people.read(row)
        extra = {label: clean(as_text(row.cells[index])) for index, label, _ in self._ignored}
        problems = tuple(
            chain(
                self._wrong_cells(draft, row, codes),
                (draft.problem(message, expected, fatal=True) for message, expected in person.faults),
                self._wrong_day(draft, row),
                self._wrong_extra(draft, extra),
            )
        )
        moment = self._days.read(row) if self._days else None
        left_out = any(problem.fatal for problem in problems)
        response = (
            None
            if left_out
            else Response(
                id=person.id,
                name=person.name,
                answers=ItemAnswers(self._positions, bytes(code or NOT_ANSWERED for code in codes)),
                date=moment.date() if moment else None,
                language=self._language(row),
                file=draft.file,
                row=draft.row,
                extra={label: text for label, text in extra.items() if text is not None},
            )
        )
        return Draft(draft.file, draft.row, response, person, moment, problems, alone=draft.alone)

    def _language(self, row: Row) -> str | None:
        languages = (clean(as_text(row.cells[index])) for index in self._languages)
        return next((language for language in languages if language), None)

    def _wrong_cells(self, draft: Draft, row: Row, codes: Sequence[int | None]) -> Iterator[AnswerProblem]:
        wrong = [self._items[place] for place, code in enumerate(codes) if code is None]
        for index, reader, shown in wrong[:_MOST_CELLS_TOLD]:
            message = _NO_FIELD if row.cells[index] is None else "not one of the choices"
            yield draft.problem(message, reader.expected, column=shown, fatal=True)
        if len(wrong) > _MOST_CELLS_TOLD:
            yield draft.problem(f"{len(wrong) - _MOST_CELLS_TOLD} more cells of this row are wrong too", fatal=True)

    def _wrong_day(self, draft: Draft, row: Row) -> Iterator[AnswerProblem]:
        if self._days and self._days.is_wrong(row):
            yield draft.problem("not a date", DATE_EXPECTED, column=self._days.shown, fatal=False)

    def _wrong_extra(self, draft: Draft, extra: Mapping[str, str | None]) -> Iterator[AnswerProblem]:
        for _, label, shown in self._ignored:
            if extra[label] is None:
                message = f"longer than {LONGEST_TEXT} characters, so it is not used"
                yield draft.problem(message, column=shown, fatal=False)
