"""The figures that a handout draws: read from tables by their addresses, or given at the top of a guide."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.errors import SourceError
from careerprint.sources.document import from_text
from careerprint.sources.guide import Guide, from_document
from tests.support.samples import guide, studio

NURSE = (Path(__file__).parents[2] / "check" / "nurse.md").read_text(encoding="utf-8")
HEAD = "\n\n## Money {#money}\n\n| United States | Nurses | Everybody |\n|---|---:|---:|\n"


def cell(figure: str, address: str) -> str:
    return f"{figure}[^handbook:{address}]"


def pay_table(*, high: str = "$135,320", without: str = "") -> str:
    columns = {"A_MEDIAN": ("$93,600", "$49,500"), "A_PCT10": ("$66,030", "$29,990"), "A_PCT90": (high, "$125,720")}
    rows = [
        f"| {name} | {cell(own, f'national/29-1141/{name}')} | {cell(all_, f'national/00-0000/{name}')} |"
        for name, (own, all_) in columns.items()
        if name != without
    ]
    return HEAD + "\n".join(rows) + "\n"


def nurse(added: str = "", front: str = "") -> Guide:
    text = NURSE.replace("sources:\n", f"{front}sources:\n") + added
    return from_document(from_text(text, path="x.md", slug="x"))


def test_pay_is_read_from_a_table() -> None:
    pay = nurse(pay_table()).drawn.pay
    assert pay is not None
    assert pay.source == "handbook"
    assert [(row.name, row.low, row.middle, row.high, row.all) for row in pay.rows] == [
        ("Nurses", 66030, 93600, 135320, False),
        ("Everybody", 29990, 49500, 125720, True),
    ]


@pytest.mark.parametrize("added", ["", pay_table(without="A_PCT90"), pay_table(high="more than $239,200")])
def test_a_table_that_lacks_a_figure_draws_no_pay(added: str) -> None:
    assert nurse(added).drawn.pay is None


def test_growth_is_read_from_a_table() -> None:
    row = f"| Growth, 2024 to 2034 | {cell('−2%', '1.2/29-1141/change')} | {cell('3%', '1.2/00-0000/change')} |\n"
    growth = nurse(HEAD + row).drawn.growth
    assert growth is not None
    assert (growth.title, [row.percent for row in growth.rows]) == ("Growth, 2024 to 2034", [-2, 3])


def test_what_the_top_of_a_guide_gives_goes_first() -> None:
    front = "pay: {source: handbook, rows: [{name: Us, low: 1, middle: 2, high: 3}]}\n"
    pay = nurse(pay_table(), front).drawn.pay
    assert pay is not None
    assert [row.name for row in pay.rows] == ["Us"]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        (
            "pay: {source: handbook, rows: [{name: Us, low: 3, middle: 2, high: 4}]}\n",
            "x.md:16: pay › rows › 1: low, middle and high must be in this order",
        ),
        (
            "degrees: {source: handbook, people: Us, shares: {bachelors: 80, masters: 30}}\n",
            "x.md:16: degrees: the shares add up to more than 100",
        ),
        ("picture: images/x.png\n", "picture_alt: is missing; say in words what the picture shows"),
    ],
)
def test_mistakes_at_the_top(front: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        nurse(front=front)
    assert any(message in str(problem) for problem in caught.value.problems), caught.value.problems


def test_every_guide_of_ours_draws_pay_and_growth() -> None:
    for each in studio().guides.values():
        assert each.drawn.pay, each.slug
        assert each.drawn.growth, each.slug
    assert len(guide().drawn.pay.rows) == 4  # type: ignore[union-attr]
