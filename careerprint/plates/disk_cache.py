"""What was typeset before, in files: workers take it from each other, and a run from the ones before it.

Each file is named by a hash over everything that shapes what is in it. Names and ids of people are never put here.
A file is written at once and whole, so that several processes, on several machines, may share a folder.
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
from typing import Any

from careerprint.files import alone_or_late
from careerprint.keys import content_key
from careerprint.plates.slots import Frame

FOLDER = ".pieces"
"""Where they lie, in the output folder."""
_LOCK = "lock"
PATIENCE = 60
"""Seconds that a process waits while another makes what both need."""
_DIGEST = 32
_KNOWN = {
    ("careerprint.plates.pieces", name)
    for name in ("Piece", "Elements", "Hole", "Link", "Bookmark", "Anchor", "MadePiece")
} | {
    ("careerprint.plates.slots", "Chain"),
    ("careerprint.plates.placements", "Placements"),
    ("careerprint.plates.file.plate", "Plate"),
    ("builtins", "frozenset"),
}
"""All that a file may hold besides texts, numbers and containers of them."""


def name_of(kind: str, frame: Frame, key: object) -> str:
    """Return the name of a thing: a hash over what it is and what shapes it."""
    text = f"{kind}\0{_shape(frame)}\0{key!r}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=16)
def _shape(frame: Frame) -> str:
    return content_key(*frame.styles, frame.opening)


class DiskCache:
    """A folder of things by their names; without a folder it stays empty."""

    def __init__(self, folder: Path | None, edition: str) -> None:
        """Use a folder; `edition` is a hash over the programs and fonts: another one sees none of the things."""
        self._folder = folder / edition[:16] if folder else None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let one process at a time make what all of them need; whoever has waited long makes it too."""
        with ExitStack() as stack:
            if self._folder:
                with suppress(OSError):  # where nothing can be written nobody can be told either
                    self._make_folder(self._folder)
                    (self._folder / _LOCK).touch(mode=0o600)
                    stack.enter_context(alone_or_late(self._folder / _LOCK, PATIENCE))
            yield

    def get(self, name: str) -> Any:
        """Return a thing, or None: a file that is not whole or not ours is not there."""
        if self._folder is None:
            return None
        try:
            data = (self._folder / name[:2] / name).read_bytes()
            if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
                return None
            return _RecordUnpickler(io.BytesIO(data[_DIGEST:])).load()
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, TypeError, ValueError):
            return None

    def put(self, name: str, thing: object) -> None:
        """Keep a thing. Nothing happens where it cannot be written: it is only typeset again."""
        if self._folder is None:
            return
        data = pickle.dumps(thing, protocol=5)
        path = self._folder / name[:2] / name
        draft = path.with_name(f".{name}-{os.getpid()}")
        with suppress(OSError):
            self._make_folder(path.parent)
            # Not synchronized with the disk: a file that a power cut left half written is told by its hash.
            draft.touch(mode=0o600)
            draft.write_bytes(hashlib.sha256(data).digest() + data)
            draft.replace(path)

    def _make_folder(self, folder: Path) -> None:
        """Make one of the folders here, and those around it; nobody else may look into them."""
        assert self._folder is not None
        self._make_room()
        for each in (self._folder.parent, self._folder, folder):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _make_room(self) -> None:
        """Delete what other programs, fonts or pictures shaped; it would never be asked for again."""
        assert self._folder is not None
        if not self._folder.is_dir() and self._folder.parent.is_dir():
            for other in self._folder.parent.iterdir():
                if other != self._folder:  # which another process may have made meanwhile
                    shutil.rmtree(other, ignore_errors=True)


class _RecordUnpickler(pickle.Unpickler):
    """Reads our own records and nothing that could run a program."""

    def find_class(self, module: str, name: str) -> Any:
        """Return one of our own records."""
        if (module, name) in _KNOWN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError("not one of our records")
