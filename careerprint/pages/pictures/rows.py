"""Bars below each other, each with its words above it: pay and growth share the heights, so that they stand in rows."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from careerprint.faces.advances import HYPERLEGIBLE, REGULAR, SEMIBOLD, width_of
from careerprint.pages.pictures.drawing import Palette, box, words_at


@dataclass(frozen=True, slots=True)
class BarRows:
    """The heights of some bars, in points."""

    look: Palette
    count: int

    @property
    def bar(self) -> float:
        """The height of a bar."""
        return self.look.note * 1.05

    @property
    def pitch(self) -> float:
        """The distance from one bar to the next."""
        return self.look.leading + self.bar + 0.5 * self.look.note

    @property
    def height(self) -> float:
        """The height of all bars."""
        return self.pitch * self.count

    def bar_top(self, number: int) -> float:
        """Return where a bar begins, counted from the top of the picture."""
        return self.pitch * number + self.look.leading + 1.5

    def label(self, number: int, text: str, x: float, end: float, *, strong: bool) -> Markup:
        """Write the words above a bar, on a ground that hides the axis behind them.

        They stay within the picture: they begin before the bar where they would not end in time, and words that are
        wider than the picture are set closer.
        """
        wide = (width_of(text, self._face(strong)) or 0.5 * len(text)) * self.look.note
        x = max(0.0, min(x, end - wide))
        base = self.pitch * number + 0.82 * self.look.leading
        ground = box(
            x - 1,
            base - 0.8 * self.look.note,
            wide + 3,
            self.look.note * 1.05,
            fill=self.look.ground,
            stroke="none",
            line=0,
        )
        return ground + words_at(x, base, text, self.look, strong=strong, most=end - 1 if wide > end else None)

    def _face(self, strong: bool) -> str:
        if self.look.is_hyperlegible:
            return HYPERLEGIBLE  # a little wider than its regular face, so that is enough room for both
        return SEMIBOLD if strong else REGULAR
