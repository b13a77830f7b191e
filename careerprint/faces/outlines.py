"""Words drawn as outlines, for what is put on a finished page and is not to be read aloud: it needs no font there."""

from __future__ import annotations

from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from careerprint.faces.fonts import prepare


def outlines(text: str, face: str, size: float, x: float, y: float) -> str:
    """Return the operators of a PDF's path of a line of text that begins at a point, to be filled.

    `size`, `x` and `y` are in points; `y` is the base line, from the lower edge. A letter that the face lacks becomes
    its box for missing ones.
    """
    with TTFont(prepare().folder / "faces" / face, lazy=True) as font:
        letters, names, unit = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
        pen = _PathPen(letters, size / unit, y)
        for letter in text:
            name = names.get(ord(letter), ".notdef")
            pen.x = x
            letters[name].draw(pen)
            x += letters[name].width * size / unit
    return "\n".join(pen.operators)


class _PathPen(BasePen):  # type: ignore[misc]
    """Writes what is drawn as operators of a PDF (ISO 32000-1, 8.5.2); quadratic curves arrive as cubic ones."""

    def __init__(self, letters: Any, scale: float, y: float) -> None:
        super().__init__(letters)
        self.operators: list[str] = []
        self.x = 0.0
        self._scale = scale
        self._y = y

    def _moveTo(self, point: tuple[float, float]) -> None:
        self._add("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:
        self._add("l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self._add("c", *points)

    def _closePath(self) -> None:
        self.operators.append("h")

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        placed = (f"{self.x + x * self._scale:.2f} {self._y + y * self._scale:.2f}" for x, y in points)
        self.operators.append(f"{' '.join(placed)} {operator}")
