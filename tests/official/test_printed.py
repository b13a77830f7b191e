"""Figures as guides print them: found in words, compared with a value, written anew in the form of the old one."""

from __future__ import annotations

import pytest

from careerprint.official.figures.printed import agrees, fresh, pairs, printed_in, rewritten, says_way_in
from careerprint.sources.citations.addresses import read_address

TOP = 239_200


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Half earn more than $62,350, and 1 in 10 $39,430.", ["$62,350", "$39,430"]),
        ("It grows by 33.5%, all jobs by 3 %, clerks by −7%.", ["33.5%", "3 %", "−7%"]),
        ("From 8%-34% in 2034", ["8%", "34%"]),
        ("About 570 a year of 3,391,000 jobs; 25 years", ["570", "3,391,000"]),
        ("In 2024, at 40 hours, level 3", []),
    ],
)
def test_what_is_a_figure(words: str, found: list[str]) -> None:
    assert [each.text for each in printed_in(words, is_cell=False)] == found


@pytest.mark.parametrize(
    ("words", "is_cell", "address", "value", "expected"),
    [
        ("$62,350", True, "national/47-2111/A_MEDIAN", 65280.0, "$65,280"),
        ("$61,000", True, "national/47-2111/A_MEDIAN", 65280.0, "$65,280"),
        ("$109,000 to $141,000", True, "national/15-1299/A_MEDIAN", 112345.0, "$112,000"),
        ("$106,030", True, "national/47-2111/A_PCT90", "#", "more than $239,200"),
        ("One in ten earns more than $106,030.", False, "national/47-2111/A_PCT90", "#", "$239,200"),
        ("The best paid earn $106,030.", False, "national/47-2111/A_PCT90", "#", None),
        ("$106,030", True, "national/47-2111/A_PCT90", "*", None),
        ("34%", True, "1.2/15-2051/change", 36.46, "36%"),
        ("33.5%", True, "1.2/15-2051/change", 34.61, "34.6%"),
        ("34%", True, "1.2/15-2051/change", -4.1, "−4%"),
        ("−2%", True, "1.2/25-2021/change", 1.6, "2%"),
        ("Jobs are expected to grow by 34%.", False, "1.2/15-2051/change", -4.1, None),
        ("Jobs are expected to fall by 2%.", False, "1.2/25-2021/change", -4.1, "4%"),
        ("3,391,000", True, "1.2/29-1141/jobs", 3402.7, "3,402,700"),
        ("20,000 a year", True, "1.2/27-1024/openings", 20.4, "20,400"),
        ("About 16,600 a year are new jobs.", False, "1.2/29-1141/new-jobs", 201.26, "20,100"),
        ("About 570 a year are new jobs.", False, "1.2/15-1221/new-jobs", 6.2, "620"),
        ("27,900 fewer of these jobs", False, "1.2/25-2021/new-jobs", -31.04, "31,040"),
        ("16,600 more of these jobs", False, "1.2/25-2021/new-jobs", -31.0, None),
        ("54%", True, "5.3/29-1141/bachelors", 55.5, "56%"),
    ],
)
def test_a_figure_is_written_anew(
    words: str, is_cell: bool, address: str, value: str | float, expected: str | None
) -> None:
    figure = printed_in(words, is_cell=is_cell)[0]
    where = read_address(address)
    assert rewritten(figure, value, where, words, TOP) == expected
    assert not agrees(figure, value, where, words, TOP)
    if expected and "more than" not in expected:
        newer = words.replace(figure.text, expected, 1)
        assert agrees(printed_in(newer, is_cell=is_cell)[0], value, where, newer, TOP)


@pytest.mark.parametrize(("value", "expected"), [(12.5, "13%"), (-12.5, "−13%"), (-0.4, "0%"), (0.4, "0%")])
def test_a_value_that_stands_alone_is_current(value: float, expected: str) -> None:
    address = read_address("1.2/15-2051/change")
    assert fresh(value, address, TOP) == expected
    assert agrees(printed_in(expected, is_cell=True)[0], value, address, expected, TOP)


@pytest.mark.parametrize(("value", "expected"), [("#", "more than $239,200"), ("*", None), ("—", None)])
def test_signs_that_stand_alone(value: str, expected: str | None) -> None:
    assert fresh(value, read_address("national/15-2051/A_MEDIAN"), TOP) == expected


def test_figures_go_with_addresses_in_their_order() -> None:
    words = "They grow by 8% to 34%, and all jobs by 3%."
    values = [
        (read_address(f"1.2/{code}/change"), v) for code, v in (("15-1299", 34.0), ("15-2051", 36.0), ("00-0000", 3.1))
    ]
    found = [*pairs(printed_in(words, is_cell=False), values, words, TOP)]
    assert [(each.printed and each.printed.text, each.value, each.agrees) for each in found] == [
        ("8%", 34.0, False),
        ("34%", 36.0, False),
        ("3%", 3.1, True),
    ]


def test_a_figure_or_an_address_may_be_left_over() -> None:
    values = [(read_address("1.2/00-0000/change"), 3.1)]
    words = "They grow by 8%, and all jobs by 3%."
    left = [each.printed for each in pairs(printed_in(words, is_cell=False), values, words, TOP) if not each.address]
    assert [each and each.text for each in left] == ["8%"]
    assert [each.printed for each in pairs([], values, "They grow.", TOP)] == [None]


@pytest.mark.parametrize(
    ("words", "value", "is_said"),
    [
        ("Bachelor’s degree", "Bachelor's degree", True),
        ("Certificate after high school", "Postsecondary nondegree award", True),
        ("Certificate after high school", "High school diploma or equivalent", False),
        ("Certificado después de la secundaria", "Postsecondary nondegree award", True),
        ("Bachelor's or master's", "Master's degree", True),
        ("Licenciatura", "Associate's degree", False),
        ("None", "None", True),
        ("No diploma needed", "No formal educational credential", True),
    ],
)
def test_the_way_in(words: str, value: str, is_said: bool) -> None:
    assert says_way_in(words, value) is is_said
