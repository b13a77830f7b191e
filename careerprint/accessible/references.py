"""References: links to a place in the same document (ISO 14289-1, 7.9; ISO 32000-1, 14.8.4.4.1)."""

from __future__ import annotations

from careerprint.accessible.structure import Object, StructureTree


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
