"""Worksheets filled in as people do it: by a library, and by clicking and typing in PDFium, as in a browser."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium


def with_pypdf(worksheet: Path, texts: Mapping[str, str], answers: Mapping[str, int]) -> bytes:
    """Fill in texts by field, and answers (1 to n) by item."""
    writer = pypdf.PdfWriter(clone_from=worksheet)
    values = {**texts, **{item: f"/{answer - 1}" for item, answer in answers.items()}}  # states are indexes
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    return filled.getvalue()


def with_pdfium(worksheet: Path, texts: Mapping[str, str], answers: Mapping[str, int]) -> bytes:
    """Do the same with a mouse and a keyboard."""
    file = pypdfium2.PdfDocument(worksheet)
    file.init_forms()
    waiting = dict(texts)  # a field that stands on several sides is filled in once
    for number, widgets in enumerate(_widgets(worksheet)):
        page = file[number]
        for name, places in widgets.items():
            if name in waiting or name in answers:
                _click(file.formenv, page, places[answers[name] - 1 if name in answers else 0])
            if name in waiting:
                words = ctypes.create_string_buffer((waiting.pop(name) + "\0").encode("utf-16-le"))
                pdfium.FORM_ReplaceSelection(file.formenv, page, ctypes.cast(words, ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FORM_ForceToKillFocus(file.formenv)
        page.close()
    filled = io.BytesIO()
    file.save(filled)
    file.close()
    return filled.getvalue()


def _click(form: object, page: object, place: tuple[float, float]) -> None:
    pdfium.FORM_OnMouseMove(form, page, 0, *place)
    pdfium.FORM_OnLButtonDown(form, page, 0, *place)
    pdfium.FORM_OnLButtonUp(form, page, 0, *place)


def _widgets(worksheet: Path) -> list[dict[str, list[tuple[float, float]]]]:
    """Return, for each page, the middle of every widget by its field's name, in the order of the choices."""
    pages = []
    with pikepdf.open(worksheet) as file:
        for page in file.pages:
            found: dict[str, list[tuple[float, float]]] = {}
            for widget in page.get("/Annots", []):
                if widget.Subtype == "/Widget":
                    left, bottom, right, top = map(float, widget.Rect)
                    name = str(widget.get("/T") or widget.Parent.T)
                    found.setdefault(name, []).append(((left + right) / 2, (bottom + top) / 2))
            pages.append(found)
    return pages
