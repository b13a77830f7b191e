"""A scan of worksheets in the folders of a counter."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from careerprint.answers.scans.form_files import write_form
from tests.support.counter import counter_source
from tests.support.sample_runs import DAY, Called, call
from tests.support.scanned import crossed_out, drawn, form_of_items, save_pdf
from tests.support.shared import Shared

FORM = form_of_items([["p1", "p2"], ["p3"]])
"""The small questionnaire of the counters in tests: one sheet of two sides."""


def scan_of_sheets(folder: Path, *, sheets: int = 1) -> None:
    """Save a scan of sheets without an ID, each with a line that is crossed out; of many, only the fronts."""
    write_form(FORM, folder / "out")
    pages = []
    for number in range(sheets):
        first = drawn(FORM, 1, {"p1": [4], "p2": [2]}, ink=60 + number)
        pages += [crossed_out(first, FORM, "p1", 4)]
        pages += [drawn(FORM, 2, {"p3": [5]}, ink=60 + number)] if sheets == 1 else []
    save_pdf(folder / "scan.pdf", pages)


def scan_of_every_kind(folder: Path) -> None:
    """Save a scan of a sheet to decide about, of one that is clear, and of a page that cannot be read."""
    write_form(FORM, folder / "out")
    first = crossed_out(drawn(FORM, 1, {"p1": [4], "p2": [2]}), FORM, "p1", 4)
    clear = [drawn(FORM, side, {"p1": [4], "p2": [2], "p3": [5]}, person="1002") for side in (1, 2)]
    unreadable = drawn(FORM, 1, {"p1": [1]}, codes=0)
    save_pdf(folder / "scan.pdf", [first, drawn(FORM, 2, {"p3": [5]}), *clear, unreadable])


def read_scan(folder: Path) -> Called:
    """Read the scan with the command, as staff do."""
    folders = ("--source", folder / "source", "--out", folder / "out")
    return call("scan", folder / "scan.pdf", "--assessment", "sample", "--date", DAY, *folders)


def put_scan(folder: Path, shared: Shared, kind: Callable[[Path], None] = scan_of_sheets) -> None:
    """Put a scan that was read once for all tests into a folder, instead of what was read and decided there before."""

    def make(made: Path) -> None:
        counter_source(made / "source")
        kind(made)
        read_scan(made)

    made = shared.folder(kind.__name__, make)
    remove_scans(folder)
    shutil.copytree(made / "out", folder / "out", dirs_exist_ok=True)
    shutil.copy(made / "scan.pdf", folder)


def remove_scans(folder: Path) -> None:
    """Take away all that was read and decided."""
    shutil.rmtree(folder / "out" / "scans", ignore_errors=True)
