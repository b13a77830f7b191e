"""What a piece paints: its operators, found in the content stream of a page and written in fewer bytes.

A slot is recognized by the color of its background, which no design uses. WeasyPrint paints a stacking context as `q`,
its background `q … Q`, its content `q … Q`, `Q`; so everything that belongs to a slot stands between two operators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pydyf

from careerprint.plates.pieces import Box
from careerprint.plates.unfit import Unfit, require
from careerprint.press.tagging.marked_text import font_of, glyphs_of

_SENTINEL = re.compile(rb"0\.003922 ([\d.]+) ([\d.]+) rg")
_STATE = re.compile(rb"/(\S+) gs")
_PICTURE = re.compile(rb"/(\S+) Do")
_SHOWN = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+)")
_STEPS = 250
"""Values that each of two color components takes, which tells 62,500 slots of one document apart."""
_TEXT = re.compile(rb"\[([<0-9a-f>.-]*)\] TJ")
_GLYPHS_OR_SHIFT = re.compile(rb"<([0-9a-f]*)>|(-?\d+\.\d{3,})")
_SPECIAL = re.compile(rb"[\\()\r%]")
_ESCAPES = {b"\r": b"\\r", b"%": b"%%"}
"""A carriage return would be read as a line feed (ISO 32000-1, 7.3.4.2); `%` begins a place for a number here."""
_LENGTH = re.compile(rb"(?<![\w/.])-?\d{2,}\.\d{5,}")
_MARKED = re.compile(rb"/Span\n<<(/MCID %d)>>\nBDC")


def sentinel(number: int) -> str:
    """Return the CSS color that marks the slot of this number in a document."""
    return f"rgb(1,{1 + number // _STEPS},{1 + number % _STEPS})"


@dataclass(slots=True)
class PaintedRegion:
    """What is painted for a page or a slot, without the slots inside it, as places in the page's list of operators."""

    number: int | None
    """The slot's; None for a page."""
    box: Box
    span: tuple[int, int]
    """The first operator that paints the slot, and the one after the last."""
    body: tuple[int, int]
    """The same without the slot's background."""
    inner: list[PaintedRegion] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Content:
    """The operators of a region in bytes, and what they name."""

    text: bytes
    """With `%d` for each marked-content identifier."""
    marks: tuple[int, ...]
    """The identifiers that stood there."""
    glyphs: dict[str, frozenset[int]]
    """By the name of the font."""
    states: frozenset[str]
    pictures: frozenset[str]


def page_region(operators: Sequence[Any]) -> PaintedRegion:
    """Return the regions of a page, each inside the one that it stands in."""
    page = PaintedRegion(None, (0.0, 0.0, 0.0, 0.0), (0, len(operators)), (0, len(operators)))
    path = [page]
    for region in sorted(_slots(operators), key=lambda region: region.span):
        while region.span[0] >= path[-1].span[1]:
            path.pop()
        path[-1].inner.append(region)
        path.append(region)
    return page


def _slots(operators: Sequence[Any]) -> list[PaintedRegion]:
    """Find the slots of a page by their colors."""
    found, saved, ends = [], [], {}
    for index, operator in enumerate(operators):
        if operator == b"q":
            saved.append(index)
        elif operator == b"Q":
            require(saved, "Q without q")
            ends[saved.pop()] = index
        elif isinstance(operator, bytes) and (match := _SENTINEL.fullmatch(operator)):
            require(len(saved) >= 3, "a slot is no stacking context")
            found.append((match, index, saved[-3], saved[-2]))
    return [
        PaintedRegion(
            _number(match), _rectangle(operators[index + 1]), (start, ends[start] + 1), (ends[back] + 1, ends[start])
        )
        for match, index, start, back in found
    ]


def _number(match: re.Match[bytes]) -> int:
    """Return the number of the slot that a sentinel marks."""
    green, blue = (round(float(share) * 255) for share in match.groups())
    return (green - 1) * _STEPS + blue - 1


def _rectangle(operator: Any) -> Box:
    if not isinstance(operator, bytes) or not operator.endswith(b" re"):
        raise Unfit("a slot's background is no rectangle")
    left, top, width, height = map(float, operator.split()[:4])
    return left, top, width, height


def content_of(operators: Sequence[Any], region: PaintedRegion) -> Content:
    """Return what a region paints itself. Raises `Unfit` for patterns and shadings, which plates do not carry."""
    texts: list[bytes] = []
    marks: list[int] = []
    glyphs: dict[str, set[int]] = {}
    states, pictures = set(), set()
    font: set[int] = set()
    for operator in _own(operators, region):
        if isinstance(operator, dict):
            if "MCID" in operator:
                marks.append(operator["MCID"])
            texts.append(_properties(operator))
            continue
        data = operator if isinstance(operator, bytes) else str(operator).encode("ascii")
        if name := font_of(data):
            font = glyphs.setdefault(name, set())
        elif data.endswith((b"TJ", b"Tj")):
            font.update(glyphs_of(data))
            data = _joined(data)
        elif data.endswith(b" gs") and (match := _STATE.match(data)):
            states.add(match[1].decode())
        elif data.endswith(b" Do") and (match := _PICTURE.match(data)):
            pictures.add(match[1].decode())
        else:
            require(not data.endswith((b" scn", b" SCN", b" sh")), "a pattern or shading")
        texts.append(data.replace(b"%", b"%%"))
    frozen = {name: frozenset(codes) for name, codes in glyphs.items()}
    return Content(b"\n".join(texts), tuple(marks), frozen, frozenset(states), frozenset(pictures))


def _own(operators: Sequence[Any], region: PaintedRegion) -> list[Any]:
    """Return the operators of a region without those of the slots in it."""
    own: list[Any] = []
    position = region.body[0]
    for inner in region.inner:
        own += operators[position : inner.span[0]]
        position = inner.span[1]
    return own + list(operators[position : region.body[1]])


def _joined(shown: bytes) -> bytes:
    """Return glyphs and shifts, each joined with its like: `[<01>0<02>3<>4]` becomes `[<0102>7]` (9.4.3)."""
    if not shown.endswith(b"TJ"):
        return shown
    parts: list[bytes] = []
    glyphs, shift = b"", 0.0
    for text, number in _SHOWN.findall(shown):
        if number:
            shift += float(number)
        elif text:
            if shift:
                parts += [b"<%s>" % glyphs, b"%g" % round(shift, 4)]
                glyphs, shift = b"", 0.0
            glyphs += text
    parts.append(b"<%s>" % glyphs)
    return b"[%s] TJ" % b"".join(parts)


def _properties(properties: Any) -> bytes:
    """Return a property list with a place for its identifier."""
    others = pydyf.Dictionary({key: value for key, value in properties.items() if key != "MCID"})
    rest: bytes = others.data[2:-2].replace(b"%", b"%%")
    return b"<</MCID %d" + rest + b">>" if "MCID" in properties else b"<<" + rest + b">>"


def compact(content: bytes) -> bytes:
    """Return content that shows the same in fewer bytes: every person's file is compressed and written separately.

    Lengths of ten pixels and more are rounded to a ten-thousandth of one; coarser, and some glyphs are drawn a pixel
    away. Shifts between glyphs are rounded to a hundred-thousandth of the font's size. Glyphs are written as bytes
    instead of hexadecimal digits (ISO 32000-1, 7.3.4.2).
    """
    content = _LENGTH.sub(lambda match: _rounded(match[0], 4), content)
    content = content.replace(b"BT\nET\n", b"")
    content = _MARKED.sub(rb"/Span<<\1>>BDC", content)
    return _TEXT.sub(lambda match: b"[%s]TJ" % _GLYPHS_OR_SHIFT.sub(_glyphs_or_shift, match[1]), content)


def _glyphs_or_shift(match: re.Match[bytes]) -> bytes:
    if match[2]:
        return _rounded(match[2], 2)
    glyphs = bytes.fromhex(match[1].decode())
    return b"(%s)" % _SPECIAL.sub(lambda special: _ESCAPES.get(special[0], b"\\" + special[0]), glyphs)


def _rounded(number: bytes, decimals: int) -> bytes:
    return (b"%.*f" % (decimals, float(number))).rstrip(b"0").rstrip(b".")
