"""Lines that end too early: how they are found, and what sets them right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

PIXEL = 0.75
"""Points in a CSS pixel, the unit of the layout engine."""
WIDEST_GAP = 60.0
"""Points: a line that leaves more than this beyond the room that the next word would have taken is broken wrongly."""
NARROWER = 4.0
"""Points by which a section is narrowed whose lines end early: a space for each of two columns, and some to spare."""

Box = Any
"""A box of WeasyPrint, which has no type hints."""


def narrowed(sections: Sequence[str]) -> str:
    """Return a style sheet in which lines of sections break elsewhere.

    WeasyPrint 70 ends a line after its first word where the line before holds all but the space after its last word
    and a raised number follows. A little less room takes that chance away.
    """
    names = ", ".join(f'[id="{section}"]' if section else "li, p" for section in sections)
    return f"{names} {{ padding-right: {NARROWER}pt }}\n"


def line_pairs(children: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Yield each line among the boxes of a block with the one after it."""
    lines = [child for child in children if type(child).__name__ == "LineBox"]
    yield from pairwise(lines)


def is_loose(block: Box, line: Box, following: Box) -> bool:
    """Say whether the first word of the following line would have fitted on a line, with much room to spare."""
    if block.style["text_align_all"] not in ("start", "left", "right", "end"):
        return False
    if block.style["white_space"] not in ("normal", "nowrap"):  # code, whose lines end where they were typed to
        return False
    if line.position_x > block.content_box_x() + 1 or any(_has_break(child) for child in line.children):
        return False
    free = block.content_box_x() + block.width - (line.position_x + _used(line))
    return bool((free - _first_word(following)) * PIXEL > WIDEST_GAP)


def _used(line: Box) -> float:
    """Return the width that the content of a line takes."""
    ends = [child.position_x + child.margin_width() for child in line.children if hasattr(child, "margin_width")]
    return float(max(ends, default=line.position_x) - line.position_x)


def _has_break(box: Box) -> bool:
    """Say whether a box holds a line break of its own, or something that is placed beside the lines."""
    if box.element_tag == "br" or type(box).__name__ == "AbsolutePlaceholder":
        return True
    return box.is_floated() or any(_has_break(child) for child in getattr(box, "children", ()))


def _first_word(line: Box) -> float:
    """Return the width of what cannot be broken at the beginning of a line, and of the space before it."""
    box = line
    while getattr(box, "children", ()):
        if type(box).__name__ in ("InlineBlockBox", "InlineReplacedBox") or box.style["white_space"] == "nowrap":
            return float(box.margin_width())
        box = getattr(box.children[0], "_box", box.children[0])
    if type(box).__name__ != "TextBox" or not box.text:
        return float(box.margin_width()) if hasattr(box, "width") else 1e9
    if box.style["white_space"] == "nowrap":
        return float(box.width)
    word = box.text.lstrip().partition(" ")[0]
    return float(box.width) * (len(word) + 1) / max(len(box.text), 1)
