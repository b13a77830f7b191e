"""What glyphs alone do not say to software that reads aloud: the order of right-to-left text, lone spaces, and the
letters behind alternate glyphs.

It is said by /ActualText and /ToUnicode (ISO 32000-1, 14.8.2.3.3, 14.9.4 and 9.10.3).

Glyphs are in a page's content in the order in which they are seen, from left to right, so Arabic and Hebrew words
would be read backwards. The order of reading is worked out from the order of sight by applying the rules of the
Unicode Bidirectional Algorithm (UAX #9) in reverse. That is right for words with numbers and Latin names between
them; it cannot distinguish `2024 Excel` from `Excel 2024` there, which look the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from unicodedata import bidirectional

import pydyf

from careerprint.languages import is_known, is_rtl
from careerprint.press.tagging.marked_text import alphabets_of, letters_of, sequences
from careerprint.press.tagging.structure_tree import Object, StructureTree

_RIGHT_TO_LEFT = ("R", "AL")
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
        return _reversed_inside(backwards, _rightward([bidirectional(text[0]) for text in backwards]))
    # What stands between letters that are read to the left is a right-to-left line of its own.
    read = list(texts)
    for start, end in _runs(_goes_left(texts)):
        read[start:end] = in_reading_order(texts[start:end], is_rtl=True)
    return read


def _goes_left(texts: Sequence[str]) -> list[bool | None]:
    """Say of each text of a left-to-right line whether it is read to the left; None for what goes with its neighbors.

    Numbers in Arabic digits are read so everywhere, and others where such letters were written before them, which
    stand to the right of them (UAX #9, W7, N1 and I1).
    """
    ways: list[bool | None] = []
    after_letters = False
    for text in reversed(texts):
        kind = bidirectional(text[0])
        after_letters = kind in _RIGHT_TO_LEFT or (after_letters and kind != "L")
        if kind in (*_RIGHT_TO_LEFT, "AN"):
            ways.append(True)
        else:
            ways.append(False if kind == "L" or (kind == "EN" and not after_letters) else None)
    return ways[::-1]


def _rightward(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield what is read from left to right within a right-to-left line, by the classes in the order of reading."""
    kinds = _after_arabic(kinds)
    # Numbers in Arabic digits never join what stands beside them (N1), but a comma does not part them (W4).
    yield from _runs([kind == "AN" or _is_joint(kinds, at) for at, kind in enumerate(kinds)])
    ways: list[bool | None] = []
    for at, kind in enumerate(kinds):
        near = {*kinds[max(at - 1, 0) : at], *kinds[at + 1 : at + 2]}
        if kind in (*_RIGHT_TO_LEFT, "AN"):
            ways.append(False)
        else:  # a sign such as % goes with its number (W5)
            ways.append(True if kind in ("L", "EN") or (kind == "ET" and "EN" in near) else None)
    for start, end in _runs(ways):
        if next((kind for kind in reversed(kinds[:end]) if kind in ("L", *_RIGHT_TO_LEFT)), "") == "L":
            yield start, end  # digits after Latin letters are as they are (W7)
        else:  # two numbers with a space between them follow each other to the left (N1)
            yield from _runs([way or _is_joint(kinds, at) for at, way in enumerate(ways[:end]) if at >= start], start)


def _after_arabic(kinds: Sequence[str]) -> list[str]:
    """Return the classes, those of digits that follow Arabic letters as if they were Arabic digits (W2)."""
    follows = False
    changed = []
    for kind in kinds:
        follows = kind == "AL" or (follows and kind not in ("L", "R"))
        changed.append("AN" if kind == "EN" and follows else kind)
    return changed


def _is_joint(kinds: Sequence[str], at: int) -> bool:
    """Return whether a sign stands inside a number, as the comma of 1,000 does (W4)."""
    around = {*kinds[max(at - 1, 0) : at], *kinds[at + 1 : at + 2]}
    return 0 < at < len(kinds) - 1 and (around, kinds[at]) in (
        ({"EN"}, "CS"),
        ({"EN"}, "ES"),
        ({"AN"}, "CS"),
    )


def _runs(marked: Sequence[bool | None], first: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches that begin and end with True and hold no False; `first` is the first one's place."""
    start = end = None
    for at, mark in enumerate([*marked, False], first):
        if mark:
            start, end = (at if start is None else start), at
        elif mark is False and start is not None and end is not None:
            yield start, end + 1
            start = end = None


def _reversed_inside(texts: list[str], runs: Iterable[tuple[int, int]]) -> list[str]:
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
