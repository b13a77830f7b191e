"""Handouts and worksheets keep to their sides in every edition that does not enlarge them."""

from __future__ import annotations

import pytest

from careerprint.editions import Edition
from tests.support.edition_samples import Print
from tests.support.samples import FIT, studio
from tests.support.selection import slow_but

EDITIONS = [
    Edition("mono"),
    Edition(high_contrast=True),
    Edition(low_vision=True),
    Edition("mono", high_contrast=True, low_vision=True),
]


def suffix_of(edition: Edition) -> str:
    return edition.name("").removesuffix(".pdf")


@pytest.mark.slow
@pytest.mark.parametrize("paper", slow_but(["letter"], ["letter", "a4"]))
@pytest.mark.parametrize(
    "edition", slow_but(EDITIONS[1:3], EDITIONS), ids=lambda edition: edition.name("").removesuffix(".pdf")
)
def test_sides(printed: Print, edition: Edition, paper: str) -> None:
    """The wider letters of the low-vision face may take one side more: the longest guide fills its sides."""
    assert printed("handout", edition, paper).pages <= sides_of(FIT) + edition.low_vision
    assert printed("worksheet", edition, paper).pages == 2


@pytest.mark.slow
@pytest.mark.parametrize("paper", slow_but(["a4"], ["letter", "a4"]))
def test_sides_in_spanish(printed: Print, paper: str) -> None:
    """High contrast has thicker lines and heavier letters, so a guide that fills its sides may take one more."""
    assert printed("es/handout", Edition(high_contrast=True), paper).pages <= sides_of(f"es/{FIT}") + 1


def sides_of(assessment: str) -> int:
    """Return the sides that a guide gives its handout, by the questionnaire about it."""
    guide = studio().assessments[assessment].guide
    assert guide is not None
    return guide.meta.sides
