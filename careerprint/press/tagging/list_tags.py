"""Lists: one label and one body per item, nested lists inside a body (ISO 32000-1, 14.8.4.3.3)."""

from __future__ import annotations

import re

import pydyf

from careerprint.marks import DECORATION, LABEL
from careerprint.press.tagging.applied_marks import alternate_text
from careerprint.press.tagging.marked_text import Alphabets, marked_text
from careerprint.press.tagging.structure_tree import Object, StructureTree, is_element

_NUMBERINGS = (
    (re.compile(r"[0-9]"), "/Decimal"),
    (re.compile(r"[ivxlcdm]{2,}|i"), "/LowerRoman"),
    (re.compile(r"[IVXLCDM]{2,}|I"), "/UpperRoman"),
    (re.compile(r"[a-z]"), "/LowerAlpha"),
    (re.compile(r"[A-Z]"), "/UpperAlpha"),
    (re.compile(r"[□☐▢■]"), "/Square"),
    (re.compile(r"[○◦]"), "/Circle"),
)
"""How labels begin, and the numbering that they show. A single letter such as `c` is a letter rather than a numeral."""


def correct_lists(tree: StructureTree) -> None:
    """Give every item one LBody and put nested lists where they belong (ISO 14289-1, 7.2 and 7.6)."""
    for element in list(tree.elements):
        if element["S"] == "/Figure" and alternate_text(element).startswith(LABEL):
            _make_label(tree, element)
    for element in list(tree.elements):
        if element["S"] == "/LI":
            _gather_body(tree, element)
    for element in tree.elements:
        if element["S"] == "/L":
            _nest_lists(tree, element)


def _make_label(tree: StructureTree, figure: Object) -> None:
    """Make a picture, such as a box to tick, the label of its item; without words, make one of what holds it.

    Outside a list a picture stays one, with its words.
    """
    words = alternate_text(figure).removeprefix(LABEL)
    label = figure if words else next(tree.ancestors(figure))
    item = next((element for element in tree.ancestors(label) if element["S"] == "/LI"), None)
    if words:
        del figure["Alt"]
        figure["Alt" if item is None else "ActualText"] = pydyf.String(words)
    else:
        figure["Alt"] = pydyf.String(DECORATION)
    if item is not None:
        tree.resolve(label["P"])["K"].remove(label.reference)
        label.pop("A", None)  # the place of a picture, which a label need not have
        label["S"], label["P"] = "/Lbl", item.reference
        item["K"].insert(0, label.reference)


def _gather_body(tree: StructureTree, item: Object) -> None:
    """Put everything in an LI that is not its Lbl into one LBody: an LI holds nothing else (7.2-20)."""
    labels = [kid for kid in item["K"] if tree.role(kid) == "/Lbl"]
    rest = [kid for kid in item["K"] if tree.role(kid) != "/Lbl"]
    # An item of which only a nested list continues on the next page has neither label nor text there.
    if (labels and not rest) or [tree.role(kid) for kid in rest] == ["/LBody"]:
        return
    body = tree.new("/LBody", item)
    for kid in rest:
        if tree.role(kid) == "/LBody":
            for inner in list(tree.resolve(kid)["K"]):
                tree.move(inner, body)
        else:
            tree.move(kid, body)
    item["K"] = pydyf.Array([*labels, body.reference])


def _nest_lists(tree: StructureTree, parent: Object) -> None:
    """Move a list that follows an item into the body of that item, where its author wrote it."""
    kept = pydyf.Array()
    for kid in list(parent["K"]):
        body = _body(tree, kept[-1]) if kept and tree.role(kid) == "/L" else None
        if body is None:
            kept.append(kid)
        else:
            tree.move(kid, body)
    parent["K"] = kept


def _body(tree: StructureTree, item: Object) -> Object | None:
    """Return the LBody of an LI."""
    if tree.role(item) != "/LI":
        return None
    bodies = (thing for _, thing in tree.kids(tree.resolve(item)) if is_element(thing))
    return next((thing for thing in bodies if thing["S"] == "/LBody"), None)


def name_numbering(tree: StructureTree, alphabets: Alphabets) -> None:
    """Say how the items of a list are numbered (ListNumbering; ISO 14289-1, 7.6; ISO 32000-1, table 347).

    It is read from the printed labels, because that is what the attribute must agree with. A list without labels
    gets none.
    """
    labels = [element for element in tree.elements if element["S"] == "/Lbl"]
    texts = marked_text(tree, labels, alphabets)
    for label in labels:
        parents = tree.ancestors(label)
        if next(parents)["S"] == "/LI" and (whole := next(parents))["S"] == "/L" and "A" not in whole:
            is_box = "ActualText" in label  # a picture; see `_make_label`
            numbering = "/Square" if is_box else _numbering(texts[label.number])
            whole["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})


def _numbering(label: str) -> str:
    """Return the value of ListNumbering that a printed label shows."""
    word = label.strip().strip(".()")
    return next((name for pattern, name in _NUMBERINGS if pattern.match(word)), "/Disc")
