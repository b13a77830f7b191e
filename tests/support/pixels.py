"""How far two prints differ as pictures."""

from __future__ import annotations

import pypdfium2
from PIL import Image, ImageChops

DPI = 100
LOUD = 8
"""Levels of 255 that a pixel may be off."""
SHARE = 1 / 1_500
"""Share of louder pixels: pdfium places glyphs on whole pixels, in single precision, so one may jump to the next."""


def pixels(pdf: bytes) -> list[Image.Image]:
    """Draw every page in shades of grey."""
    document = pypdfium2.PdfDocument(pdf)
    images = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    document.close()
    return images


def loudest_share(first: bytes, second: bytes) -> float:
    """Return the largest share of pixels of a page that differ; 1 for another number of pages."""
    pages = pixels(first), pixels(second)
    if len(pages[0]) != len(pages[1]):
        return 1
    shares = []
    for one, other in zip(*pages, strict=True):
        histogram = ImageChops.difference(one, other).histogram()
        shares.append(sum(histogram[LOUD + 1 :]) / sum(histogram))
    return max(shares)
