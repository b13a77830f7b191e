"""Pages on larger sheets: their order, their place, and that the file says what it is."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from careerprint.editions import Edition
from careerprint.press.imposition import PAPER, SheetSide, booklet_order, creep, impose, two_up_order
from careerprint.press.press import Press
from tests.support.drawn import marks
from tests.support.edition_samples import Print

WIDTH, HEIGHT = 300, 400
TITLE = "Print file: {title}"


def folded(sides: list[SheetSide]) -> list[int | None]:
    """Return the pages in the order in which they are read once the sheets are printed, stacked and folded."""
    sheets = [(sides[n], sides[n + 1]) for n in range(0, len(sides), 2)]
    first = [page for front, back in sheets for page in (front[1], back[0])]
    second = [page for front, back in reversed(sheets) for page in (back[1], front[0])]
    return first + second


@pytest.mark.parametrize("pages", range(1, 10))
def test_a_folded_booklet_reads_in_order(pages: int) -> None:
    blanks = -pages % 4
    assert folded(booklet_order(pages)) == [*range(pages), *[None] * blanks]


@pytest.mark.parametrize("pages", range(1, 10))
def test_two_pages_stand_side_by_side_in_order(pages: int) -> None:
    flat = [page for side in two_up_order(pages) for page in side]
    assert flat == [*range(pages), *[None] * (pages % 2)]


def test_inner_sheets_move_towards_the_fold_by_the_paper_outside_of_them() -> None:
    assert [creep(side) for side in range(6)] == [0, 0, PAPER, PAPER, 2 * PAPER, 2 * PAPER]


@pytest.fixture(scope="module")
def small() -> bytes:
    """Six pages, each with its number in the left margin."""
    style = f"@page {{ size: {WIDTH}pt {HEIGHT}pt; margin: 30pt }} html {{ font-family: 'Careerprint Sans' }}"
    body = "".join(f'<p style="break-after: page"><a href="https://example.org/{n}">n{n}n</a></p>' for n in range(5))
    html = f'<html lang="en"><head><title>Small</title></head><body>{body}<p>n5n</p></body></html>'
    return Press({}).print(html, styles=(style,), identifier="small").pdf


def halves(pdf: bytes) -> list[tuple[str, str]]:
    with pypdfium2.PdfDocument(pdf) as document:
        texts = []
        for page in document:
            words = page.get_textpage()
            left, right = (words.get_text_bounded(x, 0, x + WIDTH, HEIGHT).strip() for x in (0, WIDTH))
            texts.append((left, right))
        return texts


def places(pdf: bytes) -> list[list[float]]:
    """Return where the words on each side begin."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage() for page in document]
        return [[text.get_rect(n)[0] for n in range(text.count_rects())] for text in texts]


def test_pages_of_a_booklet_are_where_the_order_says(small: bytes) -> None:
    book, sides = impose(small, "booklet", title=TITLE)
    assert sides == 4
    assert halves(book) == [("", "n0n"), ("n1n", ""), ("n5n", "n2n"), ("n3n", "n4n")]
    first, _, inner, _ = places(book)
    assert [min(inner), max(inner)] == pytest.approx([first[0] - WIDTH + PAPER, first[0] - PAPER], abs=0.01)


def test_the_fold_is_on_the_other_side_for_languages_from_right_to_left(small: bytes) -> None:
    book, _ = impose(small, "booklet", title=TITLE, right_to_left=True)
    assert halves(book) == [("n0n", ""), ("", "n1n"), ("n2n", "n5n"), ("n4n", "n3n")]


def test_pages_two_up_are_in_order(small: bytes) -> None:
    assert halves(impose(small, "two-up", title=TITLE)[0]) == [("n0n", "n1n"), ("n2n", "n3n"), ("n4n", "n5n")]


@pytest.mark.parametrize(
    "sample, layout", [pytest.param("handout", "booklet", marks=pytest.mark.slow), ("interests report", "two-up")]
)
def test_a_print_file_claims_nothing_and_keeps_nothing_of_its_tags(printed: Print, sample: str, layout: str) -> None:
    pdf = printed(sample, Edition(layout)).pdf  # type: ignore[arg-type]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert "rint file" in str(file.docinfo["/Title"])
        assert not {"/StructTreeRoot", "/MarkInfo", "/AcroForm"} & set(file.Root.keys())
        assert b"pdfuaid" not in file.Root.Metadata.read_bytes()
        assert b"pdfaid" not in file.Root.Metadata.read_bytes()
        for thing in file.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert not {"/StructParents", "/StructParent", "/Annots"} & set(thing.keys())
        assert all(page.mediabox[2] == 2 * 612 and page.mediabox[3] == 792 for page in file.pages)
        faces = [face for page in file.pages for face in page.resources.XObject.values()]
        assert not any(b"MCID" in face.read_bytes() for face in faces)
        assert any(mark.kind == "text" for mark in marks(file))


def test_the_same_pages_give_the_same_bytes(small: bytes) -> None:
    assert impose(small, "booklet", title=TITLE) == impose(small, "booklet", title=TITLE)
