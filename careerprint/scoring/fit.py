"""What answers to a guide's own questionnaire say: what draws, what wears, and which skills have a gap."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from careerprint.scoring.scorecard import ItemScore, Profile, ScaleScore, Scorecard
from careerprint.sources.scales import Item

WELL_BELOW = 2
"""A skill this many levels or more below the level asked for is well below it."""
SEVERAL = 2
"""This many skills well below are several."""


class FitAnswer(StrEnum):
    """The overall pattern; the value is the id of the fixed text that says it in words."""

    CLOSE = "answer-close"
    DRAWS_BUT_WEARS = "answer-draws-but-wears"
    SKILLS_FIRST = "answer-skills-first"
    MIXED = "answer-mixed"
    LOW = "answer-low"


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
    """None where the profile speaks instead: flat, same throughout, not or partly scored."""
    section: str
    """The id of the fixed text that answers the question: the pattern's or the profile's."""
    note: str | None
    """The id of a second text to print with it: `all-high` or `all-low`."""
    tasks: tuple[ItemScore, ...]
    """Answered tasks, the most enjoyed first."""
    draws: tuple[ItemScore, ...]
    """Answered good sides, those that matter most first."""
    wears: tuple[ItemScore, ...]
    """Answered hard sides, those that are hardest to live with first."""
    gaps: tuple[SkillLevel, ...]
    """Skills below the level asked for, the largest gap first."""
    strengths: tuple[SkillLevel, ...]
    """Skills at or above the level asked for, in the guide's order."""
    missing: tuple[Item, ...]
    """Skills that the person did not rate."""


def weigh(scorecard: Scorecard) -> Fit:
    """Say what the scores of a guide's questionnaire mean together.

    Items with the same answer stay in the guide's order; so do all of them where nothing stands out (a flat
    profile or the same answer throughout). Raises KeyError when the assessment was not derived from a guide.
    """
    scores = {score.id: score for score in scorecard.scales}
    levels = _levels(scores["skills"])
    answer = overall(scorecard)
    profile = scorecard.profile
    is_sorted = profile not in (Profile.FLAT, Profile.SAME_THROUGHOUT)
    return Fit(
        answer=answer,
        section=answer.value if answer else str(profile.section),
        note=profile.section if profile in (Profile.ALL_HIGH, Profile.ALL_LOW) else None,
        tasks=_by_value(scores["tasks"], sign=-is_sorted),
        draws=_by_value(scores["pros"], sign=-is_sorted),
        wears=_by_value(scores["cons"], sign=+is_sorted),
        gaps=tuple(sorted((level for level in levels if level.gap > 0), key=lambda level: -level.gap)),
        strengths=tuple(level for level in levels if level.gap <= 0),
        missing=tuple(item.item for item in scores["skills"].items if item.answer is None),
    )


def overall(scorecard: Scorecard) -> FitAnswer | None:
    """Return the overall pattern, from the bands of tasks, pros and cons, or None where the profile speaks.

    The job *draws* if tasks or pros lie in their top band and neither lies in its lowest.

    - `LOW`: tasks or pros in the lowest band, neither in the top one.
    - `DRAWS_BUT_WEARS`: it draws, and cons lie in the lowest band, or below the top band with at least one
      hard side answered below the middle of the choices.
    - `SKILLS_FIRST`: it draws, tasks lie in the top band, and two or more skills are two or more levels below
      the level asked for.
    - `CLOSE`: it draws, and cons lie in the top band.
    - `MIXED`: anything else.

    The first that holds is taken. The limits are the author's bands, on the response scale itself; there is
    no norm group to compare with.
    """
    silent = (Profile.NOT_SCORED, Profile.PARTLY_SCORED, Profile.SAME_THROUGHOUT, Profile.FLAT)
    if scorecard.profile in silent:
        return None
    scores = {score.id: score for score in scorecard.scales}
    tasks, pros, cons = scores["tasks"], scores["pros"], scores["cons"]
    has_top, has_lowest = tasks.is_top or pros.is_top, tasks.is_lowest or pros.is_lowest
    if has_top == has_lowest:
        return FitAnswer.MIXED
    if has_lowest:
        return FitAnswer.LOW
    if _wears(cons):
        return FitAnswer.DRAWS_BUT_WEARS
    if tasks.is_top and _has_much_to_learn(scores["skills"]):
        return FitAnswer.SKILLS_FIRST
    return FitAnswer.CLOSE if cons.is_top else FitAnswer.MIXED


def _wears(cons: ScaleScore) -> bool:
    middle = (1 + cons.scale.highest) / 2
    below = any(item.value is not None and item.value < middle for item in cons.items)
    return cons.is_lowest or (below and not cons.is_top)


def _has_much_to_learn(skills: ScaleScore) -> bool:
    return sum(level.gap >= WELL_BELOW for level in _levels(skills)) >= SEVERAL


def _levels(skills: ScaleScore) -> tuple[SkillLevel, ...]:
    return tuple(
        SkillLevel(score.item, score.answer, score.item.asked_level)
        for score in skills.items
        if score.answer is not None and score.item.asked_level is not None
    )


def _by_value(score: ScaleScore, *, sign: int) -> tuple[ItemScore, ...]:
    """Sort answered items upward (1), downward (-1) or not at all (0); the sort keeps the guide's order."""
    rows = [(item.value, item) for item in score.items if item.value is not None]
    return tuple(item for _, item in sorted(rows, key=lambda row: sign * row[0]))
