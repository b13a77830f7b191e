"""From scores of Holland's six themes to the guides worth reading next.

John Holland, Making Vocational Choices (1997): people and jobs are described by the same six themes, in the
order in which they count. How much each place weighs here is our own simple choice, stated in the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from careerprint.scoring.scorecard import ScaleScore, Scorecard
from careerprint.scoring.scorer import ties

WEIGHTS = (3, 2, 1)
"""What a guide's first, second and third theme count; further themes count nothing."""
MOST_TOP_THEMES = 3
"""Themes that are called a person's top themes: as many as a Holland code has letters."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One guide to read next, and why."""

    slug: str
    themes: tuple[ScaleScore, ...]
    """The guide's themes, strongest first, at most three, with the person's scores."""
    shared: tuple[ScaleScore, ...]
    """Those of them that are among the person's top themes."""
    match: Fraction | None
    """Weighted mean of the person's scores on the guide's themes, 1 to n; None when guides are not ranked."""
    place: int | None
    """1 for the best; guides that tie share a place; None when not ranked."""


def top_themes(scorecard: Scorecard) -> tuple[ScaleScore, ...]:
    """Return the person's top themes: whole places of the ranking, as many as fit into three themes.

    The first place always counts, however many share it. Nothing when the profile allows no ranking.
    """
    top: tuple[ScaleScore, ...] = ()
    for tie in scorecard.ranking if scorecard.is_ranked else ():
        if top and len(top) + len(tie.scores) > MOST_TOP_THEMES:
            break
        top += tie.scores
    return top


def suggest(scorecard: Scorecard, guides: Mapping[str, Sequence[str]]) -> tuple[Suggestion, ...]:
    """Return the guides worth reading next. `guides` gives each guide's themes by its slug, strongest first.

    match = sum of weight x score / sum of weights, over the guide's first three themes, with weights 3, 2, 1.
    A theme's score is the mean of all themes that share its place, so that themes that tie count the same.
    Guides whose matches are nearer than the tie gap share a place, in the order in which they were given.

    Where the profile allows no ranking, all guides come back as given, without places. A guide with a theme
    that is not scored comes last, without a place. A guide without themes is left out.
    """
    values = _shared_values(scorecard)
    rows = [_suggestion(scorecard, slug, themes, values) for slug, themes in guides.items() if themes]
    ranked = [(row.match, row) for row in rows if row.match is not None]
    places = ties(ranked, lambda pair: pair[0], scorecard.assessment.tie_gap)
    first = [_placed(row, place) for place, tied in enumerate(places, 1) for _, row in tied]
    return (*first, *(row for row in rows if row.match is None))


def _shared_values(scorecard: Scorecard) -> dict[str, Fraction]:
    """Give each theme the mean of its place in the ranking."""
    values: dict[str, Fraction] = {}
    for tie in scorecard.ranking if scorecard.is_ranked else ():
        means = [score.mean for score in tie.scores if score.mean is not None]
        values |= {score.id: sum(means, Fraction(0)) / len(means) for score in tie.scores}
    return values


def _suggestion(scorecard: Scorecard, slug: str, names: Sequence[str], values: Mapping[str, Fraction]) -> Suggestion:
    scores = {score.id: score for score in scorecard.scales}
    themes = tuple(scores[name] for name in names[: len(WEIGHTS)])
    top = {score.id for score in top_themes(scorecard)}
    return Suggestion(
        slug=slug,
        themes=themes,
        shared=tuple(score for score in themes if score.id in top),
        match=_match([score.id for score in themes], values),
        place=None,
    )


def _match(names: Sequence[str], values: Mapping[str, Fraction]) -> Fraction | None:
    if any(name not in values for name in names):
        return None
    weights = WEIGHTS[: len(names)]
    total = sum((weight * values[name] for weight, name in zip(weights, names, strict=True)), Fraction(0))
    return total / sum(weights)


def _placed(row: Suggestion, place: int) -> Suggestion:
    return Suggestion(row.slug, row.themes, row.shared, row.match, place)
