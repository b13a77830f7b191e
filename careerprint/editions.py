"""Editions: the ways to print one document.

*standard* is the page as designed; *large-print* is typeset again in 18 point by the rules of the American Printing
House for the Blind and the American Council of the Blind; *clear-print* is the same in 14 point, for people who read
12 point with effort; *mono* is black on white, for a laser printer and photocopies; *one-sheet* is a handout's first
and last side, for the counter; *rack-card* is the shortest of all, three times on a sheet that is cut. *booklet* and
*two-up* are sheets for the print shop, made from the standard pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal, get_args

Layout = Literal["standard", "large-print", "clear-print", "mono", "one-sheet", "rack-card", "booklet", "two-up"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
"""All layouts, by the names that people type."""
IMPOSED: tuple[Layout, ...] = ("rack-card", "booklet", "two-up")
"""Layouts that put several pages on a sheet: only for printing, as such sheets have no tags for screen readers."""
ONLY: dict[Layout, tuple[str, ...]] = {
    "one-sheet": ("handout",),
    "rack-card": ("handout",),
    "booklet": ("handout", "report"),
}
"""Layouts that only some kinds of documents have: worksheets and group reports have too few sides to fold."""
SIZES: dict[Layout, float] = {"large-print": 18.0, "clear-print": 14.0}
"""Points of the smallest text, where they are not those of the page as designed: large print has 18 (American Printing
House for the Blind), clear print 14 (Royal National Institute of Blind People)."""
_PRINT_FILE = re.compile(rf"-({'|'.join(IMPOSED)})-print(-(letter|a4))?\.pdf$")
"""The end of an imposed file's name, on the center's own paper or on another."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One way to print a document."""

    layout: Layout = "standard"
    high_contrast: bool = False
    """Black on white with thicker lines, no tints."""
    low_vision: bool = False
    """Set in Atkinson Hyperlegible, a typeface for readers with low vision."""

    @property
    def is_large(self) -> bool:
        """Whether its text is larger than on the page as designed, in one column."""
        return self.layout in SIZES

    @property
    def size(self) -> float:
        """Points of its text."""
        return SIZES.get(self.layout, 12.0)

    @property
    def is_one_sheet(self) -> bool:
        """Whether it is a handout's first and last side."""
        return self.layout == "one-sheet"

    @property
    def is_card(self) -> bool:
        """Whether it is a card of a third of a sheet."""
        return self.layout == "rack-card"

    @property
    def is_short(self) -> bool:
        """Whether it has two sides, whatever the handout has."""
        return self.is_one_sheet or self.is_card

    @property
    def is_mono(self) -> bool:
        """Whether it is black on white, without pictures that need color or grey."""
        return self.layout == "mono"

    @property
    def is_black(self) -> bool:
        """Whether everything that is drawn is black."""
        return self.is_mono or self.high_contrast

    @property
    def is_imposed(self) -> bool:
        """Whether several of its pages share a sheet."""
        return self.layout in IMPOSED

    @property
    def styles(self) -> tuple[str, ...]:
        """The names of its own style sheets, which follow all others."""
        first = ("black",) if self.is_black else ()
        return (*first, *(("large-print",) if self.layout == "clear-print" else ()), *self._traits())

    @property
    def page(self) -> Edition:
        """The edition of the single pages: of imposed sheets the standard one, but cards have pages of their own."""
        return self if self.is_card or not self.is_imposed else replace(self, layout="standard")

    def name(self, output: str) -> str:
        """Return the name of an output in this edition: `nurse.pdf` → `nurse-large-print.pdf`."""
        return output.removesuffix(".pdf") + "".join(f"-{part}" for part in self._parts()) + ".pdf"

    def _parts(self) -> Iterator[str]:
        yield from self._traits()
        if self.is_imposed:
            yield f"{self.layout}-print"

    def _traits(self) -> Iterator[str]:
        """Yield what sets the edition apart from the page as designed."""
        if self.layout != "standard" and not self.is_imposed:
            yield self.layout
        if self.high_contrast:
            yield "high-contrast"
        if self.low_vision:
            yield "low-vision"


STANDARD = Edition()
"""The edition of the page as designed."""
EDITIONS = tuple(Edition(*parts) for parts in product(LAYOUTS, (False, True), (False, True)))
"""All possible editions."""

_ENDINGS = tuple(edition.name(".pdf").removesuffix(".pdf") for edition in EDITIONS if edition != STANDARD)


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """The editions that somebody asked for."""

    layouts: tuple[Layout, ...] = ()
    """Empty for those that the guide or the center names."""
    high_contrast: bool = False
    low_vision: bool = False

    def editions(self, *wishes: Sequence[Layout] | None) -> tuple[Edition, ...]:
        """Return the editions to print: those asked for, or else the first of `wishes` that names any."""
        layouts = next((found for found in (self.layouts, *wishes) if found), ("standard",))
        return tuple(Edition(layout, self.high_contrast, self.low_vision) for layout in dict.fromkeys(layouts))


AS_WRITTEN = EditionChoice()
"""The choice of somebody who asked for no edition: those that the guide or the center names."""


def has_layout(kind: str, layout: Layout) -> bool:
    """Say whether documents of a kind can have a layout."""
    return layout not in ONLY or kind in ONLY[layout]


def is_print_file(output: str) -> bool:
    """Return whether an output is only for printing and must never be handed out as a file."""
    return _PRINT_FILE.search(output) is not None


def looks_like_edition(name: str) -> bool:
    """Return whether a name, without its suffix, could be taken for an edition of another: `nurse-mono`."""
    return name.casefold().endswith(_ENDINGS)
