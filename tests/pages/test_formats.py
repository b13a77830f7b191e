"""How values are written in print."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from careerprint.pages import formats
from tests.support.samples import pages


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("2024", "en", "2024"),
        ("2024-05", "en", "May 2024"),
        ("2024-05-01", "en", "May 1, 2024"),
        ("2024-05", "es", "mayo de 2024"),
        ("2024-12-31", "en-GB", "31 December 2024"),
    ],
)
def test_dates_as_exact_as_they_are_known(text: str, language: str, written: str) -> None:
    assert formats.partial_date(text, language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "November 2, 2026"), ("en-US", "November 2, 2026"), ("es", "2 de noviembre de 2026"), ("vi", "2 tháng 11")],
)
def test_long_dates(language: str, written: str) -> None:
    assert formats.long_date(datetime.date(2026, 11, 2), language).startswith(written)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://www.example.org/", "example.org"),
        ("https://www.example.org/careers", "example.org/careers"),
        ("https://example.org/a/b/", "example.org/a/b"),
        ("https://wwwonders.example.org", "wwwonders.example.org"),
    ],
)
def test_addresses_as_people_say_them(address: str, said: str) -> None:
    assert formats.bare_address(address) == said


@pytest.mark.parametrize(
    ("number", "target"),
    [("555-0142", "tel:5550142"), ("+1 (555) 555-0142", "tel:+15555550142"), ("555.0142", "tel:5550142")],
)
def test_phone_numbers_as_targets(number: str, target: str) -> None:
    assert formats.tel(number) == target


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        (1, "1 side"),
        (2, "2 sides on 1 sheet"),
        (3, "3 sides on 2 sheets"),
        (4, "4 sides on 2 sheets"),
        (5, "5 sides on 3 sheets"),
    ],
)
def test_a_sheet_has_two_sides(sides: int, words: str) -> None:
    assert formats.sheet_count(sides, pages().labels("en")) == words


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["one"], "one"), (["one", "two"], "one and two"), (["one", "two", "three"], "one, two, and three")],
)
def test_lists_of_words(words: list[str], text: str) -> None:
    assert formats.listed(words, "en") == text


@pytest.mark.parametrize(
    ("value", "one", "two"),
    [
        (None, "–", "–"),
        (Fraction(7, 2), "3.5", "3.50"),
        (Fraction(13, 4), "3.3", "3.25"),
        (Fraction(5), "5.0", "5.00"),
        (Fraction(1, 3), "0.3", "0.33"),
    ],
)
def test_numbers(value: Fraction | None, one: str, two: str) -> None:
    assert formats.one_decimal(value, "en") == one
    assert formats.two_decimals(value, "en") == two
