"""Marks inside text that the tagging reads: private-use characters, so that no text holds them by itself."""

from __future__ import annotations

DECORATION = "\ue000"
"""As the whole `alt` or `<title>`: the picture says nothing and becomes an artifact."""

LANGUAGE = "\ue001"
"""Before a BCP 47 tag: the language of the element that the mark stands in."""

END = "\ue003"
"""As the whole `<title>`, at the end of words that a language mark begins: they may be broken over lines."""

ROLE = "\ue002"
"""Before a structure type, such as `Note`: the structure type of the element that the mark stands in."""

ROLES = frozenset({"Note", "Reference", "BibEntry", "Quote", "Code", "Caption", "TOC", "TOCI"})
"""The structure types (ISO 32000-1, 14.8.4) that a mark may give."""


def is_mark(text: str) -> bool:
    """Return whether an alternate text is a word to the finisher."""
    return text.startswith((DECORATION, LANGUAGE, END, ROLE))
