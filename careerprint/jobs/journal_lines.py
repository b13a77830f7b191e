"""The lines of a journal: what they hold, and how they are written and read."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from careerprint.errors import OutputError, Problem
from careerprint.files import NO_FOLLOW, output_error
from careerprint.jobs.job import Job, Outcome, ReportJob, Status
from careerprint.jobs.made import Made, checked, shared

FORMAT = 2
"""Raised whenever an older journal could not be understood; its lines then count for nothing."""
LONGEST = 1_000_000
"""The most bytes that are read as one line: an entry of ours has a few hundred; a broken file may be one long line."""
SYNC_SECONDS = 1.0
"""Seconds between two times that lines are forced onto the disk: a power cut loses no more than those."""

State = Literal["made", "failed", "left out"]
_STATES = ("made", "failed", "left out")


@dataclass(frozen=True, slots=True)
class Header:
    """What one run was about: for people who look up later what was printed from what."""

    input: str
    """Hash of the file of answers."""
    content: str
    """Hash of the texts, the templates, the program and its fonts."""
    options: Mapping[str, Any]
    """What else was asked for."""
    files: int
    """The number of reports that should be in place at its end, whether they were there already or not."""


@dataclass(frozen=True, slots=True)
class Entry(Made):
    """What became of one report, or of a row that was left out, which has no `output`."""

    status: State
    seconds: float = 0.0
    """Time that printing took."""
    cause: str = ""
    """Why there is no report, in plain words."""
    row: int | None = None
    """The row of the answers, as a spreadsheet counts it."""
    id: str = ""
    """Whose report it is."""


Record = Header | Entry | Mapping[str, Any]
END = {"end": True}
"""The last line of a run that was not cut short."""


def line_of(record: Record) -> bytes:
    """Return a record as a line of the journal."""
    value: Mapping[str, Any]
    if isinstance(record, Header):
        value = {"journal": FORMAT, **asdict(record)}
    else:
        value = asdict(record) if isinstance(record, Entry) else record
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n".encode("utf-8", "surrogatepass")


def record_of(line: bytes) -> Record | None:
    """Return what a line holds; None for one that is not whole, or of another format."""
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
    entry = checked(Entry(**value | {"warnings": tuple(value.get("warnings", ()))}))
    kinds_fit = type(entry.seconds) in (int, float) and type(entry.row) in (int, type(None))
    if not kinds_fit or entry.status not in _STATES or not isinstance(entry.cause + entry.id, str):
        raise TypeError("not an entry")
    return entry


def records(path: Path, start: int = 0) -> Iterator[tuple[int, Record]]:
    """Yield the place and the value of each whole line of a file; nothing if it is not there."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            place = start
            while line := file.readline(LONGEST):
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
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | NO_FOLLOW
        try:
            self._file = os.open(path, flags, 0o600) if descriptor is None else descriptor
        except OSError as error:
            raise output_error(path, error) from error
        self._synced = time.monotonic()

    def add(self, *lines: bytes) -> int:
        """Append lines and return the place of the first; if the disk is full, append none. Raises OutputError."""
        data = b"".join(lines)
        place = os.fstat(self._file).st_size
        try:
            written = os.write(self._file, data)
            while written < len(data):
                written += os.write(self._file, data[written:])
        except OSError as error:
            os.ftruncate(self._file, place)
            raise output_error(self._path, error) from error
        if time.monotonic() - self._synced >= SYNC_SECONDS:
            self.sync()
        return place

    def sync(self) -> None:
        """Wait until everything has reached the disk; raise OutputError if the disk fails."""
        try:
            os.fsync(self._file)
        except OSError as error:
            raise output_error(self._path, error) from error
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
        except OutputError:
            if kind is None:
                raise
        finally:
            os.close(self._file)


def entry_of(job: Job, outcome: Outcome) -> Entry:
    """Return what the journal says about a report."""
    row, identifier = (job.person.row, job.person.id) if isinstance(job, ReportJob) else (None, "")
    return Entry(
        **shared(outcome),
        status="failed" if outcome.status == "failed" else "made",
        seconds=round(outcome.seconds, 3),
        cause="; ".join(problem.message for problem in outcome.problems),
        row=row,
        id=identifier,
    )


def outcome_of(entry: Entry, job: Job, status: Status) -> Outcome:
    """Return what became of a job, from what the journal says about it."""
    return Outcome(
        **shared(entry),
        status=status,
        seconds=entry.seconds if status == "made" else 0.0,
        problems=(Problem(job.source, None, "", entry.cause),) if entry.cause else (),
    )
