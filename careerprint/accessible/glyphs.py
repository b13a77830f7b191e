"""What each glyph says (/ToUnicode; ISO 14289-1, 7.21.7; ISO 32000-1, 9.10.3)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from careerprint.accessible.structure import Object, StructureTree

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
