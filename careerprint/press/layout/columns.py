"""Columns of whole entries, as even as they can be, found with four layouts instead of hundreds.

WeasyPrint 70 balances columns by laying all of them out again and again, a little higher each time, until everything
fits; five lists took three seconds of a handout. Where no entry may be broken, the heights of the entries say what the
columns come to: so they are laid out once to be measured, and once more in the height that was found. All else is left
to WeasyPrint, which gives the same columns.

`layout_columns` has to take the place of a function of WeasyPrint's, as its boxes cannot be told how to lay themselves
out. Should that function be called otherwise one day, the tests of this module fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weasyprint.layout import block, column

SLACK = 0.01
"""How exact heights are, in pixels: sums of them are not."""


def install() -> None:
    """Make `layout_columns` the way in which WeasyPrint lays columns out in this process."""
    block.columns_layout = layout_columns


def layout_columns(
    context: Any,
    box: Any,
    bottom_space: float,
    skip_stack: dict[int, Any] | None,
    containing_block: Any,
    page_is_empty: bool,
    absolute_boxes: list[Any],
    *more: Any,
) -> Any:
    """Lay a box with columns out; take and return what WeasyPrint's own function does."""
    fixed_boxes, margins, *styles = more

    def laid_out(box: Any, bottom_space: float, absolute: list[Any], fixed: list[Any]) -> Any:
        around = (skip_stack, containing_block, page_is_empty, absolute, fixed, list(margins), *styles)
        return column.columns_layout(context, box, bottom_space, *around)

    if _has_whole_entries(box):
        filled = _filled_one_by_one(box)
        tried, rest, *_ = laid_out(filled, bottom_space, [], [])
        _forget(context, tried, [], [])
        if tried is not None and rest is None and tried.children:
            height = even_height(_heights(tried), box.style["column_count"])
            space = context.page_bottom - tried.children[0].position_y - height - SLACK
            made = laid_out(filled, max(bottom_space, space), absolute_boxes, fixed_boxes)
            if made[1] is None:
                return made
            _forget(context, made[0], absolute_boxes, fixed_boxes)
    return laid_out(box, bottom_space, absolute_boxes, fixed_boxes)


def even_height(heights: Sequence[float], count: int) -> float:
    """Return the least height, to `SLACK`, in which `count` columns hold entries of these heights in their order."""
    low, high = max(heights), sum(heights)
    while high - low > SLACK:
        middle = (low + high) / 2
        low, high = (low, middle) if _columns(heights, middle) <= count else (middle, high)
    return high


def _columns(heights: Sequence[float], most: float) -> int:
    """Return how many columns of a height entries fill, each column as far as it can be filled."""
    columns, filled = 1, 0.0
    for height in heights:
        filled += height
        if filled > most:
            columns, filled = columns + 1, height
    return columns


def _heights(box: Any) -> list[float]:
    """Return the height of each entry of a laid out box, with its margins, in pixels."""
    return [entry.margin_height() for each in box.children for entry in each.children]


def _has_whole_entries(box: Any) -> bool:
    """Say whether columns are to be even, and each is made of entries that are not broken and may be parted."""
    style = box.style
    if style["column_fill"] != "balance" or style["height"] != "auto" or style["column_count"] == "auto":
        return False
    return all(
        child.style["break_inside"] != "auto"
        and child.style["break_before"] == child.style["break_after"] == "auto"
        and child.style["column_span"] == "none"
        and child.is_in_normal_flow()
        for child in box.children
    )


def _forget(context: Any, box: Any, absolute_boxes: list[Any], fixed_boxes: list[Any]) -> None:
    """Take back what a layout that is not kept has told of itself; where nothing was laid out, there is no box."""
    if box is not None:
        block.remove_placeholders(context, [box], absolute_boxes, fixed_boxes)


def _filled_one_by_one(box: Any) -> Any:
    """Return a copy of a box whose columns are filled one after the other."""
    copy = box.copy()
    copy.style = box.style.copy()
    copy.style["column_fill"] = "auto"
    return copy
