"""A guide's sections as their templates see them."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerprint.pages.sections import NARROW, SHORT, TALL, UNEVEN, View, sides
from careerprint.settings import TEMPLATES
from careerprint.sources.document import from_text
from careerprint.sources.guide import Guide, from_document
from tests.support.samples import guide, pages

NURSE = (Path(__file__).parents[1] / "check" / "nurse.md").read_text(encoding="utf-8")
DECIDE = (
    "\n\n## Could it suit you? {#decide}\n\n### Yes if {#suits}\n\n- you like it.\n\n### No if {#elsewhere}\n\n- no.\n"
)


def nurse(*added: str, without: str = "") -> Guide:
    text = NURSE + "".join(added)
    return from_document(from_text(text.replace(without, ""), path="x.md", slug="x"))


def views(made: Guide) -> list[View]:
    found = sides(made)
    between = [each for spread in found.spreads for each in spread.sections]
    return [each for each in (found.decide, *between, found.tips, found.steps) if each]


def view(made: Guide, name: str) -> View:
    return next(each for each in views(made) if each.id == name)


def test_every_section_is_printed_once_and_between_the_first_and_the_last_side_in_the_order_of_the_guide() -> None:
    assert [each.id for each in views(guide())] == [section.id for section in guide().sections]
    moved = nurse(DECIDE, "\n\n## Tips {#tips}\n\n- Ask somebody.\n", "\n\n## A day {#a-day}\n\nIt begins early.\n")
    names = ["decide", "tasks", "pros", "cons", "skills", "education", "pay-and-outlook", "faq", "a-day", "tips"]
    assert [each.id for each in views(moved)] == [*names, "next-steps"]


def test_two_short_texts_stand_beside_each_other() -> None:
    a, b, long = (f"\n\n## A {name} {{#a-{name}}}\n\n" for name in ("one", "two", "long"))
    made = nurse(f"{a}Words.\n", f"{b}Words.\n", f"{long}{'x' * (SHORT + 1)}\n")
    assert [[view.id for view in spread.sections] for spread in sides(made).spreads][-2:] == [
        ["a-one", "a-two"],
        ["a-long"],
    ]


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


def test_tables_take_the_whole_width_and_text_two_columns_of_whole_paragraphs() -> None:
    body = "\n\n## A day {#a-day}\n\nOne two.\n\nOne three.\n\n" + table(NARROW + 1) + "\nShort.\n"
    runs = view(nurse(body), "a-day").runs
    assert [run.kind for run in runs] == ["beside", "wide", "text"]
    assert runs[0].columns == ("<p>One two.</p>", "<p>One three.</p>")
    assert runs[1].columns[0].startswith("<table")
    assert runs[2].columns == ("<p>Short.</p>",)


def test_a_narrow_table_stands_in_a_column_beside_text_as_long() -> None:
    (run,) = view(nurse(f"\n\n## A day {{#a-day}}\n\n{table(NARROW)}\n{'word ' * 20}\n"), "a-day").runs
    assert run.kind == "beside"
    assert run.columns[0].startswith("<table") and run.columns[1].startswith("<p>word")


def test_long_text_is_set_in_rows_between_which_a_side_may_end() -> None:
    paragraph = "x" * TALL
    runs = view(nurse("\n\n## A day {#a-day}\n" + f"\n{paragraph}\n" * 4), "a-day").runs
    assert [(run.kind, len(run.columns)) for run in runs] == [("beside", 2), ("beside", 2)]
    runs = view(nurse("\n\n## A day {#a-day}\n" + f"\n{paragraph[: TALL // 2]}\n" * 4), "a-day").runs
    assert [run.columns[0].count("<p>") for run in runs] == [2]


def table(columns: int) -> str:
    """Return a table of two rows below its head."""
    return "".join(f"|{cell * columns}\n" for cell in (" A |", "---|", " 1 |", " 2 |"))


@pytest.mark.parametrize(("length", "kind"), [(10 * int(UNEVEN), "beside"), (10 * int(UNEVEN) + 1, "text")])
def test_columns_that_would_be_too_uneven_are_one_text(length: int, kind: str) -> None:
    made = nurse(f"\n\n## A day {{#a-day}}\n\n{'x' * length}\n\n{'y' * 10}\n")
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
        "<h2>Yes if</h2>\n<ul>",
    ):
        assert words in html, words
