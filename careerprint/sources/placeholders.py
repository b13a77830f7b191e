"""`{title}` in an assessment's text: the words that a guide fills in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from xml.etree.ElementTree import Element

from careerprint.errors import Problem
from careerprint.sources.document import Document, Section

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_AT_END = re.compile(r"\{(\w+)\}\s*$")


def fill(section: Section, words: Mapping[str, str]) -> Section:
    """Return the section, and those inside it, with each `{name}` replaced by its words.

    The words are text: whatever markup they seem to hold is printed as text.
    """
    return replace(
        section,
        title=_filled(section.title, {name: html.escape(text, quote=False) for name, text in words.items()}),
        words=_filled(section.words, words),
        body=tuple(_filled_element(element, words) for element in section.body),
        children=tuple(fill(child, words) for child in section.children),
    )


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: words.get(found.group(1), found.group(0)), text)


def _filled_element(element: Element, words: Mapping[str, str]) -> Element:
    copy = deepcopy(element)
    for part in copy.iter():
        part.text = _filled(part.text, words) if part.text else part.text
        part.tail = _filled(part.tail, words) if part.tail else part.tail
    return copy


def problems(document: Document, allowed: tuple[str, ...]) -> Iterator[Problem]:
    """Report unknown `{names}`, and those at the end of a line, which Markdown would swallow."""
    known = ", ".join(f"`{{{name}}}`" for name in allowed) or "none"
    body = document.source[document.first_line - 1 :]
    for number, line in enumerate(body, document.first_line):
        for found in _PLACEHOLDER.finditer(line):
            if found.group(1) not in allowed:
                message = f"nothing fills in `{found.group(0)}`; known here: {known}"
                yield Problem(document.path, number, "", message)
        if (end := _AT_END.search(line)) and end.group(1) in allowed:
            message = f"`{end.group(0).strip()}` at the end of a line is lost; put a word or a full stop after it"
            yield Problem(document.path, number, "", message)
