"""Pictures of pay, growth and degrees: what lies where, and that their figures stand beside them as words."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from careerprint.check.pdf.page.placed_words import placed_words
from careerprint.check.pdf.standards import failures
from careerprint.editions import STANDARD, Edition
from careerprint.pages.handouts import handout_values, is_drawn
from careerprint.pages.pictures.degrees import Share, degree_strip
from careerprint.pages.pictures.drawing import Axis, palette, short
from careerprint.pages.pictures.growth import growth_picture
from careerprint.pages.pictures.pay import pay_picture
from careerprint.sources.citations.drawn_figures import Growth, GrowthRow, Pay, PayRow
from tests.support.pixels import pixels
from tests.support.proof import print_page
from tests.support.samples import guide, pages, studio

ACCENT = "#1f4e79"
LOOK = palette(STANDARD, ACCENT)
OURS = PayRow(name="Ours", low=50_000, middle=75_000, high=100_000)
ALL = PayRow(name="All", low=30_000, middle=50_000, high=120_000, all=True)
PAY = Pay(source="s", rows=(OURS, ALL))


def rectangles(svg: str) -> list[dict[str, str]]:
    found = (each.attrib for each in ElementTree.fromstring(svg).iter("rect"))
    return [rect for rect in found if rect["stroke"] != "none"]


def edges(rect: dict[str, str]) -> tuple[float, float]:
    line = float(rect["stroke-width"]) / 2
    return float(rect["x"]) - line, float(rect["x"]) + float(rect["width"]) + line


def test_a_bar_of_pay_goes_from_low_to_high_on_an_axis_from_zero() -> None:
    bar, notch, *others = rectangles(pay_picture(PAY, words="x", width=300, look=LOOK))
    assert edges(bar) == pytest.approx((100, 200), abs=0.02)  # of 150,000 dollars
    assert sum(edges(notch)) / 2 == pytest.approx(150, abs=0.02)
    assert (bar["fill"], others[0]["fill"]) == (ACCENT, "#ffffff")


def test_the_axis_of_pay_grows_with_high_pay() -> None:
    rich = Pay(source="s", rows=(PayRow(name="R", low=100_000, middle=200_000, high=230_000),))
    assert "$250k" in pay_picture(rich, words="x", width=300, look=LOOK)
    assert "$250k" not in pay_picture(PAY, words="x", width=300, look=LOOK)


def test_all_guides_share_one_scale_of_growth() -> None:
    for percents in ((5.0, 3.0), (-4.0, 3.0)):
        rows = tuple(GrowthRow(name="x", percent=percent) for percent in percents)
        svg = growth_picture(
            Growth(source="s", title="t", rows=rows), words="w", labels=["a", "b"], width=100, look=LOOK
        )
        ends = [edges(rect) for rect in rectangles(svg)]
        assert ends == [pytest.approx(sorted((20, 20 + 2 * percent)), abs=0.02) for percent in percents]


def test_a_strip_of_degrees_is_100_percent_wide() -> None:
    shares = [Share("a", 60, "A 60%"), Share("b", 30, "B 30%"), Share("rest", 10, "Other 10%", is_rest=True)]
    parts = rectangles(degree_strip(shares, words="x", width=500, look=LOOK))
    assert [edges(part) for part in parts] == [
        pytest.approx(pair, abs=0.02) for pair in ((0, 300), (300, 450), (450, 500))
    ]
    assert len({part["fill"] for part in parts}) == 3


def test_labels_below_a_strip_stay_inside_and_apart() -> None:
    shares = [Share("a", 92, "A 92%"), Share("b", 5, "Quite a long name 5%"), Share("c", 3, "Another long name 3%")]
    texts = [
        each for each in ElementTree.fromstring(degree_strip(shares, words="x", width=500, look=LOOK)).iter("text")
    ]
    first, second = sorted(float(text.attrib["x"]) for text in texts if text.text != "A 92%")
    assert first + 90 < second < 500 - 80


def test_labels_below_a_strip_take_two_lines_where_one_is_too_short() -> None:
    shares = [Share(name, 20, f"A long name of a degree {name} 20%") for name in "abcde"]
    svg = ElementTree.fromstring(degree_strip(shares, words="x", width=300, look=LOOK))
    texts = list(svg.iter("text"))
    assert len({text.attrib["y"] for text in texts}) > 1
    assert min(float(text.attrib["x"]) for text in texts) >= 0
    assert max(float(text.attrib["y"]) for text in texts) < float(svg.attrib["height"].removesuffix("pt"))


@pytest.mark.parametrize(
    "slug", ["machine-learning-engineer", "registered-nurse", "es/electrician", "elementary-school-teacher"]
)
def test_every_figure_of_a_picture_stands_beside_it(slug: str) -> None:
    values = handout_values(guide(slug), pages().labels(guide(slug).meta.language), STANDARD, ACCENT)
    for name in ("pay", "growth"):
        picture = values[name]
        svg = ElementTree.fromstring(picture.svg)
        assert svg[0].tag == "title"
        drawn = {text.rpartition(": ")[2] for each in svg.iter("text") if ": " in (text := each.text or "")}
        words = " ".join(picture.words)
        assert drawn
        assert {figure.strip("+−") for figure in drawn} <= set(re.findall(r"\$[\d,]*\d|\d+%", words)), words


def test_a_quick_fact_that_is_drawn_is_not_printed_again() -> None:
    nurse = guide("registered-nurse")
    left = [fact.label for fact in nurse.meta.quick_facts if not is_drawn(fact, nurse.drawn)]
    assert left == ["Openings", "Usual way in", "License"]
    electrician = guide("electrician")
    assert "Growth, 2024 to 2034" not in [
        f.label for f in electrician.meta.quick_facts if not is_drawn(f, electrician.drawn)
    ]


@pytest.mark.parametrize("edition", [STANDARD, Edition("mono")])
def test_pictures_keep_to_the_standards_and_can_be_read_in_one_bit(edition: Edition) -> None:
    values = handout_values(guide("registered-nurse"), pages().labels("en"), edition, ACCENT)
    body = "".join(f"<div>{values[name].svg}</div>" for name in ("pay", "growth", "degrees"))
    pdf = print_page(body)
    for profile in ("ua1", "2a"):
        assert failures(pdf, profile) == []
    (image, *_) = pixels(pdf)
    dark = image.point(lambda shade: 255 * (shade < 128)).histogram()[255]
    assert dark > 1000
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages) == 1


def test_an_axis_places_values() -> None:
    at = Axis(-10, 40, 0, 100)
    assert [at(-10), at(0), at(40)] == [0, 20, 100]
    assert [short(1.0), short(2.504)] == ["1", "2.5"]
    assert set(studio().guides)


@pytest.mark.parametrize("edition", [STANDARD, Edition(low_vision=True)], ids=["standard", "low-vision"])
@pytest.mark.parametrize("name", ["This job", "Research scientists", "Other computer occupations, all"])
def test_no_label_of_growth_runs_out_of_the_picture(name: str, edition: Edition) -> None:
    """It is measured in the print: the sign of percent stood outside, and was cut off."""
    growth = Growth(source="s", title="t", rows=(GrowthRow(name=name, percent=38.0),))
    look = palette(edition, ACCENT)
    svg = growth_picture(growth, words="w", labels=[f"{name}: +38%"], width=140, look=look)
    pdf = pypdfium2.PdfDocument(print_page(f"<style>@page {{ margin: 20pt }} body {{ margin: 0 }}</style>{svg}"))
    words = placed_words(pdf[0])
    pdf.close()
    assert words[-1].text.endswith("+38%")
    assert max(word.right for word in words) <= 20 + 140
