"""Inspects finished PDFs: do they keep what the standards, and we ourselves, promise of every print?"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf
from page import SafetyLimitError

from careerprint.check.pdf.appearance import contrast, fonts, large_print, smallest
from careerprint.check.pdf.descriptions import fields, links, pictures
from careerprint.check.pdf.finished import FileKind, FinishedPdf, PdfRule
from careerprint.check.pdf.identity import claims, language, lock, programs, title
from careerprint.check.pdf.known_forms import KnownForms
from careerprint.check.pdf.navigation import lists, main_heading, outline, table_heads
from careerprint.check.pdf.page.operators import ExcessiveContentError
from careerprint.check.pdf.rules.fields import form_fields, lines_asked
from careerprint.check.pdf.rules.heard import described_pictures, replaced_words
from careerprint.check.pdf.rules.layout import layout
from careerprint.check.pdf.rules.targets import (
    bookmark_targets,
    cell_headers,
    link_targets,
    tags_of_annotations,
    tags_once,
)
from careerprint.check.pdf.rules.unseen import shown_pages, unseen_text
from careerprint.check.pdf.standards import conformance
from careerprint.check.pdf.tagging import marks_and_tags_agree, readable_characters, silent_text, tagged_pages
from careerprint.errors import Problem, Severity, UsageError
from careerprint.sandbox import Lost, each_in_child
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
    form_fields,
    link_targets,
    bookmark_targets,
    cell_headers,
    tags_of_annotations,
    tags_once,
    unseen_text,
    shown_pages,
    replaced_words,
    described_pictures,
    layout,
)
"""Our own rules, besides those of the standards."""
LARGEST_PDF = 256 * 1024**2
"""Bytes of one file: it is held in memory twice, and the child has 2 GB. A handout of ours has less than 1 MB."""
SECONDS = 60.0
"""Seconds for one file; a print of ours takes about one, so a slow machine has room."""


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
    asked: Mapping[str, int] = field(default_factory=dict)
    """The lines of a form, each with the number of its choices."""


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


def inspect_pdfs(paths: Sequence[Path]) -> Iterator[Inspection]:
    """Hold each PDF against all rules in a confined child process, so that no file can hang or exhaust this one.

    Yields in the order of the paths. A file on which the child dies or takes too long is a finding.
    """
    forms = KnownForms()
    for path, outcome in zip(paths, each_in_child(inspect_pdf, paths, seconds=SECONDS), strict=True):
        if isinstance(outcome, Lost):
            yield _not_checked(path.as_posix(), f"{outcome.value}. Was it printed by Careerprint?")
        elif outcome.asked and (words := forms.difference(path, outcome.asked)):
            yield replace(outcome, problems=(*outcome.problems, Problem(outcome.path, None, "", words)))
        else:
            yield outcome


def inspect_pdf(path: Path) -> Inspection:
    """Hold a finished PDF against all rules."""
    label = path.as_posix()
    try:
        if path.stat().st_size > LARGEST_PDF:
            return _not_checked(label, f"is larger than {LARGEST_PDF // 1024**2} MB, so it was not checked", "warning")
        data = path.read_bytes()
    except OSError as error:
        return _not_checked(label, f"cannot be read: {error.strerror}")
    return inspect_bytes(data, label=label)


def _not_checked(label: str, message: str, severity: Severity = "error") -> Inspection:
    return Inspection(label, None, 0, None, (Problem(label, None, "", message, severity),))


def inspect_bytes(data: bytes, *, label: str) -> Inspection:
    """Hold the bytes of a finished PDF against all rules; `label` is the file's name for messages."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        return _not_checked(label, "opens only with a password, so it was not checked", "warning")
    except pikepdf.PdfError:
        return _not_checked(label, "is damaged or no PDF: print it again")
    with pdf:
        file = FinishedPdf(label, data, pdf)
        try:
            kind, pages = file.kind, len(pdf.pages)
        except Exception as error:
            return Inspection(label, None, 0, None, (_misunderstood(file, "kind", error),))
        if kind is FileKind.PRINT_FILE:
            return Inspection(label, kind, pages, None, ())
        problems = tuple(dict.fromkeys(_findings(file)))  # the same of one page is said once
        asked = lines_asked(file) if kind is FileKind.FORM else {}
        return Inspection(label, kind, pages, _smallest(file), problems, asked)


def _findings(file: FinishedPdf) -> Iterator[Problem]:
    """Yield what all rules find. A rule that fails on a strange file is a finding, not the end.

    A file that exceeds a limit, or whose content cannot be unpacked, is not held against further rules: each would do
    the same work again.
    """
    for rule in (conformance, *RULES):
        try:
            yield from rule(file)
        except (SafetyLimitError, ExcessiveContentError, pikepdf.DataDecodingError, MemoryError) as error:
            reason = f"it is damaged or exceeds a limit ({type(error).__name__})"
            yield file.problem(f"{reason}, so it was not checked to the end: was it printed by Careerprint?")
            return
        except Exception as error:
            yield _misunderstood(file, rule.__name__, error)


def _misunderstood(file: FinishedPdf, rule: str, error: Exception) -> Problem:
    message = f"cannot be understood ({rule}: {type(error).__name__}): was it printed by Careerprint?"
    return file.problem(message)


def _smallest(file: FinishedPdf) -> float | None:
    try:
        return smallest(file)
    except Exception:
        return None  # the rules have reported already that the pages cannot be followed


def of_kind(inspected: Sequence[Inspection], kind: FileKind) -> list[Inspection]:
    """Return the files of one kind."""
    return [each for each in inspected if each.kind is kind]
