"""A print as one page for a screen: all words of the print, nothing of the sheet, and one file."""

from __future__ import annotations

import re

from careerprint.answers.open_answers import read_answers
from careerprint.pages.pages import Page, Pages
from careerprint.pages.web.readable import FRAME, readable, readable_pages
from careerprint.scoring.scorer import score
from tests.support.samples import DAY, SOURCE, studio


def report(pages: Pages, slug: str = "interests") -> Page:
    assessment = studio().assessments[slug]
    person = read_answers(SOURCE / "answers" / f"{slug}.csv", assessment).responses[0]
    return pages.report(score(assessment, person.answers), person, printed_on=DAY, guides=studio().guides)


def body(html: str) -> str:
    """Return the part of a page that the print's own templates make."""
    inside = re.search(r"<body[^>]*>(.*)</body>", html, re.DOTALL)
    assert inside
    return re.sub(r"\A.*<main[^>]*>|</main>.*\Z", "", inside[1], flags=re.DOTALL).strip()


def test_the_words_are_those_of_the_print_one_by_one() -> None:
    center = studio().center
    page = report(readable_pages(center))
    assert body(page.html) == body(report(Pages(center)).html)
    shown = readable(page, SOURCE / "images")
    assert re.sub(r'src="[^"]+"', "", body(shown)) == re.sub(r'src="[^"]+"', "", body(page.html))


def test_styles_and_pictures_are_in_the_file_and_rules_for_sheets_are_not() -> None:
    html = readable(report(readable_pages(studio().center)), SOURCE / "images")
    assert "@page" not in html
    assert "<!--styles-->" not in html
    assert 'src="data:image/svg+xml;base64,' in html
    assert not re.findall(r'<link|<script|(?:src|href)="(?!data:|#|https:|mailto:|tel:)', html)


def test_our_frame_asks_for_what_a_screen_needs() -> None:
    text = (FRAME / "base.html").read_text(encoding="utf-8")
    assert 'name="viewport"' in text
    assert '<main id="main"' in text
