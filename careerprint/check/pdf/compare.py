"""Compares two files of one report: the one that WeasyPrint laid out as a whole, and the one that plates joined."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from careerprint.check.pdf.finished import FinishedPdf
from careerprint.check.pdf.page.view import PageView

_NEAR = 0.1
"""Points within which two lengths are the same: 0.035 mm, less than a dot of a printer with 600 an inch."""


class _Length:
    """A length in points that equals those near to it.

    Rounding both would not do: two lengths however near may be rounded to either side of a step.
    """

    def __init__(self, length: Any) -> None:
        self._length = float(length)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Length) and abs(self._length - other._length) < _NEAR

    def __hash__(self) -> int:
        return 0


def differences(plain: bytes, plate: bytes) -> list[str]:
    """Return the respects in which a report made by plates differs from the same report laid out as a whole.

    Only names such as "outline": nothing of what the report says.
    """
    with pikepdf.open(io.BytesIO(plain)) as first, pikepdf.open(io.BytesIO(plate)) as second:
        one, other = FinishedPdf("plain", plain, first), FinishedPdf("plate", plate, second)
        found = [name for name, look in _LOOKS.items() if look(one) != look(other)]
        # A file made by plates may bring a font that the page does not show.
        return found if _fonts(one) <= _fonts(other) else [*found, "fonts"]


def _pages(file: FinishedPdf) -> list[list[float]]:
    return [[float(side) for side in page.mediabox] for page in file.pdf.pages]


def _text(file: FinishedPdf) -> list[Counter[tuple[Any, ...]]]:
    """Return the runs of text of each page with their places."""
    drawn = set(_of_figures(file.pdf.Root.StructTreeRoot.K))
    pages = zip(file.pdf.pages, file.views, strict=True)
    return [Counter(_runs(view, {mcid for owner, mcid in drawn if owner == page.obj.objgen})) for page, view in pages]


def _runs(view: PageView, drawn: set[int]) -> Iterator[tuple[Any, ...]]:
    for mcid, runs in view.heard.items():
        # A space that only /ActualText says to be one has no place of its own.
        for run in (run for run in runs if mcid not in drawn and run.text.strip()):
            yield run.text, _Length(run.x), _Length(run.y), _Length(run.size)


def _of_figures(kids: Any) -> Iterator[tuple[Any, int]]:
    """Yield page and identifier of the content of pictures: the text of a drawing may be in a form XObject in one
    file and not in the other.
    """
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kid.S == "/Figure":
                yield from ((kid.Pg.objgen, int(mark)) for mark in kid.K if isinstance(mark, int))
            else:
                yield from _of_figures(kid.get("/K", ()))


def _structure(file: FinishedPdf) -> list[tuple[Any, ...]]:
    """Return all structure elements in reading order: depth, type, attributes and what kinds of kids they have."""
    pages = {page.obj.objgen: number for number, page in enumerate(file.pdf.pages)}
    found: list[tuple[Any, ...]] = []
    names: dict[str, int] = {}

    def attribute(value: Any) -> Any:
        if isinstance(value, pikepdf.Dictionary):
            return {
                key: [names.setdefault(str(name), len(names)) for name in entry]
                if key == "/Headers"
                else attribute(entry)
                for key, entry in value.items()
            }
        if isinstance(value, pikepdf.Array):
            return [attribute(entry) for entry in value]
        return str(value) if isinstance(value, pikepdf.Object) else _Length(value)

    def walk(element: Any, depth: int) -> None:
        # Elements without content of their own need not name a page.
        has_content = any(isinstance(kid, int) for kid in element.get("/K", ()))
        page = pages.get(element.Pg.objgen) if has_content else None
        values = {key: attribute(element[key]) for key in ("/A", "/Alt", "/ActualText", "/Lang") if key in element}
        name = names.setdefault(str(element.ID), len(names)) if "/ID" in element else None
        found.append((depth, str(element.S), page, values, name))
        for kid in element.get("/K", ()):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid, depth + 1)
            else:
                found.append((depth + 1, "content" if isinstance(kid, int) else str(kid.get("/Type"))))

    for top in file.pdf.Root.StructTreeRoot.K:
        walk(top, 0)
    return found


def _outline(file: FinishedPdf) -> list[tuple[Any, ...]]:
    pages = {page.obj.objgen: number for number, page in enumerate(file.pdf.pages)}
    found: list[tuple[Any, ...]] = []

    def walk(node: Any, depth: int) -> None:
        item = node.get("/First")
        while item is not None:
            page, _kind, left, top, _zoom = item.Dest
            place = pages[page.objgen], _Length(left), _Length(top)
            found.append((depth, str(item.Title), int(item.get("/Count", 0)), *place))
            walk(item, depth + 1)
            item = item.get("/Next")

    walk(file.pdf.Root.get("/Outlines", {}), 0)
    return found


def _links(file: FinishedPdf) -> list[Counter[tuple[Any, ...]]]:
    return [Counter(_link(file, link) for link in page.obj.get("/Annots", ())) for page in file.pdf.pages]


def _link(file: FinishedPdf, link: Any) -> tuple[Any, ...]:
    """Return a link's place, its target, its words, and the type of the element that contains it."""
    target = str(link.A.URI) if "/A" in link else _destination(file, str(link.Dest))
    numbers = file.pdf.Root.StructTreeRoot.ParentTree.Nums
    owner = next(numbers[place + 1] for place in range(0, len(numbers), 2) if numbers[place] == link.StructParent)
    sides = tuple(_Length(side) for side in link.Rect)
    return sides, target, str(link.Contents), int(link.get("/F", 0)), str(owner.S)


def _destination(file: FinishedPdf, name: str) -> tuple[Any, ...]:
    entries = file.pdf.Root.Names.Dests.Names
    page, _kind, left, top, _zoom = next(
        entries[place + 1] for place in range(0, len(entries), 2) if str(entries[place]) == name
    )
    number = next(number for number, each in enumerate(file.pdf.pages) if each.obj.objgen == page.objgen)
    return name, number, _Length(left), _Length(top)


def _about(file: FinishedPdf) -> tuple[Any, ...]:
    """Return metadata, language and what the file claims to be."""
    facts = {key: str(value) for key, value in file.pdf.docinfo.items()}
    root = file.pdf.Root
    rest = bytes(root.Metadata.read_bytes()), str(root.Lang), str(root.MarkInfo.Marked), "/OutputIntents" in root
    return facts, rest, str(file.pdf.trailer.ID[0]), file.pdf.pdf_version


def _fonts(file: FinishedPdf) -> set[str]:
    return {str(font.BaseFont) for page in file.pdf.pages for font in page.resources.Font.values()}


_LOOKS: dict[str, Callable[[FinishedPdf], Any]] = {
    "number or size of pages": _pages,
    "text or its place": _text,
    "structure tree": _structure,
    "outline": _outline,
    "links": _links,
    "metadata or language": _about,
    "text in reading order": lambda file: file.blocks,
}
