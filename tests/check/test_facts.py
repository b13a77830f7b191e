"""Rules about the facts at the top, each on a front matter with one thing changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from careerprint.check.facts import dates, plain_texts, related
from careerprint.check.figures import figures_without_source, source_list, unknown_sources
from careerprint.check.subject import Context, Rule, Subject
from tests.support.check_texts import FRONT

USED = "Text.[^bls] More.[^onet]\n"
FACT = "quick_facts:\n  - {label: Pay, value: high, as_of: 2024, source: SOURCE}\nsources:"

CASES: list[tuple[Rule, str, str, str]] = [
    (
        dates,
        "review_by: 2027-11-01",
        "review_by: 2026-10-01",
        "error 7 review_by: must be later than `reviewed`, which is 2026-11-01",
    ),
    (
        dates,
        "review_by: 2027-11-01",
        "review_by: 2026-11-21",
        "warning 7 review_by: the review was due on 2026-11-21; read the guide again and update both dates",
    ),
    (
        dates,
        "reviewed: 2026-11-01",
        "reviewed: 2026-11-28",
        "error 6 reviewed: 2026-11-28 is in the future; write the day on which it was done",
    ),
    (
        related,
        "sources:",
        "related: [nurse, g]\nsources:",
        "error 8 related › 2: `g` is this guide itself; take it out",
    ),
    (
        related,
        "sources:",
        "related:\n  - nures\nsources:",
        "error 9 related › 1: there is no guide `nures`; did you mean `nurse`?",
    ),
    (
        related,
        "sources:",
        "related: [pilot]\nsources:",
        "error 8 related › 1: there is no guide `pilot`; write its guide or take it out",
    ),
    (
        plain_texts,
        "summary: It is a sample.",
        'summary: "It is **a** sample."',
        "error 4 summary: `**` would be printed as typed; Markdown is not read in these facts",
    ),
    (
        plain_texts,
        "sources:",
        FACT.replace("high", '"high[^bls]"').replace("SOURCE", "bls"),
        "error 9 quick_facts › 1 › value: `[^` would be printed as typed; Markdown is not read in these facts",
    ),
    (
        figures_without_source,
        "summary: It is a sample.",
        "summary: It pays $5.",
        "error 4 summary: the figure “$5” has no source here; move it to quick_facts or leave it out",
    ),
    (
        figures_without_source,
        "question: What is it?",
        "question: Is 5% enough?",
        "error 3 question: the figure “5%” has no source here; move it to quick_facts or leave it out",
    ),
    (
        unknown_sources,
        "sources:",
        FACT.replace("SOURCE", "bsl"),
        "error 9 quick_facts › 1 › source: `bsl` is not one of the sources; did you mean `bls`?",
    ),
    (source_list, "{id: onet", "{id: bls", "error 10 sources › bls: given twice; it is also on line 9"),
    (
        source_list,
        "{id: onet",
        "{id: other",
        "warning 10 sources › other: nothing refers to this source; put `[^other]` where it is used, or take it out",
    ),
]


@pytest.mark.parametrize(("rule", "old", "new", "expected"), CASES)
def test_one_thing_wrong(
    subject: Callable[..., Subject], context: Context, rule: Rule, old: str, new: str, expected: str
) -> None:
    assert FRONT.count(old) == 1
    found = [
        f"{p.severity} {p.line} {p.field}: {p.message}" for p in rule(subject(USED, FRONT.replace(old, new)), context)
    ]
    assert found == [expected]


@pytest.mark.parametrize("rule", [dates, related, plain_texts, figures_without_source, unknown_sources, source_list])
def test_nothing_wrong(subject: Callable[..., Subject], context: Context, rule: Rule) -> None:
    fact = FACT.replace("SOURCE", "bls").replace("sources:", "related: [nurse]\nsources:")
    made = subject("Text.[^onet]", FRONT.replace("sources:", fact))
    assert made.meta is not None
    assert list(rule(made, context)) == []


def test_a_source_read_in_the_future(subject: Callable[..., Subject], context: Context) -> None:
    early = replace(context, today=datetime.date(2026, 10, 31))
    assert [(p.line, p.field) for p in dates(subject(USED), early)] == [
        (6, "reviewed"),
        (9, "sources › 1 › accessed"),
        (10, "sources › 2 › accessed"),
    ]
