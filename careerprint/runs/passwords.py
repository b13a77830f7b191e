"""Passwords of people whose reports are encrypted."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from careerprint.answers.responses import Response
from careerprint.errors import Problem, SourceError, UsageError
from careerprint.files import read_limited

MOST_BYTES = 64 * 1024**2
"""Bytes of a file of passwords: room for a million people."""
SHORTEST = 6
"""Characters that a password has at least: shorter ones are guessed in no time, and an empty cell is none."""


@dataclass(frozen=True, slots=True)
class Passwords:
    """Where passwords come from; never from the command line, which others on the machine can see."""

    column: str | None = None
    """A column of the file of answers."""
    file: Path | None = None
    """A CSV file with lines `id,password`; one of the two is given."""


def passwords_of(people: Sequence[Response], source: Passwords) -> dict[str, str]:
    """Return each person's password by id, from a column of the answers or from a file `id,password`.

    Raises UsageError for a column or file that is not there, SourceError naming the rows of people without a
    good password. Messages never hold a password.
    """
    if source.column:
        given = {person.id: _in_column(person, source.column) for person in people}
        if people and not any(given.values()):
            raise UsageError(f"There is no column `{source.column}` with passwords in the file of answers.")
    else:
        assert source.file is not None
        found = _in_file(source.file)
        given = {person.id: found.get(person.id, "") for person in people}
    problems = [_problem(person) for person in people if len(given[person.id]) < SHORTEST]
    if problems:
        raise SourceError("Nothing was printed.", problems=problems)
    return given


def _in_column(person: Response, column: str) -> str:
    return next((value for name, value in person.extra.items() if name.casefold() == column.casefold()), "")


def _in_file(path: Path) -> Mapping[str, str]:
    try:
        text = read_limited(path, MOST_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{path} cannot be read; it should be a UTF-8 file with lines `id,password`.") from None
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    for number, row in enumerate(rows, 1):
        if len(row) != 2:
            raise UsageError(f"{path}:{number}: expected two cells, `id,password`.")
    return {row[0].strip(): row[1] for row in rows}


def _problem(person: Response) -> Problem:
    message = f"has no password of at least {SHORTEST} characters"
    return Problem(person.file, person.row, "", message)
