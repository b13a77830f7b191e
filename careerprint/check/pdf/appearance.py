"""Rules about what text looks like: fonts, contrast, size."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

import pikepdf

from careerprint.check.pdf.finished import FinishedPdf
from careerprint.check.pdf.page.painting import RGB
from careerprint.check.pdf.page.view import SeenText
from careerprint.color import contrast as contrast_of
from careerprint.editions import SIZES
from careerprint.errors import Problem
from careerprint.faces import fonts as faces
from careerprint.wording import counted

FAMILIES = tuple(family.replace(" ", "-") for family in faces.FAMILIES)
"""How the names of our fonts begin in a PDF."""
LEAST, LEAST_LARGE = 4.5, 3.0
"""The least contrast of text, and of large text (WCAG 2.1, 1.4.3)."""
LARGE, LARGE_BOLD = 18.0, 14.0
"""Points from which text is large, and bold text (WCAG 2.1, 1.4.3)."""
TOLERANCE = 0.05
"""Points by which a size may fall short: sizes are rounded on their way into the file."""


def fonts(file: FinishedPdf) -> Iterator[Problem]:
    """Report fonts that are not ours, are not embedded, or do not say what their glyphs mean (ISO 14289-1, 7.21)."""
    for font in file.pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font" or "/BaseFont" not in font:
            continue
        if font.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
            continue  # the inner half of a composite font, which comes by itself
        name = str(font["/BaseFont"]).removeprefix("/")
        family = name.partition("+")[2] or name
        if not family.startswith(FAMILIES):
            yield file.problem(f"the font {family} is not one of ours: a style or a picture brought it in")
        elif not _is_embedded(font):
            yield file.problem(f"the font {family} is not in the file")
        if "/ToUnicode" not in font:
            yield file.problem(f"text in the font {family} cannot be read aloud or copied (no ToUnicode)")


def _is_embedded(font: pikepdf.Object) -> bool:
    holders = [font, *font.get("/DescendantFonts", ())]
    descriptors = [holder.get("/FontDescriptor", pikepdf.Dictionary()) for holder in holders]
    return any(f"/FontFile{kind}" in each for each in descriptors for kind in ("", "2", "3"))


def contrast(file: FinishedPdf) -> Iterator[Problem]:
    """Report text that stands out too little from what is behind it (WCAG 2.1, 1.4.3)."""
    for view in file.views:
        pale: dict[tuple[str, str, float], int] = defaultdict(int)
        for run in view.seen:
            if run.color is not None and run.background is not None:
                colors = (_hex(run.color), _hex(run.background))
                if contrast_of(*colors) < _least(run):
                    pale[*colors, _least(run)] += 1
        for (color, background, least), times in pale.items():
            ratio = contrast_of(color, background)
            shown = math.floor(10 * ratio) / 10  # 4.49 must not read as 4.5
            message = f"text in {color} on {background} has a contrast of {shown:g} to 1, in {counted(times, 'place')}"
            remedy = f"at least {least:g} to 1 can be read well: choose other colors"
            yield file.problem(f"{message}; {remedy}", page=view.number)


def _least(run: SeenText) -> float:
    is_bold = run.font.endswith("Bold") and "Semi" not in run.font
    return LEAST_LARGE if run.size >= (LARGE_BOLD if is_bold else LARGE) - TOLERANCE else LEAST


def _hex(color: RGB) -> str:
    return "#" + "".join(f"{round(255 * min(max(part, 0.0), 1.0)):02x}" for part in color)


def smallest(file: FinishedPdf) -> float | None:
    """Return the size of the smallest text of a file in points; None if it has none."""
    return min((run.size for view in file.views for run in view.seen), default=None)


def large_print(file: FinishedPdf) -> Iterator[Problem]:
    """Report text of a larger edition that is too small."""
    size = smallest(file)
    for layout, least in SIZES.items():
        if f"-{layout}" in file.label and size is not None and size < least - TOLERANCE:
            name = layout.replace("-", " ")
            yield file.problem(f"its smallest text is {size:.1f} points; {name} has at least {least:g}")
