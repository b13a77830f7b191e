"""Statistics of a group for the staff: spread, reliability, commonest gaps. Nothing names a person.

People are added one by one and only exact tallies are kept, so memory does not grow with the group and the
order of people changes nothing. Reliability belongs to a named group, not into one person's report (Standards
for Educational and Psychological Testing, 2014, chapter 2).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from careerprint.scoring.scorecard import ItemScore, ScaleScore
from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import Band, Item, Scale

FEWEST_PEOPLE = 10
"""No figure is given for fewer people than this: a small group could be seen through."""
SHORT_SCALE = range(2, 5)
"""Scales of so many items say that they are short: their alpha is low for that reason alone."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The group is too small for any figure."""

    fewest: int = FEWEST_PEOPLE


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One item over the whole group."""

    item: Item
    answered: int
    counts: tuple[int, ...] | None
    """How many people gave each choice, as given (before reversing); None when fewer than ten answered."""
    mean: Fraction | None
    """Mean answer as given, 1 to n; None when fewer than ten answered."""


@dataclass(frozen=True, slots=True)
class ScaleStatistics:
    """One scale over the whole group. A figure is None when fewer than ten people stand behind it."""

    scale: Scale
    scored: int
    """How many people have a score."""
    bands: tuple[tuple[Band, int], ...] | None
    """Each band with the number of people in it."""
    counts: tuple[int, ...] | None
    """How often each choice was given over all items, before reversing."""
    mean: Fraction | None
    """Mean of the people's means, 1 to n."""
    spread: float | None
    """Sample standard deviation of the people's means, in points of the response scale."""
    alpha: Fraction | None
    """Cronbach's alpha over those who answered every item; see `cronbach_alpha`."""
    complete: int
    """How many people answered every item."""
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
    missing_levels: Fraction
    """Levels missing up to the level asked for, as a mean over all who rated it (0 for those at or above)."""


@dataclass(frozen=True, slots=True)
class GroupStatistics:
    """A group of ten or more people."""

    assessment: Assessment
    people: int
    scales: tuple[ScaleStatistics, ...]
    gaps: tuple[GapStatistics, ...]
    """Skills that at least one person lacks, rated by ten or more: those that most people lack first."""


class GroupTally:
    """Adds people up, one after the other."""

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
        gaps = [gap for tally in self._scales for gap in tally.gaps() if gap.below]
        return GroupStatistics(
            assessment=self._assessment,
            people=self._people,
            scales=tuple(tally.result() for tally in self._scales),
            gaps=tuple(sorted(gaps, key=lambda gap: (-gap.below, -gap.missing_levels))),
        )


class _Moments:
    """How often each number came: enough for a mean and a variance, both exact.

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
        self.answering = 0
        self.values = tuple(_Moments() for _ in scale.items)
        self.totals = _Moments()

    def add(self, score: ScaleScore) -> None:
        self.answering += score.answered > 0
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

    def result(self) -> ScaleStatistics:
        is_known = self.means.number >= FEWEST_PEOPLE
        bands = tuple((band, self.bands[place]) for place, band in enumerate(self.scale.bands))
        return ScaleStatistics(
            scale=self.scale,
            scored=self.means.number,
            bands=bands if is_known else None,
            counts=self._counts(sum(self.answers, Counter()), self.answering),
            mean=self.means.mean if is_known else None,
            spread=math.sqrt(self.means.variance) if is_known else None,
            alpha=cronbach_alpha([moments.variance for moments in self.values], self.totals.variance)
            if self.totals.number >= FEWEST_PEOPLE
            else None,
            complete=self.totals.number,
            is_short=len(self.scale.items) in SHORT_SCALE,
            items=tuple(map(self._item, self.scale.items, self.answers)),
        )

    def _counts(self, answers: Counter[int], people: int) -> tuple[int, ...] | None:
        choices = range(1, self.scale.highest + 1)
        return tuple(answers[choice] for choice in choices) if people >= FEWEST_PEOPLE else None

    def _item(self, item: Item, answers: Counter[int]) -> ItemStatistics:
        number = answers.total()
        total = sum(choice * count for choice, count in answers.items())
        mean = Fraction(total, number) if number >= FEWEST_PEOPLE else None
        return ItemStatistics(item, number, self._counts(answers, number), mean)

    def gaps(self) -> list[GapStatistics]:
        """Return the gaps of the skills that ten or more people rated, in the guide's order."""
        pairs = zip(self.scale.items, self.answers, strict=True)
        return [
            _gap(item, item.asked_level, answers)
            for item, answers in pairs
            if item.asked_level is not None and answers.total() >= FEWEST_PEOPLE
        ]


def _gap(item: Item, asked: int, answers: Counter[int]) -> GapStatistics:
    missing = {own: asked - own for own in answers if own < asked}
    return GapStatistics(
        item=item,
        asked=asked,
        rated=answers.total(),
        below=sum(answers[own] for own in missing),
        missing_levels=Fraction(sum(answers[own] * gap for own, gap in missing.items()), answers.total()),
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
