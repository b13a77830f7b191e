"""The page on which staff decide: every line has its picture and its choices, and what was decided before is kept."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from careerprint.answers.scans.decisions import Decision
from careerprint.answers.scans.readings import RowReading, SideReading, State
from careerprint.answers.scans.sheets import PagePlace, PaperSheet, ReadSide
from careerprint.answers.scans.transcript import Transcript, transcribe
from careerprint.pages.scans.review import review_page
from tests.support.questionnaire import QUESTIONNAIRE
from tests.support.scanned import form_of_items

ITEMS = [item.id for _, item in QUESTIONNAIRE.items]
FORM = form_of_items([ITEMS], QUESTIONNAIRE.slug)
PAGE = "0123456789abcdef"
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
    unclear = RowReading(ITEMS[0], State.UNCLEAR, None, "two circles are marked", b"picture")
    rows = (unclear, *(RowReading(item, State.ANSWERED, 1) for item in ITEMS[1:]))
    side = ReadSide(PagePlace(name, 1), SideReading(FORM.layout, 1, person, rows, PAGE, b"" if person else b"head"))
    return transcribe(PaperSheet(FORM, person, {1: side}), QUESTIONNAIRE, {})


def page(*people: Transcript, earlier: tuple[Decision, ...] = ()) -> str:
    return review_page(QUESTIONNAIRE, people, earlier, keep_in=Path("out/scans/sample"))


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
