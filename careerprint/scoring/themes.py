"""From scores of Holland's six themes to the guides worth reading next.

John Holland, Making Vocational Choices (1997): people and jobs are described by the same six themes, in the
order in which they count. The weight of each place is our own simple choice, which the report states.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from careerprint.scoring.scorecard import ScaleScore, Scorecard
from careerprint.scoring.scorer import ties

WEIGHTS = (3, 2, 1)
"""The weights of a guide's first, second and third theme; further themes count nothing."""
MOST_TOP = 3
"""The most themes that are named as the highest, unless more of them share the first place: a Holland code
has three letters, and a list of four says little."""
MOST_SUGGESTED = 5
"""The most guides that a report suggests. With a hundred guides, a list of all that fit would bury the best."""


@dataclass(frozen=True, slots=True)
class Top:
    """The scores that a report may call the highest."""

    named: tuple[ScaleScore, ...]
    """Those in the top band of their scale; none, one or several."""
    near: tuple[ScaleScore, ...]
    """Those that share a place with a named one but lie below the top band."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One guide to read next, and why."""

    slug: str
    themes: tuple[ScaleScore, ...]
    """The guide's themes, strongest first, at most three, with the person's scores."""
    shared: tuple[ScaleScore, ...]
    """Those of them that are among the person's highest; at least one."""
    low: tuple[ScaleScore, ...]
    """Those of them that the person rated below the middle of the scale."""
    match: Fraction
    """Weighted mean of the person's scores on the guide's themes; above the middle of the scale."""
    place: int
    """1 for the best; guides that tie share a place."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The guides to read next."""

    chosen: tuple[Suggestion, ...]
    """The best first, at most `MOST_SUGGESTED`; none where no guide fits or no theme is high."""
    tied_beyond: int
    """How many guides share the place of the last one but are left out."""


def top_scores(scorecard: Scorecard) -> Top:
    """Return the scores that may be called the highest: those in the top band, from the first places of the ranking.

    Places are taken as long as no more than three scores are named; the first place counts however many share it.
    There are none if nothing stands out.
    """
    named: tuple[ScaleScore, ...] = ()
    near: tuple[ScaleScore, ...] = ()
    for tie in scorecard.ranking if scorecard.has_highest else ():
        high = tuple(score for score in tie.scores if score.is_top)
        if not high or (named and len(named) + len(high) > MOST_TOP):
            break
        named += high
        near += tuple(score for score in tie.scores if not score.is_top)
    return Top(named, near)


def suggest(scorecard: Scorecard, guides: Mapping[str, Sequence[str]]) -> Suggestions:
    """Return the guides worth reading next. `guides` gives each guide's themes by its slug, strongest first.

    A guide is suggested if it shares a theme that may be called one of the person's highest, if the person's own
    score in its first theme lies above the middle of the scale, and if its match does: match = sum of weight x score
    / sum of weights, over the guide's first three themes, with weights 3, 2, 1. A theme's score is the mean of all
    themes that share its place, so that themes that tie count the same. A guide with a theme that is not scored has
    no match. Guides whose matches are nearer than the tie gap share a place, in the order in which they were given;
    which of them are left out, where there are too many, depends on their matches and not on that order.
    """
    # Nothing is suggested without a highest theme: a list for somebody who likes all alike would be chance.
    gaps = scorecard.assessment.gaps
    top = {score.id for score in top_scores(scorecard).named}
    if gaps is None or not top:
        return Suggestions((), 0)
    values = _shared_values(scorecard)
    rows = [_suggestion(scorecard, slug, themes, values, top) for slug, themes in guides.items() if themes]
    fitting = [row for row in rows if row is not None]
    places = ties(fitting, lambda row: row.match, gaps.tie)
    placed = [replace(row, place=place) for place, tied in enumerate(places, 1) for row in tied]
    best = {row.slug for row in sorted(fitting, key=lambda row: -row.match)[:MOST_SUGGESTED]}
    chosen = tuple(row for row in placed if row.slug in best)
    left_out = [row for row in placed if row.slug not in best]
    return Suggestions(chosen, sum(row.place == chosen[-1].place for row in left_out))


def _shared_values(scorecard: Scorecard) -> dict[str, Fraction]:
    """Give each theme the mean of its place in the ranking."""
    values: dict[str, Fraction] = {}
    for tie in scorecard.ranking:
        means = [score.mean for score in tie.scores if score.mean is not None]
        values |= {score.id: sum(means, Fraction(0)) / len(means) for score in tie.scores}
    return values


def _suggestion(
    scorecard: Scorecard, slug: str, names: Sequence[str], values: Mapping[str, Fraction], top: set[str]
) -> Suggestion | None:
    """Return one guide with its match; None if it shares no highest theme, or is not above the middle."""
    scores = {score.id: score for score in scorecard.scales}
    themes = tuple(scores[name] for name in names[: len(WEIGHTS)])
    match = _match([score.id for score in themes], values)
    shared = tuple(score for score in themes if score.id in top)
    first = themes[0]
    if match is None or first.mean is None or not shared or min(match, first.mean) <= first.scale.middle:
        return None
    low = tuple(score for score in themes if score.mean is not None and score.mean < score.scale.middle)
    return Suggestion(slug, themes, shared, low, match, place=1)


def _match(names: Sequence[str], values: Mapping[str, Fraction]) -> Fraction | None:
    if any(name not in values for name in names):
        return None
    weights = WEIGHTS[: len(names)]
    total = sum((weight * values[name] for weight, name in zip(weights, names, strict=True)), Fraction(0))
    return total / sum(weights)
