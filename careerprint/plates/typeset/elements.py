"""Structure elements taken apart: the subtree of a slot, or of a report, as one text with places for numbers.

The text is written once a piece; for each person only its numbers are put in. So all numbers have a fixed width, and
where an element begins is known without looking.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydyf

from careerprint.plates.pieces import Box, Elements, FieldKind, field_of
from careerprint.plates.unfit import Unfit, require
from careerprint.press.tagging.structure_tree import PIXEL, StructureTree, is_element, is_object_reference

_OWN_ID = re.compile(r"(\d+)-(\d+)-(\d+)|note-(\d+)")
"""IDs hold object numbers, which are different in each file: a table cell's (WeasyPrint's), or a note's (ours)."""
_NUMBER, _NUMBER_WIDTH = b"%5d", 5
_LENGTH, _LENGTH_WIDTH = b"%11.4f", 11
TOP = -1
"""The parent of a slot that hangs on nothing in its piece."""
_WRITTEN = ("Type", "S", "P", "Pg", "K")
"""Entries of an element that are written by themselves; all others are copied."""


@dataclass(slots=True)
class ElementWalk:
    """A walk through a subtree, from its top down, in reading order."""

    tree: StructureTree
    page: bytes
    """The reference of the page that all of the subtree stands on."""
    marks: Mapping[int, int]
    """Marked-content identifier → its place in the content of the piece."""
    holes: Mapping[int, int]
    """Object number of an element → the slot that it stands for."""
    elements: list[Any] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    """Object number → place among the elements."""
    owners: dict[int, int] = field(default_factory=dict)
    """Place in the content → element."""
    parents: dict[int, int] = field(default_factory=dict)
    """Hole → the element that it hangs on."""
    links: list[tuple[int, Any]] = field(default_factory=list)
    """(Element, annotation)."""

    def take(self, tops: Sequence[Any]) -> Elements:
        """Walk the subtrees below some elements and return them as text."""
        own = [top for top in tops if top.number not in self.holes]
        for top in own:
            self._number(top)
        self.parents.update({self.holes[top.number]: TOP for top in tops if top.number in self.holes})
        writer = _ElementWriter(self)
        numbers = tuple(self.numbers[top.number] for top in own)
        for place, element in enumerate(self.elements):
            writer.write(element, is_top=place in numbers)
        text = b"".join(writer.texts)
        return Elements(
            text, tuple(writer.starts), writer.length, tuple(writer.fields), tuple(writer.figures), self._tops(tops)
        )

    def _tops(self, tops: Sequence[Any]) -> tuple[int, ...]:
        return tuple(
            -1 - self.holes[top.number] if top.number in self.holes else self.numbers[top.number] for top in tops
        )

    def _number(self, element: Any) -> None:
        """Give numbers to an element and everything below it, but not to what stands in holes."""
        place = self.numbers[element.number] = len(self.elements)
        self.elements.append(element)
        for kid, thing in self.tree.kids(element):
            if is_element(thing):
                if thing.number in self.holes:
                    self.parents[self.holes[thing.number]] = place
                else:
                    self._number(thing)
            elif is_object_reference(thing):
                self.links.append((place, self.tree.resolve(thing["Obj"])))
            else:
                if element["Pg"] != self.page or kid not in self.marks:
                    raise Unfit("content of an element is painted outside its slot or page")
                self.owners[self.marks[kid]] = place


@dataclass(slots=True)
class _ElementWriter:
    """Writes elements one after the other, with places for their numbers."""

    walk: ElementWalk
    texts: list[bytes] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)
    figures: list[tuple[int, Box]] = field(default_factory=list)
    length: int = 0
    link: int = 0

    def write(self, element: Any, *, is_top: bool) -> None:
        """Write one element (ISO 32000-1, table 323) without /Type, which is optional."""
        text = b"<</S" + element["S"].encode() + b"/P "
        text += self._place(FieldKind.PARENT, 0) if is_top else self._place(FieldKind.ELEMENT, self._parent(element))
        text += b" 0 R"
        if any(isinstance(kid, int) for kid in element["K"]):  # others need not name a page
            text += b"/Pg " + self._page(element) + b" 0 R"
        for key, value in element.items():
            if key not in _WRITTEN:
                text += b"/" + key.encode() + b" " + self._value(element, key, value)
        kids = [self._kid(element, kid, thing) for kid, thing in self.walk.tree.kids(element)]
        text += b"/K[" + b" ".join(kids) + b"]>>\n"
        self.starts.append(self.length)
        self.length += self._finished_length(text)
        self.texts.append(text)

    def _parent(self, element: Any) -> int:
        return self.walk.numbers[self.walk.tree.resolve(element["P"]).number]

    def _place(self, kind: FieldKind, number: int) -> bytes:
        self.fields.append(field_of(kind, number))
        return _NUMBER

    def _kid(self, element: Any, kid: Any, thing: Any) -> bytes:
        if is_element(thing):
            hole = self.walk.holes.get(thing.number)
            if hole is not None:
                return self._place(FieldKind.HOLE, hole) + b" 0 R"
            return self._place(FieldKind.ELEMENT, self.walk.numbers[thing.number]) + b" 0 R"
        if is_object_reference(thing):
            link = self._place(FieldKind.LINK, self.link)
            self.link += 1
            return b"<</Type/OBJR/Obj " + link + b" 0 R/Pg " + self._page(thing) + b" 0 R>>"
        return self._place(FieldKind.MARK, self.walk.marks[kid])

    def _page(self, element: Any) -> bytes:
        require(element["Pg"] == self.walk.page, "an element on another page")
        return self._place(FieldKind.PAGE, 0)

    def _value(self, element: Any, key: str, value: Any) -> bytes:
        """Return the value of an attribute; IDs and the places of pictures are different in each report."""
        if key == "ID":
            return self._identifier(value)
        if key == "A" and "Headers" in value:
            names = b" ".join(self._identifier(name) for name in value["Headers"])
            others = pydyf.Dictionary({name: entry for name, entry in value.items() if name != "Headers"})
            return _escaped(others.data[:-2]) + b"/Headers[" + names + b"]>>"
        if key == "A" and "BBox" in value:
            return self._picture(element, value)
        return _escaped(pydyf.Array([value]).data[1:-1])

    def _identifier(self, name: Any) -> bytes:
        match = _OWN_ID.fullmatch(name.string)
        if match is None:
            raise Unfit("an ID that is neither WeasyPrint's nor ours")
        if match[4]:
            return b"(note-" + self._place(FieldKind.ELEMENT, self.walk.numbers[int(match[4])]) + b")"
        table = self._place(FieldKind.ELEMENT, self.walk.numbers[int(match[1])])
        return b"(" + table + b"-%s-%s)" % (match[2].encode(), match[3].encode())

    def _picture(self, element: Any, attributes: Any) -> bytes:
        """Leave room for /BBox, which the tagging has converted to points from the bottom of the page already."""
        height = self.walk.tree.page_of(element)["MediaBox"][3]
        left, bottom, right, top = attributes["BBox"]
        box = (left / PIXEL, (height - top) / PIXEL, (right - left) / PIXEL, (top - bottom) / PIXEL)
        self.figures.append((len(self.fields), box))
        self.fields += [field_of(FieldKind.ELEMENT, 0)] * 4
        others = pydyf.Dictionary({name: entry for name, entry in attributes.items() if name != "BBox"})
        return _escaped(others.data[:-2]) + b"/BBox[" + b" ".join([_LENGTH] * 4) + b"]>>"

    def _finished_length(self, text: bytes) -> int:
        """Return the length of a text once its numbers are in their places."""
        places, lengths, percents = text.count(_NUMBER), text.count(_LENGTH), text.count(b"%%")
        return len(text) + places * (_NUMBER_WIDTH - len(_NUMBER)) + lengths * (_LENGTH_WIDTH - len(_LENGTH)) - percents


def _escaped(data: bytes) -> bytes:
    return data.replace(b"%", b"%%")
