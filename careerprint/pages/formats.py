"""How values are written in print: dates, addresses, lists, numbers of sheets."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol

from careerprint.languages import locale_of, primary
from careerprint.pages.labels import Labels
from careerprint.scoring import scorer

_SOUNDS_LIKE_I = re.compile(r"h?i(?![aeo])|h?í", re.I)
"""Spanish words before which `y` (and) becomes `e`; Unicode's data (CLDR) do not cover that."""


@lru_cache(maxsize=4096)
def long_date(date: datetime.date, language: str) -> str:
    """Return `November 1, 2026` as the language writes it."""
    return str(format_date(date, format="long", locale=locale_of(language)))


def partial_date(text: str, language: str) -> str:
    """Return `2024`, `2024-05` or `2024-05-01` as the language writes it: `May 2024`."""
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    if not month:
        return text
    date = datetime.date(year, month, day or 1)
    if day:
        return long_date(date, language)
    return str(format_skeleton("yMMMM", date, locale=locale_of(language)))


def bare_address(url: str) -> str:
    """Return a web address as people say it: without `https://`, `www.` and a slash at its end."""
    return url.removeprefix("https://").removeprefix("www.").rstrip("/")


def tel(number: str) -> str:
    """Return a phone number as a link target (RFC 3966)."""
    return "tel:" + "".join(c for c in number if c.isdigit() or c == "+")


def sheet_count(sides: int, labels: Labels) -> str:
    """Return `4 sides on 2 sheets`, as the first page says it; a sheet is printed on both sides."""
    sheets = (sides + 1) // 2
    words = labels["handout"]["sheets"]
    form = "one" if sides == 1 else "sheet" if sheets == 1 else "some"
    return str(words[form].format(sides=sides, sheets=sheets))


def listed(words: Sequence[str], language: str) -> str:
    """Return `one, two, and three` as the language joins words."""
    text = format_list(list(words), locale=locale_of(language))
    if primary(language) == "es" and len(words) > 1 and _SOUNDS_LIKE_I.match(words[-1]):
        return f"{text.removesuffix(f' y {words[-1]}')} e {words[-1]}"
    return text


@lru_cache(maxsize=4096)
def decimal(text: str | None, language: str) -> str:
    """Return a number such as `3.4` with the decimal sign of the language; a dash for none."""
    return "–" if not text else text.replace(".", get_decimal_symbol(locale_of(language)))


def one_decimal(value: Fraction | None, language: str) -> str:
    """Return a number with one decimal, halves rounded up; a dash for none."""
    return decimal(None if value is None else scorer.one_decimal(value), language)


def two_decimals(value: Fraction | float | None, language: str) -> str:
    """Return a number with two decimals; a dash for none."""
    return decimal(None if value is None else f"{float(value):.2f}", language)


def grouped(number: int, language: str) -> str:
    """Return `19,718` as the language groups digits."""
    return str(format_decimal(number, locale=locale_of(language)))


def halves_up(value: Fraction) -> int:
    """Return the nearest whole number, halves rounded up."""
    return math.floor(value + Fraction(1, 2))
