"""Pages of a scan are put together to sheets; what does not fit is named and nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from careerprint.answers.scans.decisions import ID, Decision
from careerprint.answers.scans.form import Form
from careerprint.answers.scans.readings import BLANK, PageReading, Reason, RowReading, SideReading, State, Unread
from careerprint.answers.scans.sheets import SHARED, PagePlace, ScannedPage, Sorted, sort_pages
from tests.support.questionnaire import QUESTIONNAIRE
from tests.support.scanned import form_of_items

ITEMS = [item.id for _, item in QUESTIONNAIRE.items]
FORM = form_of_items([ITEMS[:2], ITEMS[2:]], QUESTIONNAIRE.slug)
OTHER = form_of_items([["x1"]], "other")
OLDER = form_of_items([ITEMS[:2], [*ITEMS[2:], "x9"]], QUESTIONNAIRE.slug)
REWORDED = form_of_items([ITEMS[:2], ITEMS[2:]], QUESTIONNAIRE.slug, "0.9")
TODAYS = form_of_items([ITEMS[:2], ITEMS[2:]], QUESTIONNAIRE.slug, f"{QUESTIONNAIRE.version} + guide 7.0")
FORMS = {form.layout: form for form in (FORM, OTHER, OLDER, REWORDED, TODAYS)}
NO_CODE = Unread("no code of ours on it", "f" * 16)


def page(side: int, person: str = "", *, choice: int = 1, name: str = "", form: Form = FORM) -> SideReading:
    """Return a side on which every line has one answer."""
    items = dict.fromkeys(circle.item for circle in form.sides[side - 1].circles)
    rows = tuple(RowReading(item, State.ANSWERED, choice) for item in items)
    return SideReading(form.layout, side, person, rows, name or f"{side}{person}{choice}".ljust(16, "0"))


def sort(*readings: PageReading, decisions: Mapping[tuple[str, str], Decision] | None = None) -> Sorted:
    pages = [ScannedPage(PagePlace("scan.pdf", number), each) for number, each in enumerate(readings, start=1)]
    return sort_pages(pages, FORMS, QUESTIONNAIRE, decisions or {})


def numbers(found: Sorted) -> list[tuple[str, list[int]]]:
    """Return each sheet's person and the pages of its sides."""
    return [(sheet.person, [sheet.sides[side].place.number for side in sorted(sheet.sides)]) for sheet in found.sheets]


def reasons(found: Sorted) -> dict[int, str]:
    return {each.place.number: each.reason for each in found.unread}


def test_numbered_sides_find_each_other_in_any_order() -> None:
    found = sort(page(2, "B"), page(1, "A"), page(1, "B"), page(2, "A"))
    assert numbers(found) == [("B", [3, 1]), ("A", [2, 4])]
    assert not found.unread


def test_sheets_for_anybody_go_by_their_order() -> None:
    found = sort(*(page(side, name=f"{number}{side}") for number in (1, 2) for side in (1, 2)))
    assert numbers(found) == [("", [1, 2]), ("", [3, 4])]
    assert [sheet.missing for sheet in found.sheets] == [(), ()]


def test_a_blank_page_between_two_sides_does_not_part_them() -> None:
    found = sort(page(1), Unread(BLANK), page(2), Unread(BLANK))
    assert numbers(found) == [("", [1, 3])]
    assert [each.loses_answers for each in found.unread] == [False, False]


@pytest.mark.parametrize(
    ("between", "sheets"),
    [
        (NO_CODE, [[1], [3]]),
        (page(1, "A"), [[1], [2], [3]]),
        (page(1, name="another"), [[1], [2, 3]]),
        (page(1, form=OTHER), [[1], [3]]),
    ],
)
def test_anything_else_does(between: PageReading, sheets: Sequence[Sequence[int]]) -> None:
    """Whatever was between them may be the side that belongs there."""
    found = sort(page(1), between, page(2))
    assert [pages for _, pages in numbers(found)] == list(sheets)


def test_a_missing_side_is_known() -> None:
    first, second = sort(page(1, "A"), page(2, "B")).sheets
    assert (first.missing, second.missing) == ((2,), (1,))


def test_the_same_picture_twice_counts_once() -> None:
    found = sort(page(1), page(2), page(1), page(2))
    assert numbers(found) == [("", [1, 2])]
    assert reasons(found) == {
        3: "the same picture as page 1 of scan.pdf",
        4: "the same picture as page 2 of scan.pdf",
    }
    assert not any(each.loses_answers for each in found.unread)


def test_a_page_scanned_twice_counts_once() -> None:
    found = sort(page(1, "A"), page(2, "A"), page(1, "A", name="once more"))
    assert numbers(found) == [("A", [1, 2])]
    assert reasons(found) == {3: "scanned twice: page 1 of scan.pdf has the same answers"}
    assert not found.unread[0].loses_answers


def test_two_people_with_one_printed_id_are_not_read() -> None:
    found = sort(page(1, "A"), page(1, "A", choice=2), page(2, "A"), page(2, "A", choice=2), page(1, "B"))
    assert numbers(found) == [("B", [5])]
    assert reasons(found) == dict.fromkeys((1, 2, 3, 4), SHARED)
    assert all(each.loses_answers for each in found.unread)


def test_an_id_that_was_typed_for_two_sheets_is_asked_for_again() -> None:
    typed = [Decision(name, ID, "A") for name in ("a" * 16, "b" * 16)]
    decisions = {each.key: each for each in typed}
    found = sort(page(1, name="a" * 16), page(1, name="b" * 16), decisions=decisions)
    again = ("", Reason.TYPED_TWICE)
    assert [(sheet.person, sheet.asks_because) for sheet in found.sheets] == [again] * 2
    found = sort(page(1, name="a" * 16), page(1, "A"), decisions=decisions)
    assert [(sheet.person, sheet.asks_because) for sheet in found.sheets] == [again, ("A", Reason.NOBODY)]


def test_an_id_that_was_typed_is_taken() -> None:
    decision = Decision("a" * 16, ID, "1001")
    found = sort(page(1, name="a" * 16), page(2), decisions={decision.key: decision})
    assert numbers(found) == [("1001", [1, 2])]


def test_another_assessment_and_another_version_are_named() -> None:
    found = sort(page(1, form=OTHER), page(1, form=OLDER), NO_CODE, page(1, form=REWORDED))
    assert not found.sheets
    assert reasons(found) == {
        1: "a worksheet of `other`; run the command for that assessment, too",
        2: "another version of this worksheet, with other lines; today's questionnaire cannot score it",
        3: "no code of ours on it",
        4: "these are answers to version 0.9 of this questionnaire, which is at version 1.0 now; score them with the "
        "questionnaire that was answered, or ask again",
    }


def test_a_guide_that_was_revised_leaves_its_sheets_readable() -> None:
    """As in every other file of answers: lines of a guide are found by their names, which change with their meaning."""
    found = sort(page(1, "A", form=TODAYS), page(2, "A", form=TODAYS))
    assert numbers(found) == [("A", [1, 2])]
    assert not found.unread
