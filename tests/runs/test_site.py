"""The site: every link leads somewhere in it, no page needs a script or another server, and what is gone is named."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from careerprint.jobs.plan import plan
from careerprint.runs.site import site_files
from careerprint.settings import Settings
from tests.support.browser import needs_browser, started, too_wide, violations
from tests.support.sample_runs import DAY, call, edit, make_source
from tests.support.samples import SOURCE, studio

LARGEST = 100_000
"""Bytes of a page: it is read over slow lines, too."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of a small source, in two editions."""
    folder = tmp_path_factory.mktemp("site")
    source = make_source(folder / "source", assessment=True, fit=True)
    options = ("--source", source, "--out", folder / "out", "--date", DAY, "--edition", "standard")
    called = call("site", *options, "--edition", "large-print")
    assert called.code == 0, called.err
    assert called.out == f"3 pages and 6 PDFs in {folder / 'out' / 'site'}\n"
    return folder / "out" / "site"


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
    assert "site/en/guides/nurse.html: its guide is gone; delete it" in called.err
    assert "site/handouts/nurse.pdf: its guide is gone; delete it" in called.err


def test_a_guide_with_errors_is_listed_and_not_on_the_site(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    other = source / "guides/other.md"
    other.write_text((source / "guides/nurse.md").read_text(encoding="utf-8"), encoding="utf-8")
    edit(other, "title: Nurse\n", "title: Other\nno_such_field: 1\n")
    called = call("site", "--source", source, "--out", tmp_path / "out", "--date", DAY)
    assert (called.code, "no_such_field" in called.err) == (3, True)
    assert not (tmp_path / "out/site/en/guides/other.html").exists()


@pytest.mark.slow
@needs_browser
def test_axe_finds_nothing_and_nothing_sticks_out(tmp_path: Path) -> None:
    """With our own texts, at 320 pixels, opened from the disk."""
    settings = Settings(SOURCE, tmp_path, (), None, datetime.date.fromisoformat(DAY))
    jobs = plan(studio(), {}, tools="").jobs
    for name, data in site_files(settings, studio(), jobs):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found = []
    with started() as browser:
        page = browser.new_page(viewport={"width": 320, "height": 640})
        for name in ("index.html", "es/index.html", "en/guides/registered-nurse.html", "es/guides/electrician.html"):
            page.goto((tmp_path / name).as_uri())
            found += [*violations(page), *too_wide(page)]
    assert found == []
