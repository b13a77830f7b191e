"""Small filled forms, made as a viewer leaves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.support.questionnaire import IDS


def form(texts: Mapping[str, str], numbers: Sequence[int | None], *, options: bool = True) -> Pdf:
    """Return a form with text fields and a radio group for each item; without `options` states are values."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    fields = [Dictionary(FT=Name.Tx, T=String(name), V=String(text)) for name, text in texts.items()]
    fields += [_group(name, number, options) for name, number in zip(IDS, numbers, strict=True)]
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([pdf.make_indirect(f) for f in fields])))
    return pdf


def _group(name: str, number: int | None, options: bool) -> Dictionary:
    group = Dictionary(FT=Name.Btn, Ff=49152, T=String(name))
    group.Kids = Array([Dictionary(Subtype=Name.Widget, Rect=[0, 0, 9, 9]) for _ in range(5)])
    if options:
        group.Opt = Array([String(str(n)) for n in range(1, 6)])
    if number:
        group.V = Name(f"/{number - 1 if options else number}")
    else:
        group.V = Name.Off
    return group


def save(pdf: Pdf, path: Path, encryption: pikepdf.Encryption | bool = False) -> Path:
    pdf.save(path, encryption=encryption)
    return path
