"""Drawn worksheets, filled in and then scanned or photographed, are read right or handed on, never wrong in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from careerprint.answers.scans.form import Form
from careerprint.answers.scans.readings import BLANK, PageReading, Reason, RowReading, SideReading, State, Unread
from tests.support import scanned
from tests.support.scanned import LONG_FORM, PAPER, PENCIL, Marks, crooked, crossed_out, drawn, photographed

numpy = pytest.importorskip("numpy")
pytest.importorskip("zxingcpp")
from careerprint.answers.scans.pixels import page_reader  # noqa: E402 (it needs both)

FORMS = {LONG_FORM.layout: LONG_FORM}
MARKS: Marks = {f"q{row}": [1 + row % 5] for row in range(1, 13)}
"""Every line of the first side is answered."""


def read(image: Image.Image, forms: Mapping[str, Form] = FORMS) -> PageReading:
    return page_reader.read_picture(forms, numpy.asarray(image, numpy.float32) / 255)


def side_of(reading: PageReading) -> SideReading:
    assert isinstance(reading, SideReading), reading
    return reading


def rows_of(reading: PageReading) -> dict[str, RowReading]:
    return {row.item: row for row in side_of(reading).rows}


def wrong(reading: PageReading, marks: Marks) -> list[str]:
    """Return the items that were read otherwise than they were marked, without a word."""
    meant = {item: choices[0] if choices else None for item, choices in marks.items()}
    rows = rows_of(reading).values()
    return [row.item for row in rows if row.state is not State.UNCLEAR and row.choice != meant[row.item]]


def handed_on(reading: PageReading) -> list[str]:
    return [row.item for row in side_of(reading).rows if row.state is State.UNCLEAR]


def test_a_clean_page_is_read_whole() -> None:
    found = side_of(read(drawn(LONG_FORM, 1, MARKS, person="1001")))
    assert (found.layout, found.side, found.person) == (LONG_FORM.layout, 1, "1001")
    assert {row.item: row.choice for row in found.rows} == {item: choices[0] for item, choices in MARKS.items()}
    assert not handed_on(found)
    assert not found.head  # the code says whose it is


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_any_way_up_is_read(turn: Image.Transpose) -> None:
    found = read(drawn(LONG_FORM, 1, MARKS).transpose(turn))
    assert (wrong(found, MARKS), handed_on(found)) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize("number", range(16))
def test_scans_and_photos(number: int) -> None:
    side = 1 + number % 2
    marks = scanned.some_marks(LONG_FORM, side, number)
    image = drawn(LONG_FORM, side, marks, ink=PENCIL if number % 3 == 0 else scanned.PEN)
    found = read(photographed(image, number) if number % 4 == 3 else crooked(image, number % 5 - 2, number))
    assert wrong(found, marks) == []
    assert len(handed_on(found)) <= 1


def test_the_comparison_can_fail() -> None:
    """With a form whose circles stand one choice further right, the same page is read otherwise."""
    sides = tuple(
        replace(side, circles=tuple(replace(circle, choice=circle.choice % 5 + 1) for circle in side.circles))
        for side in LONG_FORM.sides
    )
    other = replace(LONG_FORM, sides=sides)
    found = read(drawn(LONG_FORM, 1, MARKS), {LONG_FORM.layout: other})
    assert len(wrong(found, MARKS)) == len(MARKS)


@pytest.mark.parametrize("which", [0, 1])
def test_one_code_is_enough(which: int) -> None:
    image = drawn(LONG_FORM, 1, MARKS)
    x, y = LONG_FORM.sides[0].codes[which]
    _cover(image, x + 18, y + 18, 22)
    found = read(image)
    assert (wrong(found, MARKS), handed_on(found)) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize("corner", range(4))
def test_a_thumb_may_lie_on_a_square(corner: int) -> None:
    image = photographed(_covered(corner), corner)
    found = read(image)
    assert wrong(found, MARKS) == []
    assert len(handed_on(found)) <= 2


def _covered(corner: int) -> Image.Image:
    image = drawn(LONG_FORM, 1, MARKS)
    _cover(image, *LONG_FORM.sides[0].squares[corner], 14)
    return image


def _cover(image: Image.Image, x: float, y: float, reach: float) -> None:
    dots = scanned.DOTS
    box = ((x - reach) * dots, (y - reach) * dots, (x + reach) * dots, (y + reach) * dots)
    ImageDraw.Draw(image).rectangle(box, fill=PAPER)


def test_two_marks_in_a_line_are_handed_on_with_a_picture() -> None:
    found = rows_of(read(drawn(LONG_FORM, 1, {**MARKS, "q3": [2, 4]})))
    assert (found["q3"].state, found["q3"].choice) == (State.UNCLEAR, None)
    assert found["q3"].reason is Reason.TWO_MARKS
    picture = Image.open(BytesIO(found["q3"].picture))
    assert picture.format == "PNG"
    assert picture.width > 900 > picture.height


@pytest.mark.parametrize("others", [[], [5]])
def test_what_is_crossed_out_is_never_an_answer(others: list[int]) -> None:
    image = drawn(LONG_FORM, 1, {**MARKS, "q3": [2, *others]})
    assert rows_of(read(crossed_out(image, LONG_FORM, "q3", 2)))["q3"].state is State.UNCLEAR


def test_a_very_light_mark_is_handed_on() -> None:
    image = drawn(LONG_FORM, 1, {**MARKS, "q5": []})
    x, y, radius = scanned.circle_of(LONG_FORM, "q5", 2)
    ImageDraw.Draw(image).ellipse((x - radius / 4, y - radius / 4, x + radius / 4, y + radius / 4), fill=130)
    assert rows_of(read(image))["q5"].state is State.UNCLEAR


def test_a_ring_around_a_circle_is_handed_on() -> None:
    image = drawn(LONG_FORM, 1, {**MARKS, "q5": []})
    x, y, radius = scanned.circle_of(LONG_FORM, "q5", 2)
    reach = radius * 1.4
    ImageDraw.Draw(image).ellipse((x - reach, y - reach, x + reach, y + reach), outline=60, width=4)
    assert rows_of(read(image))["q5"].state is State.UNCLEAR


def test_a_line_left_empty_is_empty() -> None:
    row = rows_of(read(drawn(LONG_FORM, 1, {**MARKS, "q5": []})))["q5"]
    assert (row.state, row.choice, row.picture) == (State.EMPTY, None, b"")


def test_a_side_that_is_mostly_empty_is_handed_on() -> None:
    found = read(drawn(LONG_FORM, 1, {"q1": [2]}))
    assert len(handed_on(found)) == 11


def test_a_sheet_for_anybody_comes_with_the_picture_of_its_head() -> None:
    assert Image.open(BytesIO(side_of(read(drawn(LONG_FORM, 1, MARKS))).head)).width > 900
    assert not side_of(read(drawn(LONG_FORM, 2, {}))).head


@pytest.mark.slow
def test_the_same_pixels_have_the_same_name() -> None:
    page = drawn(LONG_FORM, 1, MARKS)
    names = [side_of(read(each)).digest for each in (page, page.copy(), crooked(page, 0.5))]
    assert names[0] == names[1] != names[2]
    assert len(names[0]) == 16


@pytest.mark.slow
def test_a_blank_page_is_named() -> None:
    page = scanned.noisy(Image.new("L", (1700, 2200), PAPER), 1)
    found = read(page)
    assert isinstance(found, Unread)
    assert found.reason == BLANK


@pytest.mark.slow
def test_a_page_without_a_code_is_named() -> None:
    found = read(drawn(LONG_FORM, 1, MARKS, codes=0))
    assert isinstance(found, Unread)
    assert found.reason == page_reader.NO_CODE


def test_a_page_with_its_corners_torn_off_is_named() -> None:
    image = drawn(LONG_FORM, 1, MARKS)
    for x, y in LONG_FORM.sides[0].squares[:3]:
        _cover(image, x, y, 14)
    found = read(image)
    assert isinstance(found, Unread)
    assert found.reason == page_reader.NO_PLACE


def test_two_sheets_in_one_picture_are_named() -> None:
    pages = [drawn(LONG_FORM, 1, MARKS, person=person) for person in ("1", "2")]
    both = Image.new("L", (pages[0].width * 2, pages[0].height))
    for place, page in enumerate(pages):
        both.paste(page, (place * page.width, 0))
    found = read(both)
    assert isinstance(found, Unread)
    assert found.reason == page_reader.TWO_SHEETS


def test_a_form_that_is_not_known_is_named() -> None:
    found = read(drawn(LONG_FORM, 1, MARKS), {})
    assert isinstance(found, Unread)
    assert LONG_FORM.layout in found.reason


def test_what_a_code_says_is_made_safe() -> None:
    found = side_of(read(drawn(LONG_FORM, 1, MARKS, person="7\x1b[31m\u202e")))
    assert found.person == "7[31m"
