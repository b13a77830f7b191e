"""Columns: WeasyPrint's own are the measure, and ours come without its hundred trials."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint import HTML
from weasyprint.layout import block, column

import careerprint.press.engine  # noqa: F401 - puts our columns in place
from careerprint.press.layout import columns
from tests.support.selection import slow_but

WORDS = "A line of words that is long enough to be broken. "
PAGE = "@page { size: 400px 300px; margin: 20px } body { margin: 0 } ul { margin: 0; padding: 0; column-count: 2 }"
WHOLE = f"{PAGE} li {{ break-inside: avoid; margin-bottom: 5px }}"
CASES = {
    "one": (WHOLE, (3,)),
    "two": (WHOLE, (1, 3)),
    "five": (WHOLE, (3, 1, 2, 1, 1)),
    "more than a page": (WHOLE, (4, 5, 3, 6, 4, 5)),
    "three columns": (f"{WHOLE} ul {{ column-count: 3 }}", (1, 2, 1, 2, 1, 2, 1)),
    "more columns than entries": (f"{WHOLE} ul {{ column-count: 5 }}", (1, 2)),
    "margins above": (f"{WHOLE} li {{ margin-top: 9px }}", (1, 2, 2, 1)),
    "numbers beside them": (f"{WHOLE} ul, li {{ position: relative }} b {{ position: absolute; left: 0 }}", (2, 1, 1)),
    "entries that stay together": (f"{WHOLE} li:last-child {{ break-before: avoid }}", (2, 2)),
    "entries whose heads stay together": (f"{WHOLE} li:last-child b {{ display: block; break-before: avoid }}", (1, 2)),
    "entries that may be broken": (PAGE, (2, 3, 1)),
    "an entry across all columns": (f"{WHOLE} li:nth-child(2) {{ column-span: all }}", (1, 1, 2, 1)),
    "a height of its own": (f"{WHOLE} ul {{ height: 90px }}", (1, 1, 2, 1)),
    "filled one by one": (f"{WHOLE} ul {{ column-fill: auto }}", (1, 1, 2)),
    "from right to left": (f"{WHOLE} ul {{ direction: rtl }}", (1, 1, 2)),
    "no entry": (WHOLE, ()),
}


@pytest.mark.parametrize("before", slow_but([6], [1, 6]))
@pytest.mark.parametrize(("style", "lines"), CASES.values(), ids=CASES)
def test_columns_are_as_the_engine_makes_them(
    style: str, lines: tuple[int, ...], before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever on the page they begin."""
    assert block.columns_layout is columns.layout_columns  # importing the engine has put it in place
    ours = list(_places(style, lines, before))
    monkeypatch.setattr(block, "columns_layout", column.columns_layout)
    assert ours == pytest.approx(list(_places(style, lines, before)), abs=0.02)


def test_they_take_few_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    real = column.columns_layout

    def counted(*arguments: Any) -> Any:
        calls.append(arguments[1])
        return real(*arguments)

    monkeypatch.setattr(column, "columns_layout", counted)
    list(_places(*CASES["numbers beside them"]))
    assert len(calls) == 2


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.integers(1, 4))
def test_no_way_is_more_even(heights: list[int], count: int) -> None:
    ways = combinations(range(1, len(heights)), min(count, len(heights)) - 1)
    best = min(max(sum(heights[start:end]) for start, end in pairwise((0, *way, len(heights)))) for way in ways)
    assert columns.even_height(heights, count) == pytest.approx(best, abs=2 * columns.SLACK)


def _places(style: str, lines: tuple[int, ...], before: int = 1) -> Iterator[float]:
    """Yield page, place and size of each entry and of what follows the list."""
    entries = "".join(f"<li><b>{number}</b>{WORDS * count}</li>" for number, count in enumerate(lines))
    html = f"<style>{style}</style>{'<p>Before.' * before}<ul>{entries}</ul><p>After.</p>"
    for number, page in enumerate(HTML(string=html).render().pages):
        for box in page._page_box.descendants():
            if box.element_tag in ("li", "p", "b") and hasattr(box, "children"):
                yield from (number, *_place(box))


def _place(box: Any) -> tuple[float, ...]:
    return (box.position_x, box.position_y, box.margin_width(), box.margin_height())
