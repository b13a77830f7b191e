"""The contents of a source folder: the files that are read, their names, and files that are ignored."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from careerprint.errors import Problem, SourceError
from careerprint.languages import folder_of, key_of
from careerprint.sources import document as documents
from careerprint.sources.document import Document, slug_of

_WORD = "is a Word file, and only `.md` files are read; save its text as plain text, in `{}.md`"
_ENDINGS = {
    ".docx": _WORD,
    ".doc": _WORD,
    ".odt": _WORD.replace("Word", "text processor’s"),
    ".rtf": _WORD.replace("Word", "text processor’s"),
    ".pages": _WORD.replace("Word", "Pages"),
    ".txt": "is not read, because its name ends in `.txt`; rename it to `{}.md`",
    ".markdown": "is not read, because its name ends in `.markdown`; rename it to `{}.md`",
}
"""Endings of files that somebody may have meant as guides, and what to do about each."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source file and what became of reading it."""

    place: PurePosixPath
    """Below the source folder, such as `guides/es/nurse.md`."""
    label: str
    """The file's name in messages."""
    document: Document | None
    """None if it cannot be parsed."""

    @property
    def key(self) -> str:
        """The name that other sources refer to it by, such as `es/nurse`."""
        return key_of(self.place)

    @property
    def is_draft(self) -> bool:
        """Whether its author says that it is not finished."""
        return self.document is not None and self.document.front.data.get("status") == "draft"


def label_of(path: Path) -> str:
    """Return a path as people would type it: relative to the folder they work in, else as given."""
    here, absolute = Path.cwd(), path.absolute()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()


def source_files(source: Path, folder: Path, problems: list[Problem]) -> Iterator[SourceFile]:
    """Read every Markdown file below a folder; names that begin with `_` or `.` are left out."""
    for path in sorted(folder.rglob("*")):
        place = PurePosixPath(path.relative_to(source).as_posix())
        if path.name.startswith("_") or any(part.startswith(".") for part in place.parts) or not path.is_file():
            continue
        label = label_of(path)
        if path.suffix != ".md":
            problems += _not_read(path, label)
            continue
        try:
            yield SourceFile(place, label, documents.read(path, name=label, slug=key_of(place)))
        except SourceError as error:
            problems += error.problems
            yield SourceFile(place, label, None)


def _not_read(path: Path, label: str) -> Iterator[Problem]:
    """Warn of a file that looks like a guide but is never read."""
    stem = path.stem.removesuffix(".md")
    if path.suffix == ".txt" and path.stem.endswith(".md"):
        message = f"is not read, because its name ends in `.txt`, which Windows may hide; rename it to `{stem}.md`"
        yield Problem(label, None, "", message, "warning")
    elif words := _ENDINGS.get(path.suffix.lower()):
        yield Problem(label, None, "", words.format(stem), "warning")
    elif path.suffix.lower() == ".md":
        message = f"is not read, because its ending has capitals; rename it to `{stem}.md`"
        yield Problem(label, None, "", message, "warning")
    else:
        message = "is not read: only `.md` files belong here; move it elsewhere"
        yield Problem(label, None, "", message, "warning")


def name_problems(files: Sequence[SourceFile]) -> Iterator[Problem]:
    """Report file names that cannot name a print, and two files of one name."""
    times = Counter(file.key for file in files)
    for file in files:
        stem = file.place.stem
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", stem):
            better = slug_of(stem).encode("ascii", "ignore").decode() or "nurse"
            message = f"a file's name has only small letters a-z, digits and hyphens; rename it to `{better}.md`"
            yield Problem(file.label, None, "", message)
        elif times[file.key] > 1:
            message = f"another file is called `{stem}.md` too; rename one of them: their prints need two names"
            yield Problem(file.label, None, "", message)


def title_problems(files: Sequence[SourceFile]) -> Iterator[Problem]:
    """Report two guides in one language with the same title: their prints could not be told apart."""
    seen: dict[tuple[str | None, str], list[SourceFile]] = defaultdict(list)
    for file in files:
        if file.document and isinstance(title := file.document.front.data.get("title"), str):
            seen[folder_of(file.place), " ".join(title.casefold().split())].append(file)
    for first, *others in seen.values():
        for file in others:
            line = file.document.front.line(("title",)) if file.document else None
            message = f"{first.label} has the same title; give one of them another"
            yield Problem(file.label, line, "title", message, "warning")
