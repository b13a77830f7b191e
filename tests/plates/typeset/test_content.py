"""Compact content shows the same."""

from __future__ import annotations

import pikepdf
import pytest

from careerprint.plates.typeset.content import compact


def read(content: bytes, *marks: int) -> list[tuple[list[object], str]]:
    """Return the operands and operators of content, with its places for numbers filled."""
    with pikepdf.new() as pdf:
        parsed = pikepdf.parse_content_stream(pdf.make_stream(content % marks))
    return [([plain(operand) for operand in each.operands], str(each.operator)) for each in parsed]


def plain(operand: object) -> object:
    if isinstance(operand, pikepdf.Array):
        return [plain(each) for each in operand]
    return bytes(operand) if isinstance(operand, pikepdf.String) else str(operand)


def test_every_glyph_stays_itself() -> None:
    glyphs = bytes(range(256)) + b"\r\n\n\r%d%%"
    shown = b"[<%s>12<%s>] TJ" % (glyphs.hex().encode(), b"0028")
    assert read(compact(shown)) == [([[glyphs, "12", b"\0("]], "TJ")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"1 0 0 -1 75.590551 1001.602408 Tm", b"1 0 0 -1 75.5906 1001.6024 Tm"),
        (b"-112.000049 0 l", b"-112 0 l"),
        (b"0.013333 0 0 0.013333 0 0 cm", b"0.013333 0 0 0.013333 0 0 cm"),  # a scale is not rounded
        (b"/a0.501961 gs", b"/a0.501961 gs"),
        (b"[<0001>2.5105<0002>-20.000] TJ", b"[(\0\1)2.51(\0\2)-20]TJ"),
        (b"/Span\n<</MCID %d>>\nBDC\nBT\nET\nEMC", b"/Span<</MCID %d>>BDC\nEMC"),
    ],
)
def test_lengths_shifts_and_marks(content: bytes, expected: bytes) -> None:
    assert compact(content) == expected
