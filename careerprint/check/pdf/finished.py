"""A finished PDF as the rules see it: opened once; each view of it is made when the first rule asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import pikepdf

from careerprint.check.pdf.page.operators import view_of
from careerprint.check.pdf.page.view import PageView
from careerprint.check.pdf.reading_order import array_of, blocks_of
from careerprint.editions import is_print_file
from careerprint.errors import Problem, Severity

_BOUND = "print-file.pdf"
"""How the names of files end that hold many reports for the printer."""

ObjectId = tuple[int, int]
"""Number and generation of an object (ISO 32000-1, 7.3.10)."""


class FileKind(StrEnum):
    """What a file is for, which decides the standards that it must conform to."""

    DOCUMENT = "document"
    """Handed out: PDF/UA-1 and PDF/A-2a."""
    FORM = "form"
    """Filled in on a screen: PDF/UA-1; viewers open PDF/A for reading only."""
    PRINT_FILE = "print file"
    """For the printer only: its tags are gone, so it conforms to nothing."""


@dataclass(frozen=True, slots=True)
class StructureElement:
    """A structure element (ISO 32000-1, 14.7.2)."""

    role: str
    """Its structure type without the slash, such as `Figure`."""
    thing: pikepdf.Object
    page: int | None
    """The page that it begins on, counted from 1."""

    @property
    def kids(self) -> tuple[pikepdf.Object | int, ...]:
        """What it holds: elements, references to annotations, marked-content identifiers."""
        return tuple(array_of(self.thing.get("/K")))

    @property
    def annotations(self) -> tuple[pikepdf.Object, ...]:
        """The links and fields that it holds."""
        references = (kid for kid in self.kids if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR")
        return tuple(kid["/Obj"] for kid in references)


class FinishedPdf:
    """A PDF that was printed, for reading only."""

    def __init__(self, label: str, data: bytes, pdf: pikepdf.Pdf) -> None:
        """Take a file's name as people type it, its bytes, and the PDF that was opened from them."""
        self.label = label
        self.data = data
        self.pdf = pdf

    @cached_property
    def kind(self) -> FileKind:
        """What the file is for."""
        if "/StructTreeRoot" not in self.pdf.Root and (is_print_file(self.label) or self.label.endswith(_BOUND)):
            return FileKind.PRINT_FILE
        form = self.pdf.Root.get("/AcroForm", pikepdf.Dictionary())
        return FileKind.FORM if len(form.get("/Fields", ())) else FileKind.DOCUMENT

    @cached_property
    def _own_numbers(self) -> dict[ObjectId, int]:
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}

    @cached_property
    def page_numbers(self) -> dict[ObjectId, int]:
        """Pages counted from 1, by objects on them: the page itself, its annotations, its structure elements."""
        numbers = dict(self._own_numbers)
        for number, page in enumerate(self.pdf.pages, 1):
            numbers |= {each.objgen: number for each in page.get("/Annots", ())}
        return numbers | {each.thing.objgen: each.page for each in self.elements if each.page}

    @cached_property
    def elements(self) -> tuple[StructureElement, ...]:
        """All structure elements in reading order; empty if there are no tags."""
        root = self.pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        return tuple(_walk(root, self._own_numbers))

    def with_role(self, *roles: str) -> Iterator[StructureElement]:
        """Yield the structure elements of these types."""
        return (element for element in self.elements if element.role in roles)

    @cached_property
    def views(self) -> tuple[PageView, ...]:
        """What each page shows and says; ExcessiveContentError is raised for a page that is too large."""
        return tuple(view_of(page, number) for number, page in enumerate(self.pdf.pages, 1))

    @cached_property
    def blocks(self) -> list[tuple[str, str]]:
        """Role and words of each block, as they are read aloud; empty if there are no tags."""
        return blocks_of(self.pdf, self.views) if "/StructTreeRoot" in self.pdf.Root else []

    @cached_property
    def xmp(self) -> bytes:
        """The metadata in XML, as the file has them (ISO 16684-1); empty if there are none."""
        return self.pdf.Root["/Metadata"].read_bytes() if "/Metadata" in self.pdf.Root else b""

    def problem(self, message: str, *, page: int | None = None, severity: Severity = "error") -> Problem:
        """Return a problem of this file."""
        return Problem(self.label, None, f"page {page}" if page else "", message, severity)


PdfRule = Callable[[FinishedPdf], Iterator[Problem]]
"""Yields what is wrong with one file in one respect."""


def _walk(root: pikepdf.Object, numbers: dict[ObjectId, int]) -> Iterator[StructureElement]:
    """Yield all elements below a root in reading order; one that a broken file holds inside itself comes once."""
    waiting, seen = list(array_of(root.get("/K"))), set[ObjectId]()
    waiting.reverse()
    while waiting:
        thing = waiting.pop()
        if not isinstance(thing, pikepdf.Dictionary) or "/S" not in thing or thing.objgen in seen:
            continue
        seen.add(thing.objgen)
        yield StructureElement(str(thing["/S"]).removeprefix("/"), thing, numbers.get(_page(thing)))
        waiting += reversed(list(array_of(thing.get("/K"))))


def _page(element: pikepdf.Object) -> ObjectId:
    return element["/Pg"].objgen if "/Pg" in element else (0, 0)
