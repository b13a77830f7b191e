"""What the file says that it is: PDF/UA-1 beside PDF/A-2a (ISO 14289-1, 5; ISO 19005-2, 6.6.2.3)."""

from __future__ import annotations

from careerprint.accessible.structure import Object

_PART = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
)

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


def identify(pdf: Object) -> None:
    """Name PDF/UA-1 in the document's XMP, and describe that property for PDF/A.

    Both go into the one rdf:RDF: a second one is ignored. WeasyPrint has named PDF/UA-1 already if that is
    the variant. XMP stays uncompressed, so that tools that know no PDF can read it.
    """
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    xmp = b"".join(metadata.stream)
    if b"pdfuaid" not in xmp:
        metadata.stream = [xmp.replace(b"</rdf:RDF>", _PART + _EXTENSION_SCHEMA + b"</rdf:RDF>")]
    metadata.compress = False
