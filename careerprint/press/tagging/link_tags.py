"""Links: each annotation is inside one Link element, says in words where it leads, and is a Reference if that is
inside the document.

ISO 14289-1, 7.18.5; ISO 32000-1, 14.8.4.4.
"""

from __future__ import annotations

import pydyf

from careerprint.marks import is_mark
from careerprint.press.tagging.structure_tree import Object, StructureTree

LEAST_HALF = 4.0
"""Half the height in points that the area of a link has at least: that of the smallest letters."""


def describe_links(document: Object) -> None:
    """Say in each link's Contents where it goes (ISO 14289-1, 7.18.5: an alternate description).

    WeasyPrint writes the address there. The words come from `title`, `aria-label` or the text of the `<a>`, in this
    order.
    """
    for page in document.pages:
        for _kind, _target, _rectangle, box in page.links:
            if box.link_annotation is None or box.element is None or box.element_tag != "a":
                continue
            if words := _description(box.element):
                box.link_annotation["Contents"] = pydyf.String(words)
            _give_area(box.link_annotation)


def _give_area(annotation: Object) -> None:
    """Make the area of a link high enough to be hit: raised marks take no height in their line, so theirs had none."""
    left, top, right, bottom = annotation["Rect"]
    if abs(top - bottom) < 2 * LEAST_HALF:
        middle = (bottom + top) / 2
        annotation["Rect"] = pydyf.Array([left, middle + LEAST_HALF, right, middle - LEAST_HALF])


def _description(link: Object) -> str:
    words = link.get("title") or link.get("aria-label") or _words(link)
    return " ".join(words.split())


def _words(element: Object) -> str:
    """Return what an element says: its text, the `alt` of pictures and the titles of drawings."""
    own = element.get("alt") or element.text or ""
    if is_mark(own):
        own = ""
    return own + "".join(_words(child) + (child.tail or "") for child in element)


def merge_nested_links(tree: StructureTree) -> None:
    """Leave only annotations that are kids of a Link element (ISO 14289-1, 7.18.5-1).

    Besides the annotation that a Link element has on each page and line, WeasyPrint gives one of its own to each box
    inside an `<a>`, such as `<strong>`, outside the Link element. Its area is added to the other one's.
    """
    for element in tree.elements:
        if element["S"] == "/Link":
            continue
        for reference, annotation in tree.annotations(element):
            link = next((each for each in tree.ancestors(element) if each["S"] == "/Link"), None)
            if link is not None and annotation["Subtype"] == "/Link":
                _reference, whole = tree.annotations(link)[0]
                whole["Rect"] = _around(whole["Rect"], annotation["Rect"])
                element["K"].remove(reference)
                tree.drop_annotation(annotation, tree.page_of(element))


def _around(one: Object, other: Object) -> Object:
    """Return the smallest rectangle that holds two (ISO 32000-1, 7.9.5), lower left corner first."""
    horizontal, vertical = [*one[::2], *other[::2]], [*one[1::2], *other[1::2]]
    return pydyf.Array([min(horizontal), min(vertical), max(horizontal), max(vertical)])


def mark_references(tree: StructureTree) -> None:
    """Put each Link that leads to a place in the document, such as a source, into a Reference."""
    for element in list(tree.elements):
        if element["S"] == "/Link" and _leads_inside(tree, element):
            _wrap(tree, element)


def _leads_inside(tree: StructureTree, link: Object) -> bool:
    return any("Dest" in annotation for _, annotation in tree.annotations(link))


def _wrap(tree: StructureTree, link: Object) -> None:
    parent = next(tree.ancestors(link))
    reference = tree.new("/Reference", parent)
    parent["K"][parent["K"].index(link.reference)] = reference.reference
    tree.move(link.reference, reference)
