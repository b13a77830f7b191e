"""The glyphs and words of marked content while WeasyPrint still holds the PDF (ISO 32000-1, 9.4 and 14.6).

WeasyPrint writes one operator an entry: bytes such as `/F1 12 Tf` and `[<0016>0<002d>] TJ`, dictionaries for the
properties of marked content. Glyphs are two bytes each, in hexadecimal; what they stand for, each font knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from careerprint.press.tagging.structure_tree import Object, StructureTree, is_element

Alphabets = Mapping[str, Mapping[int, str]]
"""What the glyphs of each font stand for, by the name of the font in content streams."""

_FONT = re.compile(rb"/(\S+) \S+ Tf")
_HEX = re.compile(rb"<([0-9a-fA-F]+)>")
_CODE = 4
"""Hexadecimal digits of a glyph."""


def alphabets_of(document: Object) -> Alphabets:
    """Return what the glyphs of WeasyPrint's `Document` stand for."""
    return {font.hash: font.to_unicode for font in document.fonts.values()}


def font_of(operator: bytes) -> str | None:
    """Return the font that an operator sets, or None if it sets none."""
    match = _FONT.fullmatch(operator) if operator.endswith(b" Tf") else None
    return match[1].decode() if match else None


def glyphs_of(operator: bytes) -> list[int]:
    """Return the glyphs that an operator shows, from left to right; none for operators that show no text."""
    if not operator.endswith((b"TJ", b"Tj")):
        return []
    codes = (text[at : at + _CODE] for text in _HEX.findall(operator) for at in range(0, len(text), _CODE))
    return [int(code, 16) for code in codes]


def letters_of(operators: Iterable[Object], alphabets: Alphabets) -> Iterator[str]:
    """Yield what each glyph stands for, in the order of sight; a ligature gives several letters at once."""
    letters: Mapping[int, str] = {}
    for operator in operators:
        if isinstance(operator, bytes):
            if font := font_of(operator):
                letters = alphabets.get(font, {})
            yield from (text for glyph in glyphs_of(operator) if (text := letters.get(glyph)))


def sequences(operators: Sequence[Object]) -> Iterator[tuple[Object, Sequence[Object]]]:
    """Yield each marked-content sequence that belongs to a tag: its properties and the operators in it."""
    start = None
    for index, operator in enumerate(operators):
        if isinstance(operator, dict) and "MCID" in operator:
            start = index
        elif operator == b"EMC" and start is not None:
            yield operators[start], operators[start + 1 : index]
            start = None


def marked_text(tree: StructureTree, elements: Iterable[Object], alphabets: Alphabets) -> dict[int, str]:
    """Return the text below each element, by its object number."""
    pages: dict[bytes, dict[int, str]] = {}
    texts = {}
    for element in elements:
        pieces = []
        for page, mcid in content(tree, element):
            if page not in pages:
                operators = tree.resolve(tree.resolve(page)["Contents"]).stream
                pages[page] = {
                    properties["MCID"]: "".join(letters_of(inside, alphabets))
                    for properties, inside in sequences(operators)
                }
            pieces.append(pages[page].get(mcid, ""))
        texts[element.number] = "".join(pieces)
    return texts


def content(tree: StructureTree, element: Object) -> list[tuple[bytes, int]]:
    """Return the (page reference, MCID) of all marked content below an element, in reading order."""
    found: list[tuple[bytes, int]] = []
    waiting = [element]
    while waiting:
        current = waiting.pop()
        found += [(bytes(current["Pg"]), kid) for kid in current["K"] if isinstance(kid, int)]
        waiting += [thing for _, thing in reversed(tree.kids(current)) if is_element(thing)]
    return found
