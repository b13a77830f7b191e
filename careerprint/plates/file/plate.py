"""A plate: what all people of an assessment share, as finished bytes, and the file of one person made with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from careerprint.plates.file import writing
from careerprint.plates.file.font_subsets import FontObjects
from careerprint.plates.file.joining import JoinedReport, ReportPage, join
from careerprint.plates.file.objects import ObjectCopier
from careerprint.plates.file.writing import ROW_LENGTH, row
from careerprint.plates.pieces import Piece
from careerprint.plates.unfit import require

_CATALOG, _PAGES, _TREE, _PARENTS, _OUTLINES, _NAMES, _RESOURCES, _INFO, _PACKED, _TABLE = range(1, 11)
"""Numbers of objects that every file has. They are the same in all, so what is shared can refer to what is not."""
_OWN = (_PAGES, _TREE, _PARENTS, _OUTLINES, _NAMES, _RESOURCES)
"""Those of them that differ from person to person, in the order in which they are packed."""
_FIRST_FREE = 11
_LINKED = frozenset({"Pages", "StructTreeRoot", "Outlines", "Names"})
"""Entries of the catalog that lead to them."""
_HEAD = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_MOST = 20_000
"""Objects of one person at most: rows of the cross-reference table for that many are written once, here."""
_PACKED_ROWS = b"".join(row(2, _PACKED, index) for index in range(_MOST))


@dataclass(frozen=True, slots=True)
class SharedObjects:
    """What one document of a skeleton gives to all files: catalog, metadata, color profile, pictures."""

    pdf: Any
    """The document's `pydyf.PDF`."""

    def resources(self) -> Mapping[str, Any]:
        """Return the resources of the document's pages."""
        page = self.pdf.objects[int(self.pdf.page_references[0].split()[0])]
        resources: Mapping[str, Any] = self.pdf.objects[int(page["Resources"].split()[0])]
        return resources


def _number(length: float) -> bytes:
    return (b"%.6f" % length).rstrip(b"0").rstrip(b".")


class Plate:
    """The bytes that begin each file, for one head and one choice of fonts."""

    def __init__(self, shared: SharedObjects, fonts: FontObjects) -> None:
        """Write everything that no person changes."""
        resources = shared.resources()
        self._glyphs = fonts.glyphs
        require(not resources["Pattern"] and not resources["Shading"], "a pattern or a shading")
        copier = ObjectCopier(shared.pdf, _FIRST_FREE)
        catalog = {key: value for key, value in shared.pdf.catalog.items() if key not in _LINKED}
        links = b"/Pages %d 0 R/StructTreeRoot %d 0 R/Outlines %d 0 R/Names %d 0 R>>"
        copier.objects[_CATALOG] = copier.dictionary(catalog)[:-2] + links % (_PAGES, _TREE, _OUTLINES, _NAMES)
        copier.objects[_INFO] = copier.dictionary(shared.pdf.info)
        colors = tuple(map(copier.value, (resources["XObject"], resources["ColorSpace"])))
        self._resources = b"/XObject %s/ColorSpace %s" % colors
        font_copier = ObjectCopier(fonts.pdf, copier.next)
        self._resources += b"/Font " + fonts.copy(font_copier) + b"/Pattern<<>>/Shading<<>>"
        self._free = font_copier.next + 1
        objects, streams = {**copier.objects, **font_copier.objects}, {**copier.streams, **font_copier.streams}
        self._write(objects, streams, packed=font_copier.next)

    def holds(self, piece: Piece) -> bool:
        """Return whether the fonts hold all glyphs of a piece."""
        return all(glyphs <= self._glyphs.get(name, frozenset()) for name, glyphs in piece.glyphs.items())

    def _write(self, objects: dict[int, bytes], streams: dict[int, bytes], packed: int) -> None:
        """Write all objects that are finished; those that are no streams go into one, whose number is `packed`."""
        numbers = sorted(objects)
        texts = [objects[number] + b"\n" for number in numbers]
        streams[packed] = writing.object_stream(numbers, texts, writing.starts_of(texts), 12)
        rows = [row(0, 0, 65535)] + [b"\0" * ROW_LENGTH] * (self._free - 1)
        for index, number in enumerate(numbers):
            rows[number] = row(2, packed, index)
        for index, number in enumerate(_OWN):
            rows[number] = row(2, _PACKED, index)
        parts, position = [_HEAD], len(_HEAD)
        for number, data in sorted(streams.items()):
            rows[number] = row(1, position, 0)
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, data))
            position += len(parts[-1])
        self._start, self._rows = b"".join(parts), b"".join(rows)

    def print(self, pages: Sequence[ReportPage], states: Mapping[str, bytes], identifier: bytes) -> bytes:
        """Return the file of one person. `states` are graphics states by name, `identifier` names the file for ever."""
        count = len(pages)
        page = self._free + count
        joined = join(pages, root=_TREE, page=page)
        link = joined.links_from
        top, entries = writing.outline(joined, _OUTLINES, link + len(joined.links))
        texts = [
            b"<</Type/Pages/Kids[%s]/Count %d>>\n" % (writing.references(range(page, page + count)), count),
            b"<</Type/StructTreeRoot/ParentTree %d 0 R/K[%d 0 R]>>\n" % (_PARENTS, joined.first),
            writing.parent_tree(joined, count),
            top,
            writing.names(joined),
            self._resources_of(joined, states),
            *(self._page(joined, number) for number in range(count)),
        ]
        starts = writing.starts_of([*texts, b""])
        elements = starts.pop()
        starts += [elements + start for start in joined.starts]
        rest = [body + b"/StructParent %d>>\n" % key for key, (_page, _element, body) in enumerate(joined.links, count)]
        rest += entries
        starts += [elements + joined.length + start for start in writing.starts_of(rest)]
        own = [*_OWN, *range(page, page + count + len(joined.starts) + len(rest))]
        packed = writing.object_stream(own, [*texts, *joined.elements, *rest], starts)
        return self._file(joined, packed, len(own), identifier)

    def _resources_of(self, joined: JoinedReport, states: Mapping[str, bytes]) -> bytes:
        chosen = b"".join(b"/%s %s" % (name.encode(), states[name]) for name in sorted(joined.states))
        return b"<</ExtGState<<%s>>%s>>\n" % (chosen, self._resources)

    def _page(self, joined: JoinedReport, number: int) -> bytes:
        """Return a page object (ISO 32000-1, table 30)."""
        width, height = joined.sizes[number]
        # Where the other boxes are missing, they are the media box (14.11.2).
        box = b"[0 0 %s %s]" % (_number(width), _number(height))
        links = [
            joined.links_from + index for index, (page, _element, _body) in enumerate(joined.links) if page == number
        ]
        return b"<</Type/Page/Parent %d 0 R/MediaBox%s/Contents %d 0 R/Resources %d 0 R%s>>\n" % (
            *(_PAGES, box, self._free + number, _RESOURCES),
            b"/Tabs/S/StructParents %d%s" % (number, b"/Annots[%s]" % writing.references(links) if links else b""),
        )

    def _file(self, joined: JoinedReport, packed: bytes, count: int, identifier: bytes) -> bytes:
        """Put a person's streams behind what all share, and the cross-reference stream last."""
        rows = bytearray(self._rows)
        streams = [writing.stream(b"", b"\n".join(page)) for page in joined.contents]
        parts, position = [self._start], len(self._start)
        for number, data in (*enumerate(streams, self._free), (_PACKED, packed)):
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, data))
            if number == _PACKED:
                rows[_PACKED * ROW_LENGTH : (_PACKED + 1) * ROW_LENGTH] = row(1, position, 0)
            else:
                rows += row(1, position, 0)
            position += len(parts[-1])
        require(count <= _MOST, "too many objects")
        rows += _PACKED_ROWS[len(_OWN) * ROW_LENGTH : count * ROW_LENGTH]
        rows[_TABLE * ROW_LENGTH : (_TABLE + 1) * ROW_LENGTH] = row(1, position, 0)
        print_ = hashlib.md5(b"".join(parts[1:]), usedforsecurity=False).hexdigest().encode()
        entries = b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R/Info %d 0 R/ID[(%s)(%s)]"
        table = writing.stream(entries % (len(rows) // ROW_LENGTH, _CATALOG, _INFO, identifier, print_), bytes(rows))
        parts.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (_TABLE, table, position))
        return b"".join(parts)
