"""The front matter of assessments: the facts that an author types at the top of the file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from careerprint.sources.fields import Fields
from careerprint.sources.guide import Language, Version, Words


def _distinct(choices: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse choices that an answer file could not tell apart."""
    folded = [" ".join(choice.casefold().split()) for choice in choices]
    if twice := next((c for c in choices if folded.count(" ".join(c.casefold().split())) > 1), None):
        raise ValueError(f"`{twice}` stands here twice; each choice needs its own words")
    for place, choice in enumerate(choices, 1):
        if choice.isdecimal() and int(choice) != place:
            raise ValueError(f"`{choice}` is choice {place}, so its number would mean two things; use words")
    return choices


Choices = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=80)], ...],
    Field(min_length=2, max_length=9),
    AfterValidator(_distinct),
]
"""The points of a response scale in words; the first is worth 1, the next 2, and so on."""


class AssessmentMeta(Fields):
    """What the front matter of every assessment holds."""

    title: Words
    language: Language = "en"
    translates: Version | None = None
    """For a translation, the version of the original that it was made from."""
    version: Version
    min_share: Annotated[float, Field(ge=0.5, le=1)] = 0.8
    tie_gap: Annotated[float, Field(gt=0, lt=8)]


class QuestionnaireMeta(AssessmentMeta):
    """The front matter of an assessment that has its own items."""

    question: Words
    choices: Choices
    leads_to: Literal["themes"] | None = None


class RatedScale(Fields):
    """How one section of a guide is asked about."""

    question: Words
    choices: Choices


class SkillScale(Fields):
    """How skills are asked about; their choices are the levels that all guides share."""

    question: Words


class FitScales(Fields):
    """The four sections of a guide that become scales."""

    tasks: RatedScale
    pros: RatedScale
    cons: RatedScale
    skills: SkillScale


class FitMeta(AssessmentMeta):
    """The front matter of an assessment whose items are a guide's own."""

    scales: FitScales
