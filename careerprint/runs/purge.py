"""Delete reports that have been kept long enough: `purge --before DATE`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from careerprint.errors import OutputError
from careerprint.jobs.journal import forget_deleted
from careerprint.runs.manifest import Manifest
from careerprint.settings import SAMPLES

FOLDERS = ("reports", "groups", SAMPLES)
"""The folders about people; handouts and worksheets stay. Samples go, too: not every center keeps them invented."""


def old_files(out: Path, before: datetime.date) -> tuple[Path, ...]:
    """Return the files about people that were last written before a day, sorted by name."""
    return tuple(sorted(_old(out, before)))


def _old(out: Path, before: datetime.date) -> Iterator[Path]:
    for folder in (out / name for name in FOLDERS):
        # A symbolic link could lead to files that are not ours to delete.
        for path in folder.rglob("*") if folder.is_dir() and not folder.is_symlink() else ():
            if path.is_file() and not path.is_symlink() and _written(path) < before:
                yield path


def _written(path: Path) -> datetime.date:
    return datetime.date.fromtimestamp(path.stat().st_mtime)


def purge(out: Path, files: Sequence[Path]) -> None:
    """Delete files and the folders that they leave empty, and take them off the record.

    Raises OutputError at the first file that cannot be deleted.
    """
    manifest = Manifest.load(out)
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{path} cannot be deleted: {error.strerror}.") from None
        manifest.forget(path.relative_to(out).as_posix())
    for folder in {path.parent for path in files}:
        forget_deleted(folder)
    places = {place for path in files for place in path.parents if place.is_relative_to(out) and place != out}
    for folder in sorted(places, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    manifest.stamp = ""
    manifest.save()
