"""Large print, measured on the finished page: 18 points, one column, nothing raised, nothing lost."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from pypdf import PdfReader

from careerprint.check.pdf.inspect import inspect_bytes
from careerprint.check.pdf.standards import failures
from careerprint.editions import STANDARD, Edition, Layout
from careerprint.pages.large_print import full_size_marks, large_print
from careerprint.sources.citations.source_marks import MARK_SPACE
from tests.support.drawn import marks
from tests.support.edition_samples import QUICK, SAMPLES, SPANISH, Print
from tests.support.proof import elements
from tests.support.read_aloud import tagged_text
from tests.support.selection import slow_but

LARGE = Edition("large-print")


def sizes(pdf: bytes) -> list[float]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return sorted(mark.size for mark in marks(file) if mark.kind == "text")


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("sample", slow_but(QUICK, (*SAMPLES, *SPANISH)))
def test_nothing_is_smaller_than_18_points(printed: Print, sample: str) -> None:
    assert sizes(printed(sample, LARGE).pdf)[0] == pytest.approx(18, abs=0.001)


@pytest.mark.slow
@pytest.mark.parametrize("sample", (*SAMPLES, *SPANISH))
def test_nothing_in_clear_print_is_smaller_than_14_points(printed: Print, sample: str) -> None:
    assert sizes(printed(sample, Edition("clear-print")).pdf)[0] == pytest.approx(14, abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["clear-print", "large-print"])
def test_circles_are_as_large_as_on_the_designed_page(printed: Print, layout: Layout) -> None:
    with pikepdf.open(io.BytesIO(printed("worksheet", Edition(layout)).pdf)) as file:
        widgets = [note for page in file.pages for note in page.get("/Annots", ()) if note.get("/AS") is not None]
        widths = [float(note.Rect[2]) - float(note.Rect[0]) for note in widgets]
    assert len(widths) == 90
    assert min(widths) >= 18


@pytest.mark.slow
def test_on_a4_and_in_the_low_vision_face_nothing_is_smaller_either(printed: Print) -> None:
    assert sizes(printed("interests report", Edition("large-print", True, True), "a4").pdf)[0] >= 17.999


def test_the_measure_finds_small_words(printed: Print) -> None:
    assert sizes(printed("handout", STANDARD).pdf)[0] < 8


@pytest.mark.parametrize("sample", slow_but(QUICK, SAMPLES))
def test_the_file_keeps_to_the_standards(printed: Print, sample: str) -> None:
    pdf = printed(sample, LARGE).pdf
    for profile in ("ua1",) if sample == "worksheet" else ("ua1", "2a"):
        assert failures(pdf, profile) == []


@pytest.mark.slow
@pytest.mark.parametrize("sample", (*SAMPLES, *SPANISH))
def test_check_finds_nothing(printed: Print, sample: str) -> None:
    """The second line of a foot stood within 5 mm of the edge."""
    assert [str(problem) for problem in inspect_bytes(printed(sample, LARGE).pdf, label="x.pdf").problems] == []


@pytest.mark.parametrize("sample", slow_but(QUICK, SAMPLES))
def test_no_letter_is_slanted(printed: Print, sample: str) -> None:
    with pikepdf.open(io.BytesIO(printed(sample, LARGE).pdf)) as file:
        names = {
            str(thing.BaseFont)
            for thing in file.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }
    assert names
    assert not [name for name in names if "Italic" in name]


@pytest.mark.parametrize("sample", slow_but(QUICK, SAMPLES))
def test_no_table_has_more_columns_than_a_line_holds(printed: Print, sample: str) -> None:
    with elements(printed(sample, LARGE).pdf, "/TR") as rows:
        assert all(len(row.K) <= 3 for row in rows)


def test_the_standard_handout_has_wider_tables(printed: Print) -> None:
    with elements(printed("handout", STANDARD).pdf, "/TR") as rows:
        assert any(len(row.K) == 4 for row in rows)


@pytest.mark.slow
def test_the_true_number_of_sides_is_given(printed: Print) -> None:
    large = printed("handout", LARGE)
    said = re.search(r"(\d+) sides on (\d+) sheets\.", text(large.pdf))
    assert said is not None
    assert (int(said[1]), int(said[2])) == (large.pages, (large.pages + 1) // 2)


@pytest.mark.slow
def test_every_word_of_the_handout_is_there(printed: Print) -> None:
    def words(pdf: bytes) -> set[str]:
        return set(re.findall(r"[^\W\d]{3,}", " ".join(said for _, said in tagged_text(pdf))))

    lines_to_write_on = {"Notes", "own", "questions"}
    assert words(printed("handout", STANDARD).pdf) - words(printed("handout", LARGE).pdf) <= lines_to_write_on


@pytest.mark.slow
def test_the_worksheet_has_the_same_fields(printed: Print) -> None:
    """The box for notes is there, too, for which this one has no room on two sides."""

    def fields(edition: Edition) -> dict[str, list[str]]:
        found = PdfReader(io.BytesIO(printed("worksheet", edition).pdf)).get_fields() or {}
        return {name: sorted(field.get("/_States_", [])) for name, field in found.items()}

    assert len(fields(LARGE)) > 10
    assert {name: states for name, states in fields(LARGE).items() if name != "notes"} == fields(STANDARD)


def test_source_marks_stand_on_the_line() -> None:
    mark = f'<a class="source-mark" href="#source-a" title="A &amp; B">{MARK_SPACE}12,</a>'
    assert full_size_marks(mark) == mark.replace("12,", "[12]")


def table(*rows: str) -> str:
    """Return a table as our Markdown reader writes it; cells are parted by a bar."""
    head, *body = (row.split("|") for row in rows)
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>' for name, *cells in body
    )
    return f"<table>\n<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def test_a_narrow_table_stays() -> None:
    narrow = table("Pay|Nurse", "Median|1")
    assert large_print(narrow) == narrow


def test_a_wide_table_becomes_a_list() -> None:
    wide = large_print(f"<p>Before</p>{table('Pay|Nurse|<b>All</b>', 'Median|1|2', 'Low|3|4')}<p>After</p>")
    assert "<table" not in wide
    assert wide.startswith('<p>Before</p><p class="records-title">Pay</p>')
    assert re.findall(r'record">(.*?)<', wide) == ["Median", "Low"]
    assert re.findall(r'term">(.*?):</span> <span class="value">(.*?)</span>', wide) == [
        ("Nurse", "1"),
        ("<b>All</b>", "2"),
        ("Nurse", "3"),
        ("<b>All</b>", "4"),
    ]
    assert wide.endswith("<p>After</p>")
