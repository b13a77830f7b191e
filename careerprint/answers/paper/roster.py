"""The list of people who get a worksheet of their own: who is who, before anybody has answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from careerprint.answers.headers.exporters import recognize
from careerprint.answers.headers.identity import choose, guess
from careerprint.answers.people import PersonReader
from careerprint.errors import Problem, SourceError
from careerprint.sources.fields import NO_COLUMNS, AnswerColumns
from careerprint.tables.open_table import open_table
from careerprint.tables.table import Row

MOST_LISTED = 2_000
"""People of one list: a print run of more would not be sorted by hand."""


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Somebody on the list."""

    id: str
    row: int
    name: str = field(default="", repr=False)
    """The name to print; may be empty."""


def read_roster(
    path: Path, typed: AnswerColumns = NO_COLUMNS, usual: AnswerColumns = NO_COLUMNS
) -> tuple[RosterPerson, ...]:
    """Return the people of a list in its order; `typed` and `usual` name columns, as for a file of answers.

    Raises SourceError with all mistakes at once: a row without an ID, an ID given twice, no people.
    """
    table = open_table(path)
    layout = choose(table.file, table.top[0].number, recognize(table), typed, usual)
    layout = guess(layout, [column for column in layout.columns if column.role is None])
    reader = PersonReader(layout)
    problems: list[Problem] = []
    people: dict[str, RosterPerson] = {}
    for row in table.below(layout.header_rows):
        found, faults = _listed(row, reader)
        if found and (before := people.get(found.id)):
            faults = (f"the ID is that of row {before.row}, too; each person needs one of their own",)
        problems += [Problem(table.file, row.number, "", fault) for fault in faults]
        if found and not faults:
            people[found.id] = found
    if not problems and not 0 < len(people) <= MOST_LISTED:
        problems = [Problem(table.file, None, "", f"has {len(people)} people; a list has 1 to {MOST_LISTED}")]
    if problems:
        raise SourceError(f"{table.file} has mistakes; nothing was printed", problems=problems)
    return tuple(people.values())


def _listed(row: Row, reader: PersonReader) -> tuple[RosterPerson | None, tuple[str, ...]]:
    """Return who a row is about, and what is wrong with it."""
    if row.fault:
        return None, (row.fault,)
    person = reader.read(row)
    faults = tuple(_in_words(person.faults))
    if not faults and (person.key[0] != "id" or person.id == f"row-{row.number:04d}"):
        faults = (*faults, "has no ID; write one into a column called `id`, or name the column with --id-column")
    return RosterPerson(person.id, row.number, person.name), faults


def _in_words(faults: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield from (f"{fault}; expected {expected}" for fault, expected in faults)
