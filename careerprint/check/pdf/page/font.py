"""A font as a reader of the page uses it: from character codes to letters."""

from __future__ import annotations

import re
from functools import cached_property

import pikepdf

MOST_CODES = 0xFFFF
"""The highest character code that is looked up: codes of ours have at most two bytes, while a range may claim any."""
_BLOCK = re.compile(r"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGE = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


class PageFont:
    """A font of the page. Its letters are looked up only where text is heard."""

    def __init__(self, font: pikepdf.Object) -> None:
        """Take a font dictionary."""
        self.name = str(font.get("/BaseFont", ""))
        self._font = font
        # Two bytes a character code in a composite font, one in a simple one (ISO 32000-1, 9.7).
        self._code_length = 2 if font.get("/Subtype") == "/Type0" else 1

    def decode(self, codes: bytes) -> str:
        """Return the text that character codes stand for; U+FFFD for a code without a meaning."""
        steps = range(0, len(codes), self._code_length)
        numbers = (int.from_bytes(codes[at : at + self._code_length], "big") for at in steps)
        return "".join(self._letters.get(number, "\N{REPLACEMENT CHARACTER}") for number in numbers)

    @cached_property
    def _letters(self) -> dict[int, str]:
        """What each code stands for, as /ToUnicode says it (ISO 32000-1, 9.10.3)."""
        letters: dict[int, str] = {}
        source = self._font["/ToUnicode"].read_bytes().decode("latin-1") if "/ToUnicode" in self._font else ""
        for kind, body in _BLOCK.findall(source):
            if kind == "bfchar":
                letters |= {int(code, 16): _text(value) for code, value in _PAIR.findall(body)}
            else:
                for first, last, value in _RANGE.findall(body):
                    codes = range(int(first, 16), min(int(last, 16), MOST_CODES) + 1)
                    letters |= {code: chr(int(value, 16) + step) for step, code in enumerate(codes)}
        return letters


def _text(value: str) -> str:
    return bytes.fromhex(value).decode("utf-16-be", "replace")
