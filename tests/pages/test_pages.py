"""Values become HTML: whole pages compared, own templates, text that must stay text, facts about the prints."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from pypdf import PdfReader

from careerprint.errors import PrintError
from careerprint.pages.pages import Pages, accent_style
from careerprint.pages.sheets import sheet_style
from careerprint.pages.worksheets import grids
from careerprint.press.press import Press
from tests.support.read_aloud import tagged_text
from tests.support.sample_runs import fonts_of
from tests.support.samples import (
    FIT,
    KINDS,
    SamplePrints,
    assessment,
    guide,
    page,
    page_with,
    pages,
    renamed,
    sample,
    studio,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</bdi></p><h1>Not a heading</h1>",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }}",
    "{% include 'handout.html' %}",
    "{{ center.__class__.__mro__ }}",
    "**bold** [link](https://example.org) # heading",
    "&lt;b&gt; &amp; &#60;",
    "<!-- not a comment -->",
    "]]><b>",
)


@pytest.mark.parametrize("kind", KINDS)
def test_whole_pages(kind: str, golden: Callable[[str, str], None]) -> None:
    golden(f"html/{kind.replace(' ', '-')}.html", page(KINDS[kind].removesuffix(".pdf")).html)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_again_gives_the_same_page(kind: str) -> None:
    name = KINDS[kind].removesuffix(".pdf")
    assert page(name) == page(name)


# Own templates


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str, str], Pages]:
    """Return a function that makes pages with one own template."""

    def make(name: str, text: str) -> Pages:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return Pages(studio().center, templates=(tmp_path,))

    return make


def test_an_own_template_wins_and_the_others_stay_ours(own: Callable[[str, str], Pages]) -> None:
    html = own("sections/sources.html", "<p>Our own list.</p>").handout(guide(), sides=4).html
    assert "<p>Our own list.</p>" in html
    assert 'id="source-' not in html
    assert '<section class="contact">' in html


def test_an_own_style_wins(own: Callable[[str, str], Pages]) -> None:
    styles = own("styles/prints/handout.css", ".own { color: red }").handout(guide(), sides=4).styles
    assert ".own { color: red }" in styles
    assert page("handouts/machine-learning-engineer").styles[:4] == styles[:4]


@pytest.mark.parametrize(
    "text", ["{{ nobody_knows }}", "{{ guide.meta.nothing }}", "{{ labels.handout.nothing }}", "{{ center.fax }}"]
)
def test_a_value_that_is_not_there_is_never_left_blank(text: str, own: Callable[[str, str], Pages]) -> None:
    with pytest.raises(PrintError) as caught:
        own("handout.html", f"<p>one</p>\n<p>{text}</p>").handout(guide(), sides=4)
    (problem,) = caught.value.problems
    assert problem.path.endswith("handout.html")
    assert problem.line == 2


# Text stays text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_persons_name_stays_text(name: str) -> None:
    root = weasyprint.HTML(string=page_with(renamed(name)).html).etree_element
    (shown,) = (each for each in root.iter("bdi") if each.get("class") == "person-name")
    assert (shown.text, len(shown)) == (name, 0)
    plain = weasyprint.HTML(string=page("samples/reports/interests/1001").html).etree_element
    assert [each.tag for each in root.iter()] == [each.tag for each in plain.iter()]


def test_a_hostile_name_is_printed_as_it_is_written() -> None:
    name = "<b>Ann</b> & {{ 7*7 }} **x**"
    made = page_with(renamed(name))
    press = Press(studio().assets)
    words = [words for _, words in tagged_text(press.print(made.html, styles=made.styles, identifier="x").pdf)]
    assert f"For {name}" in words


def test_no_name_stands_in_the_title() -> None:
    made = page_with(renamed("Somebody Else"))
    assert "Somebody" not in made.html.partition("<body")[0]
    assert made.html.count("Somebody Else") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_the_centers_own_words_stay_text(text: str) -> None:
    center = studio().center.model_copy(update={"name": text})
    html = Pages(center).handout(guide(), sides=4).html
    root = weasyprint.HTML(string=html).etree_element
    (shown,) = (each for each in root.iter("p") if each.get("class") == "center-name")
    assert "".join(shown.itertext()) == text
    assert not list(root.iter("script"))
    assert {each.get("onerror") or each.get("onmouseover") for each in root.iter()} == {None}


# What the page says of itself


@pytest.mark.parametrize(("paper", "size"), [("letter", "8.5in 11in"), ("a4", "210mm 297mm")])
def test_the_sheet(paper: str, size: str) -> None:
    style = sheet_style(paper, "Page {page} of {pages}")
    assert f"size: {size};" in style
    assert '"Page " counter(page) " of " counter(pages) ""' in style
    assert accent_style("#1f4e79") == "html { --accent: #1f4e79; --accent-soft: #edf1f4; --accent-line: #9aafc3; }\n"


def test_a_worksheet_of_themes_does_not_give_the_themes_away() -> None:
    (grid,) = grids(assessment("interests"))
    assert grid.title == ""
    owners = {item.id: scale.id for scale in assessment("interests").scales for item in scale.items}
    assert [owners[item.id] for item in grid.items[:6]] == [scale.id for scale in assessment("interests").scales]
    assert sorted(item.id for item in grid.items) == sorted(owners)


def test_other_worksheets_have_a_table_for_each_scale() -> None:
    assert [grid.title for grid in grids(assessment(FIT))] == [scale.title for scale in assessment(FIT).scales]


def test_what_is_not_scored_has_no_wedge() -> None:
    """A wedge is a mean; where too few lines are answered there is none, and the words say so."""
    fit, interests = page(f"samples/reports/{FIT}/1010").html, page("samples/reports/interests/1010").html
    assert "Not scored: 1 of 4 answered, 3 needed" in fit
    wedges = [len(re.findall(r'<path d="M[^"]*z" fill', html)) for html in (fit, interests)]
    assert wedges == [2, 5]


def test_who_answered_too_little_gets_the_open_lines_to_fill_in() -> None:
    for name, lines in ((f"samples/reports/{FIT}/1011", 16), ("samples/reports/interests/1011", 28)):
        html = page(name).html
        assert html.count('class="open-words"') == lines
        assert 'class="strip"' not in html
        assert "Talk to us" in html


def test_nothing_is_said_of_an_order_of_no_answers() -> None:
    words = pages().labels("en")["report"]
    orders = [words[name] for name in ("order_high", "order_low")]
    assert not any(order in page(f"samples/reports/{FIT}/1009").html for order in orders)
    assert all(order in page(f"samples/reports/{FIT}/1001").html for order in orders)


# Facts about the prints


@pytest.mark.slow
def test_sample_reports_have_five_sides_at_most_and_no_last_page_that_is_nearly_empty(all_sample_prints: Path) -> None:
    reports = sorted((all_sample_prints / "letter/samples/reports").rglob("*.pdf"))
    sides = {path: PdfReader(path).pages for path in reports}
    assert len(sides) == 35
    assert {str(path): len(own) for path, own in sides.items() if len(own) not in (1, 2, 3, 4, 5)} == {}
    assert min(len(own[-1].extract_text().splitlines()) for own in sides.values()) > 5


def facts(path: Path) -> Iterator[str]:
    reader = PdfReader(path)
    yield str(reader.metadata.title if reader.metadata else "")
    yield str(reader.root_object["/Lang"])
    yield "x".join(f"{float(side):.0f}" for side in reader.pages[0].mediabox[2:])


@pytest.mark.parametrize(
    ("kind", "title", "sides"),
    [
        ("handout", "Machine learning engineer", {7, 8}),
        ("worksheet", "Worksheet: What do you think of the work of a machine learning engineer?", {2}),
        ("fit report", "Personal report: What you told us about the work of a machine learning engineer", {4}),
        ("interests report", "Personal report: Work interests", {3}),
        ("group", "Group report for staff · {group}: Work interests", {1, 2, 3}),
    ],
)
@pytest.mark.parametrize(
    ("paper", "size"), [("letter", "612x792"), pytest.param("a4", "595x842", marks=pytest.mark.slow)]
)
def test_title_language_size_and_sides(
    kind: str, title: str, sides: set[int], paper: str, size: str, sample_prints: SamplePrints
) -> None:
    path = sample(sample_prints, kind, paper)
    group = {"letter": "Twelve people", "a4": "A small group"}[paper]  # on A4 two people are printed
    assert list(facts(path)) == [title.format(group=group), "en", size]
    assert len(PdfReader(path).pages) in sides


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_has_its_number_and_only_our_fonts(kind: str, sample_prints: SamplePrints) -> None:
    path = sample(sample_prints, kind)
    reader = PdfReader(path)
    for number, (one, fonts) in enumerate(zip(reader.pages, fonts_of(path), strict=True), 1):
        assert f"Page {number} of {len(reader.pages)}" in one.extract_text()
        assert all("+Careerprint-Sans" in font for font in fonts), fonts


def test_the_outline_of_a_handout_is_its_sections(sample_prints: SamplePrints) -> None:
    with pikepdf.open(sample(sample_prints, "handout")) as pdf:
        (top,) = pdf.open_outline().root
        titles = [child.title for child in top.children]
    assert top.title == "Machine learning engineer"
    (heads,) = [section.children for section in guide().sections if section.id == "decide"]
    for section in (*(section for section in guide().sections if section.id != "decide"), *heads):
        assert section.words in titles


def test_a_handout_says_its_sides_at_the_end(sample_prints: SamplePrints) -> None:
    heard = tagged_text(sample(sample_prints, "handout").read_bytes())
    assert ("P", "Career guide") in heard
    assert heard[-1][1].startswith("8 sides on 4 sheets.")


@pytest.mark.parametrize("kind", ["handout", "fit report", "interests report"])
def test_boxes_to_tick_say_what_they_are(kind: str, sample_prints: SamplePrints) -> None:
    data = sample(sample_prints, kind).read_bytes()
    name = KINDS[kind].removesuffix(".pdf")
    boxes = page(name).html.count('class="box"')
    assert boxes >= 3
    assert tagged_text(data).count(("Lbl", "To do")) == boxes


def test_the_prints_hold_no_clock(sample_prints: SamplePrints) -> None:
    """The days in a file are those of its source."""
    with pikepdf.open(io.BytesIO(sample(sample_prints, "handout").read_bytes())) as pdf:
        assert str(pdf.docinfo["/ModDate"]) == f"D:{guide().meta.reviewed:%Y%m%d}"
