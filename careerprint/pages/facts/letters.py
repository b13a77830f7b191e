"""The six interest themes as a row of letters: those of a job are filled, the strongest most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from careerprint.pages.pictures.drawing import Palette, box, picture, words_at

SIDE = 2.0
"""The side of a square, in sizes of its letter."""


def letters_picture(themes: Sequence[str], names: Mapping[str, str], look: Palette) -> Markup:
    """Draw a square for each theme; `themes` are the letters of the job, the strongest first."""
    side = SIDE * look.note
    said = ", ".join(names[letter] for letter in themes)
    parts = (part for number, letter in enumerate(names) for part in _square(letter, themes, number, side, look))
    width = (len(names) * 1.15 - 0.15) * side
    return picture(width, side, f"Interests, the strongest first: {said}.", parts, look)


def _square(letter: str, themes: Sequence[str], number: int, side: float, look: Palette) -> Iterator[Markup]:
    place = themes.index(letter) if letter in themes else len(themes)
    is_first, is_other = place == 0, letter not in themes
    fill = look.accent if is_first else look.paper if is_other else look.tint
    outline = look.line if is_other else look.accent
    x = number * 1.15 * side
    yield box(x, 0, side, side, fill=fill, stroke=outline, line=look.stroke * (1 if is_other else 2))
    color = look.paper if is_first else look.soft if is_other else look.ink
    strong = not is_other
    yield words_at(x + side / 2, side / 2 + 0.34 * look.note, letter, look, anchor="middle", strong=strong, color=color)
