"""The front matter of assessments: the facts that an author types at the top of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from careerprint.sources.fields import NO_COLUMNS, AnswerColumns, Fields
from careerprint.sources.guide import Language, Source, Version, Words

MOST_CHOICES = 11
"""The most points of a response scale: 0 to 10. More would not fit beside an item on a sheet of paper."""


def _number_as_words(value: object) -> object:
    """Accept `choices: [0, 1, 2]` without quotes; true and false are left as they are, so that they are refused."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _distinct(choices: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse choices that could not be told apart in an answer file."""
    folded = [" ".join(choice.casefold().split()) for choice in choices]
    if twice := next((c for c in choices if folded.count(" ".join(c.casefold().split())) > 1), None):
        raise ValueError(f"`{twice}` is given twice; each choice needs its own words")
    return choices


def _is_number(choice: str) -> bool:
    return choice.removeprefix("-").isdecimal()


def number_fault(choices: Sequence[str], values: Sequence[int]) -> str | None:
    """Say which choice is a number other than its own value, which would make the number ambiguous in an answer file.

    `values` is what the choices are worth; empty for 1, 2, 3 and so on.
    """
    worths = values or range(1, len(choices) + 1)
    for place, (choice, worth) in enumerate(zip(choices, worths, strict=False), 1):
        if _is_number(choice) and int(choice) != worth:
            numbers = ", ".join(choices)
            remedy = f"add `values: [{numbers}]`" if all(map(_is_number, choices)) else "use words"
            return f"`{choice}` is choice {place} and worth {worth}, so the number would mean two things; {remedy}"
    return None


Choice = Annotated[str, BeforeValidator(_number_as_words), Field(min_length=1, max_length=80)]
Choices = Annotated[tuple[Choice, ...], Field(min_length=2, max_length=MOST_CHOICES), AfterValidator(_distinct)]
"""The points of a response scale in words, the lowest first."""

Code = Annotated[int, Field(ge=-999, le=999)]
"""A number in an answer file; survey tools write codes such as -99."""


Examples = Annotated[tuple[Words, ...], Field(min_length=5, max_length=8)]
"""Occupations of one theme: enough to choose from, and few enough for two lines in print."""


class AssessmentMeta(Fields):
    """What the front matter of every assessment holds."""

    title: Words
    language: Language = "en"
    translates: Version | None = None
    """For a translation, the version of the original that it was made from."""
    version: Version
    min_share: Annotated[float, Field(ge=0.5, le=1)] = 0.66
    """0.66 asks for two answers of three, three of four, and four of five."""
    columns: AnswerColumns = NO_COLUMNS
    """Which columns of the form that asks this say who somebody is."""


class QuestionnaireMeta(AssessmentMeta):
    """The front matter of an assessment that has its own items."""

    question: Words
    values: Annotated[tuple[Code, ...], Field(max_length=MOST_CHOICES)] = ()
    """What each choice is worth, rising; empty for 1, 2, 3 and so on."""
    choices: Choices
    missing: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    """Numbers in an answer file that mean "not answered"."""
    tie_gap: Annotated[float, Field(gt=0, lt=100)]
    flat_gap: Annotated[float, Field(gt=0, lt=100)]
    items_asked: Annotated[int, Field(ge=1, le=100)] | None = None
    """The number of items of each scale that are asked, from the first on; None for all."""
    leads_to: Literal["themes"] | None = None
    examples: Mapping[str, Examples] = Field(default_factory=dict)
    """Occupations by theme, for a person whose themes no guide fits."""
    does: Mapping[str, Words] = Field(default_factory=dict)
    """What people like to do who score high in a theme, as it goes on after "You like to": `find out why`."""
    sources: tuple[Source, ...] = ()

    @field_validator("values")
    @classmethod
    def _rising(cls, values: tuple[int, ...]) -> tuple[int, ...]:
        """Refuse values that do not rise."""
        if any(low >= high for low, high in pairwise(values)):
            raise ValueError("expected rising numbers, such as [0, 1, 2, 3, 4]")
        return values

    @field_validator("choices")
    @classmethod
    def _one_value_each(cls, choices: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """Refuse more or fewer choices than values, and a number other than its own value."""
        values = info.data.get("values", ())
        if values and len(values) != len(choices):
            raise ValueError(f"there are {len(choices)} choices and {len(values)} values; each choice needs one")
        if fault := number_fault(choices, values):
            raise ValueError(fault)
        return choices

    @field_validator("missing")
    @classmethod
    def _no_code_is_a_value(cls, missing: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        """Refuse a code that is also the value of a choice."""
        values = info.data.get("values") or range(1, len(info.data.get("choices", ())) + 1)
        for code in missing:
            if code in values:
                raise ValueError(f"{code} is what a choice is worth, so it cannot mean that nothing was answered")
        return missing

    @field_validator("flat_gap")
    @classmethod
    def _not_below_the_tie_gap(cls, flat_gap: float, info: ValidationInfo) -> float:
        """Refuse a flat gap that is smaller than the tie gap: scores would be ranked although all of them tie."""
        if flat_gap < info.data.get("tie_gap", 0):
            raise ValueError("expected the tie gap or more")
        return flat_gap


class RatedScale(Fields):
    """How one section of a guide is asked about."""

    question: Words
    choices: Choices

    @field_validator("choices")
    @classmethod
    def _numbers_are_worth_themselves(cls, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse a choice that is a number other than its place."""
        if fault := number_fault(choices, ()):
            raise ValueError(fault)
        return choices


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
