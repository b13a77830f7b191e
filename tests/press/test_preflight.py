"""What is seen on a page before it is laid out."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from careerprint.press.preflight import MAX_DEPTH, dangers, named, unprintable

SVG = "http://www.w3.org/2000/svg"


def page(body: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<html><head><title>☃</title></head><body>{body}</body></html>")


def test_a_plain_page_has_no_dangers() -> None:
    nested = "<div>" * (MAX_DEPTH - 2) + "</div>" * (MAX_DEPTH - 2)
    assert list(dangers(page(f"<p>x</p><svg xmlns='{SVG}'><rect/></svg>{nested}"))) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<base/>", "the page has a <base> element"),
        ("<div>" * 59 + "</div>" * 59, "nested more than 60 deep"),
        ("<div>" * 5_000 + "</div>" * 5_000, "nested more than 60 deep"),
        (
            f"<svg xmlns='{SVG}'><g id='a'><use href='#a'/></g></svg>",
            "a drawing on the page refers to itself",
        ),
    ],
)
def test_dangers(body: str, message: str) -> None:
    (reported,) = dangers(page(body))
    assert message in reported


@pytest.mark.parametrize(
    ("body", "characters"),
    [
        ("<p>Nguyễn, Žofie, Ελένη, Ирина: ☐ ☑ ✓</p>", []),
        ("<p>soft\u00adhyphen, joiner\u200d, no-break\u00a0space, heavy \u2611\ufe0f</p>", []),
        ("<p>ދ</p>☃<b>ދ</b>", ["ދ", "☃"]),
        ("<input value='☃'/><textarea placeholder='ދ'/>", ["ދ", "☃"]),
        ("<style>☃</style><script>ދ</script>", []),
        (f"<svg xmlns='{SVG}'><title>ދ</title><text>☃</text></svg>", ["☃"]),
    ],
)
def test_unprintable_characters(body: str, characters: list[str]) -> None:
    assert unprintable(page(body)) == characters


@pytest.mark.parametrize(
    ("character", "name"),
    [("☃", "“☃” (U+2603)"), ("\x07", "U+0007"), ("\ud800", "U+D800"), ("😀", "“😀” (U+1F600)")],
)
def test_how_a_character_is_named(character: str, name: str) -> None:
    assert named(character) == name
