"""Counting lines from a page's drawing instructions."""

from __future__ import annotations

import pytest

from careerprint.press.layout.text_lines import lines_of_text


def text(x: float, y: float, size: float = 12, *, matrix: str = "1 0 0 1") -> list[bytes]:
    """Return the instructions that show one word at a place."""
    return [b"BT", f"{matrix} {x} {y} Tm".encode(), f"/F {size} Tf".encode(), b"[<0016>0<002d>] TJ", b"ET"]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ([], 0),
        (text(0, 100), 1),
        (text(0, 100) + text(50, 100), 1),
        (text(0, 100) + text(0, 86), 2),
        (text(0, 86) + text(0, 100), 2),
        (text(0, 100) + text(50, 105, 7), 1),
        (text(0, 100, 7) + text(0, 108, 7), 2),
        ([b"/Artifact", b"<</Type /Pagination>>", b"BDC", *text(0, 10), b"EMC", *text(0, 100)], 1),
        ([b"/Span", b"<</MCID 0>>", b"BDC", *text(0, 10), b"EMC", *text(0, 100)], 2),
        ([b"/Artifact BMC", b"/Span <</MCID 0>> BDC", *text(0, 10), b"EMC", *text(0, 50), b"EMC"], 0),
        ([b"q", b"1 0 0 1 0 50 cm", *text(0, 50), b"Q", *text(0, 100)], 1),
        ([b"q 0.75 0 0 0.75 0 0 cm", *text(0, 100), *text(0, 108), b"Q"], 2),
        ([b"1 0 0 -1 0 400 cm", *text(0, 100, matrix="1 0 0 -1"), *text(0, 114, matrix="1 0 0 -1")], 2),
        ([b"0 0 10 10 re", b"f", b"1 0 0 rg", b"/x1 Do", b"[] 0 d"], 0),
    ],
)
def test_lines(content: list[bytes], lines: int) -> None:
    assert lines_of_text(content) == lines
