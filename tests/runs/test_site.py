"""The site: every link leads somewhere in it, no page needs a script or another server, and what is gone is named."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from careerprint.jobs.plan import plan
from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.fact_sheets import all_codes, fact_sheet
from careerprint.pages.web.fact_page import fact_values
from careerprint.runs.site import site_files
from careerprint.settings import Settings
from tests.support.browser import needs_browser, started, too_wide, violations
from tests.support.official_files import make_official
from tests.support.sample_runs import DAY, call, edit, make_source
from tests.support.samples import SOURCE, studio

LARGEST = 100_000
"""Bytes of a page: it is read over slow lines, too."""
LOOKED_AT = (
    "index.html",
    "es/index.html",
    "en/guides/registered-nurse.html",
    "es/guides/electrician.html",
    "en/worksheets/interests.html",
    "es/worksheets/interests.html",
    "en/worksheets/fit--electrician.html",
    "es/worksheets/fit--electrician.html",
    "en/facts/index.html",
    "en/facts/registered-nurses.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of a small source, in two editions."""
    folder = tmp_path_factory.mktemp("site")
    source = make_source(folder / "source", assessment=True, fit=True)
    options = ("--source", source, "--out", folder / "out", "--date", DAY, "--edition", "standard")
    called = call("site", *options, "--edition", "large-print")
    assert called.code == 0, called.err
    assert called.out == f"5 pages and 6 PDFs in {folder / 'out' / 'site'}\n"
    return folder / "out" / "site"


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of official files; tests only read it."""
    return make_official(tmp_path_factory.mktemp("official"))


def pages(site: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}


def broken_links(site: Path) -> list[tuple[str, str]]:
    """Return the links within the site that lead nowhere, and those that lead out of its folder."""
    found = []
    for path, text in pages(site).items():
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            address = urlsplit(link)
            if address.scheme in ("https", "tel", "mailto"):
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            anchor = f'id="{address.fragment}"'
            is_there = target.is_file() and target.is_relative_to(site.resolve()) if address.path else True
            if not is_there or (address.fragment and anchor not in target.read_text(encoding="utf-8")):
                found.append((path.name, link))
    return found


@pytest.mark.slow
def test_every_link_leads_somewhere_in_the_site(site: Path) -> None:
    assert broken_links(site) == []


def test_a_broken_link_would_be_found(site: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="none.html">x</a> <a href="#none">y</a> <a href="/etc/hosts">z</a>')
    assert [link for _, link in broken_links(tmp_path)] == ["none.html", "#none", "/etc/hosts"]


def test_pages_are_small_and_need_no_script_and_nobody_else(site: Path) -> None:
    for path, text in pages(site).items():
        assert len(text.encode()) <= LARGEST, path
        assert not re.findall(r"<script|<form|javascript:| style=|@import|src=\"https?:", text), path
    assert "//" not in re.sub(r"/\*.*?\*/", "", (site / "style.css").read_text(encoding="utf-8"))


def test_a_guide_leads_to_its_prints_in_each_edition_by_name(site: Path) -> None:
    text = (site / "en/guides/nurse.html").read_text(encoding="utf-8")
    found = dict(re.findall(r'<a href="([^"]+\.pdf)">([^<]+)</a>', text))
    assert found == {
        "../../handouts/nurse.pdf": "Standard (PDF)",
        "../../handouts/nurse-large-print.pdf": "Large print (PDF)",
        "../../worksheets/fit--nurse.pdf": "The same questions on paper (PDF)",
    }


def test_a_worksheet_is_there_to_read_with_its_numbers_and_choices(site: Path) -> None:
    text = (site / "en/worksheets/sample.html").read_text(encoding="utf-8")
    assert "This page is for reading. To answer, fill in the worksheet on paper" in text
    assert "<input" not in text
    assert re.findall(r"<strong>(\d)</strong>", text) == ["1", "2", "3", "4", "5"]
    assert re.findall(r'<ol class="lines" start="(\d+)">', text) == ["1"]
    lines = re.findall(r"<li>([^<]+)</li>", text.partition('class="lines"')[2])
    assert lines == ["Solve a riddle.", "Take a clock apart.", "Let others find out."]
    assert 'href="../../worksheets/sample-large-print.pdf">Large print (PDF)' in text
    assert 'href="en/worksheets/sample.html"' in (site / "index.html").read_text(encoding="utf-8")


def test_a_worksheet_about_a_guide_and_its_guide_lead_to_each_other(site: Path) -> None:
    assert 'href="../../en/worksheets/fit--nurse.html"' in (site / "en/guides/nurse.html").read_text(encoding="utf-8")
    assert 'href="../../en/guides/nurse.html"' in (site / "en/worksheets/fit--nurse.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_fact_sheets_are_pages_beside_the_guides(official: Path, tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    options = ("site", "--source", source, "--out", tmp_path / "out", "--date", DAY)
    called = call(*options, "--official", official)
    assert called.code == 0, called.err
    site = tmp_path / "out/site"
    assert broken_links(site) == []
    files = OfficialFiles(official)
    sheets = [fact_sheet(files, code, None) for code in all_codes(files)]
    nurse = next(sheet for sheet in sheets if sheet.slug == "registered-nurses")
    text = html.unescape((site / "en/facts/registered-nurses.html").read_text(encoding="utf-8"))
    said = (*nurse.tasks, nurse.pay[0].low, nurse.pay[0].middle, *(value for _, value in nurse.numbers))
    assert [words for words in said if words not in text] == []
    index = (site / "en/facts/index.html").read_text(encoding="utf-8")
    assert {f"{sheet.slug}.html" for sheet in sheets} <= set(re.findall(r'href="([^"]+)"', index))
    assert f"occupations ({len(sheets)})" in (site / "index.html").read_text(encoding="utf-8")
    called = call(*options)
    assert "site/en/facts/acute-care-nurses.html: it is no longer part of the site; delete it" in called.err


def test_related_fact_sheets_lead_to_each_other_however_their_titles_are_written(official: Path) -> None:
    files = OfficialFiles(official)
    sheet = fact_sheet(files, "29-1141.00", None)
    title, pay = sheet.related[0]
    related = fact_values(sheet, {title.upper(): "other"}, "#000000")["related"]
    assert related[0] == (title, "other.html", pay)
    assert {address for _, address, _ in related[1:]} == {""}


@pytest.mark.slow
def test_a_guide_that_is_gone_is_named_and_prints_are_left_alone(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    options = ("site", "--source", source, "--out", tmp_path / "out", "--date", DAY)
    assert call(*options).code == 0
    made = (tmp_path / "out/site/handouts/nurse.pdf").stat().st_mtime_ns
    assert call(*options).code == 0
    assert (tmp_path / "out/site/handouts/nurse.pdf").stat().st_mtime_ns == made
    (source / "guides/nurse.md").rename(source / "guides/night-nurse.md")
    called = call(*options)
    assert "site/en/guides/nurse.html: it is no longer part of the site; delete it" in called.err
    assert "site/handouts/nurse.pdf: it is no longer part of the site; delete it" in called.err


def test_a_guide_with_errors_is_listed_and_not_on_the_site(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    other = source / "guides/other.md"
    other.write_text((source / "guides/nurse.md").read_text(encoding="utf-8"), encoding="utf-8")
    edit(other, "title: Nurse\n", "title: Other\nno_such_field: 1\n")
    called = call("site", "--source", source, "--out", tmp_path / "out", "--date", DAY)
    assert (called.code, "no_such_field" in called.err) == (3, True)
    assert not (tmp_path / "out/site/en/guides/other.html").exists()


@pytest.fixture(scope="module")
def own_site(official: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of our own texts with fact sheets, without its PDFs."""
    folder = tmp_path_factory.mktemp("own-site")
    settings = Settings(SOURCE, folder, (), None, datetime.date.fromisoformat(DAY))
    jobs = plan(studio(), {}, tools="").jobs
    files = OfficialFiles(official)
    facts = [fact_sheet(files, code, None) for code in all_codes(files)]
    for name, data in site_files(settings, studio(), jobs, facts):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def phone() -> Iterator[Any]:
    """Return a page of a browser that is 320 pixels wide."""
    with started() as browser:
        yield browser.new_page(viewport={"width": 320, "height": 640})


@pytest.mark.slow
@needs_browser
def test_axe_finds_nothing_and_nothing_sticks_out(own_site: Path, phone: Any) -> None:
    """At 320 pixels, opened from the disk."""
    found = []
    for name in LOOKED_AT:
        phone.goto((own_site / name).as_uri())
        found += [*violations(phone), *too_wide(phone)]
    assert found == []


FOCUS = """() => {
    const focused = document.activeElement;
    const outline = getComputedStyle(focused).outlineStyle;
    return outline === "none" ? "no outline: " + focused.outerHTML : focused.getAttribute("href");
}"""
"""The link that has the focus, if that can be seen."""


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("name", ["en/worksheets/interests", "en/facts/index", "en/facts/registered-nurses"])
def test_a_keyboard_reaches_every_link_in_the_order_of_the_page(own_site: Path, name: str, phone: Any) -> None:
    phone.goto((own_site / f"{name}.html").as_uri())
    links = phone.eval_on_selector_all("a", "all => all.map(each => each.getAttribute('href'))")
    reached = []
    for _ in links:
        phone.keyboard.press("Tab")
        reached.append(phone.evaluate(FOCUS))
    assert reached == links
    assert links[0] == "#main"
