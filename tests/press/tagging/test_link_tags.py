"""One annotation inside one Link element, described in words."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from careerprint.press.tagging.link_tags import merge_nested_links
from tests.support.proof import alone, elements, faults, print_page

NESTED = '<p>See <a href="https://example.org/"><strong>the center</strong> on the web</a>.</p>'


def links_on(pdf: bytes) -> list[dict[str, Any]]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [
            {"words": str(each.Contents), "box": [float(side) for side in each.Rect]}
            for page in file.pages
            for each in page.get("/Annots", [])
        ]


def test_weasyprint_puts_a_nested_annotation_outside_the_link() -> None:
    broken = print_page(NESTED, variant="pdf/ua-1", finisher=None)
    assert faults(broken, "ua1") == {"PDFUA1-LINK-LINK-TAG-001"}
    corrected = print_page(NESTED, variant="pdf/ua-1", finisher=alone(merge_nested_links))
    assert faults(corrected, "ua1") == set()


def test_merged_annotation_covers_all_of_the_link() -> None:
    """A drawing that is taller than the line sticks out of the annotation of the link itself."""
    drawing = '<svg width="20" height="60"><title>Logo</title></svg>'
    html = f'<p><a href="https://example.org/">Site {drawing}</a></p>'
    whole, inner = [each["box"] for each in links_on(print_page(html, finisher=None))]
    (merged,) = [each["box"] for each in links_on(print_page(html))]
    assert merged == [
        *(min(whole[0], inner[0]), min(whole[1], whole[3], inner[1], inner[3])),
        *(max(whole[2], inner[2]), max(whole[1], whole[3], inner[1], inner[3])),
    ]
    assert merged[3] - merged[1] >= 45


def test_link_over_two_lines_keeps_an_annotation_for_each() -> None:
    text = "a link that is long enough for two lines " * 2
    pdf = print_page(f'<p><a href="https://example.org/"><b>{text}</b></a></p>')
    assert len(links_on(pdf)) >= 2
    assert faults(pdf, "ua1") == set()


def test_parent_tree_names_the_link_for_each_annotation() -> None:
    with pikepdf.open(io.BytesIO(print_page(NESTED * 3))) as file:
        numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
        keys = [int(key) for key in numbers[::2]]
        assert keys == sorted(keys)
        owners = dict(zip(keys, numbers[1::2], strict=True))
        found = [owners[int(each.StructParent)] for each in file.pages[0].Annots]
        assert [str(owner.S) for owner in found] == ["/Link"] * 3
        assert len(owners) == 1 + len(found), "the page and one entry for each annotation that is left"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<a href="https://example.org/">our  <b>site</b>\n now</a>', "our site now"),
        ('<a href="https://example.org/" title="Our site">here</a>', "Our site"),
        ('<a href="https://example.org/" aria-label="Our site">here</a>', "Our site"),
        ('<a href="https://example.org/"><svg width="9" height="9"><title>Logo</title></svg></a>', "Logo"),
        (
            '<a href="https://example.org/"><svg width="9" height="9"><title>\ue000</title></svg>Site</a>',
            "Site",
        ),
        ('<a href="#one">One</a> <span id="one">x</span>', "One"),
        ('<a href="mailto:a@example.org">Write</a>', "Write"),
    ],
)
def test_link_says_in_words_where_it_goes(html: str, words: str) -> None:
    assert links_on(print_page(f"<p>{html}</p>", finisher=None))[0]["words"] != words
    assert [each["words"] for each in links_on(print_page(f"<p>{html}</p>"))] == [words]


def test_bold_link_over_a_page_break_has_an_annotation_on_each_page() -> None:
    style = "<style>p { orphans: 1; widows: 1 } div { height: 150mm }</style><div></div>"
    pdf = print_page(f'{style}<p><a href="https://example.org/"><b>{"long words " * 30}</b></a></p>')
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert all("/Annots" in page for page in file.pages)
    with elements(pdf, "/Link") as links:
        assert len(links) >= 2
    assert faults(pdf, "ua1", "2a") == set()
