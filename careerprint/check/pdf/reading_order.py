"""What is read aloud: the words of a finished PDF in the order of its structure tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf

from careerprint.check.pdf.page.view import HeardText, PageView

_INLINE = frozenset({"/Span", "/Link", "/NonStruct", "/Private", "/Quote", "/Reference", "/BibEntry", "/Code"})
"""Structure types whose words belong to the sentence around them (ISO 32000-1, 14.8.4.4)."""

_DIVIDED = re.compile("[\N{HYPHEN}\N{SOFT HYPHEN}]$")
"""What WeasyPrint writes where it divides a word: it is taken out when the word is put together again."""

_BREAKABLE = re.compile("\\S[-/\N{EN DASH}\N{EM DASH}]$")
"""Where a line may end inside a word as it is written, such as self-assessment."""


def blocks_of(pdf: pikepdf.Pdf, views: Sequence[PageView]) -> list[tuple[str, str]]:
    """Return (role, words) of each block of a tagged PDF, in reading order; `views` are those of its pages.

    The role is the structure type without its slash, such as `H1`, `P`, `LBody`, `TH`. Pictures give their
    alternate text with the role `Figure`, form fields their name (/TU) with the role `Form`; artifacts give
    nothing. White space counts as one space; a word divided at the end of a line is put together again.
    Text that is drawn inside a form XObject is not found.
    """
    walk = _ReadingWalk({page.obj.objgen: view.heard for page, view in zip(pdf.pages, views, strict=True)})
    for element in array_of(pdf.Root["/StructTreeRoot"]["/K"]):
        if isinstance(element, pikepdf.Object):  # marked content may hang on elements only
            walk.read(element)
    walk.close_block()
    return walk.blocks


@dataclass(slots=True)
class _ReadingWalk:
    """A walk through the structure tree that collects blocks of words."""

    pages: Mapping[tuple[int, int], Mapping[int, Sequence[HeardText]]]
    blocks: list[tuple[str, str]] = field(default_factory=list)
    _words: str = ""
    _role: str = ""
    _last: tuple[tuple[int, int], HeardText] | None = None

    def read(self, element: pikepdf.Object, outer_role: str = "") -> None:
        """Read one structure element and everything below it."""
        kind = str(element["/S"])
        role = outer_role if kind in _INLINE and outer_role else kind
        if kind not in _INLINE:
            self.close_block()
        if (spoken := _spoken(element)) is not None:
            self._role = role
            self._words += spoken
        else:
            for kid in array_of(element.get("/K")):
                self._read_kid(kid, element, role)
        if kind not in _INLINE:
            self.close_block()

    def _read_kid(self, kid: pikepdf.Object | int, element: pikepdf.Object, role: str) -> None:
        if isinstance(kid, int):
            for run in self.pages[element["/Pg"].objgen].get(kid, []):
                self._add(run, element["/Pg"].objgen, role)
        elif kid.get("/Type") == "/OBJR":
            if kid["/Obj"].get("/Subtype") == "/Widget":
                self._role, self._words = role, field_name(kid["/Obj"])
        else:
            self.read(kid, role)

    def _add(self, run: HeardText, page: tuple[int, int], role: str) -> None:
        if self._last is not None and self._words and _is_new_line(self._last, (page, run)):
            if _DIVIDED.search(self._words):
                self._words = self._words[:-1]
            elif not _BREAKABLE.search(self._words):
                self._words += " "
        self._words += run.text
        self._role, self._last = role, (page, run)

    def close_block(self) -> None:
        """Keep the words collected so far as a block of their own."""
        if words := " ".join(self._words.split()):
            self.blocks.append((self._role.removeprefix("/"), words))
        self._words, self._last = "", None


def _is_new_line(last: tuple[tuple[int, int], HeardText], this: tuple[tuple[int, int], HeardText]) -> bool:
    """Return whether text starts on a new line; raised marks stay on the line of the text before them."""
    (last_page, before), (page, now) = last, this
    is_lower = abs(before.y - now.y) > 0.6 * max(before.size, now.size)
    return last_page != page or is_lower or now.x < before.x


def _spoken(element: pikepdf.Object) -> str | None:
    """Return the words that stand for the content of an element (ISO 32000-1, 14.9.3 and 14.9.4)."""
    for key in ("/ActualText", "/Alt"):
        if key in element:
            return str(element[key])
    return None


def field_name(widget: pikepdf.Object) -> str:
    """Return the name of a form field for people, /TU, of the widget or else of its parent; may be empty."""
    if "/TU" in widget:
        return str(widget["/TU"])
    return field_name(widget["/Parent"]) if "/Parent" in widget else ""


def array_of(value: pikepdf.Object | int | None) -> Iterator[pikepdf.Object | int]:
    """Yield the entries of what may be one thing, an array of things, or missing, such as /K of an element."""
    if isinstance(value, pikepdf.Array):
        yield from value
    elif value is not None:
        yield value
