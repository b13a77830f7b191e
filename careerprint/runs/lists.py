"""The lists of a run: `summary.csv` with what became of everybody, `failed.csv` with those who have no report.

They hold ids and causes, no names and no answers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from careerprint.answers.sheet import defused
from careerprint.files import PRIVATE_FILE, written_atomically
from careerprint.jobs.job import ReportJob
from careerprint.jobs.journal import Journal
from careerprint.jobs.journal_lines import Entry

SUMMARY, FAILED = "summary.csv", "failed.csv"
"""Names of the lists, which lie among the reports."""
COLUMNS = ("row", "id", "status", "file", "pages", "cause")
FAILED_COLUMNS = ("row", "id", "cause")
NOT_PRINTED = "not printed"
"""The status of people that no run was asked to print so far."""

Line = tuple[str, ...]


def lines_of(jobs: Iterable[ReportJob], journal: Journal) -> Iterator[Line]:
    """Yield a line of the summary for each job, and for each row that was left out."""
    for job in jobs:
        entry = journal.find(job.output)
        yield _line(entry, job.person.row, job.person.id)
    for entry in journal.left_out():
        yield _line(entry, entry.row, entry.id)


def _line(entry: Entry | None, row: int | None, identifier: str) -> Line:
    if entry is None:
        return (str(row or ""), identifier, NOT_PRINTED, "", "", "")
    file = entry.name if entry.status == "made" else ""
    return (str(row or ""), identifier, entry.status, file, str(entry.pages or ""), entry.cause)


def write_lists(lines: Iterable[Line], summary: Path, failed: Path) -> bool:
    """Write the summary and, if any reports failed, the list of these; return whether any did.

    Cells that a spreadsheet would take for formulas are written so that it does not. Raises OutputError.
    """
    found = io.StringIO(newline="")
    failures = csv.writer(found, lineterminator="\r\n")
    failures.writerow(FAILED_COLUMNS)
    any_failed = False
    with ExitStack() as stack:
        file = stack.enter_context(written_atomically(summary, mode=PRIVATE_FILE))
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        stack.callback(text.detach)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for line in lines:
            writer.writerow(map(defused, line))
            if line[2] == "failed":
                any_failed = True
                failures.writerow(defused(line[place]) for place in (0, 1, 5))
    if any_failed:
        with written_atomically(failed, mode=PRIVATE_FILE) as file:
            file.write(found.getvalue().encode("utf-8-sig"))
    else:
        failed.unlink(missing_ok=True)
    return any_failed
