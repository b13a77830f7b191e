"""The figures of a guide that its handout draws: a range of pay, growth, degrees.

They are read from the guide's tables, whose cells say by their addresses what they hold. Where no table can say it, the
front matter does; then `check` looks whether the same figures stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal
from xml.etree.ElementTree import Element

from pydantic import Field, model_validator

from careerprint.sources.citations.addresses import read_address
from careerprint.sources.citations.source_marks import address_of, source_of
from careerprint.sources.document import Document
from careerprint.sources.fields import Fields
from careerprint.sources.markdown import text_of

ALL_JOBS = "00-0000"
"""The code that stands for all occupations."""
MOST_ROWS = 6
"""Bars in one picture, at most: more cannot be taken in beside each other."""

Words = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Dollars = Annotated[int, Field(gt=0, lt=10_000_000)]
Degree = Literal[
    "less-than-high-school", "high-school", "some-college", "associates", "bachelors", "masters", "doctoral"
]

PAY_COLUMNS = {"A_PCT10": "low", "A_MEDIAN": "middle", "A_PCT90": "high"}
"""Columns of the wage file, and what a row of pay calls them."""
_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")


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


class Degrees(Fields):
    """The highest degrees of people who do the job, in percent of them."""

    source: Name
    people: Words
    """Whose degrees they are, such as `Registered nurses aged 25 and over, 2022–23`."""
    shares: Annotated[Mapping[Degree, Annotated[float, Field(gt=0, le=100)]], Field(min_length=1)]

    @model_validator(mode="after")
    def _not_more_than_all(self) -> Degrees:
        if sum(self.shares.values()) > 100.5:  # shares are rounded
            raise ValueError("the shares add up to more than 100")
        return self


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the handout of a guide draws; None where the guide has no figures for it."""

    pay: Pay | None
    growth: Growth | None
    degrees: Degrees | None


@dataclass(slots=True)
class _Column:
    """What a table says about one occupation."""

    name: str
    source: str
    values: dict[str, float] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    """The heads of the rows that the values stand in."""


def drawn_of(document: Document, pay: Pay | None, growth: Growth | None, degrees: Degrees | None) -> Drawn:
    """Return what a guide's handout draws; what the front matter gives goes before what tables say."""
    tables = [element for element in document.elements() if element.tag == "table"]
    pays, growths = filter(None, map(_pay, tables)), filter(None, map(_growth, tables))
    return Drawn(pay or next(pays, None), growth or next(growths, None), degrees)


def _pay(table: Element) -> Pay | None:
    """Return the pay in a table that gives low, middle and high for all jobs and at least one other."""
    columns = {
        code: column
        for code, column in _columns(table, "national").items()
        if PAY_COLUMNS.keys() <= column.values.keys()
    }
    if not 1 < len(columns) <= MOST_ROWS or ALL_JOBS not in columns:
        return None
    rows = [
        {
            "name": column.name,
            "all": code == ALL_JOBS,
            **{part: column.values[name] for name, part in PAY_COLUMNS.items()},
        }
        for code, column in columns.items()
    ]
    return Pay.model_validate({"source": columns[ALL_JOBS].source, "rows": rows})


def _growth(table: Element) -> Growth | None:
    """Return the growth in a table that gives it for all jobs and at least one other."""
    columns = {code: column for code, column in _columns(table, "1.2").items() if "change" in column.values}
    if not 1 < len(columns) <= MOST_ROWS or ALL_JOBS not in columns:
        return None
    rows = [
        {"name": column.name, "all": code == ALL_JOBS, "percent": column.values["change"]}
        for code, column in columns.items()
    ]
    first = columns[ALL_JOBS]
    return Growth.model_validate({"source": first.source, "title": first.titles["change"], "rows": rows})


def _columns(table: Element, name: str) -> dict[str, _Column]:
    """Return what the cells of a table hold of one official table, by the code of the occupation."""
    head, *rows = ([*row] for row in table.iter("tr"))
    found: dict[str, _Column] = {}
    for cells in rows:
        for number, cell in enumerate(cells):
            for source, code, column, value in _values(cell, name):
                known = found.setdefault(code, _Column(text_of(head[number]), source))
                known.values[column] = value
                known.titles[column] = text_of(cells[0])
    return found


def _values(cell: Element, name: str) -> Iterator[tuple[str, str, str, float]]:
    """Yield source, code, column and value of a cell that holds one figure with one address."""
    marks = [mark for mark in cell.iter("a") if address_of(mark)]
    number = _NUMBER.fullmatch(text_of(cell).strip("$ %"))
    if len(marks) != 1 or number is None:
        return
    try:
        address = read_address(address_of(marks[0]) or "")
    except ValueError:  # `check` reports it
        return
    if address.table == name:
        value = float(number.group().replace(",", "").replace("−", "-"))
        yield source_of(marks[0]) or "", address.code, address.column, value
