"""One file for the printer from many reports. It is for the print run only, because its tags are gone."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

import pikepdf

from careerprint.files import DRAFT, PRIVATE_FILE, written_atomically

AT_ONCE = 50
"""Files that are open at once. All files of a large batch would be more than a system allows, and fill the memory."""
MOST = 500
"""Reports in one file for the printer. More become several files, of which one at a time is in memory."""


def bind(reports: Iterable[Path], target: Path, *, separator: bytes | None = None) -> tuple[Path, ...]:
    """Write the reports one after the other into `target`, for printing on both sides; return what was written.

    More than `MOST` become several files: `target-part-1.pdf` and so on. Each report begins on the front of a sheet: a
    blank page follows an odd number of pages. `separator` is the PDF of a sheet to put before each report. Raises
    OutputError when a file cannot be written.
    """
    rest = iter(reports)
    # One part ahead, because the first is named differently when a second follows.
    some, more = list(islice(rest, MOST)), list(islice(rest, MOST))
    made: list[Path] = []
    while some:
        part = target.with_stem(f"{target.stem}-part-{len(made) + 1}") if made or more else target
        _bind(some, part, separator)
        made.append(part)
        some, more = more, list(islice(rest, MOST))
    # What an earlier run of more or fewer reports left would be taken for a part of this one.
    for old in {target, *target.parent.glob(f"{target.stem}-part-*.pdf")} - set(made) if made else ():
        old.unlink(missing_ok=True)
    return tuple(made)


def _bind(reports: Sequence[Path], target: Path, separator: bytes | None) -> None:
    with tempfile.TemporaryDirectory(prefix=DRAFT, dir=target.parent) as folder:
        sections = list(_sections(reports, Path(folder), separator))
        with _joined(sections) as book, written_atomically(target, mode=PRIVATE_FILE) as file:
            book.docinfo["/Title"] = "Print file"
            book.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _sections(reports: Sequence[Path], folder: Path, separator: bytes | None) -> Iterator[Path]:
    """Join reports, `AT_ONCE` at a time, and yield the files that they became."""
    for first in range(0, len(reports), AT_ONCE):
        path = folder / f"{first}.pdf"
        with _joined(reports[first : first + AT_ONCE], separator) as section, written_atomically(path) as file:
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
