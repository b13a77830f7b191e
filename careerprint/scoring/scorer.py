"""Computes scores from answers, in fractions and integers only, so that the order of adding changes nothing.

The rules follow the Standards for Educational and Psychological Testing (2014; 5.19, 6.8 to 6.11) and the score
report of the O*NET Interest Profiler: a score is a sum or a mean of the person's own answers, missing answers are
never filled in, close scores are not ranked, and nobody is compared with others. How reliable a score of five answers
is, and why the gaps have their size: docs/how-scores-are-made.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from careerprint.scoring.scorecard import ItemScore, Profile, ScaleScore, Scorecard, Tie, one_decimal
from careerprint.sources.assessment import Assessment, Gaps
from careerprint.sources.scales import Band, Item, Scale

__all__ = ["ItemScore", "Profile", "ScaleScore", "Scorecard", "Scorer", "Tie", "one_decimal", "score", "ties", "turned"]

SAME_AT_LEAST = 5
"""From this many answers on, the report mentions that all of them are the same choice."""

T = TypeVar("T")


def score(assessment: Assessment, answers: Mapping[str, int | None]) -> Scorecard:
    """Score one person's answers: item id to choice, 1 to n. An item without an entry is not answered.

    Raises ValueError for an answer outside its scale; the message does not hold the answer.
    """
    scales = Scorer(assessment).scales(answers)
    return Scorecard(
        assessment=assessment,
        scales=scales,
        ranking=_ranking(_rated(scales), assessment.gaps.tie) if assessment.gaps else (),
        profile=_profile(assessment, scales),
    )


def turned(worth: int, scale: Scale) -> int:
    """Return the value of an answer to a reversed item: lowest + highest - worth.

    Done twice, it gives the worth back.
    """
    return scale.lowest + scale.highest - worth


def ties(rows: Sequence[T], value: Callable[[T], Fraction], gap: Fraction) -> tuple[tuple[T, ...], ...]:
    """Group rows that share a place, from the highest value to the lowest.

    The highest row not yet placed opens a place; every row less than `gap` below it shares the place. So no
    place spans `gap` or more, as it could if each row were compared with its neighbour only. Within a place
    the rows keep the order in which they came.
    """
    left, places = list(rows), []
    while left:
        highest = max(value(row) for row in left)
        places.append(tuple(row for row in left if highest - value(row) < gap))
        left = [row for row in left if highest - value(row) >= gap]
    return tuple(places)


class Scorer:
    """Scores the scales of one assessment for many people; what was computed for one person is kept for the next."""

    def __init__(self, assessment: Assessment) -> None:
        """Prepare for the scales of `assessment`."""
        self._scales = [_ScaleScorer(scale, assessment.min_share) for scale in assessment.scales]

    def scales(self, answers: Mapping[str, int | None]) -> tuple[ScaleScore, ...]:
        """Return one person's scores, in the order of the questionnaire; see `score`."""
        return tuple(scorer.score(answers) for scorer in self._scales)


class _ScaleScorer:
    """Scores one scale: mean = sum of values / number answered, if answered / items >= min_share."""

    def __init__(self, scale: Scale, min_share: Fraction) -> None:
        self._scale = scale
        self._needed = max(1, math.ceil(min_share * len(scale.items)))
        # Everybody's answers are the same few choices, so each is scored once.
        self._items: list[tuple[Item, dict[int | None, ItemScore]]] = [(item, {}) for item in scale.items]
        self._means: dict[tuple[int, int], tuple[Fraction, Band | None]] = {}

    def score(self, answers: Mapping[str, int | None]) -> ScaleScore:
        items = tuple([self._item(item, known, answers.get(item.id)) for item, known in self._items])
        values = [item.value for item in items if item.value is not None]
        answered, total = len(values), sum(values)
        is_scored = answered >= self._needed
        mean, band = self._mean(total, answered) if is_scored else (None, None)
        return ScaleScore(
            scale=self._scale,
            items=items,
            answered=answered,
            needed=self._needed,
            sum=total if is_scored else None,
            possible=(answered * self._scale.lowest, answered * self._scale.highest),
            mean=mean,
            band=band,
        )

    def _item(self, item: Item, known: dict[int | None, ItemScore], answer: int | None) -> ItemScore:
        found = known.get(answer)
        if found is None:
            found = known[answer] = _score_item(self._scale, item, answer)
        return found

    def _mean(self, total: int, answered: int) -> tuple[Fraction, Band | None]:
        found = self._means.get((total, answered))
        if found is None:
            mean = Fraction(total, answered)
            found = self._means[total, answered] = (mean, self._scale.band(mean))
        return found


def _score_item(scale: Scale, item: Item, answer: int | None) -> ItemScore:
    if answer is None:
        return ItemScore(item, None, None, None, None)
    if not 1 <= answer <= len(scale.choices):
        raise ValueError(f"item {item.id}: an answer outside 1 to {len(scale.choices)}")
    worth = scale.worths[answer - 1]
    return ItemScore(item, answer, worth, turned(worth, scale) if item.reversed else worth, scale.choice(answer))


def _rated(scales: Sequence[ScaleScore]) -> tuple[ScaleScore, ...]:
    return tuple(score for score in scales if not score.scale.asks_levels)


def _means(scales: Sequence[ScaleScore]) -> list[Fraction]:
    return [score.mean for score in scales if score.mean is not None]


def _ranking(scales: Sequence[ScaleScore], gap: Fraction) -> tuple[Tie, ...]:
    places = ties([score for score in scales if score.scored], _mean, gap)
    following = (*places[1:], ())[: len(places)]
    return tuple(
        Tie(place, near_next=bool(after) and min(_means(place)) - max(_means(after)) < gap)
        for place, after in zip(places, following, strict=True)
    )


def _mean(score: ScaleScore) -> Fraction:
    assert score.mean is not None
    return score.mean


def _profile(assessment: Assessment, scales: Sequence[ScaleScore]) -> Profile:
    rated = _rated(scales)
    means = _means(rated)
    scored = [score for score in scales if score.scored]
    # In the order of precedence that `Profile` states.
    if not means:
        return Profile.NOT_SCORED
    if _is_same(scales):
        return Profile.SAME_THROUGHOUT
    if len(means) < len(rated):
        return Profile.PARTLY_SCORED
    if all(score.is_top for score in scored):
        return Profile.ALL_HIGH
    if all(score.is_lowest for score in scored):
        return Profile.ALL_LOW
    return _shape(rated, means, assessment.gaps) if assessment.gaps and len(means) > 1 else Profile.ORDINARY


def _shape(rated: Sequence[ScaleScore], means: Sequence[Fraction], gaps: Gaps) -> Profile:
    """Say whether scores that may be compared differ, and whether one of them is high."""
    if max(means) - min(means) < gaps.flat:
        return Profile.FLAT
    has_bands = any(len(score.scale.bands) > 1 for score in rated)
    return Profile.NONE_HIGH if has_bands and not any(score.is_top for score in rated) else Profile.ORDINARY


def _is_same(scales: Sequence[ScaleScore]) -> bool:
    """Say whether all answers are the same choice, as given."""
    # Before reversing: whoever ticks one column all the way down gives reversed items another value.
    given = [item.answer for score in scales for item in score.items if item.answer is not None]
    return len(given) >= SAME_AT_LEAST and len(set(given)) == 1
