"""Fonts that are embedded whole, as form fields need them (ISO 14289-1, 7.21.7)."""

from __future__ import annotations

import re

import pydyf

from careerprint.accessible.structure import Object

_NO_CHARACTER = re.compile(rb"^(<[0-9a-f]{4}> )<(?:0000|feff|fffe)>$")


def mend_character_maps(pdf: Object) -> None:
    """Keep U+0000, U+FEFF and U+FFFE out of ToUnicode, where ISO 14289-1, 7.21.7-2 forbids them.

    A font embedded whole brings glyphs that stand for no character; U+FFFD says so.
    """
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and b"endcmap" in thing.stream:
            thing.stream = [
                _NO_CHARACTER.sub(rb"\1<fffd>", line) if isinstance(line, bytes) else line
                for line in thing.stream
            ]
