"""What the report of a fit says beside the scores: headline, what pulls and weighs, the ladder, the first thing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from careerprint.pages.labels import Labels
from careerprint.pages.reports.printed_sources import cited_sources
from careerprint.scoring.fit import Fit, weigh
from careerprint.scoring.scorecard import ItemScore, Profile, Scorecard
from careerprint.sources.scales import Item

MOST_ON_SIDE = 2
"""The most lines that the first page names of either side: all of them stand on the second."""


@dataclass(frozen=True, slots=True)
class WeighedSide:
    """What the first page says of the good or the hard sides."""

    lines: tuple[ItemScore, ...]
    """The first lines whose answers lie on this side of the middle, at most `MOST_ON_SIDE`."""
    more: int
    """How many further lines do."""


def fit_values(card: Scorecard, labels: Labels) -> dict[str, Any]:
    """Return what the template of a fit's report is given besides the scores."""
    fit, scores = weigh(card), {score.id: score for score in card.scales}
    lists = {"tasks": fit.tasks, "draws": fit.draws, "wears": fit.wears}
    name = fit.section if card.profile is not Profile.NOT_SCORED else "not-scored"
    return {
        "fit": fit,
        "headline": card.assessment.sections[name].words,
        "pulls": _side(fit.draws, scores["pros"].above_middle),
        "weighs": _side(fit.wears, scores["cons"].below_middle),
        "ladder": (*fit.gaps, *fit.strengths, *(SkillRow(item) for item in fit.missing)),
        "first": _first_of_fit(fit, labels["report"]),
        "well_below": "; ".join(level.item.text for level in fit.well_below),
        "scores": scores,
        # A list of equal answers has no first.
        "in_order": {name: len({entry.value for entry in rows}) > 1 for name, rows in lists.items()},
        # A heading says that something draws, or is hard, only where an answer says so.
        "draws": bool(scores["pros"].above_middle),
        "wears": bool(scores["cons"].below_middle),
        "sources": cited_sources(card.assessment),
    }


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill that was not rated, on the ladder of all skills."""

    item: Item
    own: None = None


def _side(entries: Sequence[ItemScore], beyond_middle: Collection[ItemScore]) -> WeighedSide:
    found = tuple(entry for entry in entries if entry in beyond_middle)
    return WeighedSide(found[:MOST_ON_SIDE], len(found[MOST_ON_SIDE:]))


def _first_of_fit(fit: Fit, labels: Labels) -> str:
    """Say in HTML what to do first: ask about the hardest side, take the first step of a skill, or try a task."""
    if fit.hardest:
        return str(escape(labels["first_ask"].format(line=fit.wears[0].item.text)))
    steps = [level.item.source.steps[0] for level in fit.gaps if level.item.source and level.item.source.steps]
    if steps:
        return str(escape(labels["first_learn"]).format(step=steps[0]))
    if fit.tasks:
        return str(escape(labels["first_try"].format(line=fit.tasks[0].item.text)))
    return str(escape(labels["first_bring"]))
