"""One file for the printer: all reports of a batch, one after the other, each on sheets of its own."""

from __future__ import annotations

from pathlib import Path

from careerprint.editions import is_print_file
from careerprint.jobs.job import Studio
from careerprint.jobs.plan import PRINT_FILE
from careerprint.press.binding import bind
from careerprint.runs.batch import Batch


def make_print_file(batch: Batch) -> tuple[Path, ...]:
    """Bind all reports that were asked for and are there; return the file, or the files where they are too many.

    Raises OutputError when they cannot be written.
    """
    reports = (
        batch.studio.out / outcome.output
        for outcome in batch.outcomes()
        # Pages that are already imposed on larger sheets go to the printer by themselves.
        if outcome.status != "failed" and not is_print_file(outcome.output)
    )
    separator = _separator(batch.studio) if batch.request.separators else None
    return bind(reports, batch.folder / f"{PRINT_FILE}.pdf", separator=separator)


def _separator(studio: Studio) -> bytes:
    """Return the sheet that comes before each report."""
    from careerprint.jobs.printer import Printer  # loads WeasyPrint, which batches leave to their workers

    printer = Printer(studio)
    page = printer.pages().separator()
    return printer.press.print(page.html, styles=page.styles, identifier="separator").pdf
