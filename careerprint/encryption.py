"""Reports that open with a password only: AES-256 (ISO 32000-2, 7.6).

PDF/A forbids encryption (ISO 19005-2, 6.1.3), so an encrypted report no longer says that it is PDF/A. It stays
PDF/UA: programs that read aloud may always take the text out (ISO 14289-1, 7.16).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pikepdf

from careerprint.answers import Response
from careerprint.errors import Problem, SourceError, UsageError

SHORTEST = 6
"""A password has at least so many characters."""


def encrypted(pdf: bytes, password: str) -> bytes:
    """Return the PDF, to be opened with the password."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in ("pdfaid:part", "pdfaid:conformance"):
                metadata.pop(key, None)
        allowed = pikepdf.Permissions(accessibility=True)
        lock = pikepdf.Encryption(user=password, owner=password, R=6, aes=True, metadata=True, allow=allowed)
        document.save(buffer, encryption=lock)
    return buffer.getvalue()


def passwords(people: Sequence[Response], *, column: str | None, file: Path | None) -> dict[str, str]:
    """Return each person's password by id, from a column of the answers or from a file `id,password`.

    Raises UsageError for a column or file that is not there, SourceError naming the rows of people without a
    good password. Messages never hold a password.
    """
    if column is not None:
        found = {person.id: _in_column(person, column) for person in people}
        if people and all(password is None for password in found.values()):
            raise UsageError(f"There is no column `{column}` with passwords in the file of answers.")
    else:
        assert file is not None
        found = dict(_in_file(file))
    given = {person.id: found.get(person.id) or "" for person in people}
    problems = [_problem(person) for person in people if len(given[person.id]) < SHORTEST]
    if problems:
        raise SourceError("Nothing was printed.", problems=problems)
    return given


def _in_column(person: Response, column: str) -> str | None:
    return next((value for name, value in person.extra.items() if name.casefold() == column.casefold()), None)


def _in_file(path: Path) -> Mapping[str, str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
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
