"""The folder of official files that a person downloaded: which file is which, in whatever subfolder."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from careerprint.errors import Problem, SourceError, UsageError
from careerprint.official.downloads.onet_names import NAMES

MOST_FILES = 5_000
"""Files below the folder that are looked at: all official files are about 400, so more mean a wrong folder."""

WORKBOOKS: Mapping[str, str] = {
    "national": r"national_M\d{4}_dl.*\.xlsx",
    "state": r"state_M\d{4}_dl.*\.xlsx",
    "occupation": r"occupation( ?\(\d+\))?\.xlsx",
    "education": r"education( ?\(\d+\))?\.xlsx",
    "skills": r"skills( ?\(\d+\))?\.xlsx",
}
"""The file names of the Bureau of Labor Statistics' workbooks; a browser may add `(1)`."""
CALLED = {
    "national": "the wage file national_M….xlsx (OEWS)",
    "state": "the wage file state_M….xlsx (OEWS)",
    "occupation": "occupation.xlsx (Employment Projections)",
    "education": "education.xlsx (Employment Projections)",
    "skills": "skills.xlsx (Employment Projections)",
}
"""The name of each workbook in messages that say it is missing."""
_READ_ME = "Read Me"
_ONET = frozenset({_READ_ME, *(name for names in NAMES.values() for each in names for name in each.files)})


@dataclass(frozen=True, slots=True)
class Downloads:
    """The official files that a folder holds."""

    folder: Path
    workbooks: Mapping[str, Path]
    """By the names of `WORKBOOKS`."""
    texts: Mapping[str, Path]
    """The text files of O*NET by their names without `.txt`."""
    pages: Mapping[str, Path]
    """Pages of the Occupational Outlook Handbook by their names, such as `electricians`."""


def downloads_in(folder: Path) -> Downloads:
    """Return the official files below a folder.

    Raises UsageError for a folder that is missing or holds none, SourceError for two files of one kind.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}; name the folder that holds the official files.")
    found: dict[tuple[str, str], list[Path]] = defaultdict(list)
    archives = []
    for path in _files(folder):
        if kind := _kind(path):
            found[kind].append(path)
        elif path.suffix.lower() == ".zip":
            archives.append(path.name)
    if not found:
        raise UsageError(f"{folder} holds no official files{_unpack(archives)}; docs/official-data.md lists them.")
    if problems := [*_doubles(found)]:
        raise SourceError(f"{folder} cannot be read", problems=problems)
    kinds = {group: {name: paths[0] for (each, name), paths in found.items() if each == group} for group, _ in found}
    return Downloads(folder, kinds.get("workbook", {}), kinds.get("text", {}), kinds.get("page", {}))


def _files(folder: Path) -> Iterator[Path]:
    for number, path in enumerate(folder.rglob("*")):
        if number == MOST_FILES:
            raise UsageError(f"{folder} holds more than {MOST_FILES:,} files; name a folder with official files only.")
        if path.is_file() and not path.name.startswith((".", "~$")):
            yield path


def _kind(path: Path) -> tuple[str, str] | None:
    """Return the group and the name of a file by what it is called; None for any other file."""
    for name, pattern in WORKBOOKS.items():
        if re.fullmatch(pattern, path.name, re.IGNORECASE):
            return "workbook", name
    if path.suffix.lower() == ".txt" and path.stem in _ONET:
        return "text", path.stem
    if path.suffix.lower() in (".html", ".htm"):
        return "page", path.stem
    return None


def _unpack(archives: Sequence[str]) -> str:
    return f" that are unpacked; unpack {', '.join(sorted(archives))}" if archives else ""


def _doubles(found: Mapping[tuple[str, str], Sequence[Path]]) -> Iterator[Problem]:
    """Report files of which there are two, because it would be unclear which one a figure is from."""
    for paths in found.values():
        if len(paths) > 1:
            first, *others = sorted(paths)
            message = f"there is {', '.join(map(str, others))} too; keep only the newer one in this folder"
            yield Problem(str(first), None, "", message)
