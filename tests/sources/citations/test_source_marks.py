"""Source marks: which numbers are printed, and that no address is lost."""

from __future__ import annotations

import re

import pytest

from careerprint.sources.citations.source_marks import SourceEntry, address_of, source_of
from careerprint.sources.markdown import parse, text_of, to_html

SOURCES = {"pay": SourceEntry(1, "Pay"), "jobs": SourceEntry(2, "Jobs")}


def html(text: str) -> str:
    return to_html(parse(text.split("\n"), first_line=1, sources=SOURCES), inner=True)


def printed(text: str) -> str:
    """Return what is printed of a paragraph: words, and each mark as its number."""
    return re.sub(r"<[^>]+>", "", html(text)).replace("\u202f", "^")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pay.[^pay:national/29-1141/A_MEDIAN]", "Pay.^1"),
        ("Pay.[^pay:a][^pay:b] More.", "Pay.^1 More."),
        ("Pay.[^pay:a][^pay:b][^jobs:c] More.", "Pay.^1,^2 More."),
        ("Pay.[^pay:a][^jobs:b][^pay:c] More.", "Pay.^1,^2 More."),
        ("Pay[^pay:a] and pay.[^pay:a]", "Pay^1 and pay.^1"),
        ("Pay.[^pay][^pay:a] More.", "Pay.^1 More."),
    ],
)
def test_each_source_is_printed_once_in_a_row_of_marks(text: str, expected: str) -> None:
    assert printed(text) == expected


def test_a_row_of_a_table_prints_its_source_once() -> None:
    made = printed(
        "| A | B | C |\n|---|---|---|\n| Pay[^pay] | $5[^pay:a] | $6[^pay:b][^jobs:c] |\n"
        "| Jobs | 7[^jobs:d] | 8[^jobs] |"
    )
    assert made.split() == ["A", "B", "C", "Pay^1", "$5", "$6^2", "Jobs", "7^2", "8^2"]


def test_no_address_is_printed_and_none_is_lost() -> None:
    root = parse(["Pay.[^pay:a][^pay:b] More."], first_line=1, sources=SOURCES)
    assert [(source_of(mark), address_of(mark)) for mark in root.iter("a")] == [("pay", "a"), ("pay", "b")]
    assert text_of(root) == "Pay. More."
    assert "data-" not in to_html(root)
