"""A page that is read from right to left: order, mirrored layout, a typeface, the standards."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from careerprint.jobs.job import Studio
from careerprint.pages.pages import Pages
from careerprint.press.press import Press
from careerprint.settings import TEMPLATES
from careerprint.sources import document, guide
from careerprint.sources.center import Center
from tests.support.proof import faults
from tests.support.read_aloud import tagged_text
from tests.support.sample_runs import fonts_of
from tests.support.samples import ROOT

HERE = Path(__file__).parent / "ar"
WORDS = {
    "common.page_of": "صفحة {page} من {pages}",
    "common.phone": "الهاتف",
    "common.notes": "ملاحظات",
    "common.appointment": "موعدي",
    "common.appointment_with": "مع",
    "common.box": "مربع",
    "handout.kind": "دليل المهن",
    "handout.in_short": "العمل باختصار",
    "handout.as_of": "في {date}",
    "handout.sources": "المصادر",
    "handout.source_read": "قرئ في {date}",
    "handout.reviewed": "روجع في {date}. المراجعة القادمة قبل {date_by}.",
    "handout.skill_level": "المستوى {level} من 5",
    "handout.skill_levels": "المستويات الخمسة",
    "handout.contact": "تحدث معنا",
    "handout.licence": "نص تجريبي.",
}
"""Of the labels, only what a handout prints; the others stay English."""


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of templates with labels in Arabic."""
    folder = tmp_path_factory.mktemp("templates")
    (folder / "labels").mkdir()
    english = tomllib.loads((TEMPLATES / "labels" / "en.toml").read_text(encoding="utf-8"))
    (folder / "labels" / "ar.toml").write_text("\n".join(_toml(english, "")), encoding="utf-8")
    return folder


def _toml(table: Mapping[str, Any], name: str) -> Iterator[str]:
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    for key, value in table.items():
        if key not in inner:
            text = WORDS.get(f"{name}.{key}", str(value)).replace('"', '\\"')
            yield f'{key} = "{text}"'
    for key, value in inner.items():
        yield f"[{name}.{key}]" if name else f"[{key}]"
        yield from _toml(value, f"{name}.{key}" if name else key)


@pytest.fixture(scope="module")
def nurse() -> guide.Guide:
    return guide.from_document(document.read(HERE / "nurse.md"))


@pytest.fixture(scope="module")
def pages(studio: Studio, templates: Path) -> Pages:
    return Pages(studio.center, templates=(templates,), paper="letter")


@pytest.fixture(scope="module")
def pdf(pages: Pages, nurse: guide.Guide, studio: Studio) -> bytes:
    page = pages.handout(nurse, sides=2)
    return Press(studio.assets).print(page.html, styles=page.styles, identifier="ar").pdf


def place(pdf: bytes, words: str) -> float:
    """Return how far from the left edge of its page some words begin, in points."""
    found: list[float] = []

    def see(text: str, outer: list[float], inner: list[float], *_: Any) -> None:
        if words in text:
            found.append(outer[4] + inner[4] * outer[0])

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=see)
    assert found, words
    return found[0]


def test_the_page_says_its_direction(pages: Pages, nurse: guide.Guide) -> None:
    page = pages.handout(nurse, sides=2)
    assert page.html.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl"')
    assert "direction: rtl" in page.styles[-1]
    assert any('@bottom-left { content: "صفحة' in style for style in page.styles)


def test_pages_from_left_to_right_stay_as_they_are(studio: Studio) -> None:
    page = Pages(studio.center).handout(studio.guides["machine-learning-engineer"], sides=4)
    assert " dir=" not in page.html
    assert not any("direction: rtl" in style for style in page.styles)


def test_words_are_heard_in_order(pdf: bytes) -> None:
    """The text as it is written, not as it stands on the page; nothing is lost."""
    heard = [words for _, words in tagged_text(pdf)]
    assert "ممرضة أو ممرض" in heard
    text = " ".join(heard)
    order = [
        "العمل باختصار",
        "رعاية المرضى",  # the first task, without its sentences
        "ما الذي ستفعله",
        "رعاية المرضى. تغسل",
        "الجوانب الجيدة",
        "الجوانب الصعبة",
        "الاستماع",
        "الحساب",
    ]
    assert [words for words in order if words in text] == order
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert "100 Example Street, Room 210" in text


def test_language_and_title(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert str(file.Root.Lang) == "ar"
        assert str(file.docinfo.Title) == "ممرضة أو ممرض"


def test_the_typeface_is_ours(pdf: bytes) -> None:
    fonts = {re.sub(r"^/[A-Z]{6}\+", "", name) for names in fonts_of(pdf) for name in names}
    assert {"IBM-Plex-Sans-Arabic", "IBM-Plex-Sans-Arabic-Semi-Bold", "Careerprint-Sans"} <= fonts
    assert all("IBM-Plex-Sans-Arabic" in font or "Careerprint" in font for font in fonts), fonts


@pytest.mark.slow
def test_the_layout_is_mirrored(pdf: bytes, studio: Studio) -> None:
    """The kind of document stands at the left, the logo at the right; Latin text keeps its order."""
    english = Pages(studio.center, paper="letter").handout(studio.guides["machine-learning-engineer"], sides=4)
    left_to_right = Press(studio.assets).print(english.html, styles=english.styles, identifier="en").pdf
    middle = 8.5 * 72 / 2
    assert place(left_to_right, "Sample Career Center") < middle < place(pdf, "Sample Career Center")
    assert place(left_to_right, "Monday to Thursday") > place(pdf, "Monday to Thursday") + 100


def test_the_standards_hold(pdf: bytes) -> None:
    assert faults(pdf, "ua1", "2a") == set()


@pytest.mark.slow
def test_a_name_in_arabic_script_on_an_english_report(studio: Studio) -> None:
    """People's names print in whatever script, without a font of the machine."""
    center: Center = studio.center.model_copy(update={"name": "مركز المهن"})
    page = Pages(center).handout(studio.guides["machine-learning-engineer"], sides=4)
    printed = Press(replace(studio, center=center).assets).print(page.html, styles=page.styles, identifier="name")
    assert "مركز المهن" in [words for _, words in tagged_text(printed.pdf)]


def test_the_test_text_is_not_among_our_sources() -> None:
    assert not list((ROOT / "source").rglob("ar/*"))
