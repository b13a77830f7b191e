"""How much ink or toner a document takes: the mean darkness of its pages, as PDFium draws them."""

from __future__ import annotations

import pypdfium2

WHITE = 255
SCALE = 4
"""Dots to a point. With fewer, PDFium draws fine lines too dark: with 2, a page full of them an eighth too dark."""


def ink_coverage(pdf: bytes) -> float:
    """Return the share of the paper that is inked, from 0.0 (blank) to 1.0 (black all over).

    A gray of half darkness counts half.
    """
    darkness, dots = 0, 0  # whole numbers: a histogram adds up exactly, whatever the order of the pages
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            histogram = page.render(scale=SCALE, grayscale=True).to_pil().histogram()
            darkness += sum((WHITE - shade) * count for shade, count in enumerate(histogram))
            dots += sum(histogram)
            page.close()
    return darkness / (WHITE * dots) if dots else 0.0
