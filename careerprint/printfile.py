"""One file for the printer from many reports. It is for the print run only: its tags are gone."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import pikepdf

from careerprint.files import written_atomically
from careerprint.jobs import PRIVATE_FILE

AT_ONCE = 50
"""So many files are open together: all of a large batch would be more than a system allows, and fill the memory."""


def bind(reports: Sequence[Path], target: Path, *, separator: bytes | None = None) -> None:
    """Write the reports one after the other into `target`, for printing on both sides.

    Each begins on a front: a blank back follows a report with an odd number of pages. `separator` is a sheet
    to put before each report. Raises OutputError when the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix=".careerprint-", dir=target.parent) as folder:
        sections = reports
        for level in count():  # sections of reports, sections of those, …
            sections = list(_sections(sections, Path(folder), level, separator if level == 0 else None))
            if len(sections) <= AT_ONCE:
                break
        with _joined(sections) as book, written_atomically(target, mode=PRIVATE_FILE) as file:
            book.docinfo["/Title"] = "Print file"
            book.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _sections(parts: Sequence[Path], folder: Path, level: int, separator: bytes | None) -> Iterator[Path]:
    """Join parts, a few at a time, and yield the files that they became."""
    for first in range(0, len(parts), AT_ONCE):
        path = folder / f"{level}-{first}.pdf"
        with _joined(parts[first : first + AT_ONCE], separator) as section, written_atomically(path) as file:
            section.save(file)
        yield path


@contextmanager
def _joined(parts: Iterable[Path], separator: bytes | None = None) -> Iterator[pikepdf.Pdf]:
    """Give the parts as one document; their files are open as long as it is."""
    with ExitStack() as open_files:
        book = open_files.enter_context(pikepdf.new())
        sheet = open_files.enter_context(pikepdf.open(io.BytesIO(separator))) if separator else None
        for path in parts:
            if sheet:
                _append(book, sheet)
            _append(book, open_files.enter_context(pikepdf.open(path)))
        yield book


def _append(book: pikepdf.Pdf, part: pikepdf.Pdf) -> None:
    """Append all pages of a document and, where their number is odd, a blank back."""
    for page in part.pages:
        for key in ("/StructParents", "/Tabs", "/Annots"):  # links lead nowhere on paper
            if key in page:
                del page[key]
        book.pages.append(page)
    if len(part.pages) % 2:
        box = part.pages[-1].mediabox
        book.add_blank_page(page_size=(float(box[2]), float(box[3])))
