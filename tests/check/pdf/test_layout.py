"""Things that lie on each other, stand at the edge of the sheet, or leave a side empty are found in a finished file."""

from __future__ import annotations

import pytest

from careerprint.check.pdf.inspect import inspect_bytes
from tests.support.proof import print_page

SIDE = '<p style="height: 125mm; background: #ddd">Text</p>'
FULL = SIDE + '<p style="break-before: page">More</p>'


def messages(body: str, label: str = "nurse.pdf") -> list[str]:
    found = inspect_bytes(print_page(f"<h1>Title</h1>{body}"), label=label).problems
    return [str(problem).partition(": ")[2] for problem in found]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<p>Words</p><p style="margin-top: -29pt">Other</p>', "page 1: words lie on each other in 1 place"),
        (
            '<p style="margin-left: -18mm">Words stand here</p>',
            "page 1: 1 word within 5 mm of the edge, where many printers print nothing",
        ),
        ('<p style="break-before: page">More</p>' + SIDE, "page 1: the side is 9"),
        (SIDE + '<p style="break-before: page">More</p>', "page 2: the side is 9"),
    ],
)
def test_is_found(body: str, message: str) -> None:
    assert [found for found in messages(body) if message in found], messages(body)


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("<p>Words</p><p>Other</p>", "nurse.pdf"),
        ("<p>H<sub>2</sub>O and <em>slanted</em> words</p>", "nurse.pdf"),
        (SIDE + '<div style="break-before: page"></div>' + SIDE, "nurse.pdf"),
        (SIDE + '<p style="break-before: page; font-size: 18pt">More</p>', "nurse-large-print-a4.pdf"),
    ],
)
def test_is_sound(body: str, label: str) -> None:
    assert [found for found in messages(body, label) if "smallest" not in found] == []
