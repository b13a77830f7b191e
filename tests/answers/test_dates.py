"""Dates as exports write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from careerprint.answers.dates import DateOrder, order_of, read_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-03", datetime(2026, 11, 3)),
        ("2026-11-03T09:05:00Z", datetime(2026, 11, 3, 9, 5)),
        ("2026-11-03 09:05:00.123+01:00", datetime(2026, 11, 3, 9, 5)),
        ("2022/11/30 10:39:41 PM GMT+1", datetime(2022, 11, 30, 22, 39, 41)),
        ("2022/11/30 12:05:00 AM GMT+5:30", datetime(2022, 11, 30, 0, 5)),
        ("3.11.2026 09.05.10", datetime(2026, 11, 3, 9, 5, 10)),
        ("03.11.26", datetime(2026, 11, 3)),
        ("3 Nov 2026", datetime(2026, 11, 3)),
        ("November 3, 2026", datetime(2026, 11, 3)),
        ("5/5/2026", datetime(2026, 5, 5)),
    ],
)
def test_dates_that_say_themselves(text: str, moment: datetime) -> None:
    assert read_moment(text, DateOrder.WRITTEN_OUT) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026",
        "2026-13-01",
        "31.02.2026",
        "2026-11-03 25:00",
        "1/2/3/4",
        "9" * 999,
        45000,
        None,
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read_moment(text, DateOrder.DAY_FIRST) is None


@pytest.mark.parametrize(
    ("column", "order", "first"),
    [
        (["03/04/2026", "13/04/2026"], DateOrder.DAY_FIRST, date(2026, 4, 3)),
        (["03/04/2026", "04/13/2026"], DateOrder.MONTH_FIRST, date(2026, 3, 4)),
        (["3-4-26", "4-13-26 10:00"], DateOrder.MONTH_FIRST, date(2026, 3, 4)),
        (["03/04/2026", "", "05/05/2026"], DateOrder.UNKNOWN, None),
        (["2026-04-03", "5/5/2026"], DateOrder.WRITTEN_OUT, date(2026, 4, 3)),
    ],
)
def test_order_is_decided_by_the_whole_column(column: list[str], order: DateOrder, first: date | None) -> None:
    assert order_of(column) is order
    moment = read_moment(column[0], order)
    assert (moment.date() if moment else None) == first
