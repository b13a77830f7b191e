"""The reader's view itself: it must not find what is not there, nor lose what is."""

from __future__ import annotations

import io

import pikepdf
import pytest

from careerprint.check.pdf.page.operators import view_of
from tests.support.proof import print_page
from tests.support.read_aloud import tagged_text


@pytest.mark.parametrize(
    ("html", "heard"),
    [
        ("<h1>One</h1><p>Two</p>", [("H1", "One"), ("P", "Two")]),
        ("<p>a<b>b</b>c</p>", [("P", "abc")]),
        ("<p><b>a</b> <i>b</i></p>", [("P", "a b")]),
        ("<p>1<sup>st</sup> of H<sub>2</sub>O</p>", [("P", "1st of H2O")]),
        ("<p>a<br>b</p>", [("P", "a b")]),
        ("<p>“naïve” Žižek — Nguyễn ½ ☐</p>", [("P", "“naïve” Žižek — Nguyễn ½ ☐")]),
        ("<div>a<div>b</div>c</div>", [("Div", "a"), ("Div", "b"), ("Div", "c")]),
        ("<p>fi ffi office</p>", [("P", "fi ffi office")]),
        ('<p style="position: absolute; top: 9cm">1</p><p>2</p>', [("P", "1"), ("P", "2")]),
    ],
)
def test_words_and_their_order(html: str, heard: list[tuple[str, str]]) -> None:
    assert tagged_text(print_page(html)) == heard


def test_words_divided_at_the_end_of_a_line_are_whole() -> None:
    html = '<p style="hyphens: auto; width: 22mm">Communication recommendation</p>'
    pdf = print_page(html)
    assert "\N{HYPHEN}" in raw_text(pdf)
    assert tagged_text(pdf) == [("P", "Communication recommendation")]


def test_hyphen_that_is_written_stays() -> None:
    html = '<p style="width: 30mm">well-known and/or follow-up self-assessment 1990–2030</p>'
    assert tagged_text(print_page(html)) == [("P", "well-known and/or follow-up self-assessment 1990–2030")]


def test_actual_text_and_alternate_text_stand_for_content() -> None:
    pdf = changed(print_page("<p>Text</p><h1>Title</h1>"), "/P", "/ActualText", "Said instead")
    assert tagged_text(pdf) == [("P", "Said instead"), ("H1", "Title")]


def test_order_is_that_of_the_tags_and_not_of_the_page() -> None:
    with pikepdf.open(io.BytesIO(print_page("<p>One</p><p>Two</p>"))) as file:
        document = file.Root.StructTreeRoot.K[0]
        document.K = pikepdf.Array(reversed(list(document.K)))
        turned = io.BytesIO()
        file.save(turned)
    assert tagged_text(turned.getvalue()) == [("P", "Two"), ("P", "One")]


def test_untagged_file_is_refused() -> None:
    untagged = io.BytesIO()
    pikepdf.new().save(untagged)
    with pytest.raises(ValueError, match="no tags"):
        tagged_text(untagged.getvalue())


def test_text_that_lost_its_character_map_is_seen_to_be_lost() -> None:
    with pikepdf.open(io.BytesIO(print_page("<p>One</p>"))) as file:
        for font in file.pages[0].Resources.Font.values():
            del font.ToUnicode
        spoiled = io.BytesIO()
        file.save(spoiled)
    assert tagged_text(spoiled.getvalue()) == [("P", "\N{REPLACEMENT CHARACTER}" * 3)]


def changed(pdf: bytes, role: str, key: str, value: str) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for element in file.Root.StructTreeRoot.K[0].K:
            if str(element.S) == role:
                element[key] = pikepdf.String(value)
        result = io.BytesIO()
        file.save(result)
    return result.getvalue()


def raw_text(pdf: bytes) -> str:
    """Return the characters of all runs of the first page, put together as they are shown."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return "".join(run.text for runs in view_of(file.pages[0], 1).heard.values() for run in runs)
