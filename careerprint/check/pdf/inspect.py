"""Inspects finished PDFs: do they keep what the standards, and we ourselves, promise of every print?"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from careerprint.check.pdf.appearance import contrast, fonts, large_print, smallest
from careerprint.check.pdf.descriptions import fields, links, pictures
from careerprint.check.pdf.finished import FileKind, FinishedPdf, PdfRule
from careerprint.check.pdf.identity import claims, language, lock, programs, title
from careerprint.check.pdf.navigation import lists, main_heading, outline, table_heads
from careerprint.check.pdf.standards import conformance
from careerprint.check.pdf.tagging import marks_and_tags_agree, readable_characters, silent_text, tagged_pages
from careerprint.errors import Problem, UsageError
from careerprint.wording import program

RULES: tuple[PdfRule, ...] = (
    title,
    language,
    claims,
    programs,
    lock,
    tagged_pages,
    marks_and_tags_agree,
    silent_text,
    readable_characters,
    outline,
    main_heading,
    table_heads,
    lists,
    pictures,
    links,
    fields,
    fonts,
    contrast,
    large_print,
)
"""Our own rules, besides those of the standards."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in one file."""

    path: str
    """The file, as people type it."""
    kind: FileKind | None
    """None for a file that cannot be opened."""
    pages: int
    smallest: float | None
    """Size of the smallest text in points."""
    problems: tuple[Problem, ...]


def pdfs_in(paths: Iterable[Path]) -> list[Path]:
    """Return the PDFs that paths mean: files themselves, and everything below folders, each file once.

    Raises UsageError for a path that is not there, is no PDF, or holds none.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            below = sorted(each for each in path.rglob("*.pdf") if each.is_file())
            if not below:
                raise UsageError(f"There is no PDF in {path}. To print them: {program()}")
            found |= dict.fromkeys(below)
        elif not path.is_file():
            raise UsageError(f"There is no file or folder {path}.")
        elif path.suffix.lower() != ".pdf":
            raise UsageError(f"{path} is no PDF. To check the texts, run `check` without a file.")
        else:
            found[path] = None
    return list(found)


def inspect_pdf(path: Path) -> Inspection:
    """Hold a finished PDF against all rules."""
    return inspect_bytes(path.read_bytes(), label=path.as_posix())


def inspect_bytes(data: bytes, *, label: str) -> Inspection:
    """Hold the bytes of a finished PDF against all rules; `label` is the file's name for messages."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        locked = Problem(label, None, "", "opens only with a password, so it was not checked", "warning")
        return Inspection(label, None, 0, None, (locked,))
    except pikepdf.PdfError:
        damaged = Problem(label, None, "", "is damaged or no PDF: print it again")
        return Inspection(label, None, 0, None, (damaged,))
    with pdf:
        file = FinishedPdf(label, data, pdf)
        if file.kind is FileKind.PRINT_FILE:
            return Inspection(label, file.kind, len(pdf.pages), None, ())
        problems = tuple(dict.fromkeys(_findings(file)))  # the same of one page is said once
        return Inspection(label, file.kind, len(pdf.pages), _smallest(file), problems)


def _findings(file: FinishedPdf) -> Iterator[Problem]:
    """Yield what all rules find. A rule that fails on a strange file is a finding, not the end."""
    for rule in (conformance, *RULES):
        try:
            yield from rule(file)
        except Exception as error:
            message = f"cannot be understood ({rule.__name__}: {type(error).__name__}): was it printed by Careerprint?"
            yield file.problem(message)


def _smallest(file: FinishedPdf) -> float | None:
    try:
        return smallest(file)
    except Exception:
        return None  # the rules have reported already that the pages cannot be followed


def of_kind(inspected: Sequence[Inspection], kind: FileKind) -> list[Inspection]:
    """Return the files of one kind."""
    return [each for each in inspected if each.kind is kind]
