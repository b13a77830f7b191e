"""Which way header cells point, and where pictures stand."""

from __future__ import annotations

import pytest

from tests.support.proof import elements, faults, print_page

TABLE = '<table><tr><td></td><th>A</th></tr><tr><th scope="row">R</th><td>1</td></tr></table>'
SPAN = '<table><tr><th colspan="2">Both</th></tr><tr><td>1</td><td>2</td></tr></table>'


def test_header_cells_have_a_scope() -> None:
    with elements(print_page(TABLE, finisher=None), "/TH") as cells:
        assert ["/Scope" in cell.A for cell in cells] == [False, False]
    with elements(print_page(TABLE), "/TH") as cells:
        assert [str(cell.A.Scope) for cell in cells] == ["/Column", "/Row"]


def test_header_over_two_columns_heads_both() -> None:
    broken = print_page(SPAN, variant="pdf/ua-1", finisher=None)
    assert faults(broken, "ua1") == {"PDFUA1-TABLE-HEADERS-SCOPE-001"}
    assert faults(print_page(SPAN), "ua1", "2a") == set()


def test_figure_box_is_in_points_from_the_bottom_of_the_page() -> None:
    """A5 with margins of 2 cm is 595.28 pt high: a picture of 40 px at the top left of the text."""
    html = '<svg width="40" height="20" style="display: block"><title>Bar</title></svg>'
    margin, height = 20 / 25.4 * 72, 210 / 25.4 * 72
    with elements(print_page(f"<style>body {{ margin: 0 }}</style>{html}"), "/Figure") as (figure,):
        box = [float(side) for side in figure.A.BBox]
    assert box == pytest.approx([margin, height - margin - 15, margin + 30, height - margin], abs=0.01)
