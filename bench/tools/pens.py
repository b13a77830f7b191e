"""Invented people who fill in a worksheet with pens, each in a way of marking of their own. Needs OpenCV.

Everything follows from one random generator, so that a page can be made again from its seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from careerprint.answers.scans.form import Side
from careerprint.answers.scans.pixels.ink import rows_of

DPI = 300
PX = DPI / 72
MM = DPI / 25.4
"""Dots of the master page to an inch, a point and a millimeter."""
PENS = {
    "ball, black": ((0.35, 0.6), (0.10, 0.30), 0.05),
    "ball, blue": ((0.35, 0.6), (0.25, 0.45), 0.06),
    "gel": ((0.5, 0.8), (0.05, 0.15), 0.02),
    "felt": ((0.8, 1.3), (0.05, 0.25), 0.02),
    "pencil": ((0.4, 0.9), (0.35, 0.60), 0.25),
    "hard pencil": ((0.3, 0.6), (0.50, 0.68), 0.25),
}
"""Width in mm, light that is left on white paper, and how much the ink varies."""
STYLES = {"fill": 0.62, "partial": 0.06, "tick": 0.11, "cross": 0.10, "dot": 0.04, "slash": 0.04, "ring": 0.03}
FILLERS = {"fill": 0.93, "partial": 0.07}
"""How many people mark how; the second, of people who do as the form says."""
UNCLEAR = "?"
"""What a row means that nobody but its author can read."""

Array = Any


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row means."""

    answer: int | str | None
    """A choice, from 1; None if it was left empty; UNCLEAR."""
    kind: str
    """How it was marked, or what happened to it."""


class Hand:
    """One person's pen and way of marking."""

    def __init__(self, rng: np.random.Generator, *, fills: bool) -> None:
        self.rng = rng
        self.pen = str(rng.choice(list(PENS)))
        width, dark, self.grain = PENS[self.pen]
        self.width, self.dark = rng.uniform(*width), rng.uniform(*dark)
        styles = FILLERS if fills else STYLES
        self.style = str(rng.choice(list(styles), p=list(styles.values())))
        self.sloppy = rng.uniform(0.02, 0.18)
        """How far a mark's center is off, in radii."""
        self.size = rng.uniform(0.85, 1.15)

    def stroke(self, ink: Array, points: Any, *, width: float = 0.0) -> None:
        """Draw a line through points, in pixels, into a layer of ink."""
        mask = np.zeros(ink.shape, np.uint8)
        thick = max(1, round(max(width, self.width) * MM))
        cv2.polylines(mask, [np.round(np.array(points) * 16).astype(np.int32)], False, 255, thick, cv2.LINE_AA, shift=4)
        layer = mask.astype(np.float32) / 255 * (1 - self.dark)
        if self.grain > 0.1:
            layer *= np.clip(1 + self.rng.normal(0, self.grain, ink.shape), 0.2, 1.3).astype(np.float32)
        np.maximum(ink, np.clip(layer, 0, 1), out=ink)

    def mark(self, ink: Array, x: float, y: float, radius: float, style: str) -> None:
        """Mark a circle, given in pixels of the page, in a style."""
        reach = int(radius * 3.2)
        left, top = max(int(x) - reach, 0), max(int(y) - reach, 0)
        window = ink[top : int(y) + reach, left : int(x) + reach]
        middle = np.array([x - left, y - top]) + self.rng.normal(0, self.sloppy * radius, 2)
        for points, width in self._lines(style, radius):
            self.stroke(window, middle + points, width=width)

    def _lines(self, style: str, radius: float) -> list[tuple[Array, float]]:
        """Return the lines of a style around the origin, each with its least width in mm."""
        rng, size = self.rng, self.size
        if style in ("fill", "partial"):
            return self._zigzags(radius, is_whole=style == "fill")
        if style == "tick":
            return [(self._shaky([(-0.7, -0.05), (-0.15, 0.65), (1.2, -1.1)], radius * size, 0.08), 0)]
        if style == "cross":
            k = rng.uniform(0.65, 1.15) * size
            return [(self._shaky(line, radius * k, 0.1), 0) for line in ([(-1, -1), (1, 1)], [(-1, 1), (1, -1)])]
        if style == "dot":
            k, turn = rng.uniform(0.18, 0.4) * radius / 2, np.linspace(0, 12, 20)
            return [(np.stack((k * np.cos(turn), k * np.sin(turn)), 1), 0.6)]
        if style == "slash":
            return [(np.array([(-0.6, 1), (0.6, -1)]) * rng.uniform(0.8, 1.3) * size * radius, 0)]
        if style == "ring":
            k, turn = rng.uniform(1.25, 1.6) * radius, np.linspace(0, 2 * np.pi * rng.uniform(0.95, 1.1), 30)
            turn = turn + rng.uniform(0, 6)
            return [(np.stack((k * np.cos(turn), 0.95 * k * np.sin(turn)), 1), 0)]
        assert style == "strike"
        return [(np.array(line) * radius, 0) for line in ([(-1.6, -1.1), (1.6, 1.1)], [(-1.6, 1.1), (1.6, -1.1)])]

    def _shaky(self, line: list[tuple[float, float]], scale: float, shake: float) -> Array:
        return np.array(line) * scale + self.rng.normal(0, shake * scale, (len(line), 2))

    def _zigzags(self, radius: float, *, is_whole: bool) -> list[tuple[Array, float]]:
        rng = self.rng
        cover = (rng.uniform(0.72, 1.05) if is_whole else rng.uniform(0.4, 0.62)) * self.size
        turns = int(rng.integers(5, 9)) if is_whole else int(rng.integers(3, 6))
        along = np.linspace(-1, 1, turns * 2)
        across = np.sqrt(np.maximum(0.05, 1 - along**2)) * np.where(np.arange(turns * 2) % 2, 1, -1)
        line = np.stack((along, across), 1) * radius * cover
        line += rng.normal(0, (0.05 * radius, 0.07 * radius), line.shape)
        line = line @ _turned(rng.uniform(0, np.pi))
        lines = [(line, 0.45)]
        if is_whole and rng.random() < 0.6:  # gone over once more
            lines.append((line @ _turned(1.0), 0.45))
        return lines

    def rub_out(self, ink: Array, x: float, y: float, radius: float) -> None:
        """Mark a circle and rub it out: a faint, smeared rest stays."""
        layer = np.zeros_like(ink)
        self.mark(layer, x, y, radius, "fill")
        reach = int(radius * 4)
        part = np.s_[max(int(y) - reach, 0) : int(y) + reach, max(int(x) - reach, 0) : int(x) + reach]
        rest = cv2.GaussianBlur(layer[part], (0, 0), 0.35 * MM) * self.rng.uniform(0.12, 0.35)
        ink[part] = np.maximum(ink[part], rest)


def _turned(angle: float) -> Array:
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def fill_in(side: Side, blank: Array, rng: np.random.Generator, *, fills: bool) -> tuple[Array, dict[str, Meant], Hand]:
    """Return the page with pen on it (0 black to 1 white), what each row means, and who wrote it."""
    hand = Hand(rng, fills=fills)
    ink = np.zeros(blank.shape, np.float32)
    meant = {item: _fill_row(side, positions, ink, hand) for item, positions in rows_of(side).items()}
    notes = np.zeros(blank.shape, np.float32)
    for _ in range(int(rng.integers(0, 3))):  # words in the margin and beside items
        x, y = rng.uniform(20, 330) * PX, rng.uniform(140, 740) * PX
        along = np.linspace(0, rng.uniform(3, 9), 60)
        words = np.stack((x + along * 6 * PX, y + np.sin(along * 7) * 5 * PX + rng.normal(0, 1.5, 60)), 1)
        hand.stroke(notes, words)
    for item, positions in rows_of(side).items():
        if meant[item].answer is None and any(_is_touched(notes, side, each) for each in positions):
            meant[item] = Meant(None, "note across it")
    paper = blank.astype(np.float32) / 255
    return paper * (1 - np.clip(np.maximum(ink, notes), 0, 1)), meant, hand


def _is_touched(notes: Array, side: Side, position: int) -> bool:
    circle = side.circles[position]
    x, y, reach = int(circle.x * PX), int(circle.y * PX), int(circle.radius * PX)
    return bool(notes[y - reach : y + reach, x - reach : x + reach].max() > 0.1)


def _fill_row(side: Side, positions: list[int], ink: Array, hand: Hand) -> Meant:
    rng = hand.rng
    pick = int(rng.integers(len(positions)))
    circle = side.circles[positions[pick]]
    beside = side.circles[positions[int((pick + rng.integers(1, len(positions))) % len(positions))]]
    here = (circle.x * PX, circle.y * PX, circle.radius * PX)
    there = (beside.x * PX, beside.y * PX, beside.radius * PX)
    chance = rng.random()
    if chance < 0.05:
        return Meant(None, "empty")
    hand.mark(ink, *here, hand.style)
    if chance < 0.08:
        if "pencil" in hand.pen:
            hand.rub_out(ink, *there)
            return Meant(circle.choice, "rubbed out")
        hand.mark(ink, *there, hand.style)
        hand.mark(ink, *there, "strike")
        return Meant(UNCLEAR, "one of two crossed out")
    if chance < 0.09:
        hand.mark(ink, *there, hand.style)
        return Meant(UNCLEAR, "two marks")
    if chance < 0.10:
        slip = np.array([(0, 0), (rng.uniform(6, 16), rng.uniform(-10, 10))]) + there[:2]
        window = np.s_[int(there[1]) - 60 : int(there[1]) + 60, int(there[0]) - 60 : int(there[0]) + 60]
        hand.stroke(ink[window], slip - (int(there[0]) - 60, int(there[1]) - 60))
        return Meant(circle.choice, "slip of the pen")
    if chance < 0.104 and hand.style == "fill":
        hand.mark(ink, *here, "strike")
        return Meant(UNCLEAR, "only mark crossed out")
    return Meant(circle.choice, hand.style)
