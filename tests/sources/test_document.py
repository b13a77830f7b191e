"""Structured Markdown taken apart: sections, items, their names and lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.errors import SourceError
from careerprint.sources.document import MAX_BYTES, from_text, html_of, items_of, read, slug_of

TEXT = """---
title: Sample
---

Opening *words*.

## First part {#first .legal to=2.4}

Body.

### Inside

Inner.

## Second

- **Lead in.** Rest of it. {#own .reversed level=3}

    A paragraph.

    - Step *one*.
    - Step two.

- **Other lead:** text
- no lead
"""


def test_sections() -> None:
    document = from_text(TEXT, path="x.md", slug="x")
    assert [(s.id, s.words, s.level, s.line) for s in document.walk()] == [
        ("first", "First part", 2, 7),
        ("inside", "Inside", 3, 11),
        ("second", "Second", 2, 15),
    ]
    first = document.section("first")
    assert first is not None
    assert (first.classes, first.attributes) == (("legal",), {"to": "2.4"})
    assert (first.html, first.children[0].html) == ("<p>Body.</p>", "<p>Inner.</p>")
    assert html_of(document.opening) == "<p>Opening <em>words</em>.</p>"
    assert document.section("third") is None


def test_items() -> None:
    document = from_text(TEXT, path="x.md", slug="x")
    own, other, bare = items_of(document.sections[1])
    assert (own.id, own.lead, own.html, own.line) == ("own", "Lead in", "Rest of it.", 17)
    assert (own.classes, own.attributes) == (("reversed",), {"level": "3"})
    assert own.paragraphs == ("A paragraph.",)
    assert own.steps == ("Step <em>one</em>.", "Step two.")
    assert (other.id, other.lead, other.html, other.line) == ("other-lead", "Other lead", "text", 24)
    assert (bare.id, bare.lead, bare.words) == ("", "", "no lead")


@pytest.mark.parametrize(
    ("words", "slug"), [("Feed data to them", "feed-data-to-them"), ("  C++ & Ü_x ", "c-ü-x"), ("", "")]
)
def test_slugs(words: str, slug: str) -> None:
    assert slug_of(words) == slug


def test_any_line_end_and_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    document = read(file, name="x.md")
    assert document.slug == "x"
    assert document.sections[1].line == 15


def problem(file: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read(file, name="x.md")
    (found,) = caught.value.problems
    return str(found)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    assert problem(file) == "x.md: is missing"
    file.write_bytes(b"---\ntitle: \xff\n---\n")
    assert problem(file) == "x.md:2: is not UTF-8 text; save it as UTF-8 in your editor"
    file.write_bytes(b"x" * (MAX_BYTES + 1))
    assert problem(file) == "x.md: cannot be read: it has more than 250,000 bytes, the most allowed"
