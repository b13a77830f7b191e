"""Text that is content of its paragraph itself (ISO 32000-1, 14.8.4.4).

WeasyPrint wraps each stretch of text on each line into a Span, and what is strong or emphasized into a NonStruct around
that; neither says anything. Without them a file has half as many elements, and software that walks through them has
half the way to go.
"""

from __future__ import annotations

import pydyf

from careerprint.press.tagging.structure_tree import Object, StructureTree, is_element

_HOLDERS = frozenset(
    {f"/{role}" for role in ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TH", "TD", "Caption")}
    | {f"/{role}" for role in ("Span", "Quote", "Note", "Reference", "Code", "Link")}
)
"""Structure types that may hold content themselves; those that only group others must not (ISO 32000-1, 14.8.4.2)."""
_BARE = {"Type", "S", "P", "Pg", "K"}
"""Entries of an element that says nothing about its content."""


def lift_text(tree: StructureTree) -> None:
    """Put the text of elements that say nothing into the element around them, where both are on one page."""
    for element in reversed(list(tree.walk())):  # what is inside comes first
        if element["S"] not in _HOLDERS:
            continue
        kids = pydyf.Array()
        for kid, thing in tree.kids(element):
            marks = _only_marks(tree, thing, element["Pg"]) if is_element(thing) else None
            if marks is None:
                kids.append(kid)
            else:
                kids += marks
                _own(tree, element, marks)
        element["K"] = kids
    _drop_others(tree, {element.number for element in tree.walk()})


def _drop_others(tree: StructureTree, kept: set[int]) -> None:
    """Empty the elements that are no longer in the tree: pydyf cannot leave an object out of an object stream."""
    for element in tree.elements:
        if element.number not in kept:
            element.clear()
    tree.elements = [element for element in tree.elements if element.number in kept]


def _only_marks(tree: StructureTree, element: Object, page: Object) -> list[int] | None:
    """Return the marked content of an element on a page that has neither meaning nor attributes; None for any other."""
    if element["S"] not in ("/Span", "/NonStruct") or set(element) != _BARE or element["Pg"] != page:
        return None
    marks: list[int] = []
    for kid, thing in tree.kids(element):
        inner = [kid] if isinstance(kid, int) else _only_marks(tree, thing, page) if is_element(thing) else None
        if inner is None:
            return None
        marks += inner
    return marks


def _own(tree: StructureTree, element: Object, marks: list[int]) -> None:
    """Make an element the parent of marked content on its page (ISO 32000-1, 14.7.4.4)."""
    owners = tree.parents[tree.page_of(element)["StructParents"]]
    for mark in marks:
        owners[mark] = element.reference
