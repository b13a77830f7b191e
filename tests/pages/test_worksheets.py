"""What a worksheet shows: lines by their numbers, sides that hold about as much, themes to be added up."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from careerprint.editions import Edition, Layout
from careerprint.pages.pages import Pages
from careerprint.pages.worksheets import (
    NOTES,
    are_short,
    extras,
    grids_of_sides,
    least_sides,
    line_numbers,
    pitch,
    theme_sums,
    too_much,
)
from careerprint.scoring.scorer import score
from tests.support.samples import FIT, assessment, page, pages, people, studio

SLUGS = sorted(studio().assessments)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("sides", [1, 2, 3, 30])
def test_every_line_stands_once_and_in_order_however_many_sides_there_are(slug: str, sides: int) -> None:
    tables = [grid for side in grids_of_sides(assessment(slug), sides) for grid in side]
    found = [(number, item.id) for grid in tables for number, item in grid.numbered]
    assert found == [(number, item.id) for number, (_, item) in enumerate(assessment(slug).on_paper, 1)]


def test_a_long_form_with_many_choices_is_cut_too() -> None:
    scales = tuple(replace(scale, choices=tuple(map(str, range(11)))) for scale in assessment(FIT).scales)
    sides = grids_of_sides(replace(assessment(FIT), scales=scales), 3)
    assert [number for side in sides for grid in side for number, _ in grid.numbered] == list(range(1, 19))
    assert len(sides) == 3


def test_thirty_lines_are_two_sides_of_fifteen() -> None:
    sides = grids_of_sides(assessment(), least_sides(assessment()))
    assert [[len(grid.items) for grid in side] for side in sides] == [[15], [15]]


def test_tables_stay_whole_where_they_fit() -> None:
    sides = grids_of_sides(assessment(FIT), 2)
    assert [[grid.title for grid in side] for side in sides] == [
        ["What you would do", "What is good about it"],
        ["What is hard about it", "Skills"],
    ]


def test_what_is_left_out_is_not_on_the_page() -> None:
    """It moves no line to another side either."""
    everything = frozenset(extras(assessment(FIT)))
    assert extras(assessment(FIT)) == ("tasks", "pros", "cons", "skills", NOTES)
    assert extras(assessment()) == (NOTES,)
    full, bare = (pages().worksheet(assessment(FIT), sides=2, left_out=left_out).html for left_out in ((), everything))
    assert [html.count('class="detail"') for html in (full, bare)] == [18, 0]
    assert ["<textarea" in html for html in (full, bare)] == [True, False]
    sides = [re.split('<section class="side">', html) for html in (full, bare)]
    assert [[side.count('scope="row"') for side in found] for found in sides] == [[0, 9, 9]] * 2


@pytest.mark.parametrize(
    ("rooms", "left_out"),
    [
        ((0, 0), {"tasks", "pros", "cons", "skills", NOTES}),
        ((45, 0), {"pros", "cons", "skills", NOTES}),
        ((0, 45), {"tasks", "pros", "skills", NOTES}),
        ((90, 90), set()),
    ],
)
def test_a_side_has_the_explanations_that_fit_and_those_of_skills_last(
    rooms: tuple[float, float], left_out: set[str]
) -> None:
    assert too_much(assessment(FIT), rooms)[0] == left_out


def test_the_box_for_notes_takes_the_room_that_is_left() -> None:
    assert [too_much(assessment(), (0, room))[1] for room in (22, 24, 32, 63)] == [0, 0, 1, 5]


def test_a_table_on_two_sides_is_explained_on_both_or_on_neither() -> None:
    """Of 18 lines in three sides, those of one table are parted."""
    asked = replace(assessment(FIT), scales=tuple(replace(s, id=f"s{n}") for n, s in enumerate(assessment(FIT).scales)))
    whole = (replace(asked.scales[0], items=tuple(i for s in asked.scales for i in s.items)),)
    one_table = replace(asked, scales=whole)
    assert too_much(one_table, (300, 300))[0] == set()
    assert too_much(one_table, (300, 0))[0] == {"s0", NOTES}


@pytest.mark.parametrize("slug", ["interests", "es/interests"])
def test_the_boxes_add_up_to_the_scores(slug: str) -> None:
    """Whoever adds up on paper, by the numbers of the lines, gets what the report says."""
    asked = assessment(slug)
    items = {number: item for item, number in line_numbers(asked).items()}
    for person in people().values():
        card = score(asked, person.answers)
        for box, scored in zip(theme_sums(asked), card.scales, strict=True):
            assert box.title == scored.scale.title
            if scored.answered == len(box.lines):
                assert sum(person.answers[items[line]] or 0 for line in box.lines) == scored.sum


def test_lines_that_count_the_other_way_are_named_with_the_rule() -> None:
    first, *others = assessment().scales
    turned = replace(first, items=(first.items[0], replace(first.items[1], reversed=True), *first.items[2:]))
    html = Pages(studio().center).worksheet(replace(assessment(), scales=(turned, *others)), sides=2).html
    assert "Some lines count the other way: for 7, take your number from 6 first." in html
    assert "count the other way" not in page("worksheets/interests").html


def test_other_questionnaires_have_nothing_to_add_up() -> None:
    assert theme_sums(assessment(FIT)) == ()
    assert "sum-box" not in page(f"worksheets/{FIT}").html


@pytest.mark.parametrize("slug", SLUGS)
def test_reports_and_group_reports_call_a_line_by_its_number_on_paper(slug: str) -> None:
    html = pages().worksheet(assessment(slug), sides=2).html
    printed = re.findall(
        r'<span class="line-number">(\d+)</span> <(?:strong|span[^>]*)>(.*?)\.?</(?:strong|span)>', html
    )
    numbers = line_numbers(assessment(slug))
    assert [int(number) for number, _ in printed] == list(numbers.values())


@pytest.mark.parametrize("slug", ["interests", FIT])
def test_the_group_report_has_the_numbers_of_the_worksheet(slug: str) -> None:
    html = page(f"samples/groups/{slug}").html
    found = re.findall(r'<span class="item-number">(\d+)</span> ([^<]+)', html)
    names = {item.text.rstrip("."): number for number, (_, item) in enumerate(assessment(slug).on_paper, 1)}
    skills = {item.text for scale in assessment(slug).scales for item in scale.items if item.asked_level is not None}
    numbered = {words.strip().rstrip("."): int(number) for number, words in found}
    assert numbered == {name: number for name, number in names.items() if name not in skills}


@pytest.mark.parametrize("layout", ["large-print", "clear-print"])
def test_short_choices_stand_side_by_side_in_large_print(layout: Layout) -> None:
    html = Pages(studio().center, edition=Edition(layout)).worksheet(assessment(FIT), sides=2).html
    wide = [len(scale.items) for scale in assessment(FIT).scales[:3]]
    assert html.count('class="choices across"') == sum(wide)
    assert html.count('class="choices"') == len(assessment(FIT).scales[3].items)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (("No", "Yes"), True),
        (tuple("1234567"), True),
        (tuple("12345678"), False),
        (("Not at all", "A little", "Somewhat", "Quite a lot", "Very much"), True),
        (("No", "With help", "Alone", "Well", "The hard parts, and I can show others"), False),
        (("a", "b", "c", "d", "Unsatisfactorily"), False),
    ],
)
def test_choices_are_short_if_each_has_two_rows_at_most(choices: tuple[str, ...], expected: bool) -> None:
    assert are_short(choices, 18) is expected


def test_the_id_stands_on_every_side_and_the_name_on_the_first() -> None:
    html = page("worksheets/interests").html
    first, second = html.split('<section class="side">')[1:]
    assert [part.count('name="id"') for part in (first, second)] == [1, 1]
    assert [part.count('name="name"') for part in (first, second)] == [1, 0]
    assert [part.count("Version 2.0") for part in (first, second)] == [1, 1]


def test_long_words_of_choices_move_circles_apart() -> None:
    scale = assessment().scales[0]
    wordy = replace(scale, choices=("Unsatisfactorily", "Indistinguishably", "c", "d", "e"))
    assert pitch(assessment()) == pytest.approx(17.2)
    assert pitch(replace(assessment(), scales=(wordy,))) > 30
