"""Our HTML of a paragraph or two → plain runs of words that any typesetter's template can read."""

from __future__ import annotations

from html.parser import HTMLParser

Run = list[str]
"""Style (empty, `b`, `i` or `mark`) and words; a source mark and a link have a target too."""

STYLES = {"strong": "b", "em": "i", "a": "mark"}


class _Reader(HTMLParser):
    """Collects the paragraphs of a fragment; the words of the guide's Markdown know no other elements here."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[list[Run]] = [[]]
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self.paragraphs.append([])
        if tag in STYLES:
            self._open.append((STYLES[tag], dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.paragraphs.append([])
        if tag in STYLES:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        style, target = self._open[-1] if self._open else ("", "")
        words = data.strip() if style == "mark" else data.replace("\n", " ")
        self.paragraphs[-1].append([style, words, target] if target else [style, words])


def paragraphs(html: str) -> list[list[Run]]:
    """Return the paragraphs of a fragment of HTML, each as runs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [runs for runs in reader.paragraphs if any(run[1].strip() for run in runs)]


def runs(html: str) -> list[Run]:
    """Return a fragment of HTML without paragraphs, or with one, as runs."""
    return [run for paragraph in paragraphs(html) for run in paragraph]
