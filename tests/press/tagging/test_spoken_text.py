"""Text from right to left is read in the order in which it was written."""

from __future__ import annotations

import pytest

from careerprint.press.tagging.finish import finish
from tests.support.proof import alone, faults, print_page
from tests.support.read_aloud import tagged_text


@pytest.mark.parametrize(
    "line",
    [
        "الرعاية 123 الصحية",
        "الرعاية 1,234.5 الصحية",
        "الرعاية ٣٢١ الصحية",
        "زيادة 5% و $9 فقط.",
        "من 2024 Excel إلى",
        "من Excel 2024 إلى",
        "שלום one two עולם",
    ],
)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_line_is_read_as_it_was_written(line: str, direction: str) -> None:
    """Lines that look the same may have been written in several ways; nobody has to guess."""
    assert tagged_text(print_page(f'<p dir="{direction}">{line}</p>')) == [("P", line)]


def test_numbers_between_arabic_words_in_an_english_page() -> None:
    words = "الرعاية ٣٬٤ الصحية"
    assert tagged_text(print_page(f"<p>Care: <em>{words}</em>.</p>")) == [("P", f"Care: {words}.")]


def test_a_name_in_an_english_page() -> None:
    html = "<p>For محمد الصالح (ID 12)</p>"
    assert tagged_text(print_page(html, finisher=alone())) != [("P", "For محمد الصالح (ID 12)")]
    assert tagged_text(print_page(html)) == [("P", "For محمد الصالح (ID 12)")]
    assert faults(print_page(html, finisher=finish), "ua1", "2a") == set()


def test_each_line_of_a_paragraph_is_read_by_itself() -> None:
    words = "الرعاية الصحية " * 30
    assert tagged_text(print_page(f'<p dir="rtl">{words}</p>')) == [("P", words.strip())]
