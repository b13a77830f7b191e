"""Artifacts: what is printed but not read aloud (ISO 14289-1, 7.1 and 7.8; ISO 32000-1, 14.8.2.2)."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

import pydyf

from careerprint.marks import is_mark
from careerprint.press.tagging.applied_marks import alternate_text
from careerprint.press.tagging.marked_text import content
from careerprint.press.tagging.structure_tree import PIXEL, Object, StructureTree, is_element

_LAYOUT = {"Type": "/Layout"}


def mark_artifacts(tree: StructureTree) -> None:
    """Make artifacts of page furniture and decorative pictures.

    WeasyPrint marks the content of page margins as real content of elements that hang on nothing, so it would be
    neither tagged nor an artifact (ISO 14289-1, 7.1). Such elements are furniture; a Figure with a mark is decoration.
    """
    decorations = _cut_decorations(tree)
    reachable = {element.number for element in tree.walk()}
    known = reachable.union(thing.number for each in decorations for thing in _subtree(tree, each))
    furniture = [each for each in tree.elements if each.number not in known]
    for element in [*decorations, *furniture]:
        _drop_links(tree, element)
    found: dict[bytes, dict[int, bool]] = defaultdict(dict)
    for elements, is_furniture in ((decorations, False), (furniture, True)):
        for element in elements:
            for page, mcid in content(tree, element):
                found[page][mcid] = is_furniture
    for page, mcids in found.items():
        _rewrite(tree, tree.resolve(page), mcids)


def _cut_decorations(tree: StructureTree) -> list[Object]:
    """Take marked figures out of their parents and return them."""
    marked = [each for each in tree.elements if each["S"] == "/Figure" and is_mark(alternate_text(each))]
    for figure in marked:
        parent = next(tree.ancestors(figure), None)
        if parent is not None and figure.reference in parent["K"]:
            parent["K"].remove(figure.reference)
    return marked


def _subtree(tree: StructureTree, element: Object) -> list[Object]:
    below = [thing for _, kid in tree.kids(element) if is_element(kid) for thing in _subtree(tree, kid)]
    return [element, *below]


def _drop_links(tree: StructureTree, element: Object) -> None:
    """Remove links from artifacts: a link annotation must be inside a Link element (ISO 14289-1, 7.18.5-1)."""
    for _reference, annotation in tree.annotations(element):
        page = tree.page_of(element)
        if page is not None and annotation.reference in page.get("Annots", ()):
            tree.drop_annotation(annotation, page)


def _rewrite(tree: StructureTree, page: Object, mcids: dict[int, bool]) -> None:
    """Rewrite marked-content sequences of a page as artifacts, and empty their places in the parent tree.

    `mcids` says of each sequence whether it is page furniture.
    """
    operators = tree.resolve(page["Contents"]).stream
    for index, operator in enumerate(operators):
        if isinstance(operator, dict) and operator.get("MCID") in mcids:
            is_furniture = mcids[operator["MCID"]]
            properties = _pagination(operators, index, page) if is_furniture else _LAYOUT
            # The entry before the properties is the tag; the operator, BDC, follows them.
            operators[index - 1 : index + 1] = ["/Artifact", pydyf.Dictionary(properties)]
    slots = tree.parents[page["StructParents"]]
    for mcid in mcids:
        slots[mcid] = b"null"  # not deleted: each sequence is found by its place in this array


def _pagination(operators: list[Object], index: int, page: Object) -> dict[str, str]:
    """Return the properties of a pagination artifact (ISO 32000-1, table 330).

    Text in the upper half of the page belongs to a header, text in the lower half to a footer. A picture has no text
    matrix that would say where it is, and gets no subtype.
    """
    for operator in islice(operators, index, None):
        if operator == b"EMC":
            break
        if isinstance(operator, bytes) and operator.endswith(b" Tm"):
            _left, top, _right, bottom = page["MediaBox"]
            from_top = float(operator.split()[5]) * PIXEL
            is_header = from_top < (bottom - top) / 2
            return {"Type": "/Pagination", "Subtype": "/Header" if is_header else "/Footer"}
    return {"Type": "/Pagination"}
