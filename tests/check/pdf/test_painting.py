"""What a page shows: colors of text, what is behind it, sizes."""

from __future__ import annotations

import io

import pikepdf
import pytest

from careerprint.check.pdf.appearance import _hex
from careerprint.check.pdf.inspect import inspect_bytes
from careerprint.check.pdf.page.operators import view_of
from careerprint.check.pdf.page.painting import region_of
from careerprint.check.pdf.page.view import SeenText
from tests.support.proof import print_page

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
HOLE = [(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0)]


@pytest.mark.parametrize(
    ("polygons", "even_odd", "point", "inside"),
    [
        ([SQUARE], False, (2, 2), True),
        ([SQUARE], False, (5, 2), False),
        ([SQUARE, HOLE], True, (2, 2), False),
        ([SQUARE, HOLE], False, (2, 2), True),
        ([SQUARE, HOLE[::-1]], False, (2, 2), False),
        ([SQUARE, HOLE], True, (0.5, 2), True),
        ([[(0.0, 0.0), (4.0, 0.0), (0.0, 4.0)]], False, (3, 3), False),
    ],
)
def test_points_inside_and_outside(
    polygons: list[list[tuple[float, float]]], even_odd: bool, point: tuple[float, float], inside: bool
) -> None:
    region = region_of(polygons, even_odd=even_odd)
    assert region is not None
    assert (point in region) is inside


def test_a_line_encloses_nothing() -> None:
    assert region_of([[(0.0, 0.0), (4.0, 4.0)]], even_odd=False) is None


def runs(body: str) -> tuple[SeenText, ...]:
    with pikepdf.open(io.BytesIO(print_page(body))) as pdf:
        return view_of(pdf.pages[0], 1).seen


@pytest.mark.parametrize(
    ("style", "color", "background"),
    [
        ("color: #123456", "#123456", "#ffffff"),
        ("color: #123456; background: #fedcba", "#123456", "#fedcba"),
        ("background: #fedcba; border: 2pt solid #ff0000", "#000000", "#fedcba"),
        ("border: 2pt solid #ff0000", "#000000", "#ffffff"),
        ("border: 2pt solid #ff0000; border-radius: 4pt", "#000000", "#ffffff"),
        ("background: #fedcba; border-radius: 4pt", "#000000", "#fedcba"),
        ("border-left: 9pt solid #ff0000; padding-left: 4pt", "#000000", "#ffffff"),
        ("color: rgba(0, 0, 0, 0.5)", "#808080", "#ffffff"),
        ("background: rgba(0, 0, 0, 0.5)", "#000000", "#808080"),
        ("color: rgba(255, 255, 255, 0.5); background: #000", "#808080", "#000000"),
    ],
)
def test_colors_of_text_and_of_what_is_behind_it(style: str, color: str, background: str) -> None:
    (run,) = runs(f'<p style="{style}">Text</p>')
    assert run.color is not None
    assert run.background is not None
    assert (_hex(run.color), _hex(run.background)) == (color, background)


def test_nothing_is_said_about_text_on_a_gradient() -> None:
    (run,) = runs('<p style="background: linear-gradient(#fff, #000)">Text</p>')
    assert run.background is None


def test_sizes_are_those_on_the_page() -> None:
    first, second = runs('<p style="font-size: 10pt">Text</p><p style="font-size: 20pt; zoom: 1">Text</p>')
    assert [first.size, second.size] == pytest.approx([10, 20], abs=0.01)


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("color: #767676", []),
        ("color: #777777", ["text in #777777 on #ffffff has a contrast of 4.4 to 1, in 1 place"]),
        ("color: #777777; font-size: 18pt", []),
        ("color: #777777; font-size: 14pt; font-weight: 700", []),
        ("color: #949494; font-size: 18pt", []),
        ("color: #a0a0a0; font-size: 18pt", ["text in #a0a0a0 on #ffffff has a contrast of 2.6 to 1, in 1 place"]),
        ("color: #ffffff; background: #1f4e79", []),
    ],
)
def test_contrast_is_held_to_its_limits(style: str, said: list[str]) -> None:
    pdf = print_page(f'<h1>Title</h1><p style="{style}">Text</p>')
    problems = inspect_bytes(pdf, label="x.pdf").problems
    assert [problem.message.partition(";")[0] for problem in problems] == said


def test_text_under_opacity_is_found() -> None:
    """page-validation lets it pass; veraPDF does not (7.1-3)."""
    pdf = print_page('<h1>Title</h1><p style="opacity: 0.9">Text</p>')
    assert any("take `opacity` out" in problem.message for problem in inspect_bytes(pdf, label="x.pdf").problems)


def test_large_print_is_large() -> None:
    pdf = print_page("<h1>Title</h1><p>Text</p>")
    assert inspect_bytes(pdf, label="nurse.pdf").problems == ()
    for layout, least in (
        ("large-print", "large print has at least 18"),
        ("clear-print", "clear print has at least 14"),
    ):
        (problem,) = inspect_bytes(pdf, label=f"nurse-{layout}.pdf").problems
        assert problem.message == f"its smallest text is 12.0 points; {least}"
