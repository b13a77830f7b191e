"""The journal of a batch: a line of JSON for each report that is done, so that none is lost and none is done twice.

`journal.jsonl` lies among the reports, and only its owner may read it. A run begins with a header line. While it goes
on, each chunk has a part of its own (`journal.part-0.jsonl`). The process that prints the chunk appends a line there as
soon as a report is in its place, so not even the death of all processes loses a line. The next run takes in the parts
that it finds. The last line about a file counts; a line that is not whole counts for nothing.

Why not a database? Lines of JSON can be read by people, each process appends to a file that is its own without a lock,
and a line that was torn by a power cut harms no other.

It holds ids, and neither names nor answers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from careerprint.errors import OutputError
from careerprint.files import only_one, output_error, write_atomically
from careerprint.jobs.job import Job, Outcome
from careerprint.jobs.journal_lines import (
    END,
    Appender,
    Entry,
    Header,
    Record,
    entries,
    entry_of,
    line_of,
    outcome_of,
    records,
)
from careerprint.jobs.made import Made, seen_at

_TOGETHER = 500
"""Lines that are taken from a part at a time: one write for many, and little memory."""
_FILE = 2**44
"""More bytes than any journal has. A place is a file's number times this, plus the line's place in the file."""


class Journal:
    """The journal of a folder of reports.

    It is read at once; nothing is written before `begin`. Memory holds the place of each report's line, not the line.
    """

    def __init__(self, folder: Path, *, has: Callable[[Made], bool] | None = None) -> None:
        """Read what is there; raise OutputError if it cannot be read, as a journal of somebody else's run.

        `has` says whether a report is still there as it was made; unless it is given, reports lie in the folder.
        """
        self.folder = folder
        self._has = has or (lambda made: seen_at(made, folder / made.name) is not None)
        self.path = folder / "journal.jsonl"
        self._begun = 0
        """Where the last run begins."""
        self._places: dict[int, int] = {}
        """The place of the last line about each output, by a hash of the output: a million names would take 100 MB."""
        self._held = ExitStack()
        self._out: Appender | None = None
        self._files = [self.path, *self._parts()]
        try:
            for number, file in enumerate(self._files):
                for place, record in records(file):
                    if file == self.path or isinstance(record, Entry):  # a part has no header of a run
                        self._note(number * _FILE + place, record)
        except OSError as error:
            raise output_error(self.path, error) from error

    def _note(self, place: int, record: Record) -> None:
        if isinstance(record, Entry):
            if record.output:
                self._places[hash(record.output)] = place
        elif isinstance(record, Header):
            self._begun = place

    def find(self, output: str) -> Entry | None:
        """Return the last entry about a file."""
        place = self._places.get(hash(output))
        if place is None:
            return None
        found = self._at(place)
        return found if isinstance(found, Entry) and found.output == output else None

    def _at(self, place: int) -> Record | None:
        return next(records(self._files[place // _FILE], place % _FILE), (0, None))[1]

    def current(self, output: str, key: str) -> Entry | None:
        """Return the entry about a file if the file was made from `key` and is still as it was made."""
        entry = self.find(output)
        return entry if entry and entry.status == "made" and entry.key == key and self._has(entry) else None

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
        return self.folder / f"journal.part-{number}.jsonl"

    def _parts(self) -> list[Path]:
        return sorted(self.folder.glob("journal.part-*.jsonl"))

    def begin(self, header: Header) -> None:
        """Take in what an earlier run left and write the header of a new one.

        Raises OutputError when the folder cannot be written or another run is printing into it.
        """
        try:
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
        """Take in the parts and let go of the file; whatever cannot be taken in stays for the next run."""
        try:
            if self._out:
                self.take_parts()
                if is_finished:
                    self._out.add(line_of(END))
                self._out.sync()
        finally:
            self._out = None
            self._held.close()

    def take_parts(self) -> None:
        """Append the lines of all parts, then delete the parts. Dying in between leaves some lines twice: no harm."""
        assert self._out
        parts = self._parts()
        for part in parts:
            found = entries(part)
            while some := [(line_of(entry), entry) for entry in islice(found, _TOGETHER)]:
                place = self._out.add(*(line for line, _ in some))
                for line, record in some:
                    self._note(place, record)
                    place += len(line)
        self._out.sync()
        for part in parts:
            part.unlink()
        self._files = [self.path]


def forget_deleted(folder: Path) -> None:
    """Take reports that are no longer there off the journal of a folder and its parts. Raises OutputError."""
    for path in folder.glob("journal*.jsonl"):
        found = [record for _, record in records(path)]
        kept = [r for r in found if not isinstance(r, Entry) or r.status != "made" or (folder / r.name).is_file()]
        if not any(isinstance(record, Entry) for record in kept):
            path.unlink()
        elif len(kept) < len(found):
            write_atomically(path, b"".join(map(line_of, kept)), mode=0o600)


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


class Recorder:
    """Gives the chunks of a run their parts of a journal, and says what they hold when a worker has died."""

    def __init__(self, journal: Journal) -> None:
        """Write into a journal that a run has begun."""
        self._journal = journal

    def part(self, number: int) -> Path:
        """Return the part of the journal that a chunk's outcomes are written down in."""
        return self._journal.part(number)

    def finished(self, number: int, jobs: Iterable[Job]) -> dict[str, Outcome]:
        """Return what is written down there about jobs, by output."""
        wanted = {job.output: job for job in jobs}
        found = {}
        for entry in entries(self.part(number)):
            job = wanted.get(entry.output)
            if job and entry.key == job.key and entry.status != "left out":
                found[entry.output] = outcome_of(entry, job, entry.status)
        return found

    def write(self, job: Job, outcome: Outcome) -> None:
        """Write down what became of a job that no worker could finish."""
        self._journal.add(entry_of(job, outcome))
