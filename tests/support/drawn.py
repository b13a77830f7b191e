"""What a page draws, read from its content stream: sizes and colors of words, colors of everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf

BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
Color = tuple[float, ...]
_FILLS, _STROKES = {"f", "f*", "F", "B", "B*", "b", "b*"}, {"S", "s", "B", "B*", "b", "b*"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One operator that leaves a mark."""

    kind: str
    """text, fill, stroke or picture"""
    color: Color
    size: float = 0.0
    """Of text, in points on paper."""


def marks(pdf: pikepdf.Pdf) -> Iterator[Drawn]:
    """Yield what all pages draw, with what forms inside them draw."""
    for page in pdf.pages:
        yield from _stream(page, page.resources, pikepdf.Matrix())


def _stream(
    content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, start: pikepdf.Matrix
) -> Iterator[Drawn]:
    page, text, size = start, pikepdf.Matrix(), 0.0
    fill: Color = BLACK
    stroke: Color = BLACK
    saved = []
    for instruction in pikepdf.parse_content_stream(content):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "q":
            saved.append((page, fill, stroke))
        elif name == "Q":
            page, fill, stroke = saved.pop()
        elif name == "cm":
            page = pikepdf.Matrix(*map(float, operands)) @ page
        elif name == "Tm":
            text = pikepdf.Matrix(*map(float, operands))
        elif name == "Tf":
            size = float(operands[1])
        elif name in ("rg", "g"):
            fill = _color(operands)
        elif name in ("RG", "G"):
            stroke = _color(operands)
        elif name in ("sc", "scn", "SC", "SCN", "k", "K", "sh"):
            raise AssertionError(f"a color operator that these tests do not read: {name}")
        elif name in ("Tj", "TJ"):
            yield Drawn("text", fill, size * abs((text @ page).d))
        elif name == "Do":
            thing = resources.XObject[str(operands[0])]
            if thing.Subtype == "/Image":
                yield Drawn("picture", BLACK)
            else:
                yield from _stream(thing, thing.get("/Resources", resources), page)
        if name in _FILLS:
            yield Drawn("fill", fill)
        if name in _STROKES:
            yield Drawn("stroke", stroke)


def _color(operands: Iterable[pikepdf.Object]) -> Color:
    parts = tuple(float(part) for part in operands)
    return parts * 3 if len(parts) == 1 else parts
