"""The order in which text from right to left is read (/ActualText; ISO 32000-1, 14.8.2.3.3 and 14.9.4).

Glyphs stand in a page's content as they are seen, from left to right. Software that goes by the tags would read
Arabic and Hebrew words backwards. The order of reading is worked out from the order of sight, by the rules of the
Unicode Bidirectional Algorithm (UAX #9) turned round. That is right for words with numbers and Latin names
between; it cannot tell `2024 Excel` from `Excel 2024` there, which look the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from unicodedata import bidirectional

import pydyf

from careerprint.press.tagging.structure_tree import Object, StructureTree

_FONT = re.compile(rb"/(\S+) \S+ Tf")
_SHOWN = re.compile(rb"<([0-9a-fA-F]*)>")
_RIGHT = ("R", "AL")
_NUMBER = ("EN", "AN")


def write_reading_order(document: Object, tree: StructureTree) -> None:
    """Say in which order each piece of right-to-left text is read; pieces without such letters stay as they are."""
    letters = {font.hash: font.to_unicode for font in document.fonts.values()}
    is_rtl = _is_rtl(document)
    for page in tree.pages:
        for properties, operators in _pieces(tree.resolve(page["Contents"]).stream):
            texts = list(_texts(operators, letters))
            if any(bidirectional(text[0]) in _RIGHT for text in texts):
                properties["ActualText"] = pydyf.String("".join(in_reading_order(texts, is_rtl=is_rtl)))


def _is_rtl(document: Object) -> bool:
    from careerprint.languages import is_known, is_rtl

    language = document.metadata.lang or ""
    return is_known(language) and is_rtl(language)


def _pieces(stream: Sequence[Object]) -> Iterator[tuple[Object, Sequence[Object]]]:
    """Yield each marked-content sequence of tagged text: its properties and its operators."""
    start = None
    for index, operator in enumerate(stream):
        if isinstance(operator, dict) and "MCID" in operator:
            start = index
        elif operator == b"EMC" and start is not None:
            yield stream[start], stream[start + 1 : index]
            start = None


def _texts(operators: Sequence[Object], letters: Mapping[str, Mapping[int, str]]) -> Iterator[str]:
    """Yield what each glyph stands for, in the order of sight."""
    texts: Mapping[int, str] = {}
    for operator in operators:
        if not isinstance(operator, bytes):
            continue
        if font := _FONT.fullmatch(operator):
            texts = letters.get(font.group(1).decode(), {})
        elif operator.endswith(b"TJ"):
            codes = b"".join(_SHOWN.findall(operator))
            glyphs = (int(codes[at : at + 4], 16) for at in range(0, len(codes), 4))
            yield from (text for glyph in glyphs if (text := texts.get(glyph)))


def in_reading_order(texts: Sequence[str], *, is_rtl: bool) -> list[str]:
    """Return the texts of glyphs, given from left to right, in the order of reading.

    `is_rtl` says that the line as a whole is read from right to left. The text of one glyph, such as a ligature,
    is in order already.
    """
    if is_rtl:
        backwards = list(texts[::-1])
        return _turned(backwards, _runs(_goes_right(backwards)))
    leftward = [{"R": True, "AL": True, "L": False}.get(bidirectional(text[0])) for text in texts]
    return _turned(list(texts), _runs(leftward))


def _goes_right(backwards: Sequence[str]) -> list[bool | None]:
    """Say of each text whether it is read from left to right; None for what goes with its neighbors."""
    kinds = [bidirectional(text[0]) for text in backwards]
    ways: list[bool | None] = []
    after_arabic = False
    for at, kind in enumerate(kinds):
        near = {*kinds[max(at - 1, 0) : at], *kinds[at + 1 : at + 2]}
        after_arabic = kind == "AL" or (after_arabic and kind != "L")
        if kind in _RIGHT:
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


def _turned(texts: list[str], runs: Iterator[tuple[int, int]]) -> list[str]:
    for start, end in runs:
        texts[start:end] = texts[start:end][::-1]
    return texts


def keep_lone_spaces(tree: StructureTree) -> None:
    """Say that marked content without any glyph is a space (/ActualText; ISO 32000-1, 14.9.4).

    A space alone between two inline elements, as in `<b>one</b> <i>two</i>`, is printed as an empty text
    object: those who go by the tags would hear "onetwo".
    """
    for page in tree.pages:
        operators = tree.resolve(page["Contents"]).stream
        properties = None
        for index, operator in enumerate(operators):
            if isinstance(operator, dict) and "MCID" in operator:
                properties = operator
            elif operator == b"EMC":
                properties = None
            elif operator == b"ET" and operators[index - 1] == b"BT" and properties is not None:
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
