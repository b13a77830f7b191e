"""The lists of a run: `summary.csv` with what became of everybody, `failed.csv` with those who have no report.

They hold ids and causes, no names and no answers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from careerprint.errors import OutputError
from careerprint.files import PRIVATE_FILE, read_limited, safe_name, write_atomically, written_atomically
from careerprint.jobs.job import ReportJob
from careerprint.jobs.journal import Journal
from careerprint.jobs.journal_lines import Entry
from careerprint.tables.texts import defused, unmask

SUMMARY, FAILED = "summary.csv", "failed.csv"
"""Names of the lists, which lie among the reports."""
COLUMNS = ("row", "id", "status", "file", "pages", "cause")
FAILED_COLUMNS = ("row", "id", "cause")
NOT_PRINTED = "not printed"
"""The status of people whose report no run has been asked for yet."""

MOST_BYTES = 512 * 1024**2
"""Bytes of a list; a line takes 200, so it has room for two million people."""

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


def take_off_lists(folder: Path, deleted: Collection[str]) -> None:
    """Take the people whose reports were deleted, by the names of the files, off the lists of a folder.

    A list that is left without people is deleted. Raises OutputError.
    """
    stems = {Path(name).stem for name in deleted}
    for path in (folder / SUMMARY, folder / FAILED):
        head, *rows = _rows_of(path) or [[]]
        kept = [row for row in rows if safe_name(unmask(row[1])) not in stems and not {*row[3:4]} & {*deleted}]
        if rows and not kept:
            path.unlink()
        elif len(kept) < len(rows):
            text = io.StringIO(newline="")
            csv.writer(text, lineterminator="\r\n").writerows([head, *kept])
            write_atomically(path, text.getvalue().encode("utf-8-sig"), mode=PRIVATE_FILE)


def _rows_of(path: Path) -> list[list[str]]:
    """Return the rows of a list, of which each has an id; none if there is no such list."""
    try:
        text = read_limited(path, MOST_BYTES).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error):
        rows = [[]]
    if min(map(len, rows), default=0) < len(FAILED_COLUMNS):
        raise OutputError(f"{path} is no list of ours any more, and may hold ids: delete it yourself.")
    return rows
