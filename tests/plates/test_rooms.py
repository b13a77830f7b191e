"""The rooms by themselves."""

from __future__ import annotations

import pytest

from careerprint.jobs.job import Studio, page_of
from careerprint.jobs.printer import Printer
from careerprint.plates.book import Book, Stacked
from careerprint.plates.engine import Plates
from careerprint.plates.memory_cache import Store
from careerprint.plates.pieces import Box
from careerprint.plates.slots import Chain, places_of, split, surroundings
from careerprint.plates.unfit import Unfit
from tests.plates.conftest import FIT, PROJECT, job_of, read_answers

PAGE = (
    '<html><head><title>T</title></head><body class="b"><h1>A</h1>'
    '<div class="r" data-slot><p>x</p><p data-slot>y</p><!--/slot--></div><!--/slot--></body></html>'
)


def test_split_takes_slots_out_of_skeletons() -> None:
    report = split(PAGE)
    (row,) = report.slots
    assert (row.tag, row.parts, row.slots[0].parts) == ('<div class="r" data-slot>', ("<p>x</p>", ""), ("y",))
    assert report.order == (None, 0)


@pytest.mark.parametrize("page", ["<div data-slot>", "<p data-slot></div><!--/slot-->", "</p><!--/slot-->"])
def test_marks_that_do_not_match_are_unfit(page: str) -> None:
    with pytest.raises(Unfit):
        split(page)


def test_a_slot_knows_ancestors_and_siblings() -> None:
    (outer,) = places_of(split(PAGE))
    (inner,) = outer.inner()
    assert (outer.chain.ancestors, outer.chain.before) == (('<body class="b">',), ())
    assert inner.chain.ancestors == ('<body class="b">', '<div class="r">')
    assert inner.chain.before == ("<p>",)


def test_an_element_that_is_not_closed_in_its_order_is_unfit() -> None:
    with pytest.raises(Unfit):
        surroundings(("<b><i></b>", ""), ("<p data-slot>",))


TOP, LOW, WIDTH = 10.0, 5.0, 300.0
"""How far down the first slot of a page stands, how far below one the next, and how wide all are."""


def slot(name: str, height: float) -> Stacked:
    return Stacked(Chain((), (), (), name), height)


def pages_of(*pages: list[float]) -> list[list[Box]]:
    """Return the boxes of slots of some heights, one below the other on each page."""
    return [
        [(0.0, TOP + sum(heights[:place]) + LOW * place, WIDTH, height) for place, height in enumerate(heights)]
        for heights in pages
    ]


def book_of(*reports: tuple[list[Stacked], list[list[float]]]) -> Book[str]:
    book: Book[str] = Book()
    for stack, pages in reports:
        if not book.knows_gaps(stack):
            (boxes,) = pages_of([each.height for each in stack])
            book.learn_gaps(stack, boxes)
        book.learn(stack, pages_of(*pages), [f"page {number}" for number in range(len(pages))])
    return book


def test_a_book_places_slots_of_heights_that_it_never_saw() -> None:
    book = book_of(([slot("a", 50), slot("b", 100), slot("b", 300)], [[50, 100], [300]]))
    spots = [(0, 0.0, 10.0), (0, 0.0, 55.0), (1, 0.0, 10.0)]
    assert book.find([slot("a", 40), slot("b", 110), slot("b", 300)]) == spots


def test_a_book_does_not_guess_whether_a_slot_fits() -> None:
    book = book_of(([slot("a", 50), slot("b", 100), slot("b", 300)], [[50, 100], [300]]))
    assert book.find([slot("a", 50), slot("b", 100), slot("b", 200)]) is None  # 300 did not fit, 200 might
    assert book.find([slot("a", 50), slot("b", 110), slot("b", 300)]) is None  # 110 may be too high where 100 was not
    assert book.find([slot("b", 50), slot("a", 50)]) is None  # nobody saw how far an a stands below a b


@pytest.mark.parametrize("end", [390.0, 410.0])
def test_a_book_learns_to_the_same_end_in_any_order(end: float) -> None:
    fits = ([slot("a", 50), slot("b", 320)], [[50, 320]])
    misses = ([slot("a", 50), slot("b", 360)], [[50], [360]])
    stack = [slot("a", 50), slot("b", end - TOP - LOW - 50)]
    assert book_of(fits, misses).find(stack) == book_of(misses, fits).find(stack)


def test_a_book_refuses_what_does_not_stack() -> None:
    book = book_of(([slot("a", 50), slot("b", 320)], [[50, 320]]))
    with pytest.raises(Unfit):  # held to the next page by something else than its height
        book.learn([slot("a", 50), slot("b", 300)], pages_of([50], [300]), ["page 0", "page 1"])
    with pytest.raises(Unfit):
        book.learn([slot("a", 50), slot("b", 320)], pages_of([50, 320]), ["another page 0"])


def test_a_merged_book_knows_what_both_knew() -> None:
    fits = ([slot("a", 50), slot("b", 320)], [[50, 320]])
    misses = ([slot("a", 50), slot("b", 360)], [[50], [360]])
    book = book_of(fits)
    book.merge(book_of(misses))
    assert book.find(misses[0]) == [(0, 0.0, 10.0), (1, 0.0, 10.0)]


def test_nothing_may_stand_between_slots() -> None:
    with pytest.raises(Unfit, match="between slots"):
        places_of(split("<body><p data-slot>x</p><!--/slot-->y<p data-slot>x</p><!--/slot--></body>"))
    with pytest.raises(Unfit):
        places_of(split("<body><div><p data-slot>x</p><!--/slot--></div></body>"))


def test_a_store_keeps_what_came_back_and_forgets_what_did_not() -> None:
    store: Store[str] = Store(fresh=2, kept=2)
    store.put("often", "o")
    store.turn = 1
    assert store.get("often") == "o"
    for name in ("once", "twice", "thrice"):
        store.put(name, name)
    assert (store.get("often"), store.get("once"), store.get("thrice")) == ("o", None, "thrice")
    assert len(store) == 3


def test_a_name_that_no_font_has_is_unfit(studio: Studio, printer: Printer, plates: Plates) -> None:
    from dataclasses import replace

    first = read_answers(PROJECT / "source" / "answers" / f"{FIT}.csv", studio.assessments[FIT]).responses[0]
    job = job_of(studio, FIT, replace(first, name="山田太郎"))
    with pytest.raises(Unfit):
        plates.print(page_of(job, studio, printer.pages(), sides=0), job.output)


def test_bytes_do_not_depend_on_who_was_printed_before(studio: Studio, printer: Printer, plates: Plates) -> None:
    people = read_answers(PROJECT / "source" / "answers" / f"{FIT}.csv", studio.assessments[FIT]).responses
    jobs = [job_of(studio, FIT, person) for person in people[:2]]
    pages = [page_of(job, studio, printer.pages(), sides=0) for job in jobs]
    fresh = Plates(printer.press)
    alone = [fresh.print(page, job.output).pdf for page, job in zip(pages, jobs, strict=True)][::-1]
    assert [plates.print(page, job.output).pdf for page, job in zip(pages, jobs, strict=True)][::-1] == alone
