"""How wide words are in our faces, for pictures whose words keep off each other and titles whose lines are alike."""

from __future__ import annotations

from functools import cache

from careerprint.faces.fonts import prepare

REGULAR = "CareerprintSans-Regular.ttf"
"""The face of text."""
SEMIBOLD = "CareerprintSans-SemiBold.ttf"
"""The face of titles."""
HYPERLEGIBLE = "AtkinsonHyperlegible-Bold.ttf"
"""The face of titles in the low-vision edition, which has no semibold."""


def width_of(text: str, face: str) -> float | None:
    """Return the width of a text in a face as a multiple of its size, without kerning; None if it lacks a letter."""
    letters, unit = _advances(face)
    try:
        return sum(letters[ord(letter)] for letter in text) / unit
    except KeyError:
        return None


@cache
def _advances(face: str) -> tuple[dict[int, int], int]:
    """Return the advance width of each character of a face, and how many units its size has."""
    from fontTools.ttLib import TTFont

    with TTFont(prepare().folder / "faces" / face, lazy=True) as font:
        widths = font["hmtx"].metrics
        return {point: widths[name][0] for point, name in font.getBestCmap().items()}, font["head"].unitsPerEm
