"""Page furniture and decoration are printed but not read aloud."""

from __future__ import annotations

import io

import pikepdf

from tests.support.proof import elements, faults, print_page
from tests.support.read_aloud import tagged_text

MARGINS = """<style>@page { @top-left { content: "Above" } @bottom-center { content: element(foot) } }
.foot { position: running(foot) }</style><p class="foot">Below <a href="https://example.org/">us</a></p><p>Text</p>"""
PICTURE = '<p><svg width="9" height="9"><title>\ue000</title><rect width="9" height="9"/></svg>Text</p>'


def artifacts(pdf: bytes) -> list[tuple[str, ...]]:
    """Return type and subtype of each artifact that has properties."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            for each in pikepdf.parse_content_stream(page):
                operands = each.operands
                if str(each.operator) == "BDC" and str(operands[0]) == "/Artifact":
                    found.append(tuple(str(operands[1][key]) for key in ("/Type", "/Subtype") if key in operands[1]))
    return found


def test_weasyprint_marks_furniture_as_content_that_hangs_on_nothing() -> None:
    with pikepdf.open(io.BytesIO(print_page(MARGINS, finisher=None))) as file:
        root = file.Root.StructTreeRoot
        owners = [each for each in root.ParentTree.Nums[1] if str(each.S) == "/Span"]
        adrift = [each for each in owners if each.P.objgen not in [kid.objgen for kid in root.K[0].K]]
        assert len(adrift) >= 2
    assert artifacts(print_page(MARGINS, finisher=None)) == []


def test_furniture_is_a_header_or_a_footer() -> None:
    kinds = artifacts(print_page(MARGINS))
    assert kinds.count(("/Pagination", "/Header")) == 1
    assert kinds.count(("/Pagination", "/Footer")) == 2


def test_furniture_has_no_place_in_the_parent_tree() -> None:
    with pikepdf.open(io.BytesIO(print_page(MARGINS))) as file:
        slots = list(file.Root.StructTreeRoot.ParentTree.Nums[1])
        assert next(slot for slot in slots if slot is not None).S == "/P"
        assert sum(slot is None for slot in slots) == 3


def test_link_in_furniture_is_printed_but_not_a_link() -> None:
    with pikepdf.open(io.BytesIO(print_page(MARGINS, finisher=None))) as file:
        assert len(file.pages[0].Annots) == 1
    pdf = print_page(MARGINS)
    assert faults(pdf, "ua1", "2a") == set()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages[0].Annots) == 0


def test_furniture_is_not_heard() -> None:
    assert tagged_text(print_page(MARGINS)) == [("P", "Text")]


def test_decoration_is_an_artifact_and_not_a_figure() -> None:
    with elements(print_page(PICTURE, finisher=None), "/Figure") as figures:
        assert len(figures) == 1
    pdf = print_page(PICTURE)
    with elements(pdf, "/Figure") as figures:
        assert figures == []
    assert artifacts(pdf) == [("/Layout",)]


def test_picture_in_a_running_header_is_an_artifact_without_subtype() -> None:
    style = "<style>.h { position: running(h) } @page { @top-left { content: element(h) } }</style>"
    picture = '<svg width="9" height="9"><title>Logo</title><rect width="9" height="9"/></svg>'
    assert artifacts(print_page(f'{style}<p class="h">{picture}</p><p>Text</p>')) == [("/Pagination",)]
