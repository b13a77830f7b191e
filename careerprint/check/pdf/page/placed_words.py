"""Where words stand on a finished page, as the eye sees them, and how far down anything is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

SAME_LINE = 0.6
"""Points by which base lines of one line differ, at most."""
TOUCH = 1.5
"""Points by which ink of two words may share its place, as italics lean over their neighbors."""
INK = 225
"""The shade below which a pixel is ink: at two pixels a point, a fine grey rule between two rows of them is darker."""
FINE = 2
"""Pixels a point."""


@dataclass(slots=True)
class PlacedWord:
    """Letters without a space between them. Lengths are points from the left and the lower edge of the page."""

    text: str
    size: float
    base: float
    left: float
    right: float
    low: float
    high: float

    def covers(self, other: PlacedWord) -> bool:
        """Say whether the ink of two words shares more than a touch."""
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.high, other.high) - max(self.low, other.low)
        return across > TOUCH and up > TOUCH


def placed_words(page: pypdfium2.PdfPage) -> list[PlacedWord]:
    """Return the words of a page in the order in which they are painted."""
    text, words, is_open = page.get_textpage(), list[PlacedWord](), False
    for at in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, at))
        if letter.isspace() or not letter.isprintable():
            is_open = is_open and letter == "\u00ad"
            continue
        word = _letter(text, at, letter)
        if words and is_open and _goes_on(words[-1], word):
            last = words[-1]
            last.text, last.right = last.text + letter, max(last.right, word.right)
            last.low, last.high = min(last.low, word.low), max(last.high, word.high)
        else:
            words.append(word)
        is_open = True
    return words


def _letter(text: pypdfium2.PdfTextPage, at: int, letter: str) -> PlacedWord:
    matrix, x, y = raw.FS_MATRIX(), raw.c_double(), raw.c_double()
    raw.FPDFText_GetMatrix(text.raw, at, matrix)
    raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
    size = round(raw.FPDFText_GetFontSize(text.raw, at) * abs(matrix.d), 1)
    left, low, right, high = text.get_charbox(at)
    return PlacedWord(letter, size, y.value, left, right, low, high)


def _goes_on(word: PlacedWord, letter: PlacedWord) -> bool:
    is_near = -word.size < letter.left - word.right < word.size
    return word.size == letter.size and abs(word.base - letter.base) < SAME_LINE and is_near


def covered_pairs(words: list[PlacedWord]) -> Iterator[tuple[PlacedWord, PlacedWord]]:
    """Yield words that lie on each other; from the top of the page down, only neighbors are compared."""
    open_: list[PlacedWord] = []
    for word in sorted(words, key=lambda each: -each.high):
        open_ = [other for other in open_ if other.low < word.high]
        yield from ((other, word) for other in open_ if word.covers(other))
        open_.append(word)


def white_share(page: pypdfium2.PdfPage, top: float, bottom: float) -> float:
    """Return the share of the height between two margins, in points, that is empty at its end."""
    sheet = page.render(scale=FINE, grayscale=True).to_pil().convert("L").point(lambda shade: 255 * (shade < INK))
    first, last = round(top * FINE), round(sheet.height - bottom * FINE)
    box = sheet.crop((0, first, sheet.width, last)).getbbox()
    return 1 - (box[3] / (last - first) if box else 0)
