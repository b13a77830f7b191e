"""Figures that pictures draw: the range of pay, and growth."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from careerprint.sources.fields import Fields

MOST_ROWS = 6
"""Bars in one picture, at most: more cannot be taken in beside each other."""

Words = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Dollars = Annotated[int, Field(gt=0, lt=10_000_000)]


class PayRow(Fields):
    """What an occupation pays in a year, in dollars."""

    name: Words
    low: Dollars
    """One in ten earns less."""
    middle: Dollars
    """Half earn less."""
    high: Dollars
    """One in ten earns more."""
    all: bool = False
    """Whether it stands for all jobs together."""

    @model_validator(mode="after")
    def _in_order(self) -> PayRow:
        if not self.low <= self.middle <= self.high:
            raise ValueError("low, middle and high must be in this order")
        return self


class Pay(Fields):
    """The range of pay of the job and of all jobs."""

    source: Name
    rows: Annotated[tuple[PayRow, ...], Field(min_length=1, max_length=MOST_ROWS)]


class GrowthRow(Fields):
    """By how much the number of jobs is expected to change."""

    name: Words
    percent: Annotated[float, Field(gt=-100, lt=1000)]
    all: bool = False
    """Whether it stands for all jobs together."""


class Growth(Fields):
    """The growth of the job and of all jobs."""

    source: Name
    title: Words
    """What the figures are and for which years, such as `Growth, 2024 to 2034`."""
    rows: Annotated[tuple[GrowthRow, ...], Field(min_length=1, max_length=MOST_ROWS)]
