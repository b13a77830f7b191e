"""What the file says that it is."""

from __future__ import annotations

import io

import pikepdf

from tests.support.proof import faults, print_page


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
