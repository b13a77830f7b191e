"""What is up to date already: for each printed file, a hash over everything that shaped it.

The record stands beside the prints, in `.careerprint.json`. Only the standard library is imported here, so
that a build with nothing to do is over at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path, PurePosixPath
from typing import Any

from careerprint.files import write_atomically
from careerprint.keys import file_hash

NAME = ".careerprint.json"
"""The manifest's file name, in the output folder."""
VERSION = 2
"""Raised whenever an older manifest could not be understood; it then counts as empty."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed file as it was when it was made."""

    key: str
    """The `content_key` over everything that shapes the file."""
    sha256: str
    """Hash of the file's bytes."""
    size: int
    """Size in bytes."""
    mtime_ns: int
    """Time of the last change, in nanoseconds."""
    pages: int
    """Number of pages."""
    ink: float
    """Share of the paper that is inked, 0 to 1."""
    warnings: tuple[str, ...] = ()
    """What to say about it again though it is not printed again, such as running over its sheet."""


class Manifest:
    """What was printed into one output folder; a broken or older record counts as an empty one.

    Outputs are named relative to the folder, with `/`.
    """

    def __init__(self, folder: Path, entries: Mapping[str, Entry], stamp: str) -> None:
        """Hold the record of `folder`; use `load` to read it."""
        self.folder = folder
        self.stamp = stamp
        """Hash over everything of the last whole run; set it only after a run without failures."""
        self._entries = dict(entries)

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Read the record of an output folder; never fails."""
        try:
            record = json.loads((folder / NAME).read_bytes())
            if record["version"] != VERSION:
                return cls(folder, {}, "")
            entries = {_checked_name(name): _entry(value) for name, value in record["outputs"].items()}
            return cls(folder, entries, _text(record["stamp"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return cls(folder, {}, "")

    @property
    def outputs(self) -> Mapping[str, Entry]:
        """Every output on record, by name."""
        return dict(sorted(self._entries.items()))

    def save(self) -> None:
        """Write the record, sorted, so that the same state is the same file; raises `OutputError`."""
        outputs = {name: asdict(entry) for name, entry in self.outputs.items()}
        record = {"version": VERSION, "stamp": self.stamp, "outputs": outputs}
        text = json.dumps(record, ensure_ascii=False, indent=1)
        write_atomically(self.folder / NAME, f"{text}\n".encode(), mode=0o600)  # it names people's files

    def settled(self, stamp: str) -> bool:
        """Say whether the last whole run had this stamp and every file is untouched, by size and time."""
        return self.stamp == stamp and all(self._untouched(name) for name in self._entries)

    def current(self, output: str, key: str) -> bool:
        """Say whether `output` was made from `key` and is still that file.

        Its hash decides where size and time of change do not: a copied or touched file is current.
        """
        entry = self._entries.get(output)
        if entry is None or entry.key != key:
            return False
        return self._untouched(output) or self._same_content(output, entry)

    def record(
        self, output: str, key: str, *, sha256: str, pages: int, ink: float = 0.0, warnings: Iterable[str] = ()
    ) -> Entry:
        """Note that `output` was just written with content of that hash; call it after the file is in place."""
        status = (self.folder / _checked_name(output)).stat()
        entry = Entry(key, sha256, status.st_size, status.st_mtime_ns, pages, ink, tuple(warnings))
        self._entries[output] = entry
        return entry

    def orphans(self, expected: Iterable[str]) -> list[str]:
        """Return the outputs on record and still there whose source is gone: all but the expected ones."""
        gone = self._entries.keys() - set(expected)
        return sorted(name for name in gone if (self.folder / name).is_file())

    def remove(self, output: str) -> bool:
        """Delete an output and forget it; false, and nothing deleted, if somebody changed the file since."""
        if not self.unchanged(output):
            return False
        (self.folder / output).unlink()
        self.forget(output)
        return True

    def unchanged(self, output: str) -> bool:
        """Say whether an output on record is still the file that was made."""
        entry = self._entries.get(output)
        return entry is not None and self._same_content(output, entry)

    def forget(self, output: str) -> None:
        """Take an output off the record."""
        self._entries.pop(output, None)

    def _untouched(self, output: str) -> bool:
        entry = self._entries[output]
        try:
            status = (self.folder / output).stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime_ns)

    def _same_content(self, output: str, entry: Entry) -> bool:
        """Compare by hash, and remember the new time so that the next look is quick."""
        path = self.folder / output
        try:
            if path.stat().st_size != entry.size or file_hash(path) != entry.sha256:
                return False
            self._entries[output] = replace(entry, mtime_ns=path.stat().st_mtime_ns)
        except OSError:
            return False
        return True


def _checked_name(name: str) -> str:
    """Return a name that stays inside the output folder; a record that says otherwise is not ours."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name or ":" in name:
        raise ValueError("an output outside the output folder")
    return name


def _entry(value: Any) -> Entry:
    """Return an entry from JSON; raise `ValueError` or `TypeError` if any part is not what it should be."""
    if not isinstance(value, dict) or set(value) != {field.name for field in fields(Entry)}:
        raise ValueError("not an entry")
    numbers = (value["size"], value["mtime_ns"], value["pages"])
    kinds_fit = all(type(number) is int for number in numbers) and type(value["ink"]) in (int, float)
    if not kinds_fit or not isinstance(value["warnings"], list):
        raise TypeError("not an entry")
    warnings = tuple(_text(warning) for warning in value["warnings"])
    return Entry(_text(value["key"]), _text(value["sha256"]), *numbers, float(value["ink"]), warnings)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
