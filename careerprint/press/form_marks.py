"""The marks of a worksheet: four squares and two square codes a side, by which a scan of it is placed and told apart.

Where the circles lie is read from the finished file's own radio fields, so that numbered copies for thirty people cost
one typesetting and thirty stampings. The layout keeps the places free (`templates/styles/prints/worksheet.css`). Marks
are artifacts: a reader hears nothing of them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field

import pikepdf
import segno

from careerprint.answers.scans.form import CODE, MM, SQUARE, Circle, Form, Side
from careerprint.faces.advances import REGULAR
from careerprint.faces.outlines import outlines

FROM_EDGE = 6.5 * MM
"""From the upper or lower edge to a code: printers leave 4 to 6 mm blank."""
OUTLINE = 0.9
"""About how thick the printed outline of a circle is, in points: the field ends at its outer edge."""
WORDS, WORDS_LINE = 9.5, 12.0
"""The size of the words beside a code and the distance of their lines, in points."""
WORDS_GAP = 2.5 * MM
"""Between a code and the words beside it: scanners need white around a code."""
VERSION, LEVEL = 3, "q"
"""29 modules across, of which a quarter may be lost."""


TEXT = 12.0
"""The size of an ID on its line, in points."""
LIFT = 4.0
"""How far what is written on a line stands above it, in points."""

SideWords = Callable[[int], Sequence[str]]
"""Gives the lines to print beside the upper code of a side, so that people can sort what fell to the ground."""


@dataclass(frozen=True, slots=True)
class SheetOwner:
    """Whose numbered copy of a worksheet it is."""

    id: str
    name: str = field(default="", repr=False)
    """Printed on the line for the name; empty where everybody writes it."""
    row: int | None = None
    """The row of the list that names the person, for messages."""


def form_of(pdf: bytes, assessment: str, version: str) -> Form:
    """Return where the circles of a worksheet lie, and where its marks do or will stand.

    `assessment` and `version` are those of the questionnaire: its slug, and what `Assessment.version` says.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return Form(assessment, tuple(_side(number, page) for number, page in enumerate(file.pages, 1)), version)


def stamped(pdf: bytes, form: Form, words: SideWords, person: str = "") -> bytes:
    """Return a worksheet with its marks; raise ValueError if the ID is too long for a code, see `fits`."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page, side in zip(file.pages, form.sides, strict=True):
            # WeasyPrint leaves its own axes behind.
            page.contents_add(pikepdf.Stream(file, b"q"), prepend=True)
            marked = f"Q /Artifact <</Type /Layout>> BDC q {_marks(form, side, words, person)} Q EMC"
            page.contents_add(pikepdf.Stream(file, marked.encode("ascii")))
        buffer = io.BytesIO()
        file.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def numbered(
    pdf: bytes, form: Form, owners: Sequence[SheetOwner], words: Callable[[SheetOwner], SideWords], names: bytes
) -> bytes:
    """Return one file for the printer with a copy of a worksheet for each owner, on sheets of its own.

    `names` is a PDF with a page for each owner who has a name, as large as the line for it. Tags and fields are gone:
    the file is for the print run only. The copies share what is typeset, so that each adds 2 KB for a side.
    """
    with pikepdf.open(io.BytesIO(pdf)) as book, pikepdf.open(io.BytesIO(names)) as drawn:
        blank = [page.obj for page in book.pages]
        written = iter(drawn.pages)
        for owner in owners:
            for side, original in zip(form.sides, blank, strict=True):
                sheet = _copied(book, original)
                content = _marks(form, side, words(owner), owner.id) + _id_on_lines(original, owner.id)
                if owner.name and (line := next(_lines(original, "name"), None)):
                    face = sheet.add_resource(
                        book.copy_foreign(next(written).as_form_xobject()), pikepdf.Name.XObject, pikepdf.Name.Owner
                    )
                    content += f" q 1 0 0 1 {line[0]:.2f} {line[1]:.2f} cm {face} Do Q"
                sheet.contents_add(pikepdf.Stream(book, b"q"), prepend=True)
                sheet.contents_add(pikepdf.Stream(book, f"Q q {content} Q".encode("ascii")))
                book.pages.append(sheet)
            if len(blank) % 2:
                book.add_blank_page(page_size=(form.sides[0].width, form.sides[0].height))
        del book.pages[: len(blank)]
        return _for_the_printer(book)


def _copied(book: pikepdf.Pdf, original: pikepdf.Object) -> pikepdf.Page:
    """Return a page that shares its content with another one, without what makes no sense on paper."""
    sheet = book.make_indirect(copy(original))
    for key in ("/StructParents", "/Tabs", "/Annots"):
        if key in sheet:
            del sheet[key]
    sheet.Resources = copy(original.Resources)
    sheet.Resources.XObject = copy(original.Resources.get("/XObject", pikepdf.Dictionary()))
    sheet.Contents = pikepdf.Array([original.Contents])
    return pikepdf.Page(sheet)


def _for_the_printer(book: pikepdf.Pdf) -> bytes:
    for key in ("/StructTreeRoot", "/MarkInfo", "/AcroForm", "/Outlines", "/Names", "/Metadata"):
        if key in book.Root:
            del book.Root[key]
    book.docinfo["/Title"] = "Print file"
    # Print dialogs shrink pages to fit unless a file asks them not to; a scanner would find nothing in its place.
    book.Root.ViewerPreferences = pikepdf.Dictionary(
        PrintScaling=pikepdf.Name("/None"), Duplex=pikepdf.Name.DuplexFlipLongEdge
    )
    buffer = io.BytesIO()
    book.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _id_on_lines(page: pikepdf.Object, person: str) -> str:
    """Return the operators that write an ID on each line for one."""
    lines = (outlines(person, REGULAR, TEXT, left + 2, bottom + LIFT) for left, bottom in _lines(page, "id"))
    return "".join(f" {line} f" for line in lines)


def _lines(page: pikepdf.Object, key: str) -> Iterator[tuple[float, float]]:
    """Yield the lower left corner of each field of this key on a page, from its lower left corner."""
    for widget in page.get("/Annots", []):
        field = widget.get("/Parent", widget)
        if str(field.get("/T", "")) == key:
            yield float(widget.Rect[0]), float(widget.Rect[1])


def fits(form: Form, person: str) -> bool:
    """Say whether an ID has room in a code; there is room for 34 capital letters and digits, or for 19 characters."""
    try:
        _code(form.words(form.sides[-1].number, person))
    except ValueError:
        return False
    return True


def _side(number: int, page: pikepdf.Page) -> Side:
    left, bottom, right, top = map(float, page.mediabox)
    width, height = right - left, top - bottom
    across = (width - CODE) / 2
    codes = ((across, FROM_EDGE), (across, height - FROM_EDGE - CODE))
    return Side(number, width, height, tuple(_circles(page, height)), codes)


def _circles(page: pikepdf.Page, height: float) -> Iterator[Circle]:
    for widget in page.get("/Annots", []):
        group = widget.get("/Parent")
        if widget.get("/Subtype") != "/Widget" or group is None or group.get("/FT") != "/Btn":
            continue
        left, bottom, right, top = map(float, widget.Rect)
        state = next(name for name, _ in widget.AP.N.items() if name != "/Off")
        radius = (right - left - OUTLINE) / 2
        x, y = (left + right) / 2, height - (bottom + top) / 2
        # States count from 0, choices from 1.
        yield Circle(str(group.T), int(state[1:]) + 1, round(x, 3), round(y, 3), round(radius, 3))


def _code(words: str) -> Sequence[Sequence[int]]:
    """Return the modules of a code; raise ValueError if it holds too much."""
    code = segno.make(words, version=VERSION, error=LEVEL, boost_error=False, micro=False)
    return [list(row) for row in code.matrix]


def _marks(form: Form, side: Side, words: SideWords, person: str) -> str:
    """Return the operators that draw and fill the marks of a side, whose origin is the lower left corner."""
    code = _code(form.words(side.number, person))
    return "\n".join(("0 g", *_drawing(side, code, words(side.number)), "f"))


def _drawing(side: Side, code: Sequence[Sequence[int]], words: Sequence[str]) -> Iterator[str]:
    for x, y in side.squares:
        yield _rectangle(x - SQUARE / 2, side.height - y - SQUARE / 2, SQUARE, SQUARE)
    module = CODE / len(code)
    for left, top in side.codes:
        for down, row in enumerate(code, 1):
            for across, length in _runs(row):
                yield _rectangle(left + across * module, side.height - top - down * module, length * module, module)
    left, top = side.codes[0]
    for number, line in enumerate(words, 1):
        base = side.height - top - number * WORDS_LINE + 2
        yield outlines(line, REGULAR, WORDS, left + CODE + WORDS_GAP, base)


def _runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where dark modules of a row begin, and how many follow: a viewer would show seams between single ones."""
    start = None
    for place, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None


def _rectangle(x: float, y: float, width: float, height: float) -> str:
    return f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re"
