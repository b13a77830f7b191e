"""Content streams written small: the fewer bytes there are to compress, the sooner it is done."""

from __future__ import annotations

import re

_TEXT = re.compile(rb"\[([<0-9a-f>.-]*)\] TJ")
_SHOWN = re.compile(rb"<([0-9a-f]*)>|(-?\d+\.\d{3,})")
_SPECIAL = re.compile(rb"[\\()\r%]")
_ESCAPES = {b"\r": b"\\r", b"%": b"%%"}
"""A line's end of one kind would be read as one of another; `%` begins a place for a number here."""
_LENGTH = re.compile(rb"(?<![\w/.])-?\d{2,}\.\d{5,}")
_MARKED = re.compile(rb"/Span\n<<(/MCID %d)>>\nBDC")


def compact(content: bytes) -> bytes:
    """Return content that shows the same in fewer bytes.

    Lengths of ten pixels and more are rounded to a ten-thousandth of one; coarser, and some glyphs are drawn a pixel
    away. Shifts between glyphs are rounded to a hundred-thousandth of the font's size. Glyphs are written as they are
    instead of in hexadecimal figures (ISO 32000-1, 7.3.4.2).
    """
    content = _LENGTH.sub(lambda match: _rounded(match[0], 4), content)
    content = content.replace(b"BT\nET\n", b"")
    content = _MARKED.sub(rb"/Span<<\1>>BDC", content)
    return _TEXT.sub(lambda match: b"[%s]TJ" % _SHOWN.sub(_glyphs_or_shift, match[1]), content)


def _glyphs_or_shift(match: re.Match[bytes]) -> bytes:
    if match[2]:
        return _rounded(match[2], 2)
    glyphs = bytes.fromhex(match[1].decode())
    return b"(%s)" % _SPECIAL.sub(lambda special: _ESCAPES.get(special[0], b"\\" + special[0]), glyphs)


def _rounded(number: bytes, decimals: int) -> bytes:
    return (b"%.*f" % (decimals, float(number))).rstrip(b"0").rstrip(b".")
