"""The rooms by themselves."""

from __future__ import annotations

import pytest

from careerprint.jobs import Studio, page_of
from careerprint.plates.book import Book
from careerprint.plates.engine import Plates
from careerprint.plates.pieces import Size
from careerprint.plates.places import places_of
from careerprint.plates.split import split, surroundings
from careerprint.plates.store import Store
from careerprint.plates.unfit import Unfit
from careerprint.printer import Printer
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
    (inner,) = outer.places
    assert (outer.chain.ancestors, outer.chain.before) == (('<body class="b">',), ())
    assert inner.chain.ancestors == ('<body class="b">', '<div class="r">')
    assert inner.chain.before == ("<p>",)
    assert (outer.level, inner.level) == (2, 1)


def test_an_element_that_is_not_closed_in_its_order_is_unfit() -> None:
    with pytest.raises(Unfit):
        surroundings(("<b><i></b>", ""), ("<p data-slot>",))


def sizes(*heights: float) -> list[Size]:
    return [Size(height, 0) for height in heights]


def test_a_book_puts_reports_together_from_pages_of_others() -> None:
    book: Book[str] = Book()
    book.add(["a1", "a2"], [2, 1], sizes(10, 20, 30))
    book.add(["b1", "b2"], [2, 1], sizes(10, 21, 40))
    assert book.find(sizes(10, 20, 30)) == ["a1", "a2"]
    assert book.find(sizes(10, 20, 40)) == ["a1", "b2"]


def test_a_book_knows_no_page_that_might_end_elsewhere() -> None:
    book: Book[str] = Book()
    book.add(["a1", "a2"], [2, 1], sizes(10, 20, 30))
    book.add(["b1", "b2"], [2, 1], sizes(10, 21, 25))
    assert book.find(sizes(10, 20, 25)) is None  # 25 might still fit on the first page, where 30 did not
    assert book.find(sizes(11, 20, 30)) is None


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
