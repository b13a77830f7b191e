"""A guide's sections as their templates see them."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.pages.sections import FEWEST, SHORT, View, spreads
from careerprint.settings import TEMPLATES
from careerprint.sources.document import from_text
from careerprint.sources.guide import Guide, from_document
from tests.support.samples import guide, pages

NURSE = (Path(__file__).parents[1] / "check" / "nurse.md").read_text(encoding="utf-8")
DECIDE = (
    "\n\n## Could it suit you? {#decide}\n\n### Yes if {#suits}\n\n- you like it.\n\n### No if {#elsewhere}\n\n- no.\n"
)
LONG = "Words. " * (SHORT // 7 + 1)


def nurse(*added: str, without: str = "") -> Guide:
    text = NURSE + "".join(added)
    return from_document(from_text(text.replace(without, ""), path="x.md", slug="x"))


def views(made: Guide) -> list[View]:
    return [each for spread in spreads(made) for each in spread.sections]


def view(made: Guide, name: str) -> View:
    return next(each for each in views(made) if each.id == name)


def test_every_section_is_printed_once_in_the_order_of_the_guide() -> None:
    assert [each.id for each in views(guide())] == [section.id for section in guide().sections]


def test_sections_run_through_columns_until_one_needs_the_whole_width() -> None:
    made = [(spread.in_columns, [each.id for each in spread.sections]) for spread in spreads(nurse(DECIDE))]
    assert made == [
        (True, ["tasks", "pros", "cons", "skills", "education"]),
        (False, ["pay-and-outlook"]),
        (False, ["faq", "next-steps"]),
        (False, ["decide"]),
    ]


def test_few_sections_do_not_share_their_columns() -> None:
    more = "".join(f"\n\n## A {number} {{#a-{number}}}\n\n{LONG}\n" for number in range(FEWEST - 1))
    last = spreads(nurse(DECIDE + more))[-1]
    assert (last.in_columns, len(last.sections)) == (False, FEWEST - 1)
    assert spreads(nurse(DECIDE + more + "\n\n## Z {#z}\n\nZ.\n"))[-1].in_columns


def test_every_view_has_its_template() -> None:
    for each in views(guide()):
        assert (TEMPLATES / each.template).is_file()


def test_a_section_that_nobody_knows_is_prose() -> None:
    made = nurse("\n\n## A day {#a-day .wide}\n\nIt begins early.\n")
    section = view(made, "a-day")
    assert (section.template, section.classes, section.html) == (
        "sections/prose.html",
        ("wide",),
        "<p>It begins early.</p>",
    )


def test_long_text_stands_in_columns_and_tables_take_the_whole_width() -> None:
    body = f"\n\n## A day {{#a-day}}\n\n{LONG}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nShort.\n"
    runs = view(nurse(body), "a-day").runs
    assert [run.kind for run in runs] == ["columns", "wide", "wide"]
    assert runs[1].html.startswith("<table")
    assert runs[2].html == "<p>Short.</p>"


@pytest.mark.parametrize(("length", "kind"), [(SHORT, "wide"), (SHORT + 1, "columns")])
def test_where_short_ends(length: int, kind: str) -> None:
    made = nurse(DECIDE, f"\n\n## A day {{#a-day}}\n\n{'x' * length}\n")
    assert [run.kind for run in view(made, "a-day").runs] == [kind]


def test_the_introduction_is_the_body_without_its_lists() -> None:
    tips = view(nurse("\n\n## Tips {#tips}\n\nFirst this.\n\n- Ask somebody.\n"), "tips")
    assert tips.intro == "<p>First this.</p>"
    assert [item.words for item in tips.items] == ["Ask somebody."]


def test_the_two_lists_that_help_to_decide_stand_side_by_side() -> None:
    made = view(nurse(DECIDE), "decide")
    assert made.template == "sections/decide.html"
    assert [child.id for child in made.children] == ["suits", "elsewhere"]


def test_what_a_handout_says_about_a_guide() -> None:
    facts = "author: Sample Author\nreviewer: not yet\nother_titles: [Staff nurse, Ward nurse]\nsides: 4"
    text = NURSE.replace("sides: 4", facts).replace("accessed:", "release: May 2024, accessed:") + DECIDE
    text = text.replace("every town. {#needed}", "every town. {#needed}\n\n    Good if you move.")
    html = pages().handout(from_document(from_text(text, path="x.md", slug="x")), sides=4).html
    for words in (
        "Other titles: Staff nurse, Ward nurse</p>",
        "Written by Sample Author. Reviewed: not yet. Figures checked on November 1, 2026; next check by ",
        "Newer figures may be out: ask us.",
        "release May 2024, dated November 1, 2026.",
        '<p class="advice">Good if you move.</p>',
        "<h3>Yes if</h3>\n<ul>",
    ):
        assert words in html, words
