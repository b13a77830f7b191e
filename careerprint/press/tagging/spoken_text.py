"""What glyphs alone do not say to software that reads aloud: words in some scripts, lone spaces, and the letters behind
alternate glyphs.

It is said by /ActualText and /ToUnicode (ISO 32000-1, 14.8.2.3.3, 14.9.4 and 9.10.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice, pairwise
from unicodedata import bidirectional

import pydyf

from careerprint.faces.scripts import is_shaped
from careerprint.press.tagging.marked_text import sequences
from careerprint.press.tagging.structure_tree import Object, StructureTree

_RIGHT_TO_LEFT = ("R", "AL")
"""Classes of characters, as `unicodedata.bidirectional` names them (UAX #9, table 4)."""
LAST_OF_EUROPE = "\u058f"
"""The last letter before those of Hebrew: Latin, Greek, Cyrillic and Armenian glyphs say what they are."""


def write_words(document: Object, tree: StructureTree) -> None:
    """Say the words of marked content whose glyphs do not; `document` has pages as of `worded_pages.worded`."""
    for shown, page in zip(document.pages, tree.pages, strict=True):
        for properties, _operators in sequences(tree.resolve(page["Contents"]).stream):
            words = shown.words.get(properties["MCID"], "")
            if any(map(_is_set_otherwise, words)):
                properties["ActualText"] = pydyf.String(words)


def _is_set_otherwise(letter: str) -> bool:
    """Say whether glyphs of a letter stand in another order than it, or are parts of it."""
    return letter > LAST_OF_EUROPE and (bidirectional(letter) in _RIGHT_TO_LEFT or is_shaped(letter))


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
