"""Fonts of plates: which glyphs a person's file needs, and font objects that hold them.

Every font brings the same lowercase letters, so that people share their fonts; capital letters, digits, signs and
blocks of 16 rarer characters are added when a person needs one of them. So a file depends on its own person only,
whoever was printed before, and is small.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from careerprint.faces.fonts import covers
from careerprint.plates.file.objects import ObjectCopier
from careerprint.plates.memory_cache import MemoryCache
from careerprint.plates.pieces import Need, Piece
from careerprint.plates.unfit import require
from careerprint.press.press import Press

_LETTERS = "abcdefghijklmnopqrstuvwxyz .,:;'()-\u00a0\u202f\u2009–—‘’“”•…·"
"""Characters that every font brings."""
_JOINED = " ff ft fi fl fj tt ffi ffl fft"
"""Letters that a font may draw as one glyph."""
_FIGURES = "0123456789"
_GROUPS = {
    "capitals": "ABCDEFGHILMNOPRSTW",
    "rare capitals": "JKQUVXYZ",
    "figures": _FIGURES,
    "signs": '!"#$%&*+/<=>?@[\\]^_`{|}~×®™',
}
"""Characters that are added together when a font needs one of them: the fewer groups, the more people share fonts."""
_BLOCK = 16
"""Characters of any other block that are added together, by their code points."""
_REMEMBERED = 64
"""Sets of font objects that are kept at most; most people share a few."""


@dataclass(slots=True)
class _SeenFont:
    """What is known of a font by its name."""

    style: str
    """CSS that selects it."""
    letters: dict[int, str] = field(default_factory=dict)
    """What its glyphs stand for."""
    widths: dict[int, float] = field(default_factory=dict)
    """Widths of its glyphs in thousandths of the size."""


@dataclass(frozen=True, slots=True)
class FontObjects:
    """Font objects that satisfy some needs."""

    pdf: Any
    """The `pydyf.PDF` whose fonts they are."""
    glyphs: Mapping[str, frozenset[int]]
    """By the name of the font."""
    is_readable: bool
    """Every glyph stands for letters (ISO 14289-1, 7.21.7)."""

    def copy(self, copier: ObjectCopier) -> bytes:
        """Copy the font objects into a file; return the dictionary of fonts for its resources."""
        entries = (b"/%s %s" % (name.encode(), copier.value(reference)) for name, reference in sorted(self._fonts()))
        return b"<<" + b"".join(entries) + b">>"

    def _fonts(self) -> list[tuple[str, bytes]]:
        pdf = self.pdf
        page = pdf.objects[int(pdf.page_references[0].split()[0])]
        resources = pdf.objects[int(page["Resources"].split()[0])]
        return [*pdf.objects[int(resources["Font"].split()[0])].items()]


class SeenFonts:
    """All fonts that pieces were seen to use."""

    def __init__(self, press: Press) -> None:
        """Take the press, which sets the characters of a font."""
        self._press = press
        self._seen: dict[str, _SeenFont] = {}
        self._singles: MemoryCache[tuple[frozenset[int], bool]] = MemoryCache()
        self._made: MemoryCache[FontObjects] = MemoryCache(fresh=_REMEMBERED, kept=_REMEMBERED)

    def learn(self, document: Any) -> None:
        """Learn the fonts of a WeasyPrint document and what their glyphs mean."""
        for font in document.fonts.values():
            slant = "italic" if font.style else "normal"
            style = f"font-family:'{font.family}';font-weight:{font.weight};font-style:{slant}"
            seen = self._seen.setdefault(font.hash, _SeenFont(style))
            require(seen.style == style and not font.missing, "two fonts of one name, or a glyph that is missing")
            seen.letters = {**font.to_unicode, **seen.letters}
            for glyph, width in font.widths.items():
                require(seen.widths.setdefault(glyph, width) == width, "a glyph with two widths")

    def styles(self, names: Iterable[str]) -> dict[str, str]:
        """Return the CSS that selects fonts, by their names."""
        return {name: self._seen[name].style for name in names}

    def take_note(self, styles: Mapping[str, str]) -> None:
        """Learn fonts that another process saw, as `styles` returned them there."""
        for name, style in styles.items():
            require(self._seen.setdefault(name, _SeenFont(style)).style == style, "two fonts of one name")

    def widths(self) -> Mapping[str, Mapping[int, float]]:
        """Return the widths of all glyphs that were seen, in thousandths of the size, by the name of their font."""
        return {name: seen.widths for name, seen in self._seen.items()}

    def needs(self, piece: Piece, text: str) -> frozenset[Need]:
        """Return what a piece needs of fonts; `text` is what it says.

        Where single characters do not bring all its glyphs, as in scripts whose letters change their shape beside each
        other, the whole text is needed.
        """
        found: set[Need] = set()
        for name, glyphs in piece.glyphs.items():
            found.add((name, ""))
            for glyph in glyphs - self._single(name, "")[0]:
                letters = self._seen[name].letters[glyph]
                more = {_group(letter) for letter in letters if letter not in _LETTERS}
                found.update((name, need) for need in more or {f"={letters}"})
        if self._is_clear(piece, found):
            return frozenset(found)
        return frozenset({(name, need) for name in piece.glyphs for need in ("", f"={text}")})

    def _is_clear(self, piece: Piece, needs: Iterable[Need]) -> bool:
        """Return whether fonts that satisfy some needs hold all glyphs of a piece, and know letters for each of theirs.

        Glyphs that letters are put together from, as in Arabic, stand for letters only in the words they came in.
        """
        held: dict[str, frozenset[int]] = {}
        for name, need in needs:
            glyphs, is_readable = self._single(name, need)
            if not is_readable:
                return False
            held[name] = held.get(name, frozenset()) | glyphs
        return all(glyphs <= held[name] for name, glyphs in piece.glyphs.items())

    def _single(self, name: str, need: str) -> tuple[frozenset[int], bool]:
        """Return the glyphs of a font that satisfies one need, and whether each stands for letters."""
        known = self._singles.get((name, need))
        if known is None:
            fonts = self._new_objects(frozenset({(name, need)}))
            known = fonts.glyphs.get(name, frozenset()), fonts.is_readable
            self._singles.put((name, need), known)
        return known

    def objects(self, needs: frozenset[Need]) -> FontObjects:
        """Return font objects that satisfy some needs."""
        return self._made.made(needs, lambda: self._new_objects(needs))

    def _new_objects(self, needs: frozenset[Need]) -> FontObjects:
        """Have the press set all characters that are needed, and take the fonts of that document."""
        styles: dict[str, str] = {}
        for name, need in sorted(needs):
            styles[name] = styles.get(name, "") + _characters(need)
        body = "".join(_sample(self._seen[name].style, text) for name, text in styles.items())
        page = f'<!DOCTYPE html><html lang="en"><head><title>Fonts</title></head><body>{body}</body></html>'
        typeset = self._press.typeset(page, styles=(), identifier="fonts")
        self.learn(typeset.document)
        readable = all(all(font.to_unicode.values()) for font in typeset.document.fonts.values())
        return FontObjects(typeset.pdf, _glyphs(typeset.document), readable)


def _glyphs(document: Any) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for font in document.fonts.values():
        found.setdefault(font.hash, set()).update(font.to_unicode)
    return {name: frozenset(glyphs) for name, glyphs in found.items()}


def _group(letter: str) -> str:
    """Return the need that brings a character."""
    return next((name for name, group in _GROUPS.items() if letter in group), f"{ord(letter) // _BLOCK:x}")


def _characters(need: str) -> str:
    """Return the characters that a need stands for."""
    if not need:
        return _LETTERS + _JOINED
    if need in _GROUPS:
        return _GROUPS[need]
    if need.startswith("="):
        return f" {need[1:]} "
    first = int(need, 16) * _BLOCK
    block = map(chr, range(max(first, _BLOCK), first + _BLOCK))
    return "".join(letter for letter in block if unicodedata.category(letter)[0] in "LMNPSZ" and not covers(letter))


def _sample(style: str, text: str) -> str:
    """Return paragraphs that show each character, and digits of both kinds: those of a table are other glyphs."""
    kinds = [("proportional-nums", text)]
    if _FIGURES in text:
        kinds.append(("tabular-nums lining-nums", _FIGURES))
    return "".join(
        f'<p style="{style};white-space:pre-wrap;font-variant-numeric:{kind}">{html.escape(letters)}</p>'
        for kind, letters in kinds
    )
