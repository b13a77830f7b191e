"""Lines that differ in their last words only, such as names: many are set as one long line, and cut from it.

A slot marked `data-slot="line"` holds one line of text. It is typeset once, with a specimen for its last words: the
mould. The last words of many people are typeset together, in one line with marks between them, so that WeasyPrint
shapes each of them as it would alone; what it shows of them is put into the mould. That takes a hundredth of the time
of a line of its own. Only words in Latin letters that stay on their line are set like this, all others in full.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from careerprint.faces.fonts import covers
from careerprint.plates.pieces import Piece, PieceOrder
from careerprint.plates.slots import Chain, Fragment
from careerprint.plates.typeset.compositor import styled

IS_LINE = 'data-slot="line"'
_MARK = "|"
"""Stands between the words of two people: a glyph of its own, whatever stands beside it."""
_SPECIMEN = "xx"
_LAST_WORDS = re.compile(r"(.*?)([^<>]+)((?:</[a-z]+>)*)\s*", re.DOTALL)
_SHOWN = re.compile(rb"\[([^\]]*)\] TJ")
_TOKEN = re.compile(rb"<([0-9a-f]+)>|(-?[\d.]+)")
_PLACE = re.compile(rb"([-\d.]+) [-\d.]+ Tm\n/(\S+) ([\d.]+) Tf\n\[")
_ROOM = 0.98
"""Share of its slot that a line may fill: one that fills more might be broken, which only WeasyPrint can say."""
_PLAIN = frozenset(["Ll", "Lu", "Lt", "Lm", "Nd", "Pd", "Po", "Ps", "Pe", "Pc", "Pi", "Pf", "Zs"])
"""Unicode categories whose characters stand one after the other: no combining marks, nothing from right to left."""
_TAG = re.compile(r"<[^>]*>")
_CODE = 4
"""Hexadecimal digits of a glyph's code."""

ShapedWords = Sequence[tuple[int, float]]
"""Glyphs, each with the shift behind it, in thousandths of the font's size."""


@dataclass(frozen=True, slots=True)
class LineSlot:
    """The last words of a line, and what stands around them."""

    order: PieceOrder
    before: str
    words: str
    after: str

    @property
    def mould(self) -> tuple[Chain, str, str]:
        """What lines have in common that differ in their last words only."""
        return self.order.chain, self.before, self.after

    @property
    def tags(self) -> str:
        """The markup before the last words, without text."""
        return "".join(_TAG.findall(self.before))

    @property
    def style(self) -> tuple[Chain, str, str]:
        """What lines have in common whose last words look the same."""
        return self.order.chain, self.tags, self.after

    def with_words(self, words: str, chain: Chain | None = None) -> PieceOrder:
        """Return the order of the same line with other words."""
        chain = chain or self.order.chain
        text = f"{self.before}{html.escape(words)}{self.after}"
        return PieceOrder(chain, Fragment(chain.tag, (text,), (), ""), ())


def line_of(order: PieceOrder) -> LineSlot | None:
    """Return an order as a line; None if it must be typeset in full."""
    if IS_LINE not in order.chain.tag or order.fragment.slots:
        return None
    match = _LAST_WORDS.fullmatch(order.fragment.parts[0])
    words = html.unescape(match[2]) if match else ""
    # Several spaces are shown as one, and those at the end not at all.
    if not match or words != " ".join(words.split()) or not _is_plain(words):
        return None
    return LineSlot(order, match[1], words, match[3])


def _is_plain(words: str) -> bool:
    """Return whether words are Latin letters, figures and signs that stand one after the other."""
    return (
        bool(words)
        and _MARK not in words
        and not covers(words)
        and all(
            unicodedata.category(sign) in _PLAIN
            and (not sign.isalpha() or unicodedata.name(sign, "").startswith("LATIN "))
            for sign in words
        )
    )


def mould_of(line: LineSlot) -> PieceOrder:
    """Return the order of the mould of a line."""
    return line.with_words(_SPECIMEN)


def together(lines: Sequence[LineSlot]) -> PieceOrder:
    """Return the order of one line that shows the last words of many of one style."""
    first = lines[0]
    chain = replace(first.order.chain, tag=styled(first.order.chain.tag, "white-space:nowrap"))
    return replace(first, before=first.tags).with_words(_MARK.join(["", *(line.words for line in lines), ""]), chain)


def cut(shown: Piece, lines: Sequence[LineSlot]) -> list[ShapedWords]:
    """Return what the line of all words shows for each of them; nothing for any if they cannot be separated."""
    match = _last(_SHOWN, shown.content)
    parts: list[ShapedWords] = list(_between_marks(list(_glyphs(match[1])))) if match else []
    return parts if len(parts) == len(lines) else [()] * len(lines)


def cast(mould: Piece, words: ShapedWords, length: int, widths: Mapping[str, Mapping[int, float]]) -> Piece | None:
    """Return the piece of a line whose last words have `length` letters; None if it must be typeset in full.

    `widths` are those of glyphs in thousandths of the font's size, by the name of the font.
    """
    place, here = _last(_PLACE, mould.content), _last(_SHOWN, mould.content)
    if place is None or here is None or here.start() != place.end() - 1:
        return None
    left, font, size = float(place[1]), place[2].decode(), float(place[3])
    # Where letters were joined into one glyph, glyphs do not stand for single letters: that is left to WeasyPrint.
    if len(words) != length or any(glyph not in widths[font] for glyph, _ in words):
        return None
    right = left + sum(widths[font][glyph] - shift for glyph, shift in words) * size / 1000
    if right > mould.box[0] + mould.box[2] * _ROOM:
        return None
    content = mould.content[: here.start()] + _show(words) + mould.content[here.end() :]
    glyphs = {**mould.glyphs, font: mould.glyphs[font] | {glyph for glyph, _ in words}}
    return replace(mould, content=content, glyphs=glyphs)


def _last(pattern: re.Pattern[bytes], content: bytes) -> re.Match[bytes] | None:
    return next(reversed(list(pattern.finditer(content))), None)


def _glyphs(shown: bytes) -> Iterator[tuple[int, float]]:
    """Yield each glyph of a text-showing operator with the shift behind it."""
    glyph: int | None = None
    for text, number in _TOKEN.findall(shown):
        if number:
            if glyph is not None:
                yield glyph, float(number)
            glyph = None
            continue
        for place in range(0, len(text), _CODE):
            if glyph is not None:
                yield glyph, 0.0
            glyph = int(text[place : place + _CODE], 16)
    if glyph is not None:
        yield glyph, 0.0


def _between_marks(glyphs: ShapedWords) -> Iterator[list[tuple[int, float]]]:
    """Yield the glyphs between two marks; the line begins and ends with one.

    A shift behind the last glyph belongs to the mark, and is dropped.
    """
    mark = glyphs[0][0]
    part: list[tuple[int, float]] = []
    for glyph, shift in glyphs[1:]:
        if glyph != mark:
            part.append((glyph, shift))
            continue
        yield [*part[:-1], (part[-1][0], 0.0)] if part else []
        part = []


def _show(part: ShapedWords) -> bytes:
    """Return the operator that shows glyphs (ISO 32000-1, 9.4.3)."""
    text = b"".join(b"%04x" % glyph + (b">%g<" % shift if shift else b"") for glyph, shift in part)
    return b"[<%s>] TJ" % text
