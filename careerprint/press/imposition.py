"""Pages on larger sheets, for the print run: booklets to fold and staple, two pages side by side, cards to cut.

The pages are placed unscaled on sheets of twice their width, or three times a card's, so that 12 points stay 12 points:
Letter on Tabloid, A4 on A3, cards on Letter or A4. Tags, links and fields do not survive that. Such a file says so in
its title, never claims PDF/UA or PDF/A, and must not be handed out.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from careerprint.editions import Layout
from careerprint.wording import counted

PAPER = 0.28
"""Thickness of a sheet in points: 0.1 mm, that of office paper of 80 grams a square meter."""
SIGNATURE = 4
"""Pages on a sheet that is printed on both sides and folded once."""

CARDS = 3
"""Cards on a sheet, side by side."""
TICK = 9.0
"""Points of the lines at the edges of a sheet that show where to cut: less than the margin of a card."""

PAPERS = {"letter": ("tabloid paper, 17 by 11 inches", "letter paper"), "a4": ("A3 paper", "A4 paper")}
"""The sheet of twice a page, and of three cards."""
FEWEST = {"booklet": 3, "two-up": 2}
"""Sides that a document has at least: with fewer there is nothing to fold, or to put beside each other."""
CARD_SIDES = 2

SheetSide = tuple[int | None, ...]
"""The pages of one side from left to right, counted from 0; None for a blank one."""


def refusal(layout: Layout, pages: int) -> str:
    """Return why a document of so many sides cannot be put on sheets, and what to do; empty where it can."""
    if pages < (least := FEWEST.get(layout, 0)):
        return f"takes {counted(pages, 'side')}, and a {layout} needs {least} or more: print it in another edition"
    if layout == "rack-card" and pages > CARD_SIDES:
        return f"takes {pages} sides of a card, which has two: shorten its summary, points, or steps"
    return ""


def sheet_of(layout: Layout, paper: str) -> str:
    """Return what paper the sheets of a layout are."""
    return PAPERS[paper][layout == "rack-card"]


def two_up_order(pages: int) -> list[SheetSide]:
    """Return the sides of sheets that show the pages in reading order, two to a side."""
    return [(first, first + 1 if first + 1 < pages else None) for first in range(0, pages, 2)]


def booklet_order(pages: int) -> list[SheetSide]:
    """Return the sides of sheets that are printed on both sides, stacked, folded and stapled in the fold.

    The outermost sheet comes first: its front shows the last page and the first, its back the second and the last
    but one. Blank pages fill up the number to a multiple of four.
    """
    whole = -(-pages // SIGNATURE) * SIGNATURE
    sides: list[tuple[int, int]] = []
    for front in range(0, whole // 2, 2):
        sides += [(whole - 1 - front, front), (front + 1, whole - 2 - front)]
    return [(left if left < pages else None, right if right < pages else None) for left, right in sides]


def card_order(pages: int) -> list[SheetSide]:
    """Return the sides of a sheet of equal cards. All are alike, so that any front lies on any back."""
    return [(page,) * CARDS for page in range(pages)]


def creep(side: int) -> float:
    """Return how far the pages of a side move towards the fold, in points.

    In a folded stack each sheet sticks out of the one around it by its thickness; once the edge is trimmed, the
    outer margins of the inner sheets would be narrower.
    """
    return side // 2 * PAPER


def impose(pdf: bytes, layout: Layout, *, title: str, right_to_left: bool = False) -> tuple[bytes, int]:
    """Return the sheets of a document as a new PDF without tags, links and fields, and the number of their sides.

    `title` is the title of the new file, with `{title}` for the document's own.

    Booklets and cards are to be printed on both sides, flipped on the short edge; the file asks the printer for that.
    `right_to_left` puts the fold of a booklet, and the first page of two, on the other side.
    """
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as book:
        count = len(source.pages)
        sides = _ORDERS[layout](count)
        faces = [_untagged(page, book) for page in source.pages]
        left, bottom, right, top = (float(edge) for edge in source.pages[0].mediabox)
        size = (right - left, top - bottom)
        for number, side in enumerate(sides):
            shift = creep(number) if layout == "booklet" else 0.0
            _draw(book, faces, side[::-1] if right_to_left else side, size, shift, has_ticks=layout == "rack-card")
        _describe(book, title.format(title=source.docinfo.get("/Title", "")), layout)
        buffer = io.BytesIO()
        book.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue(), len(sides)


def _untagged(page: pikepdf.Page, book: pikepdf.Pdf) -> pikepdf.Object:
    """Return a page as a form XObject without marked content: what marks belong to stays behind."""
    drawing = [
        instruction
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) not in ("BDC", "BMC", "EMC")
    ]
    face = book.copy_foreign(page.as_form_xobject())
    face.write(pikepdf.unparse_content_stream(drawing))
    return face


def _draw(
    book: pikepdf.Pdf,
    faces: Sequence[pikepdf.Object],
    side: SheetSide,
    size: tuple[float, float],
    shift: float,
    *,
    has_ticks: bool,
) -> None:
    """Add one side of a sheet: its pages, the first and the last one moved towards the fold between them."""
    width, height = size
    sheet = book.add_blank_page(page_size=(len(side) * width, height))
    drawn = []
    for place, number in enumerate(side):
        if number is not None:
            x = place * width + (shift if place == 0 else -shift)
            name = sheet.add_resource(faces[number], pikepdf.Name.XObject, pikepdf.Name(f"/Page{number + 1}"))
            drawn.append(f"q 1 0 0 1 {x:.3f} 0 cm {name} Do Q")
    if has_ticks:
        lines = ((place * width, edge) for place in range(1, len(side)) for edge in (0, height - TICK))
        drawn += [f"0.5 w {x:.3f} {y:.3f} m {x:.3f} {y + TICK:.3f} l S" for x, y in lines]
    sheet.contents_add(" ".join(drawn).encode("ascii"))


def _describe(book: pikepdf.Pdf, title: str, layout: Layout) -> None:
    with book.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
    # Print dialogs shrink pages to fit unless a file asks them not to; 12 points would not stay 12 points.
    book.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True, PrintScaling=pikepdf.Name("/None"))
    if layout != "two-up":
        book.Root.ViewerPreferences.Duplex = pikepdf.Name.DuplexFlipShortEdge


_ORDERS = {"booklet": booklet_order, "two-up": two_up_order, "rack-card": card_order}
"""How the pages of a layout lie on its sheets."""
