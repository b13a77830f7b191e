"""Style sheets for languages that are read from right to left: every left becomes a right.

The sheets are written once, for left to right. Mirroring them keeps every edition and every style sheet of a
center's own right in both directions, with nothing to write twice. Order, tables and columns follow `direction`.
"""

from __future__ import annotations

import re
from itertools import chain

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SIDE = re.compile(r"\b(left|right)\b")
_MARGIN_BOX = re.compile(r"@\w+-(?:left|right)\b|@(?:left|right)-\w+")
_VALUE = r"((?:[\w-]+\([^()]*\)|[^\s;()])+)"
_FOUR = re.compile(
    rf"\b(margin|padding|inset|border-(?:width|color|style))(\s*:\s*){_VALUE}\s+{_VALUE}\s+{_VALUE}\s+{_VALUE}(?=\s*(?:!|;|$))"
)


def mirrored(css: str) -> str:
    """Return a style sheet with left and right exchanged: in properties, values and page margins, not in selectors."""
    pieces = re.split(r"([{}])", _COMMENT.sub("", css))
    followed = zip(pieces, chain(pieces[1:], ("",)), strict=True)
    return "".join(_opening(piece) if following == "{" else _declarations(piece) for piece, following in followed)


def _opening(piece: str) -> str:
    """Mirror what precedes a `{`: declarations of the block around it, then a selector or the name of a margin."""
    before, semicolon, head = piece.rpartition(";")
    return _declarations(before) + semicolon + _MARGIN_BOX.sub(lambda found: _exchanged(found.group()), head)


def _declarations(text: str) -> str:
    # top, right, bottom, left
    return _FOUR.sub(r"\1\2\3 \6 \5 \4", _exchanged(text))


def _exchanged(text: str) -> str:
    return _SIDE.sub(lambda found: "left" if found.group() == "right" else "right", text)
