"""Mends WeasyPrint's tagged PDF to PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).

`finish` is for WeasyPrint's public `finisher`, written for WeasyPrint 70.0 with `pdf_variant="pdf/a-2a"`
(handouts, reports) or `"pdf/ua-1"` and `pdf_forms=True` (worksheets that can be filled in). What cannot be
mended from here is ruled out by templates and `check`.
"""

from __future__ import annotations

from careerprint.accessible.artifacts import mark_artifacts
from careerprint.accessible.content import lift_text
from careerprint.accessible.direction import write_reading_order
from careerprint.accessible.figures import place_figures
from careerprint.accessible.forms import mend_forms
from careerprint.accessible.glyphs import name_alternate_glyphs
from careerprint.accessible.identification import identify
from careerprint.accessible.links import describe_links, merge_nested_links
from careerprint.accessible.lists import mend_lists, name_numbering
from careerprint.accessible.marks import DECORATION, END, LANGUAGE, ROLE, ROLES, apply_marks
from careerprint.accessible.references import mark_references
from careerprint.accessible.structure import Object, StructureTree
from careerprint.accessible.tables import name_header_scope
from careerprint.accessible.words import keep_lone_spaces

__all__ = ["DECORATION", "END", "LANGUAGE", "ROLE", "ROLES", "finish"]


def finish(document: Object, pdf: Object) -> None:
    """Mend the tagging of a document.

    `document` is WeasyPrint's `Document`, `pdf` the `pydyf.PDF` that it is being written to. Raises
    `PrintError` when a field of a form is filled in already.
    """
    tree = StructureTree(pdf)
    describe_links(document)
    merge_nested_links(tree)
    mark_references(tree)
    mend_lists(tree)
    name_numbering(tree, document.fonts)
    keep_lone_spaces(tree)
    write_reading_order(document, tree)
    apply_marks(tree)
    mark_artifacts(tree)
    name_header_scope(tree)
    place_figures(tree)
    mend_forms(document, tree)
    name_alternate_glyphs(document, tree)
    lift_text(tree)
    tree.save()
    identify(pdf)
