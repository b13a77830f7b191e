"""What was made of a file, and whether the file is still there as it was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from careerprint.keys import file_hash


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one file; of a print that failed, nothing. Outcomes, manifest and journal all hold it."""

    output: str
    """The file, relative to the output folder, with `/`."""
    _: KW_ONLY
    key: str = ""
    """Hash over everything that shapes the file."""
    sha256: str = ""
    """Hash of the file's bytes."""
    size: int = 0
    """Bytes of the file."""
    mtime_ns: int = 0
    """When the file was written, in nanoseconds; 0 while nobody has looked at it in its place."""
    pages: int = 0
    ink: float = 0.0
    """Share of the paper that is inked, 0 to 1; 0 for reports, which are printed once."""
    by_plates: bool = False
    """Joined from pieces instead of laid out as a whole."""
    warnings: tuple[str, ...] = ()
    """Repeated on every run that leaves the file as it is, such as that it runs over its sheet."""
    note: str = ""
    """What was left out to save a side, in words that follow the result; empty if it holds all."""

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.output.rpartition("/")[2]

    @property
    def sheets(self) -> int:
        """Sheets of paper when both sides are printed."""
        return (self.pages + 1) // 2


M = TypeVar("M", bound=Made)


def shared(record: Made) -> dict[str, Any]:
    """Return the fields that an outcome, the manifest and the journal have in common, to make one from another."""
    return {field.name: getattr(record, field.name) for field in fields(Made)}


def checked(record: M) -> M:
    """Return a record that was read from a file; raise TypeError if a value has another type than it should."""
    texts = (record.output, record.key, record.sha256, record.note, *record.warnings)
    numbers = (record.size, record.mtime_ns, record.pages)
    if (
        not all(isinstance(text, str) for text in texts)
        or not all(type(number) is int for number in numbers)  # a bool is an int, too
        or type(record.ink) not in (int, float)
        or type(record.by_plates) is not bool
        or not isinstance(record.warnings, tuple)
    ):
        raise TypeError("not what was made")
    return record


def still_as_made(made: Made, size: int | None, is_untouched: Callable[[], bool], sha256: Callable[[], str]) -> bool:
    """Say whether a file is still the one that was made: by its size, and by its time or else by its hash.

    Time and hash are looked up only when they decide: in a store, each takes a request.
    """
    return made.size == size and (is_untouched() or made.sha256 == sha256())


def seen_at(made: M, path: Path) -> M | None:
    """Return a record with the time that its file has now; None if the file is gone or not the one that was made."""
    try:
        status = path.stat()
        if not still_as_made(
            made, status.st_size, lambda: status.st_mtime_ns == made.mtime_ns, lambda: file_hash(path)
        ):
            return None
    except OSError:
        return None
    return made if status.st_mtime_ns == made.mtime_ns else replace(made, mtime_ns=status.st_mtime_ns)
