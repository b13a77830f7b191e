"""The words of marked content while the PDF is still in WeasyPrint's hands (ISO 32000-1, 14.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from careerprint.press.tagging.structure_tree import Object, StructureTree, is_element

_FONT = re.compile(rb"/(\S+) \S+ Tf")
_GLYPH = re.compile(rb"([0-9a-fA-F]{4})")
_HEX = re.compile(rb"<([0-9a-fA-F]+)>")


def marked_text(tree: StructureTree, elements: Iterable[Object], fonts: Object) -> dict[int, str]:
    """Return the text below each element, by its object number. `fonts` are WeasyPrint's `document.fonts`."""
    alphabets = {font.hash: font.to_unicode for font in fonts.values()}
    pages: dict[bytes, dict[int, str]] = {}
    texts = {}
    for element in elements:
        pieces = []
        for page_reference, mcid in content(tree, element):
            if page_reference not in pages:
                pages[page_reference] = _page_text(_operators(tree, page_reference), alphabets)
            pieces.append(pages[page_reference].get(mcid, ""))
        texts[element.number] = "".join(pieces)
    return texts


def content(tree: StructureTree, element: Object) -> list[tuple[bytes, int]]:
    """Return the (page reference, MCID) of all marked content below an element, in reading order."""
    found: list[tuple[bytes, int]] = []
    waiting = [element]
    while waiting:
        current = waiting.pop()
        found += [(bytes(current["Pg"]), kid) for kid in current["K"] if isinstance(kid, int)]
        waiting += [thing for _, thing in reversed(tree.kids(current)) if is_element(thing)]
    return found


def _operators(tree: StructureTree, page_reference: bytes) -> list[Object]:
    operators: list[Object] = tree.resolve(tree.resolve(page_reference)["Contents"]).stream
    return operators


def _page_text(operators: list[Object], alphabets: dict[str, dict[int, str]]) -> dict[int, str]:
    """Return the text of each marked-content sequence of a page, by MCID."""
    texts: dict[int, str] = {}
    mcid: int | None = None
    letters: dict[int, str] = {}
    for operator in operators:
        if isinstance(operator, dict) and "MCID" in operator:
            mcid = operator["MCID"]
            texts[mcid] = ""
        elif operator == b"EMC":
            mcid = None
        elif isinstance(operator, bytes) and operator.endswith(b" Tf"):
            if match := _FONT.search(operator):
                letters = alphabets[match[1].decode()]
        elif mcid is not None and isinstance(operator, bytes) and operator.endswith((b"TJ", b"Tj")):
            hexes = b"".join(_HEX.findall(operator))
            texts[mcid] += "".join(letters.get(int(code, 16), "") for code in _GLYPH.findall(hexes))
    return texts
