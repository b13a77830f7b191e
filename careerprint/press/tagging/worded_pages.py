"""Pages that remember the words of each marked content: their glyphs alone do not always say them.

Glyphs are in a page's content in the order in which they are seen, from left to right, so Arabic and Hebrew words would
be read backwards. In Indian scripts a vowel may stand before the letter that it follows, and several glyphs may be one
letter. WeasyPrint forgets which words a marked content shows as soon as it has built the tree of tags.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any
from unicodedata import decomposition

from weasyprint.document import Document, Page

from careerprint.faces.scripts import JOINER, SCRIPTS

_FAMILIES = frozenset(script.family for script in SCRIPTS if not script.is_plain)


class WordedPage(Page):  # type: ignore[misc]
    """A page of a laid out document."""

    def __init__(self, page: Page) -> None:
        """Take over a page."""
        self.__dict__.update(page.__dict__)
        self.words: dict[int, str] = {}
        """The words of each marked content that shows some, by its identifier, in the order in which they are read."""

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page and note its words; say of each glyph what it stands for."""
        super().paint(stream, scale)
        tags = stream._tags or {}
        self.words = {tag["mcid"]: box.text for box, tag in tags.items() if hasattr(box, "text")}
        for font in stream._fonts.values():
            if font.family in _FAMILIES:
                letters = _letters(font.file_content, font.index)
                # WeasyPrint gives the first glyph of several the letters of all, and the others none.
                font.to_unicode = {
                    glyph: letters.get(glyph) or text or JOINER for glyph, text in font.to_unicode.items()
                }


def worded(document: Document) -> Document:
    """Return a document whose pages remember their words once they are painted."""
    return document.copy([WordedPage(page) for page in document.pages])


@cache
def _letters(font: bytes, number: int) -> dict[int, str]:
    """Return the characters that lead to a glyph directly, by the glyph, without forms of letters that nobody types."""
    from fontTools.ttLib import TTFont  # takes 0.1 s to import and is needed for few names

    with TTFont(io.BytesIO(font), fontNumber=number, lazy=True) as face:
        points = face.getBestCmap().items()
        return {face.getGlyphID(name): chr(point) for point, name in points if "<" not in decomposition(chr(point))}
