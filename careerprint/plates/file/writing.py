"""Parts of a PDF file as bytes: object streams, rows of the cross-reference table, outline, parent tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from struct import Struct

import deflate
import pydyf

from careerprint.plates.file.joining import JoinedReport, OutlineEntry

LEVEL = 5
"""How hard libdeflate tries to compress, of 12: higher levels take twice the time to save a hundredth of the file."""
row = Struct(">BIH").pack
"""A row of the cross-reference stream: kind, place, place in an object stream (ISO 32000-1, 7.5.8.3)."""
ROW_LENGTH = 7
"""Bytes of such a row."""


def references(numbers: Iterable[int]) -> bytes:
    """Return references to objects."""
    return b" ".join([b"%d 0 R" % number for number in numbers])


def stream(entries: bytes, data: bytes, level: int = LEVEL) -> bytes:
    """Return a compressed stream."""
    packed = deflate.zlib_compress(data, level)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def object_stream(numbers: Sequence[int], texts: Sequence[bytes], starts: Sequence[int], level: int = LEVEL) -> bytes:
    """Return an object stream (ISO 32000-1, 7.5.7). `starts` says where each object begins in the joined texts.

    Elements were joined by piece already, so there are more objects than texts.
    """
    pairs = [0] * (2 * len(numbers))
    pairs[::2], pairs[1::2] = numbers, starts
    index = b" ".join([b"%d" % number for number in pairs]) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(index))
    return stream(entries, index + b"".join(texts), level)


def starts_of(texts: Sequence[bytes]) -> list[int]:
    """Return where each text begins when they are joined."""
    return [0, *accumulate(map(len, texts[:-1]))] if texts else []


def parent_tree(joined: JoinedReport, pages: int) -> bytes:
    """Return the parent tree: elements by page and mark, then those of links (ISO 32000-1, 14.7.4.4)."""
    of_pages = [b"%d[%s]" % (page, references(owners)) for page, owners in enumerate(joined.owners)]
    of_links = [b"%d %d 0 R" % (key, element) for key, (_page, element, _body) in enumerate(joined.links, pages)]
    return b"<</Nums[%s]>>\n" % b" ".join([*of_pages, *of_links])


def destination(page: int, left: float, top: float) -> bytes:
    """Return a place on a page (ISO 32000-1, 12.3.2.2)."""
    return b"[%d 0 R/XYZ %.4f %.4f 0]" % (page, left, top)


def names(joined: JoinedReport) -> bytes:
    """Return the name dictionary with all places that links lead to, sorted (ISO 32000-1, 7.9.6)."""
    listed = sorted(joined.anchors)
    texts = [string(name) + destination(joined.page + page, left, top) for name, page, left, top in listed]
    return b"<</Dests<</Names[%s]>>>>\n" % b" ".join(texts)


def string(text: str) -> bytes:
    """Return a text string."""
    return bytes(pydyf.String(text).data)


def outline(joined: JoinedReport, root: int, first: int) -> tuple[bytes, list[bytes]]:
    """Return the outline's root, and its entries, numbered from `first` on (ISO 32000-1, 12.3.3)."""
    parents, kids = _family(joined.headings)
    below = [0] * len(parents)
    for index in reversed(range(len(parents))):
        if parents[index] >= 0:
            below[parents[index]] += 1 + below[index]
    texts = [
        _entry(heading, joined.page, below[index], root if parents[index] < 0 else first + parents[index])
        + _near(kids[parents[index]], kids[index], index, first)
        for index, heading in enumerate(joined.headings)
    ]
    top = b"<</Count %d%s>>\n" % (len(texts), _ends(kids[-1], first))
    return top, texts


def _family(headings: Sequence[OutlineEntry]) -> tuple[list[int], dict[int, list[int]]]:
    """Return the parent of each heading, -1 for the outline itself, and the kids of each."""
    parents: list[int] = []
    kids: dict[int, list[int]] = {index: [] for index in range(-1, len(headings))}
    path: list[int] = []
    for index, heading in enumerate(headings):
        while path and headings[path[-1]].level >= heading.level:
            path.pop()
        parents.append(path[-1] if path else -1)
        kids[parents[-1]].append(index)
        path.append(index)
    return parents, kids


def _entry(heading: OutlineEntry, page: int, below: int, parent: int) -> bytes:
    place = destination(page + heading.page, heading.left, heading.top)
    return b"<</Title %s/Dest%s/Parent %d 0 R/Count %d" % (string(heading.label), place, parent, below)


def _near(siblings: Sequence[int], kids: Sequence[int], index: int, first: int) -> bytes:
    """Return the rest of an entry: the ones before, after and below it."""
    place, text = siblings.index(index), b""
    if place:
        text += b"/Prev %d 0 R" % (first + siblings[place - 1])
    if place + 1 < len(siblings):
        text += b"/Next %d 0 R" % (first + siblings[place + 1])
    return text + _ends(kids, first) + b">>\n"


def _ends(kids: Sequence[int], first: int) -> bytes:
    return b"/First %d 0 R/Last %d 0 R" % (first + kids[0], first + kids[-1]) if kids else b""
