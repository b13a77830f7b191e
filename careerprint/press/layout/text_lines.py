"""How many lines of text a page has: read from the page's own drawing instructions.

Only operators that ISO 32000-1 defines are followed (tables 57, 103-109, 320), so nothing here depends on how the
layout engine works. Text in artifacts (ISO 32000-1, 14.8.2.2), such as page headers and footers, is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SAME_LINE = 0.5
"""Baselines closer than this share of the larger font size are one line, as with raised marks and columns."""


def lines_of_text(content: Iterable[bytes]) -> int:
    """Return the number of text lines that a content stream draws, given as its instructions in order."""
    lines, line_height, line_size = 0, float("-inf"), 0.0
    for height, size in sorted(_baselines(_instructions(content))):
        if height - line_height > _SAME_LINE * max(size, line_size):
            lines, line_height, line_size = lines + 1, height, size
    return lines


def _instructions(content: Iterable[bytes]) -> Iterator[tuple[str, list[str]]]:
    """Yield each operator with its operands; an operator is the first word that is not an operand."""
    operands: list[str] = []
    for token in b"\n".join(content).decode("latin-1").split():
        if token[0] in "/<[(>])+-.0123456789" or token in ("true", "false", "null", "R"):
            operands.append(token)
        else:
            yield token, operands
            operands = []


def _baselines(instructions: Iterable[tuple[str, list[str]]]) -> Iterator[tuple[float, float]]:
    """Yield height and size, in points, of each piece of real text."""
    page, stack, text, size = _IDENTITY, [], _IDENTITY, 0.0
    marks: list[str] = []
    for operator, operands in instructions:
        match operator:
            case "q":
                stack.append(page)
            case "Q":
                page = stack.pop()
            case "cm":
                page = _times(_matrix(operands), page)
            case "Tm":
                text = _matrix(operands)
            case "Tf":
                size = float(operands[-1])
            case "BDC" | "BMC":
                marks.append(operands[0])
            case "EMC":
                marks.pop()
            case "TJ" | "Tj" if "/Artifact" not in marks:
                placed = _times(text, page)
                yield placed[5], size * abs(placed[3])


def _matrix(operands: list[str]) -> _Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands[-6:])
    return a, b, c, d, e, f


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """Return the product of m and n as ISO 32000-1, 8.3.4 defines it: m is applied first."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
