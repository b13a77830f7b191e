"""Statistics of a group for the staff: spread, reliability, most common gaps. Nothing names a person.

People are added one by one and only exact tallies are kept, so memory does not grow with the group and the order of
people changes nothing. Reliability is a property of a group's answers, so it is not in one person's report (Standards
for Educational and Psychological Testing, 2014, chapter 2).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from careerprint.scoring.scorecard import ItemScore, ScaleScore
from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import Item, Scale

FEWEST_PEOPLE = 10
"""No figure is given for fewer people than this: in a small group, one person's answers could be worked out."""
FEWEST_COMPLETE = 50
"""Spread and alpha are given only if this many people answered every item of a scale: drawn from one set of real
answers, the alpha of the same five items lies anywhere from .41 to .90 in groups of 12."""
SMALL_GROUP = 30
"""In a group of fewer people than this, small cells are joined."""
SMALLEST_CELL = 3
"""The fewest people in a cell of a small group: one or two could be recognized by those who know the group."""
SHORT_SCALE = range(2, 5)
"""Scales with 2 to 4 items are said to be short: their alpha is low for that reason alone."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The group is too small for any figure."""

    fewest: int = FEWEST_PEOPLE


@dataclass(frozen=True, slots=True)
class Cell:
    """Neighboring choices, or bands, with the people in them; in a large group always a single one."""

    first: int
    """The place of the first one, from 0."""
    last: int
    people: int


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One item over the whole group."""

    item: Item
    answered: int
    cells: tuple[Cell, ...] | None
    """How many people gave each choice, as given (before reversing); None when fewer than ten answered."""
    mean: Fraction | None
    """Mean worth of the answers as given; None when fewer than ten answered."""


@dataclass(frozen=True, slots=True)
class ScaleStatistics:
    """One scale over the whole group. A figure is None when it would rest on too few people."""

    scale: Scale
    scored: int
    """How many people have a score."""
    cells: tuple[Cell, ...] | None
    """How many people's scores lie in each band; None for fewer than ten."""
    mean: Fraction | None
    """Mean of the people's means; None for fewer than ten."""
    complete: int
    """How many people answered every item; spread and alpha come from them."""
    spread: float | None
    """Sample standard deviation of their means, in points of the response scale; None for fewer than fifty."""
    alpha: Fraction | None
    """Cronbach's alpha, see `cronbach_alpha`; None for fewer than fifty."""
    is_short: bool
    """The scale has only 2 to 4 items."""
    items: tuple[ItemStatistics, ...]


@dataclass(frozen=True, slots=True)
class GapStatistics:
    """One skill over the whole group: what a workshop could offer."""

    item: Item
    asked: int
    rated: int
    """How many people rated themselves on it."""
    below: int
    """How many of them are below the level asked for."""
    is_nearly_all: bool
    """Whether so few people are at or above it that their number is withheld."""
    missing_levels: Fraction
    """Levels short of the level asked for, as a mean over all who rated themselves (0 for those at or above it)."""


@dataclass(frozen=True, slots=True)
class GroupStatistics:
    """A group of ten or more people."""

    assessment: Assessment
    people: int
    scales: tuple[ScaleStatistics, ...]
    gaps: tuple[GapStatistics, ...]
    """Skills that people lack, rated by ten or more: those that most people lack first."""

    @property
    def is_small(self) -> bool:
        """Whether small cells are joined."""
        return self.people < SMALL_GROUP


def joined(counts: Sequence[int], smallest: int) -> tuple[Cell, ...]:
    """Join neighbors until each cell has at least `smallest` people, or there is one cell; 0 joins nothing.

    From the first place on, a cell grows until it is large enough; what is left at the end joins the cell before.
    """
    cells: list[Cell] = []
    start, people = 0, 0
    for place, count in enumerate(counts):
        people += count
        if people >= smallest:
            cells.append(Cell(start, place, people))
            start, people = place + 1, 0
    if start < len(counts):
        before = cells.pop() if cells else Cell(0, 0, 0)
        cells.append(Cell(before.first, len(counts) - 1, before.people + people))
    return tuple(cells)


class GroupTally:
    """Adds people to the statistics, one by one."""

    def __init__(self, assessment: Assessment) -> None:
        """Start with nobody."""
        self._assessment = assessment
        self._people = 0
        self._scales = tuple(_ScaleTally(scale) for scale in assessment.scales)

    def add(self, scores: Sequence[ScaleScore]) -> None:
        """Count one more person, who has these scores in the scales of this assessment."""
        self._people += 1
        for tally, score in zip(self._scales, scores, strict=True):
            tally.add(score)

    def result(self) -> GroupStatistics | Suppressed:
        """Return the figures of everybody added so far."""
        if self._people < FEWEST_PEOPLE:
            return Suppressed()
        smallest = SMALLEST_CELL if self._people < SMALL_GROUP else 0
        gaps = [gap for tally in self._scales for gap in tally.gaps(smallest)]
        return GroupStatistics(
            assessment=self._assessment,
            people=self._people,
            scales=tuple(tally.result(smallest) for tally in self._scales),
            gaps=tuple(sorted(gaps, key=lambda gap: (-gap.below, -gap.missing_levels))),
        )


class _Moments:
    """How often each number occurred: enough for an exact mean and variance.

    The numbers are a few quotients, as answers are: counting them is quicker than adding fractions up.
    """

    def __init__(self) -> None:
        self._counts: Counter[tuple[int, int]] = Counter()

    def add(self, dividend: int, divisor: int = 1) -> None:
        self._counts[dividend, divisor] += 1

    @property
    def number(self) -> int:
        return self._counts.total()

    @property
    def sum(self) -> Fraction:
        return sum((Fraction(*pair) * times for pair, times in self._counts.items()), Fraction(0))

    @property
    def squares(self) -> Fraction:
        return sum((Fraction(*pair) ** 2 * times for pair, times in self._counts.items()), Fraction(0))

    @property
    def mean(self) -> Fraction:
        return self.sum / self.number

    @property
    def variance(self) -> Fraction:
        """Sample variance: sum of squared distances from the mean / (n - 1)."""
        return (self.squares - self.sum * self.sum / self.number) / (self.number - 1)


class _ScaleTally:
    """The tallies of one scale."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.means = _Moments()
        self.bands: Counter[int] = Counter()
        self.answers = tuple(Counter[int]() for _ in scale.items)
        self.values = tuple(_Moments() for _ in scale.items)
        self.totals = _Moments()

    def add(self, score: ScaleScore) -> None:
        for counter, item in zip(self.answers, score.items, strict=True):
            if item.answer is not None:
                counter[item.answer] += 1
        if score.sum is not None:
            self.means.add(score.sum, score.answered)
        if score.band is not None:
            self.bands[self.scale.bands.index(score.band)] += 1
        self._add_complete(score.items)

    def _add_complete(self, items: tuple[ItemScore, ...]) -> None:
        values = [item.value for item in items if item.value is not None]
        if not values or len(values) < len(items):
            return
        self.totals.add(sum(values))
        for moments, value in zip(self.values, values, strict=True):
            moments.add(value)

    def result(self, smallest: int) -> ScaleStatistics:
        is_known, is_enough = self.means.number >= FEWEST_PEOPLE, self.totals.number >= FEWEST_COMPLETE
        bands = [self.bands[place] for place in range(len(self.scale.bands))]
        return ScaleStatistics(
            scale=self.scale,
            scored=self.means.number,
            cells=joined(bands, smallest) if is_known else None,
            mean=self.means.mean if is_known else None,
            complete=self.totals.number,
            spread=math.sqrt(self.totals.variance) / len(self.scale.items) if is_enough else None,
            alpha=cronbach_alpha([moments.variance for moments in self.values], self.totals.variance)
            if is_enough
            else None,
            is_short=len(self.scale.items) in SHORT_SCALE,
            items=tuple(self._item(item, answers, smallest) for item, answers in self._pairs()),
        )

    def _pairs(self) -> Iterator[tuple[Item, Counter[int]]]:
        return zip(self.scale.items, self.answers, strict=True)

    def _item(self, item: Item, answers: Counter[int], smallest: int) -> ItemStatistics:
        number, worths = answers.total(), self.scale.worths
        if number < FEWEST_PEOPLE:
            return ItemStatistics(item, number, None, None)
        counts = [answers[choice] for choice in range(1, len(worths) + 1)]
        total = sum(worth * count for worth, count in zip(worths, counts, strict=True))
        return ItemStatistics(item, number, joined(counts, smallest), Fraction(total, number))

    def gaps(self, smallest: int) -> Iterator[GapStatistics]:
        """Yield the gaps of the skills that ten or more people rated and enough lack, in the guide's order."""
        for item, answers in self._pairs():
            if item.asked_level is not None and answers.total() >= FEWEST_PEOPLE:
                gap = _gap(item, item.asked_level, answers, smallest)
                if gap.below >= max(smallest, 1):
                    yield gap


def _gap(item: Item, asked: int, answers: Counter[int], smallest: int) -> GapStatistics:
    missing = {own: asked - own for own in answers if own < asked}
    rated, below = answers.total(), sum(answers[own] for own in missing)
    return GapStatistics(
        item=item,
        asked=asked,
        rated=rated,
        below=below,
        is_nearly_all=0 <= rated - below < smallest,
        missing_levels=Fraction(sum(answers[own] * gap for own, gap in missing.items()), rated),
    )


def cronbach_alpha(items: list[Fraction], total: Fraction) -> Fraction | None:
    """Return Cronbach's alpha from the variance of each item and of the people's sums.

    alpha = k / (k - 1) x (1 - sum of item variances / variance of the sums), for k items (L. J. Cronbach,
    Coefficient alpha and the internal structure of tests, Psychometrika 16, 1951, 297-334). At most 1; it
    may be negative. None for fewer than two items, or when all sums are equal.
    """
    k = len(items)
    if k < 2 or total == 0:
        return None
    return Fraction(k, k - 1) * (1 - sum(items, Fraction(0)) / total)
