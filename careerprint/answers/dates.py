"""Dates as survey tools and people write them; which number is the day is never guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from enum import Enum

from careerprint.tables.table import Cell

_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?"
_ZONE = r"(?:\s*[A-Z]{1,5})?(?:\s*[+-]\d\d?(?::?\d\d)?)?"
_TIME = rf"(?:[T ,]+{_CLOCK}(?:\s*(?P<half>[AP]\.?\s?M\.?))?{_ZONE})?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<word>{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?){_TIME}", re.IGNORECASE)
_POINTED = re.compile(rf"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>\d{{4}}|\d\d){_TIME}", re.IGNORECASE)
_UNSURE = re.compile(rf"(?P<first>\d\d?)([-/])(?P<second_number>\d\d?)\2(?P<year>\d{{4}}|\d\d){_TIME}", re.IGNORECASE)
_WORDED = (
    re.compile(rf"(?P<day>\d\d?)\.?[ -]{_MONTH}[ -](?P<year>\d{{4}}){_TIME}", re.IGNORECASE),
    re.compile(rf"{_MONTH} (?P<day>\d\d?),? (?P<year>\d{{4}}){_TIME}", re.IGNORECASE),
)
_LONGEST = 60
"""Characters of a cell that may hold a date; keeps the patterns away from long texts."""


class DateOrder(Enum):
    """Which number comes first in `03/04/2026`."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"
    """Every such date can be read both ways."""
    WRITTEN_OUT = "written out"
    """There are no such dates: each one shows by itself which number is the day."""


def order_of(cells: Iterable[Cell]) -> DateOrder:
    """Return the order of a column's dates, which the first date that can be read in one way only decides."""
    unsure = False
    for cell in cells:
        found = _UNSURE.fullmatch(cell.strip()) if isinstance(cell, str) and len(cell) < _LONGEST else None
        if found and int(found["first"]) > 12 >= int(found["second_number"]):
            return DateOrder.DAY_FIRST
        if found and int(found["second_number"]) > 12 >= int(found["first"]):
            return DateOrder.MONTH_FIRST
        unsure = unsure or (found is not None and is_ambiguous(cell))
    return DateOrder.UNKNOWN if unsure else DateOrder.WRITTEN_OUT


def is_ambiguous(cell: Cell) -> bool:
    """Return whether day and month could be exchanged: in `03/04/2026` they could, in `03/03/2026` not."""
    found = _UNSURE.fullmatch(cell.strip()) if isinstance(cell, str) and len(cell) < _LONGEST else None
    return found is not None and int(found["first"]) != int(found["second_number"])


def looks_like_date(cell: Cell) -> bool:
    """Return whether a cell holds a date in any form that we read, even an ambiguous one."""
    return is_ambiguous(cell) or read_moment(cell, DateOrder.DAY_FIRST) is not None


def read_moment(cell: Cell, order: DateOrder) -> datetime.datetime | None:
    """Return the moment that a cell holds, by the clock of the file (time zones are dropped), or None."""
    if isinstance(cell, datetime.datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, datetime.date):
        return datetime.datetime.combine(cell, datetime.time())
    if not isinstance(cell, str) or len(cell) >= _LONGEST:
        return None
    text = cell.strip()
    for pattern in (_YEAR_FIRST, _POINTED, *_WORDED):
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            month = parts.get("month") or _MONTHS.index(parts["word"].lower()) + 1
            return _moment(parts["year"], month, parts["day"], parts)
    found = _UNSURE.fullmatch(text)
    if not found or (order is DateOrder.UNKNOWN and is_ambiguous(cell)):
        return None
    numbers = (found["first"], found["second_number"])
    day, month = numbers if order is DateOrder.DAY_FIRST else reversed(numbers)
    return _moment(found["year"], month, day, found.groupdict())


def _moment(year: str, month: str | int, day: str, clock: dict[str, str | None]) -> datetime.datetime | None:
    """Return the moment of these parts; None if there is no such day or hour. Two-digit years are of this century."""
    hour = int(clock["hour"] or 0)
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].upper().startswith("P") else 0)
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return datetime.datetime(
            full_year, int(month), int(day), hour, int(clock["minute"] or 0), int(clock["second"] or 0)
        )
    except ValueError:
        return None
