"""What runs in a worker of a cluster: it gets ready once for each studio, then prints the chunks that it is sent.

Nothing here imports dask. Whatever happens comes back as a value, because dask writes what is raised into its logs.
"""

from __future__ import annotations

import faulthandler
import hashlib
import pickle
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from careerprint.errors import CareerprintError, MachineError, OutputError
from careerprint.faces import fonts
from careerprint.files import DRAFT, output_error
from careerprint.jobs.chunks import Chunk, print_chunk
from careerprint.jobs.cluster.store import Results
from careerprint.jobs.job import Job, Outcome, Studio
from careerprint.jobs.pool import PREPARING
from careerprint.keys import tools_key
from careerprint.settings import TEMPLATES

if TYPE_CHECKING:  # loads WeasyPrint, which is done when a worker prints
    from careerprint.jobs.printer import Printer


T = TypeVar("T")

ASKED_EVERY = 1.0
"""Seconds between two looks at a mark in a store: a request to one can take longer than a report."""
_one_at_a_time = threading.Lock()
"""A printer serves one thread at a time, and a cluster's worker may have several."""
_printers: dict[str, Printer] = {}
"""The printer for the studio that was sent last, by a hash of the studio; at most one."""


@dataclass(frozen=True, slots=True, repr=False)
class Mark:
    """A file beside the reports: it is there while the run goes on, and whoever can read it sees the same folder."""

    path: Path
    token: str
    results: Results | None = None
    """The store that it lies in; None for a folder that all machines share."""

    def set(self) -> None:
        """Put the file there; raise OutputError if that cannot be done."""
        if self.results:
            return self.results.put(self._file, self.token.encode())
        try:
            self.path.touch(mode=0o600)
            self.path.write_text(self.token, encoding="utf-8")
        except OSError as error:
            raise output_error(self.path, error) from error

    def remove(self) -> None:
        """Take the file away, if that can be done."""
        with suppress(OSError, OutputError):
            if self.results:
                self.results.delete(self._file)
            else:
                self.path.unlink()

    def stands(self) -> bool:
        """Say whether the file is there. It is opened each time, which makes a network's file system look again."""
        if self.results:
            return self.results.read(self._file) == [self.token.encode()]
        try:
            return self.path.read_text(encoding="utf-8") == self.token
        except OSError:
            return False

    @property
    def place(self) -> str:
        """The folder that it lies in, for messages."""
        return self.results.address if self.results else str(self.path.parent)

    @property
    def _file(self) -> str:
        return f"reports/{self.path.parent.name}/{DRAFT}run"


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """Jobs with all that printing them needs. People's answers are in it, so its `repr` shows nothing."""

    studio: bytes
    """Pickled and compressed."""
    program: str
    """The `program_key` of the machine that began the run."""
    mark: Mark
    jobs: tuple[Job, ...] = ()
    seconds: float = 0
    """Time that one job may take."""


def parcel_of(studio: Studio, mark: Mark, seconds: float) -> Parcel:
    """Return a parcel without jobs; its paths are absolute, as workers start in folders of their own."""
    whole = replace(
        studio,
        out=studio.out.absolute(),
        templates=tuple(folder.absolute() for folder in studio.templates),
        assets={name: folder.absolute() for name, folder in studio.assets.items()},
    )
    mark = replace(mark, path=mark.path.absolute())
    return Parcel(zlib.compress(pickle.dumps(whole)), program_key(whole), mark, seconds=seconds)


def program_key(studio: Studio) -> str:
    """Return one hash over all that shapes reports and is not sent: code, packages, templates and pictures."""
    return tools_key(*studio.templates, TEMPLATES, *studio.assets.values())


def print_parcel(parcel: Parcel) -> tuple[Outcome, ...] | CareerprintError:
    """Print the jobs of a parcel; the outcomes are fewer than its jobs when the run was stopped or given up.

    Returns an error that the person at the keyboard can fix. A worker that hangs ends itself.
    """

    def printed(printer: Printer) -> tuple[Outcome, ...]:
        if not parcel.mark.stands():
            raise OutputError(f"the run's folder {parcel.mark.place} is not there. All machines must share it.")
        return print_chunk(
            Chunk(parcel.jobs),
            printer,
            is_stopping=_Stopping(parcel.mark),
            count=lambda steps: _end_unless_done_in(parcel.seconds),
        )

    return _as_value(parcel, printed)


class _Stopping:
    """Says whether a mark is gone; a store is asked once in `ASKED_EVERY` seconds."""

    def __init__(self, mark: Mark) -> None:
        self._mark, self._asked = mark, time.monotonic()

    def __call__(self) -> bool:
        if self._mark.results and time.monotonic() - self._asked < ASKED_EVERY:
            return False
        self._asked = time.monotonic()
        return not self._mark.stands()


def attempt_parcel(parcel: Parcel) -> int | Outcome | CareerprintError:
    """Return the bytes that the one job of a parcel would take, or why it cannot be printed; write nothing."""
    return _as_value(parcel, lambda printer: printer.size_of(parcel.jobs[0]))


def _as_value(parcel: Parcel, work: Callable[[Printer], T]) -> T | CareerprintError:
    """Return what `work` does with the parcel's printer, or why it cannot be done and on which machine."""
    with _one_at_a_time:
        try:
            printer = _ready(parcel)
            with _watched(max(parcel.seconds, PREPARING * len(parcel.jobs))):
                return work(printer)
        except CareerprintError as error:
            return type(error)(f"On the worker {socket.gethostname()}: {error.message}", problems=error.problems)


def _ready(parcel: Parcel) -> Printer:
    """Return the printer of a parcel's studio; raise MachineError if this machine would print other pages."""
    key = hashlib.sha256(parcel.studio).hexdigest() + parcel.program
    if key not in _printers:
        studio: Studio = pickle.loads(zlib.decompress(parcel.studio))
        if program_key(studio) != parcel.program:
            raise MachineError(
                "its program, packages, templates or pictures differ from those of the machine that began the run."
                " Put the same on all machines, in the same folders."
            )
        fonts.activate()
        from careerprint.jobs.printer import Printer

        _printers.clear()
        _printers[key] = Printer(studio)
    return _printers[key]


def _end_unless_done_in(seconds: float) -> None:
    """End this process unless this is called again in time; its log then shows where in the code it was.

    Only the process itself can do that: dask does not kill a worker whose function takes long.
    """
    faulthandler.dump_traceback_later(seconds, exit=True)


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """End this process if the work inside takes too long."""
    _end_unless_done_in(seconds)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
