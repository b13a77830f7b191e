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
_SIGNS = "-=+@\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH COMMERCIAL AT}"
"""Signs with which a formula begins; East Asian editions of spreadsheet programs take the wide ones, too."""
_FORMULA = re.compile(rf"^(?='*[{_SIGNS}\t\r\n])|(?<=[;|\t\r\n])(?=['\"\s]*[{_SIGNS}])")
"""Where a cell may become a formula: at its beginning, and behind what another program may take for the end of a cell
(most of Europe separates by semicolons) or of a row. The comma is ours, and such cells are quoted."""
_DEFUSED = re.compile(rf"^'(?='*[{_SIGNS}\t\r\n])|(?<=[;|\t\r\n])'(?=['\"\s]*[{_SIGNS}])")
"""The apostrophes that were put there."""
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
    """Return a cell with an apostrophe where a spreadsheet could begin to run it as a formula; `unmask` undoes it."""
    return _FORMULA.sub("'", text)


def unmask(text: str) -> str:
    """Return `text` without the apostrophes that keep a spreadsheet from running it as a formula."""
    return _DEFUSED.sub("", text) if "'" in text else text


def shorten(text: str, length: int = 40) -> str:
    """Return `text`, cut to `length` characters and ended by `…` if it is longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
