"""What a finished print must keep to, whatever kind of document it is: measured in the PDF, as the eye sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2

from careerprint.check.pdf.page.placed_words import SAME_LINE, PlacedWord, covered_pairs, placed_words, white_share

LONGEST_LINE = 80
"""Letters: eyes lose the beginning of the next line from here on."""
MOST_SIZES = 6
LEAST_SIZE, MARK_SIZE = 9.5, 7.5
"""Points: of words, and of source marks, which are figures and commas only."""
FOOT = 18 * 72 / 25.4
"""Points below the type area, where the foot of each page stands."""


@dataclass(slots=True)
class PrintedSide:
    """The words of one side in the order in which they are painted."""

    words: list[PlacedWord] = field(default_factory=list)

    def lines(self, foot: float) -> Iterator[str]:
        """Yield what the eye reads in one go above the foot: words on a base line, at most twice their size apart."""
        line: list[PlacedWord] = []
        for word in (word for word in self.words if word.base > foot):
            if line and not _follows(line[-1], word):
                yield " ".join(part.text for part in line)
                line = []
            line.append(word)
        if line:
            yield " ".join(part.text for part in line)


def _follows(one: PlacedWord, other: PlacedWord) -> bool:
    is_raised = MARK_SIZE in (one.size, other.size)
    gap = other.left - one.right
    return abs(one.base - other.base) < (6 if is_raised else SAME_LINE) and -1 < gap < 2 * one.size


def sides_of(pdf: bytes) -> list[PrintedSide]:
    """Return the words of each side."""
    document = pypdfium2.PdfDocument(pdf)
    sides = [PrintedSide(placed_words(page)) for page in document]
    document.close()
    return sides


def overlaps(pdf: bytes) -> list[str]:
    """Return the pairs of words that lie on each other."""
    return [
        f"side {number}: {one.text} / {other.text}"
        for number, side in enumerate(sides_of(pdf), 1)
        for one, other in covered_pairs(side.words)
    ]


def long_lines(pdf: bytes) -> list[str]:
    """Return the lines that are too long to be read; the foot of a page is one line, and nothing follows it."""
    return [line for side in sides_of(pdf) for line in side.lines(FOOT) if len(line) >= LONGEST_LINE]


def sizes(pdf: bytes) -> dict[float, str]:
    """Return the sizes of all words, each with some of them."""
    found: dict[float, str] = {}
    for side in sides_of(pdf):
        for word in side.words:
            found[word.size] = f"{found.get(word.size, '')} {word.text}"[:40]
    return found


def size_faults(pdf: bytes) -> list[str]:
    """Return what is wrong with the sizes of a print that is not enlarged."""
    found = sizes(pdf)
    small = {size: words for size, words in found.items() if size < LEAST_SIZE - 0.05}
    marks = small.pop(MARK_SIZE, "")
    faults = [f"{size} pt: {words}" for size, words in small.items()]
    if re.sub(r"[\d, ]", "", marks):
        faults.append(f"{MARK_SIZE} pt: {marks}")
    rest = sorted(size for size in found if size != MARK_SIZE)
    if len(rest) > MOST_SIZES or any(later - size < 0.3 for size, later in pairwise(rest)):
        faults.append(f"sizes {rest}")
    return faults


_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SHOWN = re.compile(r"<text\b[^>]*>([^<]*)</text>")
_TICK = re.compile(r"\$\d+k?")
"""A tick of the axis of pay: a place on a ruler, which nobody need hear."""
_TAG = re.compile(r"<[^>]*>")


def lone_figures(html: str) -> list[str]:
    """Return figures that stand in a picture and not in the words of the same section or item of a list."""
    found = []
    for match in _PICTURE.finditer(html):
        start = max(html.rfind(tag, 0, match.start()) for tag in ("<section", "<li>", '<div class="row"', "<body"))
        end = min(at for tag in ("</section>", "</li>", "</body>") if (at := html.find(tag, match.end())) >= 0)
        words = _TAG.sub(" ", _PICTURE.sub(" ", html[start:end]))
        for shown in (shown for shown in _SHOWN.findall(match[0]) if not _TICK.fullmatch(shown)):
            found += [
                n for n in re.findall(r"\d[\d.,]*", shown) if not re.search(rf"(?<!\d){re.escape(n)}(?!\d)", words)
            ]
    return found


TOP = 17 * 72 / 25.4
"""Points above the type area."""


def whites_of(pdf: bytes) -> list[float]:
    """Return the share of the height of each side's type area that is empty at its end."""
    document = pypdfium2.PdfDocument(pdf)
    shares = [white_share(page, TOP, FOOT) for page in document]
    document.close()
    return shares
