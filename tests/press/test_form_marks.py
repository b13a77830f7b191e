"""The marks of a worksheet lie where the form says, on white, and a reader hears nothing of them."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import product
from math import cos, pi, sin

import pikepdf
import pypdfium2
import pytest
import segno
from PIL import Image

from careerprint.answers.scans.form import CODE, MM, SQUARE, Form, Side
from careerprint.editions import Edition
from careerprint.jobs.job import Job
from careerprint.jobs.printer import Printer
from careerprint.press.engine import Printed
from careerprint.press.form_marks import WORDS_GAP, fits, form_of, stamped
from tests.support.read_aloud import tagged_text
from tests.support.samples import FIT, studio
from tests.support.selection import slow_but

DOTS = 3
"""Dots a point in the pictures of these tests: 216 dpi."""
QUIET = 3.9 * CODE / 29
"""The white that a reader of codes needs around one is four modules."""
WORDS_WIDE = 24 * MM
"""Room for the words beside a code."""
PLAIN = Edition()
Case = tuple[str, str, Edition]
CASES: list[Case] = [
    *product(("interests", FIT, "es/interests", f"es/{FIT}"), ("letter", "a4"), (PLAIN,)),
    *product(("interests", FIT), ("letter",), (Edition("mono"), Edition(high_contrast=True), Edition(low_vision=True))),
]


@cache
def printer(paper: str) -> Printer:
    return Printer(replace(studio(), paper=paper))


@cache
def worksheet(slug: str = "interests", paper: str = "letter", edition: Edition = PLAIN) -> Printed:
    return printer(paper).print(Job("worksheet", slug, "worksheet.pdf", "", target_pages=2, edition=edition))


def form_in(printed: Printed) -> Form:
    assert printed.form is not None
    return printed.form


def without_marks(pdf: bytes) -> bytes:
    """Return a worksheet as it was typeset: what is stamped comes last on each page."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            page.Contents = pikepdf.Array(list(page.Contents)[:-1])
            page.contents_add(b"Q")
        buffer = io.BytesIO()
        file.save(buffer)
    return buffer.getvalue()


def pictures(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    images = [page.render(scale=DOTS).to_pil().convert("L") for page in document]
    document.close()
    return images


def kept_free(side: Side) -> list[tuple[float, float, float, float]]:
    """Return the places of all marks with the white around them: left, top, right, bottom."""
    half = SQUARE / 2 + 1.5 * MM
    squares = [(x - half, y - half, x + half, y + half) for x, y in side.squares]
    codes = [(x - QUIET, y - QUIET, x + CODE + QUIET, y + CODE + QUIET) for x, y in side.codes]
    (x, y), *_ = side.codes
    return [*squares, *codes, (x + CODE + WORDS_GAP, y, x + CODE + WORDS_GAP + WORDS_WIDE, y + CODE)]


@pytest.mark.parametrize("case", slow_but(CASES[:1], CASES), ids=str)
def test_nothing_is_printed_where_marks_stand(case: Case) -> None:
    printed = worksheet(*case)
    form = form_in(printed)
    for side, picture in zip(form.sides, pictures(without_marks(printed.pdf)), strict=True):
        for place in kept_free(side):
            box = picture.crop(tuple(round(DOTS * edge) for edge in place))  # type: ignore[arg-type]
            assert box.getextrema() == (255, 255), (side.number, place)


@pytest.mark.parametrize("case", slow_but(CASES[:1], CASES), ids=str)
def test_every_circle_and_mark_is_where_the_form_says(case: Case) -> None:
    printed = worksheet(*case)
    form = form_in(printed)
    items = [item for _, item in studio().assessments[case[0]].on_paper]
    found = [circle for side in form.sides for circle in side.circles]
    assert [circle.item for circle in found] == [item.id for item in items for _ in range(5)]
    assert [circle.choice for circle in found] == list(range(1, 6)) * len(items)
    for side, picture in zip(form.sides, pictures(printed.pdf), strict=True):
        for circle in side.circles:
            assert circle.radius * 2 >= 18
            assert is_light(picture, circle.x, circle.y)
            for turn in range(16):
                x, y = circle.x + circle.radius * cos(turn * pi / 8), circle.y + circle.radius * sin(turn * pi / 8)
                assert has_ink(picture, x, y), (circle, turn)
        assert all(not is_light(picture, x, y) for x, y in side.squares)
        for left, top in side.codes:
            assert modules(picture, left, top) == drawn(form.words(side.number, ""))


def is_light(picture: Image.Image, x: float, y: float) -> bool:
    level = picture.getpixel((round(x * DOTS), round(y * DOTS)))
    assert isinstance(level, int)
    return level > 128


def has_ink(picture: Image.Image, x: float, y: float) -> bool:
    """Say whether anything within a dot of a point is dark: an outline is not three dots wide."""
    box = (round(x * DOTS) - 1, round(y * DOTS) - 1, round(x * DOTS) + 2, round(y * DOTS) + 2)
    darkest, _ = picture.crop(box).getextrema()
    return float(darkest) < 128  # type: ignore[arg-type]


def modules(picture: Image.Image, left: float, top: float) -> list[list[bool]]:
    size = CODE / 29
    centers = [(place + 0.5) * size - 0.5 / DOTS for place in range(29)]
    return [[not is_light(picture, left + x, top + y) for x in centers] for y in centers]


def drawn(words: str) -> list[list[bool]]:
    return [[bool(dark) for dark in row] for row in segno.make(words, version=3, error="q", boost_error=False).matrix]


def test_a_reader_hears_nothing_of_the_marks() -> None:
    pdf, layout = worksheet().pdf, form_in(worksheet()).layout
    assert tagged_text(pdf) == tagged_text(without_marks(pdf))
    assert not any(layout in words or "Side 1" in words for _, words in tagged_text(pdf))


@pytest.mark.slow
def test_the_layout_tells_papers_languages_and_questionnaires_apart() -> None:
    cases = [("interests", "letter"), ("interests", "a4"), (FIT, "letter"), ("es/interests", "letter")]
    assert len({form_in(worksheet(slug, paper)).layout for slug, paper in cases}) == len(cases)


def test_a_new_version_with_all_circles_in_their_places_has_another_code() -> None:
    old, today = form_in(worksheet()), studio()
    raised = replace(today.assessments["interests"], version="9.9")
    assessments = {**today.assessments, "interests": raised}
    job = Job("worksheet", "interests", "worksheet.pdf", "", target_pages=2)
    new = form_in(Printer(replace(today, assessments=assessments)).print(job))
    assert new.sides == old.sides
    assert (old.assessment_version, new.assessment_version) == (today.assessments["interests"].version, "9.9")
    assert new.layout != old.layout


def test_stamping_for_a_person_changes_the_codes_and_not_the_form() -> None:
    pdf, form = without_marks(worksheet().pdf), form_in(worksheet())
    own = stamped(pdf, form, lambda side: [f"Side {side}", "ID 1001"], "1001")
    assert form_of(own, "interests", form.assessment_version) == form
    (left, top), _ = form.sides[1].codes
    assert modules(pictures(own)[1], left, top) == drawn(f"CP1:{form.layout}:2:1001")


@pytest.mark.parametrize(
    ("person", "expected"), [("A" * 34, True), ("A" * 35, False), ("a" * 19, True), ("a" * 20, False), ("", True)]
)
def test_an_id_has_room_in_a_code_or_is_refused_before(person: str, expected: bool) -> None:
    form = form_in(worksheet())
    assert fits(form, person) is expected


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["large-print", "two-up"])
def test_editions_without_room_bear_no_marks(layout: str) -> None:
    assert worksheet("interests", "letter", Edition(layout)).form is None  # type: ignore[arg-type]
