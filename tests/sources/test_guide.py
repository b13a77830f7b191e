"""A document understood as a guide, and every mistake in it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.errors import SourceError
from careerprint.sources.document import from_text
from careerprint.sources.guide import Guide, from_document

NURSE = (Path(__file__).parents[1] / "check" / "nurse.md").read_text(encoding="utf-8")


def guide(text: str) -> Guide:
    return from_document(from_text(text, path="x.md", slug="x"))


def problems(*changes: tuple[str, str]) -> list[str]:
    text = NURSE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with pytest.raises(SourceError) as caught:
        guide(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_guide() -> None:
    made = guide(NURSE)
    assert made.meta.title == "Nurse"
    assert made.meta.quick_facts[0].as_of == "2024"
    assert made.meta.codes.onet == ("29-1141.00",)
    assert [item.id for item in made.tasks] == ["care", "notes"]
    assert made.opening == "<p>It may be. You help people who are ill, day and night.</p>"
    (skill,) = made.skills
    assert (skill.id, skill.level, skill.steps) == ("calm", 4, ("Take a first aid course.",))
    assert skill.means == "Level 4 here: you can lead a team through a bad hour."
    assert made.items("skills") == (skill.item,)
    faq = made.section("faq")
    assert faq is not None
    assert [child.id for child in faq.children] == ["strong"]


def test_what_a_guide_may_say_besides() -> None:
    facts = "work: the work of a nurse\nauthor: A\nreviewer: B\nstatus: draft\nother_titles: [Staff nurse]\nsides: 4"
    at = "source: handbook, at: become-one}"
    text = (
        NURSE.replace("sides: 4", facts).replace("source: handbook}", at).replace("accessed:", "release: R, accessed:")
    )
    meta = guide(text).meta
    assert (meta.work, meta.author, meta.reviewer) == ("the work of a nurse", "A", "B")
    assert (meta.status, meta.other_titles) == ("draft", ("Staff nurse",))
    assert (meta.quick_facts[0].at, meta.sources[0].release) == (("become-one",), "R")


def test_what_a_guide_need_not_say() -> None:
    meta = guide(NURSE).meta
    assert (meta.work, meta.author, meta.reviewer, meta.status, meta.other_titles) == (None, None, None, "ready", ())
    assert (meta.quick_facts[0].at, meta.sources[0].release) == ((), None)


def test_figures_of_a_guide() -> None:
    text = NURSE.replace("a year.[^handbook]", "a year.[^handbook:pay]")
    assert [(figure.words, figure.address) for figure in guide(text).figures] == [
        ("The sample pay is $50,000 a year.", "pay")
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("sides: 4", "status: done", "x.md:9: status: expected one of 'draft' or 'ready'"),
        (
            "source: handbook}",
            "source: handbook, at: [pay, become]}",
            "x.md:15: quick_facts › 1 › at: `become` is not an address of a figure; did you mean `become-one`?",
        ),
        ("title: Nurse", "title: 5", 'x.md:2: title: expected a text; put it in "quotes"'),
        ('version: "1.0"', "version: 1.0", 'x.md:6: version: expected a text; put it in "quotes"'),
        ("language: en", "language: no", 'x.md:5: language: expected a text; put it in "quotes"'),
        ("sides: 4", "sides: 99", "x.md:9: sides: expected 40 or less"),
        (
            "themes: [S, I]",
            "themes: [S, X]",
            "x.md:11: themes › 2: expected one of 'R', 'I', 'A', 'S', 'E' or 'C'",
        ),
        (
            'as_of: "2024"',
            "as_of: lately",
            "x.md:15: quick_facts › 1 › as_of: expected a year, a month such as 2024-05 or a date such as 2024-05-01",
        ),
        (
            'as_of: "2024"',
            "as_of: 2024-13",
            "x.md:15: quick_facts › 1 › as_of: expected a year, a month such as 2024-05 or a date such as 2024-05-01",
        ),
        (
            'url: "https:',
            'url: "http:',
            "x.md:17: sources › 1 › url: expected an address that begins with https://, without spaces",
        ),
        (
            "{#tasks}",
            "{#duties}",
            "x.md: tasks: section is missing; add a line `## A heading {#tasks}` and its text",
        ),
        ("{#pros}", "{#tasks}", "x.md:27: tasks: given twice; it is also on line 22"),
        (
            "{#nights}",
            "{#care}",
            "x.md:33: cons › care: this name is also used on line 24; give one of them another `{#name}`",
        ),
        (
            "**Night work.** Some weeks you sleep by day. {#nights}",
            "Some weeks you sleep by day.",
            "x.md:33: cons › Some weeks you sleep by day.: has no name; "
            "begin with bold words (`**Like this.**`) "
            "or end with `{#like-this}`",
        ),
        ("- **Night work.** Some", "Some", "x.md:31: cons: has no list; write each point after `- `"),
        (
            "level=4",
            "level=6",
            "x.md:37: skills › calm: level: expected a whole number from 1 to 5, as in `{#programming level=4}`",
        ),
        (
            " level=4",
            "",
            "x.md:37: skills › calm: level: expected a whole number from 1 to 5, as in `{#programming level=4}`",
        ),
        (
            "    Level 4 here: you can lead a team through a bad hour.\n\n",
            "",
            "x.md:37: skills › calm: say in a paragraph of its own what this level looks like in the job",
        ),
        (
            "    - Take a first aid course.\n",
            "",
            "x.md:37: skills › calm: say in a list inside this point how to build the skill, a step a line",
        ),
    ],
)
def test_one_mistake(old: str, new: str, expected: str) -> None:
    assert expected in problems((old, new))


def test_all_mistakes_at_once_by_line() -> None:
    found = problems(("title: Nurse", "titel: Nurse"), ("{#notes}", "{#care}"), (" level=4", ""))
    assert [text.partition(": ")[0] for text in found] == ["x.md:1", "x.md:2", "x.md:25", "x.md:37"]


def test_a_field_left_empty_is_a_field_not_written() -> None:
    assert guide(NURSE.replace("related: []", "related:")).meta.related == ()
    assert problems(("title: Nurse", "title:")) == ["x.md:2: title: is missing; add it"]
