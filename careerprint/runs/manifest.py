"""What a build has printed, so that the next one leaves alone what is up to date.

The record lies beside the prints, in `.careerprint.json`. Nothing here loads more than the standard library, so that a
build with nothing to do is over at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path, PurePosixPath
from typing import Any

from careerprint.files import read_limited, write_atomically
from careerprint.jobs.made import Made, checked, seen_at, shared

NAME = ".careerprint.json"
"""The manifest's file name, in the output folder."""
MOST_BYTES = 64 * 1024**2
"""Bytes of a manifest: a file takes 500, and a center has some thousands of them."""
LONGEST_PART = 255
"""Bytes of a file's or folder's name, the most that file systems allow."""
VERSION = 4
"""Raised whenever an older manifest could not be understood; that one then counts as empty."""


class Manifest:
    """What was printed into one output folder; a broken or older record counts as empty.

    Outputs are named relative to the folder, with `/`.
    """

    def __init__(self, folder: Path, made: Mapping[str, Made], stamp: str) -> None:
        """Hold the record of `folder`; use `load` to read it."""
        self.folder = folder
        self.stamp = stamp
        """Hash over all that the last whole build depended on; empty unless that build left nothing to say or do."""
        self._made = dict(made)

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Read the record of an output folder; never fails."""
        try:
            record = json.loads(read_limited(folder / NAME, MOST_BYTES))
            json.dumps(record, ensure_ascii=False).encode()  # half a pair of surrogates cannot be saved again
            if record["version"] != VERSION:
                return cls(folder, {}, "")
            made = {_checked_name(name): _made(name, value) for name, value in record["outputs"].items()}
            return cls(folder, made, _text(record["stamp"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return cls(folder, {}, "")

    @property
    def outputs(self) -> Mapping[str, Made]:
        """Every output on record, by name."""
        return dict(sorted(self._made.items()))

    def save(self) -> None:
        """Write the record, sorted, so that the same state gives the same file. Raises OutputError."""
        outputs = {name: _without_output(made) for name, made in self.outputs.items()}
        record = {"version": VERSION, "stamp": self.stamp, "outputs": outputs}
        text = json.dumps(record, ensure_ascii=False, indent=1)
        write_atomically(self.folder / NAME, f"{text}\n".encode(), mode=0o600)  # it names people's files

    def settled(self, stamp: str) -> bool:
        """Say whether the last whole build had this stamp and every file is untouched, by size and time.

        A file that was only touched is checked once more by a whole build, which then remembers its new time.
        """
        return self.stamp == stamp and all(self._untouched(name) for name in self._made)

    def current(self, output: str, key: str) -> bool:
        """Say whether `output` was made from `key` and is still that file.

        A file that was copied or touched is current: where its time differs, its hash decides.
        """
        made = self._made.get(output)
        return made is not None and made.key == key and self.unchanged(output)

    def record(self, made: Made) -> None:
        """Note what was made of a file that is in its place."""
        self._made[_checked_name(made.output)] = Made(**shared(made))

    def orphans(self, expected: Iterable[str]) -> list[str]:
        """Return the outputs on record, and still there, that are not expected: their source is gone."""
        gone = self._made.keys() - set(expected)
        return sorted(name for name in gone if (self.folder / name).is_file())

    def remove(self, output: str) -> bool:
        """Delete an output and forget it; return false, and delete nothing, if somebody has changed the file."""
        if not self.unchanged(output):
            return False
        (self.folder / output).unlink()
        self.forget(output)
        return True

    def unchanged(self, output: str) -> bool:
        """Say whether an output on record is still the file that was made; remember its time for the next look."""
        made = self._made.get(output)
        seen = made and seen_at(made, self.folder / output)
        if seen:
            self._made[output] = seen
        return seen is not None

    def forget(self, output: str) -> None:
        """Take an output off the record, if it is there."""
        self._made.pop(output, None)

    def _untouched(self, output: str) -> bool:
        made = self._made[output]
        try:
            status = (self.folder / output).stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (made.size, made.mtime_ns)


def _checked_name(name: str) -> str:
    """Return a name that a file inside the output folder can have; a record that says otherwise is not ours."""
    path = PurePosixPath(name)
    if "\0" in name or any(len(part.encode()) > LONGEST_PART for part in path.parts):
        raise ValueError("a name that no file can have")
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name or ":" in name:
        raise ValueError("an output outside the output folder")
    return name


def _without_output(made: Made) -> dict[str, Any]:
    """Return what was made as JSON, without its name, which is the key."""
    return {name: value for name, value in asdict(made).items() if name != "output"}


def _made(output: str, value: Any) -> Made:
    """Return what was made from JSON; raise `ValueError` or `TypeError` if any part is not what it should be."""
    if not isinstance(value, dict) or {"output", *value} != {field.name for field in fields(Made)}:
        raise ValueError("not what was made")
    if not isinstance(value["warnings"], list):
        raise TypeError("not a list")
    return checked(Made(output, **value | {"warnings": tuple(value["warnings"])}))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
