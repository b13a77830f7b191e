"""What a listener hears, document by document, and that it is what a sighted reader reads, in that order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import pytest
import weasyprint

from careerprint.marks import LABEL, is_mark
from careerprint.press.pictures import SVG_NAMESPACE
from tests.support.read_aloud import tagged_text
from tests.support.samples import READ, READ_QUICKLY, SamplePrints, page, pages
from tests.support.selection import slow_but

COUNT = re.compile(r"\d+(?:sideson|carasen|páginasen)\d+(?:sheets?|hojas?)")
"""How many sides a handout has is known when it is laid out."""
_SVG = f"{{{SVG_NAMESPACE}}}"
_UNSEEN = {"head", "style", "script"}
_UNHEARD = {"furniture", "filler"}
"""Classes of what stands at the foot of each side, and of lines to write on."""


@pytest.mark.parametrize("name", slow_but(READ_QUICKLY, READ))
def test_what_a_listener_hears(name: str, sample_prints: SamplePrints, golden: Callable[[str, str], None]) -> None:
    blocks = tagged_text(sample_prints.file(name).read_bytes())
    text = "".join(f"{role}: {words}\n" for role, words in blocks)
    golden(f"reading/{name.replace('/', '-')}.txt", text)


@pytest.mark.parametrize("name", slow_but(READ_QUICKLY, READ))
def test_a_listener_hears_what_a_sighted_reader_reads_in_that_order(name: str, sample_prints: SamplePrints) -> None:
    """The order in which the page is written is the order in which it is read."""
    blocks = tagged_text(sample_prints.file(name).read_bytes())
    heard = letters("".join(words for role, words in blocks if role != "Lbl"))
    # Lines to write on are put in when the rest is laid out.
    for head in heads_of_lines("es" if "/es/" in name else "en", is_handout=name.startswith("handouts")):
        heard = heard.replace(letters(head), "")
    heard, seen = without_repeated_heads(heard, page(name).html), letters(written(page(name).html))
    assert COUNT.sub("", heard) == COUNT.sub("", seen)


def heads_of_lines(language: str, *, is_handout: bool) -> tuple[str, ...]:
    """Return what may stand above lines to write on."""
    words = pages().labels(language)
    own = (words["common"]["notes"], words["handout"]["my_questions"]) if is_handout else ()
    return (*own, words["report"]["room"])


def test_words_in_another_order_are_noticed() -> None:
    one, other = (letters(written(f"<body><p>{words}</p></body>")) for words in ("a b", "b a"))
    assert one != other


def test_what_is_written_is_found_without_furniture_marks_and_drawings() -> None:
    html = (
        "<head><title>No</title></head><body><!-- No --><footer class='furniture'>No</footer><p>One <b>two</b><br>three"
        "<svg xmlns='http://www.w3.org/2000/svg'><title>Box</title><text>No</text></svg>"
        "<svg xmlns='http://www.w3.org/2000/svg'><title>\ue001es</title></svg><img alt='Logo'>"
        "<input title='Date'><input title='No' aria-label='Like'></p></body>"
    )
    assert written(html).split() == ["One", "two", "three", "Box", "Logo", "Date", "Like"]


def without_repeated_heads(heard: str, html: str) -> str:
    """Take out the heads of tables that are printed again on the next page, where both readers meet them again."""
    text = letters(written(html))
    for head in weasyprint.HTML(string=html).etree_element.iter("thead"):
        words = letters(" ".join(_written(head)))
        while heard.count(words) > text.count(words):
            again = heard.index(words, heard.index(words) + 1)
            heard = heard[:again] + heard[again + len(words) :]
    return heard


def letters(text: str) -> str:
    """Return a text without white space, which lines and blocks divide differently."""
    return "".join(text.split())


def written(html: str) -> str:
    """Return the words of a page in the order of its source, with those that stand for pictures and fields."""
    return " ".join(_written(weasyprint.HTML(string=html).etree_element))


def _is_label(element: Element) -> bool:
    """Say whether an element is the label of its item of a list, such as its number or a box to tick."""
    pictures = {f"{_SVG}svg": [element], "span": element.findall(f"{_SVG}svg")}.get(element.tag, [])
    return any((picture.findtext(f"{_SVG}title") or "").startswith(LABEL) for picture in pictures)


def _written(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str):  # a comment
        return
    if element.tag in _UNSEEN or not _UNHEARD.isdisjoint((element.get("class") or "").split()) or _is_label(element):
        return
    if element.tag == f"{_SVG}svg":
        words = (element.findtext(f"{_SVG}title") or "").strip()
        yield "" if is_mark(words) else words
        return
    yield from filter(None, (element.get("alt"), element.text))
    if element.tag in ("input", "textarea", "select"):
        yield element.get("aria-label") or element.get("title") or ""
    for child in element:
        yield from _written(child)
        yield child.tail or ""
