"""The structure tree of a PDF that is being written, indexed once for all steps (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

Object = Any
"""A pydyf object; pydyf has no type hints. Structure elements are `pydyf.Dictionary`."""

PIXEL = 0.75
"""A CSS pixel, WeasyPrint's unit inside a page, in points."""


def is_element(thing: Object) -> bool:
    """Return whether an object is a structure element (ISO 32000-1, table 323)."""
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"


def is_object_reference(thing: Object) -> bool:
    """Return whether an object names an annotation as content of an element (ISO 32000-1, table 325)."""
    return isinstance(thing, dict) and thing.get("Type") == "/OBJR"


class StructureTree:
    """A structure tree, its pages and its parent tree, with what is needed to change them.

    The parent tree (ISO 32000-1, 14.7.4.4) is a flat list in the file. Here it is a dict, so that the time for a
    document with thousands of links grows no faster than their number; `save` writes it back.
    """

    def __init__(self, pdf: Object) -> None:
        """Index the tree of a `pydyf.PDF` that WeasyPrint has tagged."""
        self.pdf = pdf
        self.root = self.resolve(pdf.catalog["StructTreeRoot"])
        self.elements: list[Object] = [thing for thing in pdf.objects if is_element(thing)]
        self.pages: list[Object] = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        numbers = self.resolve(self.root["ParentTree"])["Nums"]
        self.parents: dict[int, Object] = dict(zip(numbers[::2], numbers[1::2], strict=True))

    def resolve(self, reference: Object) -> Object:
        """Return the object behind an indirect reference, or None for anything else, such as an MCID."""
        if isinstance(reference, bytes) and reference.endswith(b" R"):
            return self.pdf.objects[int(reference.split()[0])]
        return None

    def kids(self, element: Object) -> list[tuple[Object, Object]]:
        """Return the kids of an element as (the entry of /K, the object behind it or None for an MCID)."""
        return [(kid, self.resolve(kid)) for kid in element["K"]]

    def role(self, reference: Object) -> str | None:
        """Return the structure type of a kid, such as `/LI`, or None if it is no structure element."""
        thing = self.resolve(reference)
        return thing["S"] if is_element(thing) else None

    def ancestors(self, element: Object) -> Iterator[Object]:
        """Yield the parent of an element, its parent and so on, without the root."""
        parent = self.resolve(element.get("P"))
        while is_element(parent):
            yield parent
            parent = self.resolve(parent.get("P"))

    def walk(self) -> Iterator[Object]:
        """Yield every structure element that hangs on the root, in reading order."""
        waiting = [self.resolve(kid) for kid in reversed(self.root["K"])]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [thing for _, thing in reversed(self.kids(element)) if is_element(thing)]

    def new(self, role: str, parent: Object) -> Object:
        """Add an empty element below `parent`; the caller puts it into the parent's /K."""
        element = pydyf.Dictionary({"Type": "/StructElem", "S": role, "K": pydyf.Array(), "P": parent.reference})
        if "Pg" in parent:
            element["Pg"] = parent["Pg"]
        self.pdf.add_object(element)
        self.elements.append(element)
        return element

    def move(self, kid: Object, target: Object) -> None:
        """Put a kid at the end of `target` and make it its parent; an MCID keeps its place on its page."""
        thing = self.resolve(kid)
        target["K"].append(kid)
        if is_element(thing):
            thing["P"] = target.reference

    def annotations(self, element: Object) -> list[tuple[Object, Object]]:
        """Return (reference of the OBJR, annotation) of each annotation that is content of an element."""
        found = [(kid, thing) for kid, thing in self.kids(element) if is_object_reference(thing)]
        return [(kid, self.resolve(thing["Obj"])) for kid, thing in found]

    def drop_annotation(self, annotation: Object, page: Object) -> None:
        """Remove an annotation from its page and from the parent tree."""
        page["Annots"].remove(annotation.reference)
        self.parents.pop(annotation["StructParent"], None)

    def page_of(self, element: Object) -> Object:
        """Return the page that holds the content of an element (/Pg), None if it has none."""
        return self.resolve(element.get("Pg"))

    def save(self) -> None:
        """Write the parent tree back: keys ascending, as a number tree demands (ISO 32000-1, 7.9.7)."""
        flat = [item for key in sorted(self.parents) for item in (key, self.parents[key])]
        self.resolve(self.root["ParentTree"])["Nums"] = pydyf.Array(flat)
