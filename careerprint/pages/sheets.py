"""Sheets of paper as style sheets: their sizes, and how the number of a page is said."""

from __future__ import annotations

PAPERS = {
    "letter": "8.5in 11in; margin-left: 18mm; margin-right: 18mm",
    "a4": "210mm 297mm; margin-left: 15mm; margin-right: 15mm",
}
"""Sheet sizes as CSS writes them, width first, and the margins that leave 180 mm between them."""
TOP, BOTTOM = 17 * 72 / 25.4, 18 * 72 / 25.4
"""Points of the upper and the lower margin, as in `styles/base/page.css`; the foot of each page stands in the lower."""
CARDS = {"letter": "3.6667in 8.5in", "a4": "99mm 210mm"}
"""Sizes of a third of a sheet that lies on its side."""


def sheet_style(paper: str, page_of: str) -> str:
    """Return the style sheet with what differs from sheet to sheet: the paper, and how a page's number is said."""
    number = '"' + page_of.format(page='" counter(page) "', pages='" counter(pages) "') + '"'
    return f"@page {{ size: {PAPERS[paper]}; @bottom-right {{ content: {number}; }} }}\n"


def card_style(paper: str) -> str:
    """Return the style sheet of a card: it has the size of a third of a sheet, and no number."""
    return f"@page {{ size: {CARDS[paper]} }}\n"
