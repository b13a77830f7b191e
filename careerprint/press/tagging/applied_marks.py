"""Marks that templates put into pages, and what they do to the tags (see `careerprint/marks.py`).

HTML has no place for some things that tags can say, such as the structure type Note, and WeasyPrint drops others, such
as the language of a word. But it copies `alt` of `<img>` and the `<title>` of `<svg>` into the structure tree. So text
there that begins with a private-use character is not a description but a mark. No mark is left in the file.
"""

from __future__ import annotations

import pydyf

from careerprint.marks import END, EXPANSION, LANGUAGE, ROLE, ROLES, is_mark
from careerprint.press.tagging.structure_tree import Object, StructureTree


def apply_marks(tree: StructureTree) -> None:
    """Write /Lang (ISO 14289-1, 7.2), structure types (7.9, 7.3), /E (ISO 32000-1, 14.9.5) where marks ask for them."""
    for element in tree.elements:
        if element["S"] != "/Figure" or not is_mark(text := alternate_text(element)):
            continue
        parent = next(tree.ancestors(element), None)
        if parent is not None:
            _apply(parent, text[0], text[1:])
    _carry_languages(tree)


def _carry_languages(tree: StructureTree) -> None:
    """Give a language to all pieces of words that were broken over lines.

    WeasyPrint makes an element for the piece on each line, and only the first one holds the mark.
    """
    pieces: list[Object] = []
    kind, language = "", ""
    for element in tree.walk():
        text = alternate_text(element) if element["S"] == "/Figure" else ""
        if text.startswith(LANGUAGE):
            kind, language, pieces = next(tree.ancestors(element))["S"], text[1:], []
        elif text == END:
            for piece in pieces:
                piece["Lang"] = pydyf.String(language)
            kind = ""
        elif kind and element["S"] == kind:
            pieces.append(element)


def _apply(element: Object, kind: str, value: str) -> None:
    if kind == LANGUAGE:
        element["Lang"] = pydyf.String(value)
    elif kind == EXPANSION:
        element["E"] = pydyf.String(value)
    elif kind == ROLE:
        if value not in ROLES:
            raise ValueError(f"no structure type for a mark: {value!r}")
        element["S"] = f"/{value}"
        if value == "Note":
            element["ID"] = pydyf.String(f"note-{element.number}")


def alternate_text(element: Object) -> str:
    """Return /Alt of an element; empty if it has none."""
    return str(element["Alt"].string) if "Alt" in element else ""
