"""The page on which staff decide: lines have pictures and choices, earlier decisions are kept, all words are labels."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from careerprint.answers.scans.decisions import Decision
from careerprint.answers.scans.readings import Reason, RowReading, SideReading, State
from careerprint.answers.scans.sheets import PagePlace, PaperSheet, ReadSide
from careerprint.answers.scans.transcript import Transcript, WaitingRow, transcribe
from careerprint.pages.labels import read_labels
from careerprint.pages.scans.review import SendTo, review_page
from careerprint.settings import TEMPLATES
from tests.support.questionnaire import QUESTIONNAIRE
from tests.support.scanned import form_of_items
from tests.support.words_of_pages import Shown, labels_of_review, pieces, words_beyond_labels

ITEMS = [item.id for _, item in QUESTIONNAIRE.items]
FORM = form_of_items([ITEMS], QUESTIONNAIRE.slug)
PAGE = "0123456789abcdef"
OTHER = {"en": "es", "es": "en"}
HOSTILE = "<script>alert(1)</script>"


class Elements(HTMLParser):
    """Collects the attributes of all elements by tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, list[dict[str, str | None]]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.setdefault(tag, []).append(dict(attrs))


def transcript(person: str, *, name: str = "scan.pdf") -> Transcript:
    unclear = RowReading(ITEMS[0], State.UNCLEAR, None, Reason.TWO_MARKS, b"picture")
    rows = (unclear, *(RowReading(item, State.ANSWERED, 1) for item in ITEMS[1:]))
    side = ReadSide(PagePlace(name, 1), SideReading(FORM.layout, 1, person, rows, PAGE, b"" if person else b"head"))
    return transcribe(PaperSheet(FORM, person, {1: side}), QUESTIONNAIRE, {})


def page(*people: Transcript, earlier: tuple[Decision, ...] = ()) -> str:
    return review_page(QUESTIONNAIRE, people, earlier, language="en", keep_in=Path("out/scans/sample"))


def in_language(language: str, *people: Transcript, lines_in: str = "", counter: bool = False) -> str:
    """Return the page in a language, about a questionnaire in `lines_in`, by default the same."""
    assessment = replace(QUESTIONNAIRE, language=lines_in or language)
    send_to = SendTo("/decide", "secret", "/back") if counter else None
    return review_page(assessment, people, (), language=language, keep_in=Path("out"), send_to=send_to)


def every_reason(asks_because: Reason = Reason.NOBODY) -> Transcript:
    """Return a sheet without an ID with a line for each reason."""
    sheet = replace(transcript("").sheet, asks_because=asks_because)
    rows = tuple(WaitingRow(PAGE, ITEMS[0], reason, 2, None, b"picture") for reason in Reason)
    return Transcript("", {}, rows, sheet)


def pages_in(language: str) -> list[str]:
    """Return pages that show every word of the labels, with lines in the other language."""
    people = (every_reason(), every_reason(Reason.TYPED_TWICE), transcript("1001"))
    lines_in = OTHER[language]
    return [
        in_language(language, *people, lines_in=lines_in),
        in_language(language, transcript("1001"), lines_in=lines_in),
        in_language(language, lines_in=lines_in),
        *(in_language(language, *people * 7, *people[:more], lines_in=lines_in, counter=True) for more in (0, 1)),
    ]


def test_a_line_has_its_picture_and_a_choice_for_each_point_and_for_none() -> None:
    text = page(transcript("1001"))
    found = Elements(text).found
    radios = [each["value"] for each in found["input"]]
    worths = next(scale.worths for scale, item in QUESTIONNAIRE.items if item.id == ITEMS[0])
    assert radios == [*map(str, worths), "empty"]
    assert found["img"][0]["src"] == "data:image/png;base64,cGljdHVyZQ=="
    assert all(each["alt"] for each in found["img"])
    assert found["fieldset"] == [{"data-page": PAGE, "data-item": ITEMS[0]}]
    assert "Two circles are marked." in text
    assert "out/scans/sample" in text


def test_a_sheet_without_an_id_asks_whose_it_is() -> None:
    found = Elements(page(transcript(""))).found
    typed = next(each for each in found["input"] if each["type"] == "text")
    assert typed["id"] in [label.get("for") for label in found["label"]]
    assert [each["data-item"] for each in found["fieldset"]] == ["id", ITEMS[0]]


def test_earlier_decisions_go_into_the_download() -> None:
    earlier = (Decision(PAGE, "id", f"{HOSTILE}&"),)
    text = page(transcript("1001"), earlier=earlier)
    (kept,) = re.findall(r'<script type="application/json" id="earlier">(.*?)</script>', text, re.DOTALL)
    assert json.loads(kept) == [[PAGE, "id", f"{HOSTILE}&"]]


def test_whatever_is_hostile_stays_text() -> None:
    text = page(transcript(HOSTILE, name=HOSTILE))
    assert HOSTILE not in text
    assert len(Elements(text).found["script"]) == 2


def test_the_page_needs_no_network() -> None:
    text = page(transcript(""))
    assert "default-src 'none'" in text
    assert not re.search(r"https?:", text)


def test_nothing_to_decide_is_said() -> None:
    assert "Nothing waits for a decision." in page()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_word_is_one_of_the_labels_in_the_language_of_the_page(language: str) -> None:
    known = (QUESTIONNAIRE.title, "scan", "scan.pdf", "decisions.csv", "out")
    pages = pages_in(language)
    assert [Shown(text).language for text in pages] == [language] * 5
    assert [words_beyond_labels(text, *known) for text in pages] == [[]] * 5
    assert all(words_beyond_labels(text, *known, language=OTHER[language]) for text in pages)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_label_is_on_a_page(language: str) -> None:
    shown = " ".join(
        " ".join([*Shown(text).texts, *re.findall("const progress = (.*)", text)]) for text in pages_in(language)
    )
    assert [label for label in labels_of_review(language) for piece in pieces(label) if piece not in shown] == []


@pytest.mark.parametrize(
    ("language", "one", "many", "one_more", "many_more"),
    [
        ("en", "about 1 line on 1 sheet.", "about 2 lines on 2 sheets.", "1 more sheet waits", "2 more sheets wait"),
        ("es", "seguridad 1 línea en 1 hoja.", "2 líneas en 2 hojas.", "Espera 1 hoja más", "Esperan 2 hojas más"),
    ],
)
def test_numbers_agree_with_their_nouns(language: str, one: str, many: str, one_more: str, many_more: str) -> None:
    people = [transcript("1001")] * 22
    assert one in in_language(language, *people[:1])
    assert many in in_language(language, *people[:2])
    assert one_more in in_language(language, *people[:21], counter=True)
    assert many_more in in_language(language, *people[:22], counter=True)


def test_lines_in_another_language_say_so() -> None:
    marked = f'<span lang="en">{QUESTIONNAIRE.scales[0].items[0].text}</span>'
    assert marked in in_language("es", transcript("1001"), lines_in="en")
    assert "<span" not in in_language("es", transcript("1001"))
    assert "<span" not in in_language("es", transcript("1001"), lines_in="es-US")
    assert '<html lang="es-US">' in in_language("es-US", transcript("1001"))


def test_english_pages_say_what_the_lists_say() -> None:
    reasons = read_labels([TEMPLATES], "en")["web"]["review"]["reasons"]
    assert reasons == {each.name.lower(): f"{each.value[0].upper()}{each.value[1:]}." for each in Reason}
