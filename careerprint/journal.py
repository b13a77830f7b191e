"""The journal of a batch: a line of JSON for each report that is done, so that none is lost and none is done twice.

`journal.jsonl` lies among the reports, for their owner's eyes only. A run begins with a header line. While it goes on,
each chunk of people has a part of its own (`journal.part-0.jsonl`), to which the process that prints it appends a line
as soon as a report is in its place; so not even the death of all processes loses a line. The next run takes up what
it finds. The last line about a file counts; a line that is not whole counts for nothing.

It holds ids and no names, no answers.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from careerprint.errors import OutputError
from careerprint.files import output_error, write_atomically
from careerprint.lock import only_one
from careerprint.manifest import file_hash

FORMAT = 1
"""Raised whenever an older journal could not be understood; its lines then count for nothing."""
SYNC_SECONDS = 1.0
"""What was written reaches the disk itself after so long at most, if more is written."""

_TOGETHER = 500
"""So many lines are taken from a part at a time."""
_FILE = 2**44
"""A place is the number of the file times this, and the place in the file: more than any journal has bytes."""

State = Literal["made", "failed", "left out"]
_STATES = ("made", "failed", "left out")


@dataclass(frozen=True, slots=True)
class Header:
    """What one run was about."""

    input: str
    """Hash of the file of answers."""
    content: str
    """Hash of the texts, the templates, the program and its fonts."""
    options: Mapping[str, Any]
    """What was asked for besides."""
    files: int
    """So many reports the run was to leave in place, whether they were there already or not."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one report, or of a row that was left out."""

    key: str
    """Hash over everything that shapes the report."""
    status: State
    file: str
    """Relative to the output folder, with `/`; empty for a row that was left out."""
    sha256: str = ""
    pages: int = 0
    seconds: float = 0.0
    cause: str = ""
    """Why there is no report, in plain words."""
    row: int | None = None
    """The row of the answers, as a spreadsheet counts it."""
    id: str = ""
    size: int = 0
    """Bytes of the file."""
    mtime_ns: int = 0
    """When the file was written: if this and the size are the same, it need not be read again."""
    by_plates: bool = False
    warnings: tuple[str, ...] = field(default=())


def line_of(record: Header | Entry | Mapping[str, Any]) -> bytes:
    """Return a record as a line of the journal."""
    value: Mapping[str, Any]
    if isinstance(record, Header):
        value = {"journal": FORMAT, **asdict(record)}
    else:
        value = asdict(record) if isinstance(record, Entry) else record
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n".encode("utf-8", "surrogatepass")


def record_of(line: bytes) -> Header | Entry | Mapping[str, Any] | None:
    """Return what a line holds: a header, an entry or the end of a run; None for one that is not whole."""
    if not line.endswith(b"\n"):
        return None
    try:
        value = json.loads(line)
        if "journal" in value:
            return _header(value) if value.pop("journal") == FORMAT else None
        return value if "end" in value else _entry(value)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _header(value: dict[str, Any]) -> Header:
    header = Header(**value)
    if not isinstance(header.options, dict) or type(header.files) is not int:
        raise TypeError("not a header")
    return header


def _entry(value: dict[str, Any]) -> Entry:
    entry = Entry(**value | {"warnings": tuple(value.get("warnings", ()))})
    texts = (entry.key, entry.file, entry.sha256, entry.cause, entry.id, *entry.warnings)
    numbers = (entry.pages, entry.size, entry.mtime_ns)
    if not all(isinstance(text, str) for text in texts) or not all(type(number) is int for number in numbers):
        raise TypeError("not an entry")
    if (
        entry.status not in _STATES
        or type(entry.seconds) not in (int, float)
        or type(entry.row) not in (int, type(None))
    ):
        raise ValueError("not an entry")
    return entry


def records(path: Path, start: int = 0) -> Iterator[tuple[int, Header | Entry | Mapping[str, Any]]]:
    """Yield the place and the value of each whole line of a file; nothing if it is not there."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            place = start
            for line in file:
                record = record_of(line)
                if record is not None:
                    yield place, record
                place += len(line)
    except FileNotFoundError:
        return


def entries(path: Path) -> Iterator[Entry]:
    """Yield the entries of a file."""
    return (record for _, record in records(path) if isinstance(record, Entry))


class Appender:
    """Appends whole lines to a file that nobody else writes to."""

    def __init__(self, path: Path, descriptor: int | None = None) -> None:
        """Open the file, made for its owner only, unless it is open as `descriptor`; raise OutputError."""
        self._path = path
        try:
            self._file = (
                os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600) if descriptor is None else descriptor
            )
        except OSError as error:
            raise output_error(path, error) from error
        self._synced = time.monotonic()

    def add(self, *lines: bytes) -> int:
        """Append lines and return the place of the first; if they do not fit, none is there. Raises OutputError."""
        data = b"".join(lines)
        place = os.fstat(self._file).st_size
        try:
            written = os.write(self._file, data)
            while written < len(data):
                written += os.write(self._file, data[written:])
            if time.monotonic() - self._synced >= SYNC_SECONDS:
                self.sync()
        except OSError as error:
            os.ftruncate(self._file, place)
            raise output_error(self._path, error) from error
        return place

    def sync(self) -> None:
        """Wait until everything is on the disk."""
        os.fsync(self._file)
        self._synced = time.monotonic()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put everything on the disk and close the file."""
        try:
            self.sync()
        except OSError as fault:
            if kind is None:
                raise output_error(self._path, fault) from fault
        finally:
            os.close(self._file)


class Journal:
    """The journal of a folder of reports, or of one shard of it.

    It is read at once; nothing is written before `begin`. Memory holds a number for each report, not its line.
    """

    def __init__(self, folder: Path, suffix: str = "") -> None:
        """Read what is there; `suffix` names the shard: `-3-of-16`."""
        self.folder, self._suffix = folder, suffix
        self.path = folder / f"journal{suffix}.jsonl"
        self.header: Header | None = None
        """What the last run was about."""
        self.is_finished = False
        """Whether the last run came to its end."""
        self._begun = 0
        self._places: dict[int, int] = {}
        self._held = ExitStack()
        self._out: Appender | None = None
        self._files = [self.path, *self._parts()]
        for number, file in enumerate(self._files):
            for place, record in records(file):
                self._note(number * _FILE + place, record)

    def _note(self, place: int, record: Header | Entry | Mapping[str, Any]) -> None:
        if isinstance(record, Entry):
            if record.file:
                self._places[hash(record.file)] = place
        elif isinstance(record, Header):
            self.header, self._begun, self.is_finished = record, place, False
        else:
            self.is_finished = True

    def find(self, file: str) -> Entry | None:
        """Return what is on record about a file."""
        place = self._places.get(hash(file))
        if place is None:
            return None
        found = self._at(place)
        return found if isinstance(found, Entry) and found.file == file else None

    def _at(self, place: int) -> Header | Entry | Mapping[str, Any] | None:
        return next(records(self._files[place // _FILE], place % _FILE), (0, None))[1]

    def current(self, file: str, key: str) -> Entry | None:
        """Return what is on record if a file was made from `key` and is still that file."""
        entry = self.find(file)
        return entry if entry and entry.key == key and is_whole(entry, self.folder) else None

    def __iter__(self) -> Iterator[Entry]:
        """Yield what is on record about each file."""
        for place in sorted(self._places.values()):
            record = self._at(place)
            if isinstance(record, Entry):
                yield record

    def left_out(self) -> Iterator[Entry]:
        """Yield the rows that the last run left out."""
        for _, record in records(self.path, self._begun):
            if isinstance(record, Entry) and record.status == "left out":
                yield record

    @property
    def is_open(self) -> bool:
        """Whether a run is writing it."""
        return self._out is not None

    def part(self, number: int) -> Path:
        """Return the file that a chunk's lines go to."""
        return self.folder / f"journal{self._suffix}.part-{number}.jsonl"

    def _parts(self) -> list[Path]:
        return sorted(self.folder.glob(f"journal{self._suffix}.part-*.jsonl"))

    def begin(self, header: Header) -> None:
        """Take up what an earlier run left and write the header of a new one.

        Raises OutputError when the folder cannot be written or another run is printing into it.
        """
        try:
            self.path.touch(mode=0o600)
            descriptor = self._held.enter_context(only_one(self.path, self._refuse))
            os.ftruncate(descriptor, _whole(self.path))
        except OSError as error:
            raise output_error(self.path, error) from error
        self._out = Appender(self.path, descriptor)
        self.take_parts()
        self._note(self._out.add(line_of(header)), header)

    def _refuse(self) -> None:
        raise OutputError(
            f"Another run is printing into {self.folder}: wait until it is over, or choose another --out."
        )

    def add(self, *entries: Entry) -> None:
        """Append entries."""
        assert self._out
        for entry in entries:
            self._note(self._out.add(line_of(entry)), entry)

    def close(self, *, is_finished: bool = False) -> None:
        """Take the parts in and let go of the file; whatever cannot be taken in stays for the next run."""
        try:
            if self._out:
                self.take_parts()
                if is_finished:
                    self._out.add(line_of({"end": True}))
                    self.is_finished = True
                self._out.sync()
        finally:
            self._out = None
            self._held.close()

    def take_parts(self) -> None:
        """Append the lines of all parts. A run that dies meanwhile leaves some twice, which does no harm."""
        assert self._out
        parts = self._parts()
        for part in parts:
            found = records(part)
            while some := [(line_of(record), record) for _, record in islice(found, _TOGETHER)]:
                place = self._out.add(*(line for line, _ in some))
                for line, record in some:
                    self._note(place, record)
                    place += len(line)
        self._out.sync()
        for part in parts:
            part.unlink()
        self._files = [self.path]


def is_whole(entry: Entry, folder: Path) -> bool:
    """Say whether a report is in a folder as it was made: by size and time, or by size and hash."""
    path = folder / entry.file.rpartition("/")[2]
    try:
        status = path.stat()
        if entry.status != "made" or status.st_size != entry.size:
            return False
        return status.st_mtime_ns == entry.mtime_ns or file_hash(path) == entry.sha256
    except OSError:
        return False


def forget_deleted(folder: Path) -> None:
    """Take reports that are no longer there off all journals of a folder; raises OutputError."""
    for path in folder.glob("journal*.jsonl"):
        found = [record for _, record in records(path)]
        kept = [r for r in found if not isinstance(r, Entry) or r.status != "made" or _is_there(r, folder)]
        if not any(isinstance(record, Entry) for record in kept):
            path.unlink()
        elif len(kept) < len(found):
            write_atomically(path, b"".join(map(line_of, kept)), mode=0o600)


def _is_there(entry: Entry, folder: Path) -> bool:
    return (folder / entry.file.rpartition("/")[2]).is_file()


def _whole(path: Path) -> int:
    """Return the length of a file up to the end of its last whole line."""
    size = path.stat().st_size
    with path.open("rb") as file:
        for end in range(size, 0, -65_536):
            start = max(0, end - 65_536)
            file.seek(start)
            newline = file.read(end - start).rfind(b"\n")
            if newline >= 0:
                return start + newline + 1
    return 0
