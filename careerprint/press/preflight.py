"""A last look at a page before it is laid out: what would hang the engine, and what would print as an empty box."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from careerprint.faces.fonts import covers
from careerprint.press.pictures import SVG_NAMESPACE, UnsafePicture, check_drawing

MAX_DEPTH = 60
"""Levels of HTML elements inside each other at most; the engine gives up at about 130."""

_UNSEEN = {"head", "style", "script", "template", f"{{{SVG_NAMESPACE}}}title"}
"""Elements whose text is not drawn, so no glyph is needed for it."""
_SHOWN_ATTRIBUTES = ("value", "placeholder")
"""Attributes whose text is drawn, in the fields of forms."""
FORM_SELECTORS = {chr(code) for code in range(0xFE00, 0xFE10)}
"""Variation selectors: they only choose a form of the character before them, such as the colored form of ☑."""


def dangers(root: Element) -> Iterator[str]:
    """Yield, in plain words, the reasons not even to lay a page out."""
    if next(root.iter("base"), None) is not None:
        yield "the page has a <base> element, which moves every address: remove it from the template"
    if _depth(root) > MAX_DEPTH:
        yield f"elements are nested more than {MAX_DEPTH} deep: make lists and quotes flatter"
        return
    for drawing in root.iter(f"{{{SVG_NAMESPACE}}}svg"):
        try:
            check_drawing(drawing)
        except UnsafePicture as error:
            yield f"a drawing on the page {error}"


def _depth(root: Element) -> int:
    """Return how many levels a tree has. No recursion: a tree that is too deep must not stop this function, too."""
    level, depth = [root], 0
    while level:
        depth += 1
        level = [child for element in level for child in element]
    return depth


def unprintable(root: Element) -> list[str]:
    """Return the characters on the page that no font of ours has, sorted."""
    return sorted(covers("".join(set("".join(_texts(root))) - FORM_SELECTORS)))


def named(character: str) -> str:
    """Return a character as people and programmers know it: “☃” (U+2603)."""
    code = f"U+{ord(character):04X}"
    return f"“{character}” ({code})" if character.isprintable() else code


def _texts(element: Element) -> Iterator[str]:
    if element.tag not in _UNSEEN:
        yield element.text or ""
        for name in _SHOWN_ATTRIBUTES:
            yield element.get(name, "")
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
