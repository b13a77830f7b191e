"""Reads the text of a file that people write, up to a limit that no such file needs."""

from __future__ import annotations

from pathlib import Path

from careerprint.errors import Problem, SourceError
from careerprint.files import read_limited

_KINDS = {
    b"PK\x03\x04": "a Word file or another one of its kind",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "a rich text file",
    b"%PDF-": "a PDF",
}
"""The first bytes of files in a program's own format, whatever their names say."""


def source_text(path: Path, label: str, most: int, *, missing: str = "is missing", default: str | None = None) -> str:
    """Return the text of a UTF-8 file with uniform line ends; `label` is its name in messages.

    A missing file has the text `default`, if one is given. Raises SourceError with the message `missing` for one
    that is missing, and for a file that cannot be read, has more than `most` bytes, or is not UTF-8.
    """
    try:
        data = read_limited(path, most)
    except FileNotFoundError:
        if default is not None:
            return default
        raise _fault(label, None, missing) from None
    except OSError as error:
        raise _fault(label, None, f"cannot be read: {error.strerror}") from None
    if kind := next((words for beginning, words in _KINDS.items() if data.startswith(beginning)), None):
        raise _fault(label, None, f"is {kind}, not plain text; open it there, and save its text as plain text")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _fault(label, line, "is not UTF-8 text; save it as UTF-8 in your editor") from None


def _fault(label: str, line: int | None, message: str) -> SourceError:
    return SourceError(f"{label} cannot be read", problems=[Problem(label, line, "", message)])
