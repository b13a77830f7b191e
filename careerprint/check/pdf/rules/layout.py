"""Rules about where things stand: nothing on anything else, nothing at the edge, no side that is nearly empty."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from careerprint.check.pdf.finished import FileKind, FinishedPdf
from careerprint.check.pdf.page.placed_words import covered_pairs, placed_words, white_share
from careerprint.editions import SIZES
from careerprint.errors import Problem
from careerprint.wording import counted

EDGE = 5 * 72 / 25.4
"""Points along the edges of a sheet where many printers print nothing."""
TOP, BOTTOM = 17 * 72 / 25.4, 18 * 72 / 25.4
"""Points of the margins of our pages, as in `styles/base/page.css`; the foot of each page stands in the lower one."""
MOST_WHITE, MOST_WHITE_AT_THE_END = 0.16, 2 / 3
"""The share of a side that may be empty at its end, and of the last side; see `press.geometry`."""


def layout(file: FinishedPdf) -> Iterator[Problem]:
    """Report words on each other or at the edge of the sheet, and warn of sides that are too empty.

    Worksheets end where their lines do, and a document of one side is as long as it is.
    """
    document = pypdfium2.PdfDocument(file.data)
    is_large = any(f"-{layout}" in file.label for layout in SIZES)  # what must not be parted takes half a side there
    try:
        for number, page in enumerate(document, 1):
            yield from _misplaced(file, page, number)
            if file.kind is FileKind.DOCUMENT and len(document) > 1 and not is_large:
                yield from _too_empty(file, page, number, is_last=number == len(document))
    finally:
        document.close()


def _misplaced(file: FinishedPdf, page: pypdfium2.PdfPage, number: int) -> Iterator[Problem]:
    words = placed_words(page)
    if pairs := sum(1 for _ in covered_pairs(words)):
        yield file.problem(f"words lie on each other in {counted(pairs, 'place')}", page=number)
    width, height = page.get_size()
    near = sum(
        word.left < EDGE or word.right > width - EDGE or word.low < EDGE or word.high > height - EDGE for word in words
    )
    if near:
        message = f"{counted(near, 'word')} within 5 mm of the edge, where many printers print nothing"
        yield file.problem(message, page=number)


def _too_empty(file: FinishedPdf, page: pypdfium2.PdfPage, number: int, *, is_last: bool) -> Iterator[Problem]:
    white = white_share(page, TOP, BOTTOM)
    if white > (MOST_WHITE_AT_THE_END if is_last else MOST_WHITE):
        yield file.problem(f"the side is {white:.0%} empty", page=number, severity="warning")
