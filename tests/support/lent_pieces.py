"""Typeset pieces of reports, lent from test to test: those of our own texts take half a minute to make."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from careerprint.plates.disk_cache import FOLDER
from tests.support.shared import Shared


@contextmanager
def lent_pieces(shared: Shared, out: Path) -> Iterator[None]:
    """Put the pieces that tests have made so far below `out`, as if earlier runs had; keep those that are new.

    A piece is named by all that shapes it, so none can be taken for another.
    """
    kept = shared.root / "pieces"
    _link(kept, out / FOLDER)
    yield
    _link(out / FOLDER, kept)


def _link(old: Path, new: Path) -> None:
    for piece in (path for path in old.rglob("*") if path.is_file() and path.stat().st_size):  # not the empty locks
        place = new / piece.relative_to(old)
        for folder in (new, *reversed(place.relative_to(new).parents[:-1])):
            with suppress(FileExistsError):  # below `new`; only their owner may look into them
                (new / folder).mkdir(mode=0o700, parents=True)
        with suppress(FileExistsError):
            os.link(piece, place)
