"""What glyphs alone do not say to software that reads aloud: the order of right-to-left text, lone spaces, and the
letters behind alternate glyphs.

It is said by /ActualText and /ToUnicode (ISO 32000-1, 14.8.2.3.3, 14.9.4 and 9.10.3).

Glyphs are in a page's content in the order in which they are seen, from left to right, so Arabic and Hebrew words
would be read backwards. The order of reading is worked out from the order of sight by applying the rules of the
Unicode Bidirectional Algorithm (UAX #9) in reverse. That is right for words with numbers and Latin names between
them; it cannot distinguish `2024 Excel` from `Excel 2024` there, which look the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from unicodedata import bidirectional

import pydyf

from careerprint.languages import is_known, is_rtl
from careerprint.press.tagging.marked_text import alphabets_of, letters_of, sequences
from careerprint.press.tagging.structure_tree import Object, StructureTree

_RIGHT_TO_LEFT = ("R", "AL")
_NUMBER = ("EN", "AN")
"""Classes of characters, as `unicodedata.bidirectional` names them (UAX #9, table 4)."""


def write_reading_order(document: Object, tree: StructureTree) -> None:
    """Say in which order right-to-left text is read; marked content without such letters stays as it is."""
    alphabets = alphabets_of(document)
    language = document.metadata.lang or ""
    line_is_rtl = is_known(language) and is_rtl(language)
    for page in tree.pages:
        for properties, operators in sequences(tree.resolve(page["Contents"]).stream):
            texts = list(letters_of(operators, alphabets))
            if any(bidirectional(text[0]) in _RIGHT_TO_LEFT for text in texts):
                properties["ActualText"] = pydyf.String("".join(in_reading_order(texts, is_rtl=line_is_rtl)))


def in_reading_order(texts: Sequence[str], *, is_rtl: bool) -> list[str]:
    """Return the texts of glyphs, given from left to right, in the order of reading.

    `is_rtl` says that the line as a whole is read from right to left. The text of one glyph, such as a ligature,
    is in order already.
    """
    if is_rtl:
        backwards = list(texts[::-1])
        return _reversed_inside(backwards, _runs(_goes_right(backwards)))
    leftward = [{"R": True, "AL": True, "L": False}.get(bidirectional(text[0])) for text in texts]
    return _reversed_inside(list(texts), _runs(leftward))


def _goes_right(backwards: Sequence[str]) -> list[bool | None]:
    """Say of each text whether it is read from left to right; None for what goes with its neighbors."""
    kinds = [bidirectional(text[0]) for text in backwards]
    ways: list[bool | None] = []
    after_arabic = False
    for at, kind in enumerate(kinds):
        near = {*kinds[max(at - 1, 0) : at], *kinds[at + 1 : at + 2]}
        after_arabic = kind == "AL" or (after_arabic and kind != "L")
        if kind in _RIGHT_TO_LEFT:
            ways.append(False)
        else:  # a sign such as % goes with its number, but not after Arabic letters (UAX #9, W2 and W5)
            is_sign = kind == "ET" and "EN" in near and not after_arabic
            ways.append(True if kind in ("L", *_NUMBER) or is_sign else None)
    return ways


def _runs(marked: Sequence[bool | None]) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches that begin and end with True and hold no False."""
    start = end = None
    for at, mark in enumerate([*marked, False]):
        if mark:
            start, end = (at if start is None else start), at
        elif mark is False and start is not None and end is not None:
            yield start, end + 1
            start = end = None


def _reversed_inside(texts: list[str], runs: Iterator[tuple[int, int]]) -> list[str]:
    for start, end in runs:
        texts[start:end] = texts[start:end][::-1]
    return texts


def keep_lone_spaces(tree: StructureTree) -> None:
    """Say that marked content without any glyph is a space.

    A space alone between two inline elements, as in `<b>one</b> <i>two</i>`, is printed as an empty text object:
    software that goes by the tags would read "onetwo".
    """
    for page in tree.pages:
        for properties, operators in sequences(tree.resolve(page["Contents"]).stream):
            if (b"BT", b"ET") in pairwise(operators):
                properties["ActualText"] = pydyf.String(" ")


_BLOCK = 100
"""Entries that one bfchar block may hold (Adobe Technical Note 5014, 1.4.1)."""


def name_alternate_glyphs(document: Object, tree: StructureTree) -> None:
    """Say what the alternate glyphs of fonts mean that form fields use: ligatures, proportional figures.

    WeasyPrint embeds such a font whole and maps only the glyphs that characters lead to directly. The text of
    the page uses alternates too, which would be silent and could not be copied.
    """
    used_in_forms = [font for font in document.fonts.values() if font.used_in_forms]
    if not used_in_forms:
        return
    references = tree.resolve(tree.resolve(tree.pages[0]["Resources"])["Font"])
    for font in used_in_forms:
        to_unicode = tree.resolve(tree.resolve(references[font.hash])["ToUnicode"])
        _add(to_unicode.stream, font.to_unicode)


def _add(lines: list[bytes], texts: Mapping[int, str]) -> None:
    """Add to a character map what it does not have yet."""
    known = {line[:6] for line in lines if line.startswith(b"<")}
    codes = {f"<{glyph:04x}>".encode(): text for glyph, text in sorted(texts.items())}
    missing = ((code, text) for code, text in codes.items() if code not in known)
    end = lines.index(b"endcmap")
    added: list[bytes] = []
    while block := list(islice(missing, _BLOCK)):
        entries = [code + f" <{text.encode('utf-16-be').hex()}>".encode() for code, text in block]
        added += [f"{len(entries)} beginbfchar".encode(), *entries, b"endbfchar"]
    lines[end:end] = added
