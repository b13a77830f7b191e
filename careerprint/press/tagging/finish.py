"""Corrects WeasyPrint's tagged PDF so that it conforms to PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).

`finish` is passed to WeasyPrint as its public `finisher`. It is written for WeasyPrint 70.0 with
`pdf_variant="pdf/a-2a"` (handouts, reports) or `"pdf/ua-1"` and `pdf_forms=True` (worksheets that can be filled in).
What cannot be corrected from here is ruled out by the templates and by `check`.
"""

from __future__ import annotations

from careerprint.press.tagging.applied_marks import apply_marks
from careerprint.press.tagging.artifacts import mark_artifacts
from careerprint.press.tagging.attributes import name_header_scope, place_figures
from careerprint.press.tagging.bare_text import lift_text
from careerprint.press.tagging.forms import complete_forms
from careerprint.press.tagging.link_tags import describe_links, mark_references, merge_nested_links
from careerprint.press.tagging.list_tags import correct_lists, name_numbering
from careerprint.press.tagging.marked_text import alphabets_of
from careerprint.press.tagging.spoken_text import keep_lone_spaces, name_alternate_glyphs, write_words
from careerprint.press.tagging.structure_tree import Object, StructureTree

_PART = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
)
"""The claim to be PDF/UA-1 (ISO 14289-1, clause 5)."""

_EXTENSION_SCHEMA = (
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""What PDF/A wants to know about a property that it does not define itself (ISO 19005-2, 6.6.2.3.3)."""


def finish(document: Object, pdf: Object) -> None:
    """Correct the tagging of a document.

    `document` is WeasyPrint's `Document` with pages as of `worded_pages.worded`, `pdf` the `pydyf.PDF` that it is being
    written to. Raises `PrintError` when a field of a form is filled in already.
    """
    tree = StructureTree(pdf)
    describe_links(document)
    merge_nested_links(tree)
    mark_references(tree)
    correct_lists(tree)
    name_numbering(tree, alphabets_of(document))
    keep_lone_spaces(tree)
    write_words(document, tree)
    apply_marks(tree)  # before the figures that carry marks are cut out
    mark_artifacts(tree)
    name_header_scope(tree)
    place_figures(tree)
    complete_forms(document, tree)
    name_alternate_glyphs(document, tree)
    lift_text(tree)  # after all steps that look for the elements that this one dissolves
    tree.save()
    identify(pdf)


def identify(pdf: Object) -> None:
    """Claim PDF/UA-1 in the document's XMP metadata, and describe the property that says so, for PDF/A.

    Both go into the one rdf:RDF: a second one is ignored. WeasyPrint has claimed PDF/UA-1 already if that is
    the variant. XMP stays uncompressed, so that tools that know no PDF can read it.
    """
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    xmp = b"".join(metadata.stream)
    if b"pdfuaid" not in xmp:
        metadata.stream = [xmp.replace(b"</rdf:RDF>", _PART + _EXTENSION_SCHEMA + b"</rdf:RDF>")]
    metadata.compress = False
