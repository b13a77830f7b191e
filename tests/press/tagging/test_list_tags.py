"""One label and one body per item; how items are numbered."""

from __future__ import annotations

import pytest

from careerprint.marks import LABEL
from careerprint.press.tagging.list_tags import correct_lists
from tests.support.proof import alone, elements, faults, print_page

ZERO = '<svg width="0" height="0"><title>{}</title></svg>'
LOOSE = "<ul><li><p>One</p><ul><li>Inside</li></ul></li><li><p>Two</p></li></ul>"


def test_weasyprint_puts_paragraphs_beside_the_label() -> None:
    broken = print_page(LOOSE, variant="pdf/ua-1", finisher=None)
    assert faults(broken, "ua1") == {"PDFUA1-LI-KIDS-001"}
    corrected = print_page(LOOSE, variant="pdf/ua-1", finisher=alone(correct_lists))
    assert faults(corrected, "ua1") == set()


def test_item_holds_one_label_and_one_body() -> None:
    with elements(print_page(LOOSE), "/LI") as items:
        assert [[str(kid.S) for kid in item.K] for item in items] == [["/Lbl", "/LBody"]] * 3


def test_nested_list_stands_in_the_body_of_the_item_before_it() -> None:
    for html in (LOOSE, "<ul><li>One<ul><li>Inside</li></ul></li><li>Two</li></ul>"):
        with elements(print_page(html, finisher=None), "/L") as lists:
            assert str(lists[1].P.S) == "/L"
        with elements(print_page(html), "/L") as lists:
            assert str(lists[1].P.S) == "/LBody"
            assert lists[1].P.P.objgen == lists[0].K[0].objgen


def test_parents_and_kids_agree_after_the_correction() -> None:
    with elements(print_page(LOOSE), "/L", "/LI", "/LBody", "/Lbl", "/P") as found:
        for element in found:
            assert element.objgen in [kid.objgen for kid in element.P.K]


@pytest.mark.parametrize(
    ("style", "numbering"),
    [
        ("disc", "/Disc"),
        ("'– '", "/Disc"),
        ("'☐ '", "/Square"),
        ("decimal", "/Decimal"),
        ("lower-alpha", "/LowerAlpha"),
        ("upper-alpha", "/UpperAlpha"),
        ("upper-roman", "/UpperRoman"),
        ("lower-roman", "/LowerRoman"),
    ],
)
def test_numbering_is_what_the_labels_show(style: str, numbering: str) -> None:
    html = f'<ul style="list-style-type: {style}"><li>One</li><li>Two</li><li>Three</li></ul>'
    with elements(print_page(html), "/L") as (whole,):
        assert str(whole.A.ListNumbering) == numbering


def test_list_without_labels_has_no_numbering() -> None:
    with elements(print_page('<ul style="list-style: none"><li>One</li></ul>'), "/L") as (whole,):
        assert "/A" not in whole


def test_a_picture_and_a_sign_are_labels_of_their_items() -> None:
    box = f'<svg width="9" height="9"><title>{LABEL}To do</title><rect width="9" height="9"/></svg>'
    sign = f"<span>{ZERO.format(LABEL)}+</span>"
    html = f'<ul style="list-style: none"><li>{box} One</li><li>{sign} <p>Two</p></li></ul>'
    pdf = print_page(html)
    assert faults(pdf, "ua1", "2a") == set()
    with elements(pdf, "/LI") as items:
        assert [[str(kid.S) for kid in item.K] for item in items] == [["/Lbl", "/LBody"]] * 2
        assert str(items[0].K[0].ActualText) == "To do"
    with elements(pdf, "/Figure") as figures:
        assert figures == []


def test_a_box_outside_a_list_stays_a_picture_with_its_words() -> None:
    box = f'<svg width="9" height="9"><title>{LABEL}To do</title><rect width="9" height="9"/></svg>'
    with elements(print_page(f"<p>{box} One</p>"), "/Figure") as (figure,):
        assert str(figure.Alt) == "To do"
