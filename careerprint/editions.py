"""Editions: the ways in which one document is printed.

*standard* is the page as designed; *large-print* is set again in 18 points by the rules of the American Printing
House for the Blind and the American Council of the Blind; *mono* is black on white for a laser printer and its
photocopies; *booklet* and *two-up* are sheets for the printer, made from the standard pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

Layout = Literal["standard", "large-print", "mono", "booklet", "two-up"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
"""All layouts, by the names that people type."""
IMPOSED: tuple[Layout, ...] = ("booklet", "two-up")
"""Layouts whose pages stand on larger sheets: for the print run only, as their tags are gone."""
_PRINT_FILE = re.compile(rf"-({'|'.join(IMPOSED)})-print(-(letter|a4))?\.pdf$")
"""How the name of an imposed file ends, on the center's own paper or on another."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One way to print a document."""

    layout: Layout = "standard"
    high_contrast: bool = False
    """Black on white with thicker lines, no tints."""
    low_vision: bool = False
    """Set in Atkinson Hyperlegible."""

    @property
    def is_large(self) -> bool:
        """Whether it is large print."""
        return self.layout == "large-print"

    @property
    def is_mono(self) -> bool:
        """Whether it is black on white, without pictures that need a color or a grey."""
        return self.layout == "mono"

    @property
    def is_black(self) -> bool:
        """Whether everything that is drawn is black."""
        return self.is_mono or self.high_contrast

    @property
    def is_imposed(self) -> bool:
        """Whether its pages stand on larger sheets."""
        return self.layout in IMPOSED

    @property
    def styles(self) -> tuple[str, ...]:
        """Names of its own style sheets, which come after all others."""
        return (*(("black",) if self.is_black else ()), *self._traits())

    @property
    def page(self) -> Edition:
        """The edition of the pages themselves: the standard one for imposed sheets."""
        return Edition("standard", self.high_contrast, self.low_vision) if self.is_imposed else self

    def name(self, output: str) -> str:
        """Return the name of an output in this edition: `nurse.pdf` → `nurse-large-print.pdf`."""
        return output.removesuffix(".pdf") + "".join(f"-{part}" for part in self._parts()) + ".pdf"

    def _parts(self) -> Iterator[str]:
        yield from self._traits()
        if self.is_imposed:
            yield f"{self.layout}-print"

    def _traits(self) -> Iterator[str]:
        """Yield what sets it apart from the designed page."""
        if self.layout in ("large-print", "mono"):
            yield self.layout
        if self.high_contrast:
            yield "high-contrast"
        if self.low_vision:
            yield "low-vision"


STANDARD = Edition()
"""The edition of the designed page."""
EDITIONS = tuple(Edition(*parts) for parts in product(LAYOUTS, (False, True), (False, True)))
"""All editions that there can be."""

_ENDINGS = tuple(edition.name(".pdf").removesuffix(".pdf") for edition in EDITIONS if edition != STANDARD)


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """The editions that somebody asked for."""

    layouts: tuple[Layout, ...] = ()
    """Empty for what the guide or the center says."""
    high_contrast: bool = False
    low_vision: bool = False

    def editions(self, *wishes: Sequence[Layout] | None) -> tuple[Edition, ...]:
        """Return the editions to print: those asked for, or the first of `wishes` that says any."""
        layouts = next((found for found in (self.layouts, *wishes) if found), ("standard",))
        return tuple(Edition(layout, self.high_contrast, self.low_vision) for layout in dict.fromkeys(layouts))


AS_WRITTEN = EditionChoice()
"""The choice of somebody who asked for nothing: what the guide or the center says."""


def is_print_file(output: str) -> bool:
    """Say whether an output is for the print run only and must never be handed out as a file."""
    return _PRINT_FILE.search(output) is not None


def looks_like_edition(name: str) -> bool:
    """Say whether a name without its ending could be taken for the edition of another: `nurse-mono`."""
    return name.casefold().endswith(_ENDINGS)
