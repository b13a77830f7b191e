"""Text from right to left is read in the order in which it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerprint.press.tagging.finish import finish
from careerprint.press.tagging.spoken_text import in_reading_order
from tests.support.bidi import seen
from tests.support.proof import alone, faults, print_page
from tests.support.read_aloud import tagged_text


# Each pair: what is seen from left to right (small letters here), and how it is read. A-Z stand for Hebrew letters.
@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("CBA", "ABC"),
        ("FED CBA", "ABC DEF"),
        ("FED abc CBA", "ABC abc DEF"),
        ("FED one two CBA", "ABC one two DEF"),
        (".CBA", "ABC."),
        ("FED 2024 CBA", "ABC 2024 DEF"),
        ("FED 93,600 CBA", "ABC 93,600 DEF"),
        ("one two", "one two"),
    ],
)
def test_lines_from_right_to_left(seen: str, read: str) -> None:
    def hebrew(text: str) -> list[str]:
        return [chr(0x5D0 + ord(c) - ord("A")) if c.isupper() else c for c in text]

    assert in_reading_order(hebrew(seen), is_rtl=True) == hebrew(read)


def test_signs_beside_numbers() -> None:
    """UAX #9, W2 and W5: a percent sign goes with its number, but not after Arabic letters."""
    alef, shin = "\u0627", "\u05e9"
    assert "".join(in_reading_order([*"5% ", shin], is_rtl=True)) == f"{shin} 5%"
    assert "".join(in_reading_order([*"%5 ", alef], is_rtl=True)) == f"{alef} 5%"
    assert "".join(in_reading_order([*"$5 ", shin], is_rtl=True)) == f"{shin} $5"


def test_lines_from_left_to_right() -> None:
    alef, bet = "\u05d0", "\u05d1"
    assert "".join(in_reading_order([*"Dear ", bet, alef, " ", bet, *", hello"], is_rtl=False)) == (
        f"Dear {bet} {alef}{bet}, hello"
    )
    assert in_reading_order(list("plain"), is_rtl=False) == list("plain")


@pytest.mark.parametrize("is_rtl", [False, True])
@given(
    st.lists(st.sampled_from(["שב", "ال", "abc", "123", "1,234.5", "5%", "$9", "٣١", "٣٬٤"]), min_size=1, max_size=6)
)
def test_what_is_read_is_seen_as_it_stands(is_rtl: bool, words: list[str]) -> None:
    """Several texts may look the same, but the one that is read must look like the line (UAX #9, by FriBidi)."""
    line = seen(" ".join(words), is_rtl=is_rtl)
    assert seen("".join(in_reading_order(list(line), is_rtl=is_rtl)), is_rtl=is_rtl) == line


@pytest.mark.parametrize("number", ["123", "1,234.5", "٣٢١", "٣٬٤"])
def test_numbers_between_arabic_words_in_an_english_page(number: str) -> None:
    words = f"الرعاية {number} الصحية"
    assert tagged_text(print_page(f"<p>Care: <em>{words}</em>.</p>")) == [("P", f"Care: {words}.")]


def test_a_ligature_is_one_piece() -> None:
    assert in_reading_order(["\u0644\u0627", "\u0633"], is_rtl=True) == ["\u0633", "\u0644\u0627"]


def test_a_name_in_an_english_page() -> None:
    html = "<p>For محمد الصالح (ID 12)</p>"
    assert tagged_text(print_page(html, finisher=alone())) != [("P", "For محمد الصالح (ID 12)")]
    assert tagged_text(print_page(html)) == [("P", "For محمد الصالح (ID 12)")]
    assert faults(print_page(html, finisher=finish), "ua1", "2a") == set()
