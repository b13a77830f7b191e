"""From a file of answers to checked responses, in five stages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from careerprint.answers.date_column import day_column
from careerprint.answers.headers.columns import match
from careerprint.answers.headers.exporters import recognize
from careerprint.answers.headers.identity import Identification, choose, guess, identify
from careerprint.answers.latest import settle
from careerprint.answers.responses import Answers, Response
from careerprint.answers.row_filter import refuse_other_version
from careerprint.answers.rows import RowReader
from careerprint.errors import AnswerProblem, OnProblem
from careerprint.sources.assessment import Assessment
from careerprint.sources.fields import NO_COLUMNS, AnswerColumns
from careerprint.tables.open_table import open_table


@dataclass(frozen=True, slots=True)
class ChosenColumns:
    """Which columns people said hold the name, the ID and the day."""

    typed: AnswerColumns = NO_COLUMNS
    """What was typed with a command; these columns must be there."""
    usual: AnswerColumns = NO_COLUMNS
    """What the assessment or the center says; a file without these columns is read without them."""


NONE_CHOSEN = ChosenColumns()


def open_answers(
    path: Path, assessment: Assessment, on_problem: OnProblem, columns: ChosenColumns = NONE_CHOSEN
) -> AnswerStream:
    """Check everybody's answers to `assessment` in a file, or in a folder of filled forms, without holding any.

    Every row is read once, and `on_problem` is called with each problem as soon as it is found. People with
    problems are left out; the stream that is returned yields the others. Raises SourceError, with every problem,
    if the file as a whole cannot be read or an item of the assessment has no column.
    """
    is_somebody_left_out = False

    def report(problem: AnswerProblem) -> None:
        nonlocal is_somebody_left_out
        is_somebody_left_out = is_somebody_left_out or problem.fatal
        on_problem(problem)

    table = open_table(path)  # 1. Whatever the format, a table of cells.
    layout = recognize(table)  # 2. The tool that wrote it, and where its header ends.
    refuse_other_version(table.file, layout, assessment)
    header = table.top[0].number
    layout = choose(table.file, header, layout, columns.typed, columns.usual)
    matched = match(table.file, layout, assessment, row=header)  # 3. A column for every item, and who is who.
    layout = guess(layout, matched.ignored)
    matched = matched.without_roles(layout)
    who = identify(table.file, header, layout)
    days, day_notes = day_column(table, layout)
    for note in (*table.notes, *matched.notes, *day_notes):
        report(note)
    reader = RowReader(table, layout, matched, assessment, days)  # 4. Row by row.
    counting = settle(table.file, reader.drafts(), report)  # 5. One response for each person.
    reader.refuse_counting_from_zero(assessment)
    for note in reader.notes() if any(counting) else ():
        report(note)
    ignored = tuple(column.place for column in matched.ignored)
    items = tuple(column.shown for column in matched.items)
    return AnswerStream(reader, counting, table.file, layout.exporter, who, items, ignored, is_somebody_left_out)


def read_answers(path: Path, assessment: Assessment, columns: ChosenColumns = NONE_CHOSEN) -> Answers:
    """Read everybody's answers to `assessment` at once; see `open_answers`."""
    problems: list[AnswerProblem] = []
    stream = open_answers(path, assessment, problems.append, columns)
    problems.sort(key=lambda problem: (problem.file, problem.row or 0))
    return Answers(tuple(stream.responses()), tuple(problems), stream.ignored_columns)


@dataclass(frozen=True, slots=True)
class AnswerStream:
    """Everybody's answers in a file that was checked; each pass over them reads the file again."""

    _reader: RowReader = field(repr=False)
    _counting: bytes = field(repr=False)
    """A byte for each row, 1 if its response counts."""
    file: str
    """The file, as the person would type it."""
    exporter: str
    """The tool that wrote the file."""
    who: Identification
    """From which columns people are known."""
    item_columns: tuple[str, ...]
    """The column of each item, such as `F (How would you like …)`, in the order of the assessment."""
    ignored_columns: tuple[str, ...]
    """The columns without a meaning, as `H (Comments)`; their cells are in `Response.extra`."""
    left_out: bool
    """Whether anybody who should get a report is left out."""

    @property
    def rows(self) -> int:
        """The number of rows that were checked, without blank ones."""
        return len(self._counting)

    @property
    def people(self) -> int:
        """The number of people whose answers can be used."""
        return self._counting.count(1)

    def responses(self) -> Iterator[Response]:
        """Yield the people in the order of the file.

        Raises SourceError if the file has changed since it was checked.
        """
        return self._reader.responses(self._counting)
