"""What tests need that spoil a finished PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf


def elements(pdf: Pdf, role: str) -> Iterator[pikepdf.Object]:
    """Yield the structure elements of a type in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Array):
            waiting += reversed(list(thing))
        elif isinstance(thing, Dictionary) and "/S" in thing:
            if str(thing.S) == role:
                yield thing
            waiting.append(thing.get("/K", Array()))


def first(pdf: Pdf, role: str) -> pikepdf.Object:
    return next(elements(pdf, role))


def rewrite(pdf: Pdf, change: Callable[[list[tuple[list[Any], str]]], None], page: int = 0) -> None:
    """Change the operators of a page, as (operands, operator)."""
    lines = [(list(each.operands), str(each.operator)) for each in pikepdf.parse_content_stream(pdf.pages[page])]
    change(lines)
    changed = [(operands, pikepdf.Operator(operator)) for operands, operator in lines]
    pdf.pages[page].Contents = pdf.make_stream(pikepdf.unparse_content_stream(changed))
