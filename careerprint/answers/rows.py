"""From a row to the draft of a response, one row at a time."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress

from careerprint.answers.choices import NOT_ANSWERED, ChoiceReader
from careerprint.answers.date_column import DATE_EXPECTED, DayColumn
from careerprint.answers.headers.columns import Matched
from careerprint.answers.headers.exporters import HeaderLayout
from careerprint.answers.headers.identity import nobody_known
from careerprint.answers.headers.roles import Role
from careerprint.answers.paper.sums import SumChecks
from careerprint.answers.people import Draft, Person, PersonReader, RowPlace, as_text
from careerprint.answers.responses import ItemAnswers, Response
from careerprint.answers.row_filter import RowFilter
from careerprint.errors import AnswerProblem, Problem, SourceError
from careerprint.sources.assessment import Assessment
from careerprint.tables.limits import LONGEST_TEXT
from careerprint.tables.table import AnswerTable, Row, changed, is_blank
from careerprint.tables.texts import clean
from careerprint.wording import counted

_MOST_CELLS = 5
"""Wrong cells that are named in one row: a row that slipped by one column has a mistake in every cell."""
_BEYOND = "a cell to the right of the last header is filled in"
"""The problem of a row that may have slipped to the right by a cell."""
_NO_FIELD = "the form has no such field; it is another version"
"""The problem of a cell that is None."""


class RowReader:
    """Reads one row after another; what all rows share is worked out once."""

    def __init__(
        self, table: AnswerTable, layout: HeaderLayout, matched: Matched, assessment: Assessment, days: DayColumn | None
    ) -> None:
        """Prepare for the rows of `table`."""
        self._table = table
        self._knows_anybody = False
        self._is_zero_seen = False
        self._header_rows = layout.header_rows
        self._days = days
        self._people = PersonReader(layout)
        taken = {column.index for column in matched.items}
        self._filter = RowFilter(layout, assessment, taken)
        self._languages = [index for index in layout.having(Role.LANGUAGE) if index not in taken]
        repeated = Counter(column.labels[0].casefold() for column in layout.columns)
        # A header that is missing or repeated names no column, so nothing can be sorted by it.
        self._ignored = [
            (column.index, column.labels[0], column.place)
            for column in matched.ignored
            if column.labels[0] and repeated[column.labels[0].casefold()] == 1
        ]
        self._beyond = len(layout.columns)
        self._positions: Mapping[str, int] = {item.id: n for n, (_, item) in enumerate(assessment.items)}
        unanswered = {*layout.seen_unanswered, *map(str, assessment.missing)}
        readers = {s.choices: ChoiceReader(s.choices, unanswered, worths=s.worths) for s in assessment.scales}
        self._items = [
            (column.index, readers[scale.choices], column.shown)
            for column, (scale, _) in zip(matched.items, assessment.items, strict=True)
        ]
        self._sums = SumChecks(layout, matched, assessment)
        self._known = [(index, reader.known.get) for index, reader, _ in self._items]

    def drafts(self) -> Iterator[Draft]:
        """Yield a draft for every row of the table that is not blank."""
        return map(self._draft, self._table.below(self._header_rows))

    def responses(self, counting: bytes) -> Iterator[Response]:
        """Yield the responses of the rows that count; `counting` has a byte for each row, as `settle` returns it.

        Raises SourceError if one of these rows can no longer be read: then the file has changed.
        """
        for draft in map(self._draft, compress(self._table.below(self._header_rows), counting)):
            if draft.response is None:
                raise changed(self._table.file)
            yield draft.response

    def notes(self) -> Iterator[AnswerProblem]:
        """Yield notes about all rows that were read."""
        if not self._knows_anybody:
            yield nobody_known(self._table.file)
        yield from self._sums.notes(self._table.file)

    def refuse_counting_from_zero(self, assessment: Assessment) -> None:
        """Raise SourceError if the rows that were read hold 0, which is no choice, and never the last choice.

        Then a tool counted from 0, and even those whose answers all look right would be one choice too low.
        """
        lasts = [len(scale.choices) for scale, _ in assessment.items]
        rows = self._table.below(self._header_rows) if self._is_zero_seen else ()
        if self._is_zero_seen and not any(
            code == last for row in rows if not row.fault for code, last in zip(self._codes(row), lasts, strict=True)
        ):
            cure = "recode them there" if assessment.guide else "write `values: [0, 1, 2, …]` in the questionnaire"
            message = (
                "some answers are 0 and none is the last choice, so it seems that the tool counts from 0: "
                f"{cure}; if 0 means that nothing was answered, leave those cells empty"
            )
            raise SourceError(f"{self._table.file}: {message}", problems=[Problem(self._table.file, None, "", message)])

    def _draft(self, row: Row) -> Draft:
        place = RowPlace(row.file or self._table.file, row.number, bool(row.file))
        if row.fault:
            return Draft(place, (place.problem(row.fault, fatal=True),))
        if not is_blank(row.cells[self._beyond :]):
            return Draft(place, (place.problem(_BEYOND, fatal=True),))
        if not self._filter.belongs(row):
            return Draft(place, elsewhere=True)
        if fault := self._filter.other_version(row):
            return Draft(place, (place.problem(fault, fatal=True),))
        if reason := self._filter.left_out(row):
            return Draft(place, (place.problem(f"left out: {reason}", fatal=False),))
        codes = self._codes(row)
        if not any(codes) and self._is_unanswered(row, codes):
            return Draft(place, (place.problem("left out: nothing of this questionnaire is answered", fatal=False),))
        return self._answered(place, row, codes)

    def _codes(self, row: Row) -> list[int | None]:
        cells = row.cells
        # Nearly every cell was seen before, so for most rows this one look-up for each cell is all there is to do.
        codes = [known(cells[index]) for index, known in self._known]
        if None in codes:
            return [reader.read(cells[index]) for index, reader, _ in self._items]
        return codes

    def _is_unanswered(self, row: Row, codes: Sequence[int | None]) -> bool:
        """Return whether every cell is empty, or its field missing."""
        indexes = (index for index, _, _ in self._items)
        return all(code == NOT_ANSWERED or row.cells[i] is None for code, i in zip(codes, indexes, strict=True))

    def _answered(self, place: RowPlace, row: Row, codes: Sequence[int | None]) -> Draft:
        person = self._people.read(row)
        self._knows_anybody = self._knows_anybody or person.is_known
        extra = {label: clean(as_text(row.cells[index])) for index, label, _ in self._ignored}
        moment = self._days.read(row) if self._days else None
        problems = tuple(self._problems(place, row, codes, person, moment, extra))
        left_out = any(problem.fatal for problem in problems)
        response = None if left_out else self._response(place, row, codes, person, moment, extra)
        return Draft(place, problems, response, person, moment)

    def _response(
        self,
        place: RowPlace,
        row: Row,
        codes: Sequence[int | None],
        person: Person,
        moment: datetime.datetime | None,
        extra: Mapping[str, str | None],
    ) -> Response:
        return Response(
            id=person.id,
            name=person.name,
            answers=ItemAnswers(self._positions, bytes([code or NOT_ANSWERED for code in codes])),
            date=moment.date() if moment else None,
            language=self._language(row),
            file=place.file,
            row=place.row,
            extra={label: text for label, text in extra.items() if text is not None},
        )

    def _language(self, row: Row) -> str | None:
        languages = (clean(as_text(row.cells[index])) for index in self._languages)
        return next((language for language in languages if language), None)

    def _problems(
        self,
        place: RowPlace,
        row: Row,
        codes: Sequence[int | None],
        person: Person,
        moment: datetime.datetime | None,
        extra: Mapping[str, str | None],
    ) -> Iterator[AnswerProblem]:
        if None in codes:
            yield from self._wrong_cells(place, row, codes)
        yield from self._sums.problems(place, row, codes)
        for message, expected in person.faults:
            yield place.problem(message, expected, fatal=True)
        if self._days and moment is None and self._days.is_wrong(row):
            yield place.problem("not a date", DATE_EXPECTED, column=self._days.shown, fatal=False)
        if None in extra.values():
            yield from self._wrong_extra(place, extra)

    def _wrong_cells(self, place: RowPlace, row: Row, codes: Sequence[int | None]) -> Iterator[AnswerProblem]:
        wrong = [item for item, code in zip(self._items, codes, strict=True) if code is None]
        self._is_zero_seen = self._is_zero_seen or any(as_text(row.cells[index]) == "0" for index, _, _ in wrong)
        for index, reader, shown in wrong[:_MOST_CELLS]:
            message = _NO_FIELD if row.cells[index] is None else reader.fault(row.cells[index])
            yield place.problem(message, reader.expected, column=shown, fatal=True)
        if len(wrong) > _MOST_CELLS:
            more = counted(len(wrong) - _MOST_CELLS, "more cell of this row is", "more cells of this row are")
            yield place.problem(f"{more} wrong too", fatal=True)

    def _wrong_extra(self, place: RowPlace, extra: Mapping[str, str | None]) -> Iterator[AnswerProblem]:
        for _, label, shown in self._ignored:
            if extra[label] is None:
                message = f"longer than {LONGEST_TEXT} characters, so it is not used"
                yield place.problem(message, column=shown, fatal=False)
