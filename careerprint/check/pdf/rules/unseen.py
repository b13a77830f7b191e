"""Rules about text that is read aloud and cannot be seen, and about pages that viewers turn or cut."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from careerprint.check.pdf.finished import FinishedPdf
from careerprint.check.pdf.page.view import SeenText
from careerprint.errors import Problem
from careerprint.wording import counted

SMALLEST = 6.0
"""Points below which text cannot be read on paper; ours begins at 7."""
FAINTEST = 0.5
"""The least opacity of text; ours has 1."""
CLOSEST = -0.1
"""The least that may be added between two letters, as a share of the font size, before they run into each other."""
NARROWEST = 0.5
"""The least width of letters as a share of that of their font."""
_INVISIBLE = (3, 7)
"""Modes of text that paint nothing (ISO 32000-1, 9.3.6)."""
_TOLERANCE = 0.5
"""Points by which boxes may differ without being cut."""


def unseen_text(file: FinishedPdf) -> Iterator[Problem]:
    """Report text that nobody sees, page by page."""
    for page, view in zip(file.pdf.pages, file.views, strict=True):
        left, bottom, right, top = list(_boxes_of(page))[1]
        texts = [each for each in view.seen if each.text.strip()]
        outside = [not (left <= x <= right and bottom <= y <= top) for x, y in (each.point for each in texts)]
        found = {
            "is invisible": sum(each.mode in _INVISIBLE for each in texts),
            "is nearly transparent": sum(each.opacity < FAINTEST for each in texts),
            "stands on a layer that viewers can hide": sum(each.is_layered for each in texts),
            "stands beside the paper": sum(outside),
            "is covered by something": sum(map(view.is_covered, texts)),
            f"is smaller than {SMALLEST:.0f} points": sum(each.size < SMALLEST for each in texts),
            "is set so close that its letters run together": sum(map(_is_squeezed, texts)),
        }
        for what, times in found.items():
            if times:
                yield file.problem(f"text in {counted(times, 'place')} {what}", page=view.number)


def _is_squeezed(text: SeenText) -> bool:
    return (text.spacing < CLOSEST or text.stretch < NARROWEST) and len(text.text.strip()) > 1


def shown_pages(file: FinishedPdf) -> Iterator[Problem]:
    """Report pages that viewers turn or cut."""
    for number, page in enumerate(file.pdf.pages, 1):
        if int(page.get("/Rotate", 0)) % 360:
            yield file.problem("the page is shown turned", page=number)
        paper, shown = _boxes_of(page)
        if any(abs(one - other) > _TOLERANCE for one, other in zip(paper, shown, strict=True)):
            yield file.problem("viewers show only a part of the page (CropBox)", page=number)


def _boxes_of(page: pikepdf.Page) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, bottom, right and top of the paper and of what a viewer shows of it."""
    for box in (page.mediabox, page.cropbox):
        left, bottom, right, top = (float(each) for each in box)
        yield min(left, right), min(bottom, top), max(left, right), max(bottom, top)
