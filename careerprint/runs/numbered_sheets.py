"""Numbered copies of a worksheet in one file for the printer: each knows in its codes whose it is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from careerprint.answers.scans.form import Form
from careerprint.answers.scans.form_files import write_form
from careerprint.errors import PrintError, Problem, SourceError
from careerprint.faces.advances import REGULAR, width_of
from careerprint.faces.fonts import covers, remedy
from careerprint.files import PRIVATE_FILE, make_private, write_atomically
from careerprint.jobs.job import Job
from careerprint.jobs.plan import PRINT_FILE, WORKSHEET_SIDES
from careerprint.jobs.printer import Printer
from careerprint.jobs.worksheets import words_beside
from careerprint.press.form_marks import SheetOwner, fits, form_of, numbered
from careerprint.press.preflight import FORM_SELECTORS
from careerprint.runs.question import Asked
from careerprint.settings import NUMBERED, Settings
from careerprint.wording import counted


@dataclass(frozen=True, slots=True)
class NumberedSheets:
    """What was made."""

    path: Path
    copies: int
    sides: int
    """Sides of each copy."""
    note: str
    """What was left out of the worksheet to save a side."""
    remarks: tuple[Problem, ...]
    """Whose name could not be printed; those sheets have an empty line."""


def numbered_sheets(settings: Settings, found: Asked, owners: Sequence[SheetOwner], file: str) -> NumberedSheets:
    """Print one file with a worksheet for each owner; `file` is the list that they are from, for messages.

    Raises SourceError for IDs that a code cannot hold, PrintError if the worksheet cannot be printed, OutputError.
    """
    printer, assessment = Printer(found.studio), found.assessment
    output = f"{NUMBERED}/{assessment.slug}/{PRINT_FILE}.pdf"
    job = Job("worksheet", assessment.slug, output, assessment.path, target_pages=WORKSHEET_SIDES)
    printed = printer.unmarked(job)
    if not printed.has_heads:
        raise PrintError(f"{assessment.path}: a line or the words above the lines are longer than a side; shorten them")
    form = form_of(printed.pdf, assessment.slug, assessment.version)
    _refuse_ids(form, owners, file)
    named, remarks = _printable(owners, file)
    labels = printer.pages().labels(assessment.language)
    pdf = numbered(
        printed.pdf, form, named, lambda owner: words_beside(form, labels, owner.id), _names(printer, named, form)
    )
    path = settings.out / output
    make_private(path.parent, within=settings.out)
    write_form(form, settings.out)
    write_atomically(path, pdf, mode=PRIVATE_FILE)
    return NumberedSheets(path, len(named), len(form.sides), printed.note, remarks)


def _refuse_ids(form: Form, owners: Sequence[SheetOwner], file: str) -> None:
    problems = []
    for owner in owners:
        if width_of(owner.id, REGULAR) is None:
            problems.append(Problem(file, owner.row, "", "the ID has characters that cannot be printed"))
        elif not fits(form, owner.id):
            problems.append(Problem(file, owner.row, "", "the ID is too long for a square code; take 19 characters"))
    if problems:
        raise SourceError(f"{file} has mistakes; nothing was printed", problems=problems)


def _printable(owners: Sequence[SheetOwner], file: str) -> tuple[list[SheetOwner], tuple[Problem, ...]]:
    """Return the owners, without names that no font of ours can print, and a remark about each of these."""
    named: list[SheetOwner] = []
    remarks: list[Problem] = []
    for owner in owners:
        missing = covers(owner.name) - FORM_SELECTORS
        if missing:
            cure = remedy(missing, "write it on the sheet")
            message = f"the name has {counted(len(missing), 'character')} that no font of ours has: {cure}"
            remarks.append(Problem(file, owner.row, "", message, "warning"))
        named.append(replace(owner, name="") if missing else owner)
    return named, tuple(remarks)


def _names(printer: Printer, owners: Sequence[SheetOwner], form: Form) -> bytes:
    """Return a PDF with a page for each name, set by the layout engine, which knows how every script is written."""
    names = [owner.name for owner in owners if owner.name]
    if not names:
        with pikepdf.new() as empty:
            empty.add_blank_page()
            buffer = io.BytesIO()
            empty.save(buffer)
        return buffer.getvalue()
    language = printer.studio.assessments[form.assessment].language
    page = printer.pages().rendered("names", "names.html", language, names=names, document_title="Names")
    return printer.press.print(page.html, styles=page.styles, identifier="names").pdf
