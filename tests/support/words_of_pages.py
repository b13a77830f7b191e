"""The words that a page of scanned lines shows in its own language, and those of them that no label has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from careerprint.pages.labels import read_labels
from careerprint.settings import TEMPLATES

_ALONE = ("img", "input", "link", "meta")
"""Elements without an end."""


class Shown(HTMLParser):
    """Collects what is read aloud of a page: text and alternatives, without parts that are in another language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = ""
        self.texts: list[str] = []
        self._around: list[tuple[str, str]] = []
        """The elements that are open, each with its language."""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        language = own.get("lang") or (self._around[-1][1] if self._around else "")
        self.language = self.language or language
        self.texts += [own["alt"] or ""] if "alt" in own else []
        if tag not in _ALONE:
            self._around.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        assert self._around.pop()[0] == tag, self.getpos()

    def handle_data(self, data: str) -> None:
        if self._around and self._around[-1][0] not in ("style", "script") and self._around[-1][1] == self.language:
            self.texts.append(data)


def labels_of_review(language: str) -> list[str]:
    """Return every text of ours that the page can show."""
    words = read_labels([TEMPLATES], language)["web"]
    return [*_texts(words["review"]), words["scans"]["decided"]]


def pieces(text: str) -> list[str]:
    """Return a label's words before, between, and after its parts."""
    return [found for piece in re.split(r"\{\w+\}", text) if re.search(r"\w", found := piece.strip())]


def words_beyond_labels(html: str, *known: str, language: str = "") -> list[str]:
    """Return the words of a page that are neither in the labels of a language, by default its own, nor `known`."""
    page = Shown(html)
    text = " ".join(" ".join(page.texts).split())
    ours = {piece for label in labels_of_review(language or page.language) for piece in pieces(label)}
    for words in sorted({*ours, *known}, key=len, reverse=True):
        start, end = (r"\b" if words[place].isalnum() else "" for place in (0, -1))
        text = re.sub(f"{start}{re.escape(words)}{end}", " ", text)
    return re.findall(r"[^\W\d_]+", text)


def _texts(labels: Mapping[str, Any]) -> Iterator[str]:
    for value in labels.values():
        yield from _texts(value) if isinstance(value, Mapping) else [str(value)]
