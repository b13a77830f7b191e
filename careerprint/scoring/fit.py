"""What answers to a guide's own questionnaire say: what draws, what would be hard, and which skills have a gap."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from careerprint.scoring.scorecard import ItemScore, Profile, ScaleScore, Scorecard
from careerprint.sources.scales import Item

WELL_BELOW = 2
"""A skill this many levels or more below the level asked for is well below it: one level is within what people say
of themselves on one day or another."""
SEVERAL = 2
"""This many skills well below are several, and the first page says so."""


class FitAnswer(StrEnum):
    """What the tasks and the good sides say together; the value is the id of the fixed text that says it in words."""

    CLOSE = "answer-close"
    WORK_MORE = "answer-work-more"
    SIDES_MORE = "answer-sides-more"
    SO_SO = "answer-so-so"
    MIXED = "answer-mixed"
    LOW_TASKS = "answer-low-tasks"
    LOW_SIDES = "answer-low-sides"
    LOW = "answer-low"


class Skills(StrEnum):
    """What the skills say; the value is the id of the fixed text."""

    SEVERAL_SHORT = "skills-several"
    SOME_SHORT = "skills-some"
    THERE = "skills-there"
    OPEN = "skills-open"


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """One skill: the person's own level against the one that the job asks for."""

    item: Item
    own: int
    """1 to 5, as the person sees it."""
    asked: int
    """1 to 5, as the guide says."""

    @property
    def gap(self) -> int:
        """Level asked for minus own level; zero or less when the person is there."""
        return self.asked - self.own


@dataclass(frozen=True, slots=True)
class Fit:
    """Everything that the report of a fit says besides the scores."""

    answer: FitAnswer | None
    """None where the profile speaks instead: same throughout, or tasks or good sides not scored."""
    section: str
    """The id of the fixed text that is the headline: the answer's or the profile's."""
    note: str | None
    """The id of a second text to print with it: `all-high` or `all-low`."""
    skills: Skills
    tasks: tuple[ItemScore, ...]
    """Answered tasks, the most enjoyed first."""
    draws: tuple[ItemScore, ...]
    """Answered good sides, those that draw most first."""
    wears: tuple[ItemScore, ...]
    """Answered hard sides, those that are hardest to live with first."""
    hardest: tuple[ItemScore, ...]
    """The hard sides answered below the middle of the choices, in the guide's order."""
    gaps: tuple[SkillLevel, ...]
    """Skills below the level asked for, the largest gap first."""
    strengths: tuple[SkillLevel, ...]
    """Skills at or above the level asked for, in the guide's order."""
    missing: tuple[Item, ...]
    """Skills that the person did not rate."""

    @property
    def well_below(self) -> tuple[SkillLevel, ...]:
        """Skills that are well below the level asked for, the largest gap first."""
        return tuple(level for level in self.gaps if level.gap >= WELL_BELOW)


def weigh(scorecard: Scorecard) -> Fit:
    """Say what the scores of a guide's questionnaire mean together.

    Items with the same answer stay in the guide's order. Raises KeyError when the assessment was not derived
    from a guide.
    """
    scores = {score.id: score for score in scorecard.scales}
    levels = _levels(scores["skills"])
    answer = overall(scorecard)
    profile = scorecard.profile
    same = profile is Profile.SAME_THROUGHOUT
    return Fit(
        answer=answer,
        section=answer.value if answer else "same-throughout" if same else "not-scored",
        note=profile.section if profile in (Profile.ALL_HIGH, Profile.ALL_LOW) else None,
        skills=_skills(levels),
        tasks=_by_value(scores["tasks"], sign=-1),
        draws=_by_value(scores["pros"], sign=-1),
        wears=_by_value(scores["cons"], sign=+1),
        hardest=scores["cons"].below_middle,
        gaps=tuple(sorted((level for level in levels if level.gap > 0), key=lambda level: -level.gap)),
        strengths=tuple(level for level in levels if level.gap <= 0),
        missing=tuple(item.item for item in scores["skills"].items if item.answer is None),
    )


def overall(scorecard: Scorecard) -> FitAnswer | None:
    """Return what tasks and good sides say together, from the bands of both; None if there is nothing to say.

    - `CLOSE`: both lie in the top band.
    - `WORK_MORE`, `SIDES_MORE`: only the tasks, or only the good sides, lie in the top band.
    - `LOW`: both lie in the lowest band; `LOW_TASKS`, `LOW_SIDES`: one does, and the other in a middle band.
    - Both in a middle band: `MIXED` if answers lie on both sides of the middle choice and no more than half are
      that choice, else `SO_SO`.

    Hard sides and skills have their own sentences beside each of these. The limits are the author's bands, on
    the response scale itself; there is no norm group to compare with.
    """
    scores = {score.id: score for score in scorecard.scales}
    tasks, sides = scores["tasks"], scores["pros"]
    if scorecard.profile is Profile.SAME_THROUGHOUT or not (tasks.scored and sides.scored):
        return None
    if tasks.is_top or sides.is_top:
        both = tasks.is_top and sides.is_top
        return FitAnswer.CLOSE if both else FitAnswer.WORK_MORE if tasks.is_top else FitAnswer.SIDES_MORE
    if tasks.is_lowest or sides.is_lowest:
        both = tasks.is_lowest and sides.is_lowest
        return FitAnswer.LOW if both else FitAnswer.LOW_TASKS if tasks.is_lowest else FitAnswer.LOW_SIDES
    return FitAnswer.MIXED if _is_spread((tasks, sides)) else FitAnswer.SO_SO


def _is_spread(parts: tuple[ScaleScore, ...]) -> bool:
    """Say whether answers lie on both sides of the middle choice, and no more than half on it."""
    sides = Counter[str]()
    for part in parts:
        sides["above"] += len(part.above_middle)
        sides["below"] += len(part.below_middle)
        sides["all"] += part.answered
    return bool(sides["above"] and sides["below"]) and 2 * (sides["above"] + sides["below"]) >= sides["all"]


def _skills(levels: tuple[SkillLevel, ...]) -> Skills:
    if not levels:
        return Skills.OPEN
    if sum(level.gap >= WELL_BELOW for level in levels) >= SEVERAL:
        return Skills.SEVERAL_SHORT
    return Skills.SOME_SHORT if any(level.gap > 0 for level in levels) else Skills.THERE


def _levels(skills: ScaleScore) -> tuple[SkillLevel, ...]:
    return tuple(
        SkillLevel(score.item, score.answer, score.item.asked_level)
        for score in skills.items
        if score.answer is not None and score.item.asked_level is not None
    )


def _by_value(score: ScaleScore, *, sign: int) -> tuple[ItemScore, ...]:
    """Sort answered items upward (1) or downward (-1); the sort keeps the guide's order."""
    rows = [(item.value, item) for item in score.items if item.value is not None]
    return tuple(item for _, item in sorted(rows, key=lambda row: sign * row[0]))
