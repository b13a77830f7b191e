"""What is read aloud of a finished PDF."""

from __future__ import annotations

import io

import pikepdf

from careerprint.check.pdf.finished import FinishedPdf


def tagged_text(pdf: bytes) -> list[tuple[str, str]]:
    """Return (role, words) of each block of a tagged PDF, in reading order.

    Raises `ValueError` if the file is not tagged, which would otherwise look like a file that says nothing.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        if "/StructTreeRoot" not in file.Root:
            raise ValueError("the PDF has no tags")
        return FinishedPdf("test.pdf", pdf, file).blocks
