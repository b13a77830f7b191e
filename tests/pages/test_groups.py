"""What a group report says in words: true of everybody's figures, also of those that are joined."""

from __future__ import annotations

import pytest

from careerprint.pages.groups.findings import findings
from careerprint.pages.labels import read_labels
from careerprint.scoring.group import GroupStatistics, GroupTally
from careerprint.scoring.scorer import score
from tests.support.sample_assessments import answers, build, scale
from tests.support.sample_runs import ROOT

LOW, MIDDLE, HIGH = 1, 3, 5
"""The answers of somebody who gives the same to each line of a part."""


def group(**parts: tuple[int, int, int]) -> GroupStatistics:
    """Return the figures of a group of which so many have a low, a middle, and a high score in each part."""
    made = build(*(scale(name, 3) for name in parts))
    given = {name: [LOW] * low + [MIDDLE] * middle + [HIGH] * high for name, (low, middle, high) in parts.items()}
    tally = GroupTally(made)
    for row in zip(*given.values(), strict=True):
        tally.add(score(made, answers(**{name: [one] * 3 for name, one in zip(given, row, strict=True)})).scales)
    found = tally.result()
    assert isinstance(found, GroupStatistics)
    return found


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((4, 4, 4), (5, 4, 3), "A, 4 of 12"),
        ((4, 4, 4), (4, 4, 4), "A; B, 4 of 12"),
        ((4, 4, 4), (4, 2, 6), None),  # joined: 8 in the upper two, so the second may be ahead
        ((4, 4, 4), (8, 2, 2), None),  # joined: 4 in the upper two, so it may be as far ahead
        ((3, 3, 6), (7, 2, 3), "A, 6 of 12"),  # joined, but it cannot be ahead
        ((6, 6, 0), (6, 6, 0), None),
    ],
)
def test_the_largest_share_is_named_only_if_no_joined_one_may_be_larger(
    first: tuple[int, int, int], second: tuple[int, int, int], said: str | None
) -> None:
    found = findings(group(a=first, b=second), read_labels([ROOT / "templates"], "en")).get("distribution")
    assert (found and found.partition("): ")[2].rstrip(".")) == said
