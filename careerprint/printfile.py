"""One file for the printer from many reports. It is for the print run only: its tags are gone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf


def bound(reports: Sequence[Path], *, separator: bytes | None = None) -> bytes:
    """Return the reports one after the other, for printing on both sides.

    Each begins on a front: a blank back follows a report with an odd number of pages. `separator` is a sheet
    to put before each report.
    """
    with ExitStack() as open_files:
        book = open_files.enter_context(pikepdf.new())
        sheet = open_files.enter_context(pikepdf.open(io.BytesIO(separator))) if separator else None
        for path in reports:
            if sheet:
                _append(book, sheet)
            _append(book, open_files.enter_context(pikepdf.open(path)))
        book.docinfo["/Title"] = "Print file"
        buffer = io.BytesIO()
        book.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _append(book: pikepdf.Pdf, part: pikepdf.Pdf) -> None:
    """Append all pages of a document and, where their number is odd, a blank back."""
    first = len(book.pages)
    book.pages.extend(part.pages)
    for page in list(book.pages)[first:]:
        for key in ("/StructParents", "/Tabs", "/Annots"):
            if key in page:
                del page[key]
    if len(part.pages) % 2:
        box = part.pages[-1].mediabox
        book.add_blank_page(page_size=(float(box[2]), float(box[3])))
