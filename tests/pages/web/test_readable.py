"""A print as one page for a screen: all words of the print, nothing of the sheet, and one file."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest

from careerprint.answers.open_answers import read_answers
from careerprint.pages.pages import Page, Pages
from careerprint.pages.web.readable import FRAME, readable, readable_pages
from careerprint.scoring.scorer import score
from careerprint.settings import TEMPLATES
from tests.support.browser import needs_browser, started, too_wide, violations
from tests.support.samples import DAY, FIT, SOURCE, studio
from tests.support.selection import slow_but

TOO_FEW = 10
"""The place of somebody in the sample answers who answered too little for a score."""


def report(pages: Pages, slug: str = "interests", place: int = 0) -> Page:
    assessment = studio().assessments[slug]
    person = read_answers(SOURCE / "answers" / f"{slug.removeprefix('es/')}.csv", assessment).responses[place]
    return pages.report(score(assessment, person.answers), person, printed_on=DAY, guides=studio().guides)


def body(html: str) -> str:
    """Return the part of a page that the print's own templates make."""
    inside = re.search(r"<body[^>]*>(.*)</body>", html, re.DOTALL)
    assert inside
    return re.sub(r"\A.*<main[^>]*>|</main>.*\Z", "", inside[1], flags=re.DOTALL).strip()


def with_words_of_screens(folder: Path) -> Path:
    """Write labels whose table for reports has the words for screens in place of its own; return the folder."""
    (folder / "labels").mkdir()
    for path in (TEMPLATES / "labels").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        table, report, rest = re.split(r"(?m)^(?=\[report\]|\[group\])", text)
        own = text.partition("[screen.report]\n")[2].partition("\n\n")[0].splitlines()
        for line in own:
            name = line.partition(" = ")[0]
            report, count = re.subn(rf"(?m)^{name} = .*$", lambda _, line=line: line, report)
            assert count == 1, name
        (folder / "labels" / path.name).write_text(table + report + rest, encoding="utf-8")
    return folder


SLUGS = ("interests", FIT, "es/interests", f"es/{FIT}")


@pytest.mark.parametrize("slug", slow_but(SLUGS[:2], SLUGS))
@pytest.mark.parametrize("place", slow_but([0], [0, TOO_FEW]))
def test_the_words_are_those_of_the_print_one_by_one(tmp_path: Path, slug: str, place: int) -> None:
    """All but those in the table for screens; a print whose labels have these must be the same to the letter."""
    center = studio().center
    page = report(readable_pages(center), slug, place)
    prints = Pages(center, templates=(with_words_of_screens(tmp_path),))
    assert body(page.html) == body(report(prints, slug, place).html)
    assert body(page.html) != body(report(Pages(center), slug, place).html)
    shown = readable(page, SOURCE / "images")
    assert re.sub(r'src="[^"]+"', "", body(shown)) == re.sub(r'src="[^"]+"', "", body(page.html))


PAPER = r"(?i)\bprint|\bnext pages?\b|this page|fill in|hand in|\bsheet|\btick|impres|página|hoja|llene|entregue"
"""Words of ours that fit paper only."""


def test_our_words_for_screens_speak_of_no_paper() -> None:
    found = []
    for path in (TEMPLATES / "labels").glob("*.toml"):
        labels = tomllib.loads(path.read_text(encoding="utf-8"))
        shown = {**labels["report"], **labels["screen"]["report"]}
        assert labels["screen"]["report"].keys() <= labels["report"].keys()
        found += [f"{path.stem}: {name}" for name, text in shown.items() if re.search(PAPER, str(text))]
    # Fact sheets are called so; room to write is left on paper alone.
    assert sorted(found) == ["en: fact_sheets", "es: fact_sheets"]
    assert re.search(PAPER, tomllib.loads((TEMPLATES / "labels/en.toml").read_text())["report"]["more_on_side"]["one"])


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


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("width", [320, 640, 1000])
def test_reports_fit_any_window(width: int) -> None:
    """320 pixels are a small phone, 640 the first width at which parts stand beside each other."""
    pages = readable_pages(studio().center)
    with started() as browser:
        window = browser.new_page(viewport={"width": width, "height": 640})
        for kind in product(SLUGS, (0, TOO_FEW)):
            window.set_content(readable(report(pages, *kind), SOURCE / "images"))
            assert [*violations(window), *too_wide(window)] == [], kind


@pytest.mark.slow
@needs_browser
def test_answers_have_the_whole_width_of_a_phone() -> None:
    with started() as browser:
        window = browser.new_page(viewport={"width": 320, "height": 640})
        window.set_content(readable(report(readable_pages(studio().center), FIT), SOURCE / "images"))
        boxes = [each.bounding_box() for each in window.query_selector_all(".rated-answer, .strip svg, .line-by-line")]
        assert len(boxes) > 16
        assert {box["width"] for box in boxes} == {window.query_selector("main").bounding_box()["width"]}
