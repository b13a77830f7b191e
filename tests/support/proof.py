"""Prints small pages for tests and asks page-validation about them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf

from careerprint.faces import fonts

fonts.activate()

import weasyprint  # noqa: E402  (after the fonts: fontconfig reads its configuration once)
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from careerprint.check.pdf.standards import failures  # noqa: E402
from careerprint.press.tagging.finish import finish  # noqa: E402
from careerprint.press.tagging.structure_tree import StructureTree  # noqa: E402
from careerprint.press.tagging.worded_pages import worded  # noqa: E402

STYLE = """
@page { size: A5; margin: 2cm }
html { font-family: "Careerprint Sans"; image-rendering: crisp-edges }
ul { list-style-type: disc } ul ul { list-style-type: "- " }
code, pre { font-family: inherit }
input, textarea, select { display: inline-block; width: 30mm; height: 6mm; font-family: "Careerprint Sans" }
"""

_FONTS = FontConfiguration()
_STYLE = weasyprint.CSS(string=STYLE, font_config=_FONTS)

Finisher = Callable[[Any, Any], None]


def print_page(body: str, *, variant: str = "pdf/a-2a", finisher: Finisher | None = finish) -> bytes:
    """Print the body of an HTML page. `finisher=None` shows what WeasyPrint does alone."""
    html = weasyprint.HTML(string=f'<html lang="en"><title>Proof</title><body>{body}', base_url=None)
    with warnings.catch_warnings():
        # WeasyPrint leaves its colour profile to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        options = {"pdf_variant": variant, "pdf_forms": variant == "pdf/ua-1", "uncompressed_pdf": True}
        document = html.render(stylesheets=[_STYLE], font_config=_FONTS, **options)
        pdf: bytes = worded(document).write_pdf(finisher=finisher, **options)
    return pdf


def alone(*steps: Callable[[StructureTree], None]) -> Finisher:
    """Return a finisher that takes only these steps, so that a test can tell what each of them does."""

    def finisher(_document: Any, pdf: Any) -> None:
        tree = StructureTree(pdf)
        for step in steps:
            step(tree)
        tree.save()

    return finisher


def faults(pdf: bytes, *profiles: str) -> set[str]:
    """Return the rules that a file breaks, such as `PDFUA1-LIST-ITEM-001`, in the given profiles."""
    return {failure.rule_id for profile in profiles for failure in failures(pdf, profile)}


@contextmanager
def elements(pdf: bytes, *roles: str) -> Iterator[list[pikepdf.Object]]:
    """Open a PDF and give its structure elements of these types, such as `/TH`, in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        found: list[pikepdf.Object] = []
        waiting = [file.Root.StructTreeRoot.K]
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, pikepdf.Array):
                waiting += reversed(list(thing))
            elif isinstance(thing, pikepdf.Dictionary) and "/S" in thing:
                found += [thing] if thing.S in roles else []
                waiting.append(thing.get("/K", pikepdf.Array()))
        yield found
