"""One person's scores, by item, by scale and as a whole; `scorer` computes them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import Band, Item, Scale


class Profile(StrEnum):
    """The shape of all scores together; `section` is the id of the fixed text that describes it.

    In order of precedence; "rated scales" are those that do not ask for levels of skills:

    - `NOT_SCORED`: no rated scale has a score.
    - `SAME_THROUGHOUT`: at least 5 items are answered, all with the same choice (before reversing).
    - `PARTLY_SCORED`: a rated scale has no score, so nothing is said about the whole.
    - `ALL_HIGH`, `ALL_LOW`: every score lies in its scale's top, or lowest, band.
    - `FLAT`: the highest and the lowest mean are nearer than the flat gap.
    - `NONE_HIGH`: the scores differ, but none lies in its scale's top band.
    - `ORDINARY`: anything else.

    The scales of a fit ask different questions, so there is no `FLAT` and no `NONE_HIGH` among its profiles.
    """

    NOT_SCORED = "not-scored"
    SAME_THROUGHOUT = "same-throughout"
    PARTLY_SCORED = "partly-scored"
    ALL_HIGH = "all-high"
    ALL_LOW = "all-low"
    FLAT = "flat"
    NONE_HIGH = "none-high"
    ORDINARY = "ordinary"

    @property
    def section(self) -> str | None:
        """The id of the assessment's fixed text for this profile; None for an ordinary one."""
        if self is Profile.ORDINARY:
            return None
        return "not-scored" if self is Profile.PARTLY_SCORED else self.value


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item with the person's answer."""

    item: Item
    answer: int | None
    """The number of the choice, 1 to n; None when not answered."""
    worth: int | None
    """What the choice is worth; 1 to n unless the assessment has values of its own."""
    value: int | None
    """What counts: the worth, or for a reversed item its mirror image."""
    choice: str | None
    """The answer in words."""


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """One scale with the person's score."""

    scale: Scale
    items: tuple[ItemScore, ...]
    answered: int
    needed: int
    """How many items must be answered for a score."""
    sum: int | None
    """The sum of the values; None when not scored."""
    possible: tuple[int, int]
    """The lowest and the highest sum that the answered items allow."""
    mean: Fraction | None
    """The sum divided by the number answered, from the scale's lowest to its highest; None when not scored."""
    band: Band | None
    """None when not scored, or for a scale without bands."""

    @property
    def id(self) -> str:
        """The scale's id."""
        return self.scale.id

    @property
    def total(self) -> int:
        """How many items the scale has."""
        return len(self.items)

    @property
    def scored(self) -> bool:
        """Whether enough items were answered."""
        return self.mean is not None

    @property
    def printed(self) -> str:
        """The mean with one decimal; empty when not scored."""
        return "" if self.mean is None else one_decimal(self.mean)

    @property
    def position(self) -> float | None:
        """Where the mean lies between the first choice (0) and the last (1), for pictures."""
        lowest, highest = self.scale.lowest, self.scale.highest
        return None if self.mean is None else float((self.mean - lowest) / (highest - lowest))

    @property
    def is_top(self) -> bool:
        """Whether the mean lies in the highest of several bands."""
        return self.band is not None and len(self.scale.bands) > 1 and self.band is self.scale.bands[-1]

    @property
    def is_lowest(self) -> bool:
        """Whether the mean lies in the lowest of several bands."""
        return self.band is not None and len(self.scale.bands) > 1 and self.band is self.scale.bands[0]

    @property
    def below_middle(self) -> tuple[ItemScore, ...]:
        """The items that count less than the middle of the scale, in the order of the questionnaire."""
        return tuple(item for item in self.items if item.value is not None and item.value < self.scale.middle)

    @property
    def above_middle(self) -> tuple[ItemScore, ...]:
        """The items that count more than the middle of the scale, in the order of the questionnaire."""
        return tuple(item for item in self.items if item.value is not None and item.value > self.scale.middle)


@dataclass(frozen=True, slots=True)
class Tie:
    """Scales that share a place, in the order of the questionnaire; often a single one."""

    scores: tuple[ScaleScore, ...]
    near_next: bool
    """A scale of the next place is nearer than the tie gap to one of this place: the step is not clear."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The scores of one person."""

    assessment: Assessment
    scales: tuple[ScaleScore, ...]
    """In the order of the questionnaire."""
    ranking: tuple[Tie, ...]
    """The scored scales except skills, from the highest mean to the lowest."""
    profile: Profile

    @property
    def answered(self) -> int:
        """How many items were answered in all."""
        return sum(score.answered for score in self.scales)

    @property
    def total(self) -> int:
        """How many items there are in all."""
        return sum(score.total for score in self.scales)

    @property
    def has_highest(self) -> bool:
        """Whether the report may call any scores the highest; if nothing stands out, it may not."""
        return self.profile not in (Profile.NOT_SCORED, Profile.SAME_THROUGHOUT, Profile.FLAT)

    @property
    def is_ranked(self) -> bool:
        """Whether the report may put the scales in order."""
        return self.has_highest and len(self.ranking) > 1

    def scale(self, name: str) -> ScaleScore | None:
        """Return the score of the scale of this id."""
        return next((score for score in self.scales if score.id == name), None)


def one_decimal(value: Fraction) -> str:
    """Return a mean with one decimal, halves rounded up: 9/4 is 2.3."""
    tenths = math.floor(value * 10 + Fraction(1, 2))
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"
