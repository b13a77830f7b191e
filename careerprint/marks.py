"""Marks in the text of a page, for the tagging to read: private-use characters, which ordinary text does not hold."""

from __future__ import annotations

DECORATION = "\ue000"
"""As the whole `alt` or `<title>`: the picture is decoration and becomes an artifact, which is not read aloud."""

LANGUAGE = "\ue001"
"""Before a BCP 47 tag: the language of the element that holds the mark."""

EXPANSION = "\ue004"
"""Before words: what the abbreviation stands for that holds the mark."""

END = "\ue003"
"""As the whole `<title>`: the end of words that a language mark begins, which may run over several lines."""

ROLE = "\ue002"
"""Before a structure type, such as `Note`: the structure type of the element that holds the mark."""

LABEL = "\ue005"
"""Before words: the picture is the label of its item of a list (Lbl), and a reader hears the words.

Without words: the element that holds the mark is the label.
"""

ROLES = frozenset({"Note", "Reference", "BibEntry", "Quote", "Code", "Caption", "TOC", "TOCI"})
"""The structure types (ISO 32000-1, 14.8.4) that a mark may assign."""


def is_mark(text: str) -> bool:
    """Return whether an alternate text is a mark for the tagging."""
    return text.startswith((DECORATION, LANGUAGE, EXPANSION, END, ROLE))
