"""Texts that people typed, made safe to print or made comparable."""

from __future__ import annotations

import html
import re
import unicodedata

from careerprint.tables.limits import LONGEST_TEXT, MOST_MARKS

_SPACES = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]*>")
_LEADING_NUMBER = re.compile(r"^\(?\d{1,3}[.):\]]\s*(?=\D)")
_TRAILING = " .,:;!?*…"
_LIKE_ASCII = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "_": " "})
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Characters with which a cell begins that a spreadsheet program may run as a formula."""
_JOINERS = "\u200c\u200d"


def clean(text: str) -> str | None:
    """Return `text` as one line that is safe to print, or None if that has more than `LONGEST_TEXT` characters.

    The line is in NFC, without control characters, lone surrogates and bidirectional overrides; it has at most
    `MOST_MARKS` combining marks in a row, and every run of white space is one space.
    """
    if text.isascii() and text.isprintable() and len(text) <= LONGEST_TEXT:
        # The only white space that is printable is the plain space.
        return _SPACES.sub(" ", text).strip() if "  " in text else text.strip()
    # NFC makes a text at most four times shorter, so this one stays too long.
    if len(text) > 4 * LONGEST_TEXT:
        return None
    kept = _limit_marks("".join(_printable(char) for char in text))
    result = _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()
    return result if len(result) <= LONGEST_TEXT else None


def _printable(char: str) -> str:
    kind = unicodedata.category(char)
    if char.isspace() or kind in ("Zl", "Zp"):
        return " "
    # Cf holds the bidirectional overrides, but also joiners, which are spelling in Persian and in Indian scripts.
    return "" if kind in ("Cc", "Cs", "Cn") or (kind == "Cf" and char not in _JOINERS) else char


def _limit_marks(text: str) -> str:
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def fold(text: str) -> str:
    """Return `text` in a form for comparing: without markup, case, line breaks and trailing punctuation."""
    plain = html.unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text
    plain = unicodedata.normalize("NFKC", plain.translate(_LIKE_ASCII)).casefold()
    return _SPACES.sub(" ", plain).strip().rstrip(_TRAILING)


def fold_unnumbered(text: str) -> str:
    """Return `text` folded, without the number that a form puts before a statement."""
    return _LEADING_NUMBER.sub("", fold(text))


def squash(text: str) -> str:
    """Return only the letters and digits of `text`, folded: names of columns and items' IDs are compared like this."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def defused(text: str) -> str:
    """Return `text`, after an apostrophe if a spreadsheet could run it as a formula; `unmask` removes that."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def unmask(text: str) -> str:
    """Return `text` without the apostrophe that keeps a spreadsheet from running it as a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA_STARTS else text


def shorten(text: str, length: int = 40) -> str:
    """Return `text`, cut to `length` characters and ended by `…` if it is longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
