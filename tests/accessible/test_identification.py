"""What the file says that it is."""

from __future__ import annotations

import io

import pikepdf

from tests.proof import faults, print_page


def test_one_file_is_pdf_ua_and_pdf_a() -> None:
    alone = print_page("<p>Text</p>", finisher=None)
    assert faults(alone, "2a") == set()
    assert "PDFUA1-ID-SCHEMA-001" in faults(alone, "ua1")
    assert faults(print_page("<p>Text</p>"), "ua1", "2a") == set()


def test_xmp_has_one_rdf_block_and_no_compression() -> None:
    for variant in ("pdf/a-2a", "pdf/ua-1"):
        with pikepdf.open(io.BytesIO(print_page("<p>Text</p>", variant=variant))) as file:
            metadata = file.Root.Metadata
            assert "/Filter" not in metadata
            assert metadata.read_bytes().count(b"<rdf:RDF") == 1
            with file.open_metadata() as xmp:
                assert xmp["pdfuaid:part"] == "1"


def test_character_maps_of_form_fonts_name_no_forbidden_character() -> None:
    """ISO 14289-1, 7.21.7-2; the fonts of form fields are embedded whole."""
    html = '<form><input name="a" title="A"></form><p>Text</p>'
    with pikepdf.open(io.BytesIO(print_page(html, variant="pdf/ua-1"))) as file:
        fonts = file.pages[0].Resources.Font.values()
        maps = b"".join(font.ToUnicode.read_bytes() for font in fonts)
    assert b"<0000>\nendbfchar" not in maps
    assert not [line for line in maps.split(b"\n") if line.endswith((b" <0000>", b" <feff>", b" <fffe>"))]
