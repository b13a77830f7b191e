"""Reports that open only with a password: AES-256 (ISO 32000-2, 7.6).

PDF/A forbids encryption (ISO 19005-2, 6.1.3), so an encrypted report no longer claims to be PDF/A. It remains
PDF/UA: software that reads aloud may always extract the text (ISO 14289-1, 7.16).
"""

from __future__ import annotations

import io

import pikepdf


def locked(pdf: bytes, password: str) -> bytes:
    """Return the PDF encrypted, to be opened with the password."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in ("pdfaid:part", "pdfaid:conformance"):
                metadata.pop(key, None)
        allowed = pikepdf.Permissions(accessibility=True)
        lock = pikepdf.Encryption(user=password, owner=password, R=6, aes=True, metadata=True, allow=allowed)
        document.save(buffer, encryption=lock)
    return buffer.getvalue()
