"""Delete reports that have been kept long enough: `purge --before DATE`."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from careerprint.errors import OutputError
from careerprint.jobs.journal import forget_deleted
from careerprint.runs.lists import take_off_lists
from careerprint.runs.manifest import Manifest
from careerprint.runs.scan import FOLDER as SCANS
from careerprint.runs.scores import FOLDER as SCORES
from careerprint.settings import NUMBERED, SAMPLES

FOLDERS = ("reports", "groups", SCANS, SCORES, NUMBERED, SAMPLES)
"""The folders about people; handouts and worksheets stay. Samples go, too: a center may use real people's answers."""


def old_files(out: Path, before: datetime.date) -> tuple[Path, ...]:
    """Return the files about people that were last written before a day, sorted by name.

    Raises OutputError for a folder that cannot be looked into: whether it holds anything old is then not known.
    """
    try:
        return tuple(sorted(_old(out, before)))
    except OSError as error:
        raise OutputError(
            f"{error.filename} cannot be looked into: {error.strerror}. Whether it holds anything to delete is not"
            " known, so nothing was deleted; run this as the owner of the folder."
        ) from None


def _old(out: Path, before: datetime.date) -> Iterator[Path]:
    for name in FOLDERS:
        # A symbolic link could lead to files that are not ours; `os.walk` follows none below it either.
        if not (out / name).is_symlink():
            for folder, _, names in os.walk(out / name, onerror=_raise_unless_missing):
                yield from (path for path in (Path(folder, each) for each in names) if _is_old(path, before))


def _raise_unless_missing(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def _is_old(path: Path, before: datetime.date) -> bool:
    return path.is_file() and not path.is_symlink() and _written(path) < before


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
        take_off_lists(folder, [path.name for path in files if path.parent == folder])
    places = {place for path in files for place in path.parents if place.is_relative_to(out) and place != out}
    for folder in sorted(places, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    manifest.stamp = ""
    manifest.save()
