"""The address of a figure: file, occupation and column, as in `[^ep:1.2/15-2051/change]`.

An address names one value of the official files of the Bureau of Labor Statistics and O*NET, so that a program can look
it up again when newer files are out. A source that has no such files needs none: `[^pay]` is enough.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_WAGES = ("A_MEAN", "A_MEDIAN", "A_PCT10", "A_PCT25", "A_PCT75", "A_PCT90", "TOT_EMP")
_PROJECTIONS = ("jobs", "new-jobs", "change", "openings", "entry", "training")
_ATTAINMENT = ("less-than-high-school", "high-school", "some-college", "associates", "bachelors", "masters", "doctoral")

TABLES: Mapping[str, tuple[str, ...]] = {
    "national": _WAGES,
    "1.2": _PROJECTIONS,
    "5.3": _ATTAINMENT,
    "1.12": (),
}
"""The tables that have a row for each occupation, and their columns.

`national` is the wage file (OEWS), the others are tables of the Employment Projections; 1.12 gives reasons in words.
"""
TABS = ("what-they-do", "work-environment", "become-one", "pay", "job-outlook")
"""The tabs of a page of the Occupational Outlook Handbook."""
FILES = ("titles", "interests", "related")
"""The files of the O*NET database that guides cite."""

_CODE = re.compile(r"\d\d-\d{4}")


@dataclass(frozen=True, slots=True)
class Address:
    """One place in an official file."""

    table: str
    """A table of `TABLES`, or one of `TABS` or `FILES`."""
    code: str = ""
    """The occupation by the Standard Occupational Classification, `00-0000` for all; empty for tabs and files."""
    column: str = ""
    """The column of a table; empty for tabs, files and table 1.12."""


def read_address(text: str) -> Address:
    """Return the address that a text is; raise ValueError with what to do if it is none."""
    table, *rest = text.split("/")
    if table in (*TABS, *FILES) and not rest:
        return Address(table)
    if table not in TABLES:
        raise ValueError(f"`{text}` is not an address of a figure; {_hint(table, (*TABLES, *TABS, *FILES))}")
    columns = TABLES[table]
    if not rest or not _CODE.fullmatch(rest[0]) or len(rest) != (2 if columns else 1):
        raise ValueError(f"`{text}` is not an address of a figure; write it as `{_example(table)}`")
    if columns and rest[1] not in columns:
        raise ValueError(f"`{rest[1]}` is not a column of `{table}`; {_hint(rest[1], columns)}")
    return Address(table, rest[0], rest[1] if columns else "")


def _hint(name: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(known)}"


def _example(table: str) -> str:
    columns = TABLES[table]
    return f"{table}/15-2051/{columns[1]}" if columns else f"{table}/15-2051"
