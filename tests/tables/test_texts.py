"""Texts that people typed."""

from __future__ import annotations

import unicodedata

import pytest

from careerprint.tables.texts import clean, defused, fold, fold_unnumbered, shorten, unmask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Sample \t Person\r\n01 ", "Sample Person 01"),
        ("Sa\x00m\x1b[31mple", "Sam[31mple"),
        ("\u202egnp.exe\u2066\u2069\u200f", "gnp.exe"),
        ("\ud800lone\udfff", "lone"),
        ("\ufeffbom", "bom"),
        ("Đặng Thị", unicodedata.normalize("NFC", "Đặng Thị")),
        (unicodedata.normalize("NFD", "Đặng Thị"), unicodedata.normalize("NFC", "Đặng Thị")),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" + "\u0321" * 20, "x" + "\u0321" * 8),
        ("a\u2028b\u00a0c", "a b c"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("text", ["x" * 5_001, "é" * 5_001, "x" + "\u0301" * 30_000, "\x00" * 30_000])
def test_too_long_to_keep(text: str) -> None:
    assert clean(text) is None


def test_longest_that_is_kept() -> None:
    assert clean("é" * 5_000) == "é" * 5_000
    assert clean("e\u0301" * 5_000) == "é" * 5_000


def test_marks_are_cut_before_they_are_sorted() -> None:
    # Sorting 19,000 marks of changing classes would take minutes.
    assert clean("x" + "\u0301\u0323" * 9_500) == unicodedata.normalize("NFC", "x" + "\u0301\u0323" * 4)


def test_fold() -> None:
    assert fold(" <b>Don’t</b>\n know… ") == "don't know"
    assert fold("2. Like") == "2. like"
    assert fold_unnumbered("2. Like") == "like"
    assert fold_unnumbered("3D printing") == "3d printing"


def test_fold_of_a_hostile_heading_is_quick() -> None:
    assert fold("<" * 5_000) == "<" * 5_000


@pytest.mark.parametrize(("text", "expected"), [("'=1+1", "=1+1"), ("'-", "-"), ("'t Hooft", "'t Hooft")])
def test_unmask(text: str, expected: str) -> None:
    assert unmask(text) == expected


def test_shorten() -> None:
    assert shorten("abc", 3) == "abc"
    assert shorten("abcd", 3) == "ab…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("\n=1", "'\n'=1"),
        ("'=1", "''=1"),
        ("a;=HYPERLINK(1)", "a;'=HYPERLINK(1)"),
        ('a;"=1"', 'a;\'"=1"'),
        ("a; ＝1", "a;' ＝1"),
        ("a|+1|b|-1", "a|'+1|b|'-1"),
        ("a\t@x\r\n=1", "a\t'@x\r'\n'=1"),
        ("a;'=1", "a;''=1"),
        ("p-1; b+2, -3, it's = 4", "p-1; b+2, -3, it's = 4"),
        ("don't; can't", "don't; can't"),
    ],
)
def test_cells_that_a_spreadsheet_would_run(text: str, expected: str) -> None:
    assert defused(text) == expected
    assert unmask(expected) == text
