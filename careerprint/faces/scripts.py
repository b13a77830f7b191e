"""Typefaces of scripts that Careerprint Sans has no letters of, so that nobody loses a report for how they are named.

No style sheet names them: Fontconfig takes the letters that the face of a text lacks from these.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WEIGHTS: Mapping[str, int] = {"Regular": 400, "SemiBold": 600, "Bold": 700}
"""The weights in which names are printed, as file names and on the CSS scale."""

JOINER = "\u200d"
"""What a glyph stands for that is a part of a letter: a font must know some character for each (ISO 14289-1, 7.21.7),
and nobody hears a joiner."""

Ranges = tuple[tuple[int, int], ...]
"""The first and the last code point of each block."""


@dataclass(frozen=True, slots=True)
class Script:
    """A typeface of one script, or of several that share their letters."""

    family: str
    module: str
    """The module of its package."""
    stem: str
    """How its files are named before the weight."""
    ranges: Ranges
    """The blocks that it is for. Signs outside them print alike with and without it, as it is never asked for those."""
    is_plain: bool = False
    """Whether each letter is one glyph, and glyphs stand in the order of their letters."""
    extra: str = ""
    """The extra that brings its package; empty where every installation has it."""

    def holds(self, letter: str) -> bool:
        """Say whether a letter belongs to the script."""
        return any(first <= ord(letter) <= last for first, last in self.ranges)


SCRIPTS = (
    # In this typeface each letter is a glyph of its own. In others, such as Noto Sans Arabic, letters share a glyph and
    # only dots differ, which are drawn separately; a finished PDF could not say which letter is meant.
    Script(
        "IBM Plex Sans Arabic",
        "fontpkg_ibm_plex_sans_arabic",
        "IBMPlexSansArabic",
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    ),
    Script("Heebo", "fontpkg_heebo", "Heebo", ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    Script("Hind", "fontpkg_hind", "Hind", ((0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF))),
    Script("Hind Siliguri", "fontpkg_hind_siliguri", "HindSiliguri", ((0x0980, 0x09FF),)),
    Script("Noto Sans Tamil", "fontpkg_noto_sans_tamil", "NotoSansTamil", ((0x0B80, 0x0BFF),)),
    Script("Noto Sans Telugu", "fontpkg_noto_sans_telugu", "NotoSansTelugu", ((0x0C00, 0x0C7F),)),
    Script("Sarabun", "fontpkg_sarabun", "Sarabun", ((0x0E00, 0x0E7F),)),
    Script("Noto Sans Khmer", "fontpkg_noto_sans_khmer", "NotoSansKhmer", ((0x1780, 0x17FF), (0x19E0, 0x19FF))),
    Script(
        "Noto Sans CJK TC",
        "cvttf_NotoSansCJK_Regular",
        "NotoSansCJKtc",
        (
            (0x2E80, 0x2FDF), (0x3000, 0x312F), (0x3130, 0x318F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
            (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x2FA1F),
        ),
        is_plain=True,
        extra="cjk",
    ),
)  # fmt: skip


def package_of(module: str) -> Path | None:
    """Return the folder of a font package, or None where it is not installed."""
    spec = importlib.util.find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else None


def files_of(script: Script) -> list[Path]:
    """Return the files of a typeface that are used: one for each of `WEIGHTS`, or one for all, which varies."""
    folder = package_of(script.module)
    found = sorted(folder.rglob(f"{script.stem}[-[]*")) if folder else []
    weights = {f"{script.stem}-{weight}" for weight in WEIGHTS}
    return [file for file in found if is_variable(file) or file.stem in weights]


def is_variable(file: Path) -> bool:
    """Say whether a file of a font package varies: its name then lists the axes, as in `Heebo[wght].ttf`."""
    return "[" in file.name


@cache
def is_shaped(letter: str) -> bool:
    """Say whether a letter belongs to a script whose glyphs may change their shape and their place."""
    return any(script.holds(letter) for script in SCRIPTS if not script.is_plain)


def missing_extras(letters: Iterable[str]) -> set[str]:
    """Return the extras that bring letters, where they are not installed."""
    optional = [script for script in SCRIPTS if script.extra and package_of(script.module) is None]
    wanted = set(letters)
    return {script.extra for script in optional if any(map(script.holds, wanted))}
