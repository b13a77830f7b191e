"""How far two prints differ as pictures."""

from __future__ import annotations

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

DPI = 97
"""Not a round number: measures in points and millimeters then seldom lie halfway between two pixels."""
LOUD = 8
"""Levels of 255 that a pixel may be off."""
SHARE = 1 / 10_000
"""Share of louder pixels that two prints of the same page may differ in: single points where shades are rounded."""


def pixels(pdf: bytes) -> list[Image.Image]:
    """Draw every page in shades of grey."""
    document = pypdfium2.PdfDocument(pdf)
    images = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    document.close()
    return images


def loudest_share(first: bytes, second: bytes) -> float:
    """Return the largest share of pixels of a page that differ; 1 for another number of pages.

    pdfium places glyphs on whole pixels, in single precision, so a line of them may jump to the next pixel. A pixel
    differs only when it is darker or lighter than everything around its place in the other picture.
    """
    pages = pixels(first), pixels(second)
    if len(pages[0]) != len(pages[1]):
        return 1
    return max((max(_beyond(one, other), _beyond(other, one)) for one, other in zip(*pages, strict=True)), default=0)


def _beyond(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels of one picture that are beyond the range of the other's nine pixels at their place."""
    if _share(ImageChops.difference(one, other)) <= SHARE:
        return 0
    lighter = ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3)))
    darker = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one)
    return _share(ImageChops.lighter(lighter, darker))


def _share(difference: Image.Image) -> float:
    histogram = difference.histogram()
    return sum(histogram[LOUD + 1 :]) / sum(histogram)
