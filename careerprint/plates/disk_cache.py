"""Pieces in files, so that workers share what one of them has typeset, and a run finds what earlier runs have.

Each file is named by a hash over everything that shapes its content, so nothing ever has to be invalidated. Names and
ids of people are never stored. A file appears at once and whole, so several processes, on several machines, may share
a folder.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from careerprint.errors import OutputError
from careerprint.files import DRAFT, alone_or_late, keep_private, make_private, read_limited, remove_drafts
from careerprint.keys import content_key
from careerprint.plates.slots import Frame

T = TypeVar("T")

FOLDER = ".pieces"
"""The cache's folder in the output folder."""
_LOCK = "lock"
PATIENCE = 60
"""Seconds that a process waits while another makes what both need. After that the other may hang, and making the pieces
twice costs only time."""
MOST_BYTES = 64 * 1024**2
"""Bytes of one piece; the largest of ours, a page with a photograph, has a few million."""
_DIGEST = 32
"""Bytes of the hash that each file begins with."""
_KNOWN = {
    ("careerprint.plates.pieces", name)
    for name in ("Piece", "Elements", "Hole", "Link", "Bookmark", "Anchor", "MadePiece")
} | {
    ("careerprint.plates.slots", "Chain"),
    ("careerprint.plates.placements", "Placements"),
    ("careerprint.plates.file.plate", "Plate"),
    ("builtins", "frozenset"),
}
"""The only classes that a file may hold besides texts, numbers and containers: a pickle could run any other code."""


def name_of(kind: str, frame: Frame, key: object) -> str:
    """Return the name of a thing: a hash over what it is and what shapes it."""
    text = f"{kind}\0{_hash_of(frame)}\0{key!r}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=16)
def _hash_of(frame: Frame) -> str:
    return content_key(*frame.styles, frame.opening)


class DiskCache:
    """A folder of things by their names; without a folder it stays empty."""

    def __init__(self, folder: Path | None, edition: str) -> None:
        """Use a folder, unless it is a link or somebody else's; `tidy` says so in words.

        `edition` is a hash over the programs and fonts; what another one made is not found.
        """
        self._folder = folder / edition[:16] if folder and _is_safe(folder) else None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let one process at a time make what all of them need; one that has waited `PATIENCE` seconds makes it too."""
        with ExitStack() as stack:
            if self._folder:
                with suppress(OSError, OutputError):  # where nothing can be written, nothing can be shared either
                    self._make_folder(self._folder)
                    (self._folder / _LOCK).touch(mode=0o600)
                    stack.enter_context(alone_or_late(self._folder / _LOCK, PATIENCE))
            yield

    def get(self, name: str, kind: type[T]) -> T | None:
        """Return a thing of a kind, or None. A file that is incomplete or not ours counts as missing."""
        if self._folder is None:
            return None
        try:
            data = read_limited(self._folder / name[:2] / name, MOST_BYTES)
            if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
                return None
            thing = _RecordUnpickler(io.BytesIO(data[_DIGEST:])).load()
        except Exception:  # a damaged pickle raises nearly anything, MemoryError and OverflowError among it
            return None
        return thing if isinstance(thing, kind) else None

    def put(self, name: str, thing: object) -> None:
        """Keep a thing. Where it cannot be written nothing happens: it is typeset again when it is needed."""
        if self._folder is None:
            return
        data = pickle.dumps(thing, protocol=5)
        path = self._folder / name[:2] / name
        draft = self._folder / f"{DRAFT}{name}-{os.getpid()}"
        try:
            self._make_folder(path.parent)
            # Not flushed to the disk, which would cost more than typesetting: after a power cut the hash gives a
            # half-written file away.
            draft.touch(mode=0o600)
            draft.write_bytes(hashlib.sha256(data).digest() + data)
            draft.replace(path)
        except (OSError, OutputError):
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def _make_folder(self, folder: Path) -> None:
        """Make one of the cache's folders and those around it; only their owner may look into them."""
        assert self._folder is not None
        self._make_room()
        make_private(folder, within=self._folder.parents[1])

    def _make_room(self) -> None:
        """Delete what other programs, fonts or pictures shaped: nothing would ever ask for it again."""
        assert self._folder is not None
        if not self._folder.is_dir() and self._folder.parent.is_dir():
            for other in self._folder.parent.iterdir():
                if other != self._folder:  # another process may have made it meanwhile
                    shutil.rmtree(other, ignore_errors=True)


def _is_safe(folder: Path) -> bool:
    """Return whether a cache may be used; one that others could write to is emptied, as they could have put it there.

    A cache that is not safe is no error here: a worker that fails while it starts could not say why.
    """
    try:
        if folder.exists() and keep_private(folder):
            shutil.rmtree(folder, ignore_errors=True)
    except (OSError, OutputError):
        return False
    return True


def tidy(out: Path) -> None:
    """Delete the half-written files that killed programs left in the cache of an output folder.

    Raises OutputError for a cache that is a link or somebody else's.
    """
    if (out / FOLDER).exists():
        keep_private(out / FOLDER)
        for edition in (out / FOLDER).glob("*/"):
            remove_drafts(edition)


class _RecordUnpickler(pickle.Unpickler):
    """Reads our own records and nothing that could run a program."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _KNOWN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError("not one of our records")
