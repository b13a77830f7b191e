"""Colors: tints, and contrast by known pairs of WCAG 2.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerprint.color import contrast, luminance, parse, tint

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(COLORS, COLORS)
def test_contrast_is_the_same_both_ways_and_from_1_to_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@given(COLORS)
def test_tints_lie_between_white_and_the_color(color: str) -> None:
    assert tint(color, 0) == "#ffffff"
    assert tint(color, 1) == color
    assert luminance(tint(color, 0.5)) >= luminance(color)


def test_a_tint() -> None:
    assert tint("#1f4e79", 0.08) == "#edf1f4"


@pytest.mark.parametrize("wrong", ["", "#fff", "1f4e79", "#1f4e7", "#1f4e79a", "#ggeeff", "rgb(0,0,0)"])
def test_what_is_no_color(wrong: str) -> None:
    with pytest.raises(ValueError):
        parse(wrong)
