"""Rules about where things stand: nothing on anything else, nothing at the edge, no side that is nearly empty."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from careerprint.check.pdf.finished import FileKind, FinishedPdf
from careerprint.check.pdf.page.placed_words import covered_pairs, placed_words, white_share
from careerprint.editions import SIZES
from careerprint.errors import Problem
from careerprint.pages.sheets import BOTTOM, TOP
from careerprint.press.layout.geometry import pale_sides
from careerprint.wording import counted

EDGE = 5 * 72 / 25.4
"""Points along the edges of a sheet where many printers print nothing."""


def layout(file: FinishedPdf) -> Iterator[Problem]:
    """Report words on each other or at the edge of the sheet, and warn of sides that are too empty.

    Worksheets end where their lines do, and a document of one side is as long as it is.
    """
    document = pypdfium2.PdfDocument(file.data)
    try:
        for number, page in enumerate(document, 1):
            yield from _misplaced(file, page, number)
        # What must not be parted takes up to half a side of a larger edition.
        is_large = any(f"-{layout}" in file.label for layout in SIZES)
        if file.kind is FileKind.DOCUMENT and len(document) > 1 and not is_large:
            for side, white in pale_sides([white_share(page, TOP, BOTTOM) for page in document]).items():
                yield file.problem(f"the side is {white:.0%} empty", page=side, severity="warning")
    finally:
        document.close()


def _misplaced(file: FinishedPdf, page: pypdfium2.PdfPage, number: int) -> Iterator[Problem]:
    words = placed_words(page)
    if pairs := sum(1 for _ in covered_pairs(words)):
        yield file.problem(f"words lie on each other in {counted(pairs, 'place')}", page=number)
    width, height = page.get_size()
    near = sum(min(word.left, word.low, width - word.right, height - word.high) < EDGE for word in words)
    if near:
        message = f"{counted(near, 'word')} within 5 mm of the edge, where many printers print nothing"
        yield file.problem(message, page=number)
