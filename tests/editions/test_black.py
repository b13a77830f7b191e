"""Mono and high contrast: everything black on white, readable in one bit, without greys that carry anything."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import groupby

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageFilter
from pypdf import PdfReader

from careerprint.check.pdf.standards import failures
from careerprint.editions import STANDARD, Edition
from careerprint.press.ink import ink_coverage
from tests.support.drawn import BLACK, WHITE, Drawn, marks
from tests.support.edition_samples import QUICK, SAMPLES, SPANISH, Print
from tests.support.sample_runs import fonts_of
from tests.support.selection import slow_but

MONO, CONTRAST = Edition("mono"), Edition(high_contrast=True)
GREYS = range(20, 251)
LOGO = {(0.247059, 0.486275, 0.694118), (0.121569, 0.305882, 0.47451), (0.847059, 0.54902, 0.172549)}
"""Colors of the sample center's logo, which is drawn."""


def drawn(pdf: bytes) -> list[Drawn]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return list(marks(file))


def grey_spots(pdf: bytes) -> int:
    """Return how many dots lie in the middle of a square of greys, at 100 dots an inch: edges of letters do not."""
    found = 0
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            image = page.render(scale=100 / 72, grayscale=True).to_pil()
            mask = image.point([255 * (shade in GREYS) for shade in range(256)])
            found += mask.filter(ImageFilter.MinFilter(7)).histogram()[255]
            page.close()
    return found


def thinnest_rule(pdf: bytes) -> float:
    """Return the thickness in points of the thinnest line across, of at least half an inch, at 600 dots an inch."""
    dots, thinnest = 600, float("inf")
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            image = page.render(scale=dots / 72, grayscale=True).to_pil().point(lambda shade: 255 * (shade > 220))
            data, width = image.tobytes(), image.width
            rows = (bytes(dots // 2) in data[start : start + width] for start in range(0, len(data), width))
            runs = [len(list(run)) for is_line, run in groupby(rows) if is_line]
            thinnest = min([thinnest, *(72 * run / dots for run in runs)])
            page.close()
    return thinnest


@pytest.mark.slow
@pytest.mark.parametrize("sample", slow_but(["worksheet"], ["handout", "worksheet", "es/worksheet"]))
def test_no_rule_of_mono_is_lost_in_a_copy_of_a_copy(printed: Print, sample: str) -> None:
    assert thinnest_rule(printed(sample, MONO).pdf) >= 0.7
    assert thinnest_rule(printed(sample, STANDARD).pdf) < 0.6


@pytest.mark.parametrize("sample", slow_but(QUICK, SAMPLES))
def test_all_words_and_lines_of_mono_are_black(printed: Print, sample: str) -> None:
    found = drawn(printed(sample, MONO).pdf)
    # White are the cross in a filled circle, on a worksheet, and the counts on solid parts of a bar, in a group report.
    on_black = {WHITE} if sample in ("worksheet", "group") else set()
    assert {mark.color for mark in found if mark.kind in ("text", "stroke")} - on_black == {BLACK}
    assert {mark.color for mark in found if mark.kind == "fill"} <= {BLACK, WHITE}
    assert not [mark for mark in found if mark.kind == "picture"]


@pytest.mark.slow
def test_the_standard_page_is_not_black(printed: Print) -> None:
    found = drawn(printed("handout", STANDARD).pdf)
    assert len({mark.color for mark in found if mark.kind == "text"}) > 2
    assert {mark.color for mark in found if mark.kind in ("fill", "stroke")} >= LOGO


@pytest.mark.slow
@pytest.mark.parametrize("sample", ["worksheet", "interests report"])
def test_high_contrast_is_black_but_for_the_logo(printed: Print, sample: str) -> None:
    found = drawn(printed(sample, Edition("standard", True, True)).pdf)
    assert {mark.color for mark in found if mark.kind in ("text", "stroke")} - LOGO - {WHITE} == {BLACK}
    assert {mark.color for mark in found if mark.kind in ("fill", "stroke")} >= LOGO


@pytest.mark.parametrize("sample", slow_but(QUICK, SAMPLES))
def test_mono_has_no_grey_areas(printed: Print, sample: str) -> None:
    assert grey_spots(printed(sample, MONO).pdf) == 0


@pytest.mark.slow
def test_the_standard_page_has_grey_areas(printed: Print) -> None:
    assert grey_spots(printed("handout", STANDARD).pdf) > 1000


@pytest.mark.slow
@pytest.mark.parametrize("sample", slow_but(QUICK, SAMPLES))
def test_mono_says_the_same_words(printed: Print, sample: str) -> None:
    """The head of a table may stand once more, where the table runs on to another page."""

    def words(edition: Edition) -> Counter[str]:
        reader = PdfReader(io.BytesIO(printed(sample, edition).pdf))
        text = " ".join(page.extract_text() for page in reader.pages)
        return Counter(re.findall(r"[A-Z]?[a-z]+|\w+", text))  # a title may run into the line below it

    mono, standard = words(MONO), words(STANDARD)
    assert set(mono) == set(standard)
    assert not standard - mono


@pytest.mark.parametrize("sample", slow_but(QUICK, SAMPLES))
def test_the_files_keep_to_the_standards(printed: Print, sample: str) -> None:
    pdf = printed(sample, MONO).pdf
    for profile in ("ua1",) if sample == "worksheet" else ("ua1", "2a"):
        assert failures(pdf, profile) == []


@pytest.mark.slow
def test_the_low_vision_face_is_used_for_all_words(printed: Print) -> None:
    pdf = printed("interests report", Edition("standard", True, True)).pdf
    fonts = {name.partition("+")[2] for names in fonts_of(pdf) for name in names}
    assert {name.partition("-")[0] for name in fonts} == {"Atkinson"}


def test_ink_is_the_darkness_of_the_paper() -> None:
    def page(shade: int, share: int) -> bytes:
        picture = Image.new("L", (100, 100), 255)
        picture.paste(shade, (0, 0, share, 100))
        buffer = io.BytesIO()
        picture.save(buffer, "PDF")
        return buffer.getvalue()

    assert ink_coverage(page(0, 0)) == 0
    assert ink_coverage(page(0, 25)) == pytest.approx(0.25, abs=0.01)
    assert ink_coverage(page(127, 50)) == pytest.approx(0.25, abs=0.01)


MORE_TONER = {"report": 1.19, "group": 1.24, "handout": 1.12, "worksheet": 1.06}
"""The most toner that mono takes, as a multiple of the designed page's."""


@pytest.mark.parametrize("sample", slow_but(QUICK, (*SAMPLES, *SPANISH)))
def test_mono_takes_hardly_more_toner_than_the_designed_page(printed: Print, sample: str) -> None:
    """Black is darker than the accent: finer rules, lower bars, fewer bold words and no tints make up for it."""

    def toner(edition: Edition) -> float:
        print_ = printed(sample, edition)
        return print_.pages * ink_coverage(print_.pdf)

    # Notes are gray on the designed page, 72 % as dark as the black that mono must use: reports take 10 % more for
    # them. Their rows of several lines have a rule each, of 0.75 points where the designed page has gray hairlines,
    # so that a copy of a copy keeps them: 5 to 8 %. Of a group, the tinted parts of bars are solid or hatched here,
    # and every third row has a rule: 23 % more in all. Handouts take 11 % more, worksheets less.
    most = next(most for name, most in MORE_TONER.items() if name in sample)
    assert toner(MONO) <= most * toner(STANDARD)
