"""Assessments: what a good file becomes, and what is said about a bad one."""

from __future__ import annotations

import pickle
from fractions import Fraction

import pytest

from careerprint.check.questionnaires import warnings
from careerprint.errors import SourceError
from careerprint.sources import assessment, document, guide
from careerprint.sources.assessment import Gaps
from careerprint.sources.assessment_checks import FIXED_TEXTS, OWN_TEXTS
from tests.support.sample_assessments import (
    FIXED,
    FRONT,
    LEVELS,
    ROOT,
    SCALE,
    WORK,
    engineer,
    engineer_fit,
    fit,
    fit_text,
    interests,
    questions,
)

GOOD = FRONT + SCALE + FIXED
LOW = "## Answer {#answer-low}\nAbout {work}."


def problems(text: str) -> list[str]:
    """Return what is said about a text with own items; fail if it is fine."""
    with pytest.raises(SourceError) as caught:
        questions(text)
    return [str(problem) for problem in caught.value.problems]


def fit_problems(text: str) -> list[str]:
    with pytest.raises(SourceError) as caught:
        fit(text)
    return [str(problem) for problem in caught.value.problems]


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


LOW_LINE = line_of(GOOD, "### Low")


def test_a_good_file_becomes_an_assessment() -> None:
    made = questions(GOOD)
    (scale,) = made.scales
    assert (made.slug, made.version, made.language, made.opening) == (
        "sample",
        "1.0",
        "en",
        "<p>How to answer.</p>",
    )
    assert (made.min_share, made.gaps) == (Fraction("0.66"), Gaps(Fraction(2, 5), Fraction(2, 5)))
    assert (scale.id, scale.title, scale.highest) == ("puzzles", "Puzzles", 5)
    assert scale.about == "<p>What it <em>covers</em>.</p>"
    assert [(item.id, item.text, item.reversed) for item in scale.items] == [
        ("p1", "Solve a riddle.", False),
        ("p2", "Take a clock apart.", False),
        ("p3", "Let others find out.", True),
    ]
    assert [(band.title, band.upto, band.html) for band in scale.bands] == [
        ("Low", Fraction(12, 5), "<p>Low words.</p>"),
        ("Middle", Fraction(17, 5), "<p>Middle words.</p>"),
        ("High", None, "<p>High words.</p>"),
    ]
    assert set(made.sections) == {*FIXED_TEXTS, *OWN_TEXTS}
    assert [item.id for _, item in made.items] == ["p1", "p2", "p3"]


@pytest.mark.parametrize(
    ("mean", "title"),
    [
        ("1", "Low"),
        ("2.4", "Low"),
        ("2.41", "Middle"),
        ("3.4", "Middle"),
        ("17/5", "Middle"),
        ("3.41", "High"),
        ("5", "High"),
    ],
)
def test_a_band_holds_its_upper_end_and_nothing_is_rounded_first(mean: str, title: str) -> None:
    band = questions(GOOD).scales[0].band(Fraction(mean))
    assert band is not None
    assert band.title == title


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{.band to=3.4}", "{.band to=2.4}", f"overlaps `Low` on line {LOW_LINE}; bands go from low to high"),
        ("{.band to=3.4}", "{.band to=2}", "overlaps `Low`"),
        ("{.band to=3.4}", "{.band}", "has no `to`, so the bands after it are never reached"),
        ("### High {.band}", "### High {.band to=4}", "is the last band, so it has no `to`"),
        ("{.band to=3.4}", "{.band to=5}", "to=5 is out of range: means go from 1 to 5"),
        ("{.band to=2.4}", "{.band to=0.5}", "to=0.5 is out of range"),
        ("{.band to=2.4}", "{.band to=two}", "to: expected a number such as 2.4, found `two`"),
        ("{.band to=2.4}", "{.band too=2.4}", "`too` is not known here"),
        ("{.band to=2.4}", "{.bnad to=2.4}", "a heading inside a scale is a band; mark it"),
        ("Low words.", "", "has no words; write what is printed for this band"),
        ("{#p3 .reversed}", "{#p3 .reverse}", "`.reverse` is not known here; did you mean `.reversed`?"),
        ("{#p3 .reversed}", "{#p3 reversed}", "did you mean `.reversed`, with a dot?"),
        ("{#p3 .reversed}", "{#p1}", "the name `p1` is also used on line"),
        ("Take a clock apart. {#p2}", "Take a clock apart.", "has no name; end the line with one"),
        ("{#p2}", "{#p.2}", "a name has only letters, digits"),
        ("{#p2}", "{#name}", "the worksheet and the answer sheet have a field `name`"),
        ("## Flat {#flat}", "## Flat {#covers}", "the name `covers` is also used on line"),
        ("## Flat {#flat}\nText.", "", "sample.md: flat: section is missing"),
        ("## Covers {#covers}\nText.", "## Covers {#covers}", "covers: has no text"),
        (
            "Low words.",
            "About {title} words.",
            "nothing fills in `{title}`; known here: `{lines}`, `{tie_gap}`, `{flat_gap}`",
        ),
        ("[Dislike a lot, Dislike,", "[Dislike, dislike,", "choices: `Dislike` is given twice"),
        ("[Dislike a lot, Dislike,", "['2', '1',", "choices: `2` is choice 1 and worth 1, so the number"),
        (
            "[Dislike a lot, Dislike, Not sure, Like, Like a lot]",
            "[One]",
            "choices: expected at least 2, found 1",
        ),
        ("tie_gap: 0.4", "tie_gap: 0", "tie_gap: expected more than 0"),
        ("flat_gap: 0.4", "flat_gap: 0.3", "flat_gap: expected the tie gap or more"),
        ("tie_gap: 0.4", "min_share: 0.4\ntie_gap: 0.4", "min_share: expected 0.5 or more"),
        ("tie_gap: 0.4", "tie_gpa: 0.4", "did you mean `tie_gap`?"),
        ("tie_gap: 0.4", "tie_gap: 0.4\nleads_to: themes", "`themes` needs one scale for each"),
        ("tie_gap: 0.4", "tie_gap: 0.4\nleads_to: themes", "examples: five to eight occupations are missing for R, I,"),
        ("tie_gap: 0.4", "tie_gap: 0.4\nexamples: {R: [A, B, C, D, E]}", "examples › R: they need `leads_to: themes`"),
        (
            "[Dislike a lot, Dislike, Not sure, Like, Like a lot]",
            "[A, B, C]\nvalues: [0, 1]",
            "choices: there are 3 choices and 2 values",
        ),
        ("tie_gap: 0.4", "tie_gap: 0.4\nvalues: [0, 1, 3, 2, 4]", "values: expected rising numbers"),
        ("tie_gap: 0.4", "tie_gap: 0.4\nmissing: [5, -99]", "missing: 5 is what a choice is worth"),
        ("tie_gap: 0.4", "tie_gap: 0.4\nitems_asked: 0", "items_asked: expected 1 or more"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, said: str) -> None:
    assert GOOD.count(old) == 1
    text = GOOD.replace(old, new)
    found = [problem for problem in problems(text) if said in problem]
    assert found, problems(text)
    first = GOOD[: GOOD.index(old)].count("\n") + 1
    changed = range(first, first + new.count("\n") + 1) if new else ()
    assert not changed or any(problem.startswith(f"sample.md:{line}:") for problem in found for line in changed)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = GOOD.replace("to=3.4", "to=2").replace(".reversed", ".revers").replace('"1.0"', "1.0")
    found = problems(text)
    assert [problem.split(":")[1] for problem in found] == sorted(
        [str(line_of(GOOD, words)) for words in ("version", ".reversed", "### Middle")], key=int
    )


@pytest.mark.parametrize("marker", ["{#puzzles}", "{#puzzles .scale}"])
def test_a_scale_without_bands_or_without_items_is_still_a_scale(marker: str) -> None:
    no_bands = SCALE[: SCALE.index("### Low")].replace("{#puzzles}", marker)
    assert any("has no bands" in problem for problem in problems(FRONT + no_bands + FIXED))
    no_items = "## Puzzles {#puzzles}\nWords.\n" + SCALE[SCALE.index("### Low") :]
    assert any("has no items" in problem for problem in problems(FRONT + no_items + FIXED))


def test_a_file_without_scales_says_so() -> None:
    assert any("has no scale" in problem for problem in problems(FRONT + FIXED))


def test_warnings_name_short_scales_and_same_words_but_not_reversed_items() -> None:
    text = GOOD.replace("- Take a clock apart. {#p2}\n", "").replace("Let others find out.", "solve a riddle")
    found = list(warnings(questions(text)))
    assert {problem.severity for problem in found} == {"warning"}
    short, first, last = (line_of(text, words) for words in ("## Puzzles", "{#p1}", "{#p3"))
    assert [(problem.line, problem.field, problem.message.split(",")[0]) for problem in found] == [
        (short, "puzzles", "has fewer than 3 items"),
        (first, "puzzles › p1", "another item has the same words; a survey export cannot tell them apart"),
        (last, "puzzles › p3", "another item has the same words; a survey export cannot tell them apart"),
    ]


def test_the_interests_that_come_along_are_whole() -> None:
    made = interests()
    assert [(scale.id, len(scale.items)) for scale in made.scales] == [(theme, 5) for theme in "RIASEC"]
    assert made.gaps == Gaps(Fraction("0.8"), Fraction("1.2"))
    assert not any(item.reversed for _, item in made.items)
    assert made.leads_to == "themes"
    assert "chosen" in made.sections
    assert list(warnings(made)) == []


def test_the_items_of_a_fit_are_the_guides_own() -> None:
    made, source = engineer_fit(), engineer()
    assert made.slug == "fit--machine-learning-engineer"
    assert made.version == "2.0 + guide 2.0"
    assert [scale.id for scale in made.scales] == ["tasks", "pros", "cons", "skills"]
    for scale in made.scales:
        assert [item.id for item in scale.items] == [item.id for item in source.items(scale.id)]
    skills = made.scales[3]
    assert skills.choices == LEVELS
    assert [item.asked_level for item in skills.items] == [skill.level for skill in source.skills]
    assert skills.asks_levels
    assert not made.scales[0].asks_levels
    assert list(warnings(made)) == []


def test_an_item_of_a_fit_has_the_lead_in_as_text_and_plain_words_behind() -> None:
    item = engineer_fit().scales[1].items[0]
    assert item.text == "Good pay"
    assert item.detail.startswith("In each of the three official occupations that hold the title")
    assert "source-mark" not in item.detail
    assert item.source is not None
    assert "source-mark" in item.source.html


def test_what_a_guide_is_about_is_filled_in_as_text_and_the_template_stays_as_it_was() -> None:
    template, guide = fit(fit_text()), engineer()
    loud = assessment.derive(template, guide, LEVELS, "R&D *star* <b>")
    assert loud.sections["answer-low"].html == "<p>About R&amp;D *star* &lt;b&gt;.</p>"
    made = assessment.derive(template, guide, LEVELS, WORK)
    assert made.sections["answer-low"].html == "<p>About the work of a machine learning engineer.</p>"


def test_a_fit_survives_the_way_to_another_process() -> None:
    copy = pickle.loads(pickle.dumps(engineer_fit()))
    assert [item.id for _, item in copy.items] == [item.id for _, item in engineer_fit().items]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from=pros", "from=prose", "from: expected one of tasks, pros, cons, skills"),
        ("from=pros", "from=cons", "the name `cons` is also used on line"),
        ("{#pros .scale from=pros}", "{#pros from=pros}", "mark it as a scale"),
        (LOW, "", "answer-low: section is missing"),
        (LOW, "## A {#answer-low}\nAbout {werk}.", "nothing fills in `{werk}`; known here: `{work}`"),
        (LOW, "## A {#answer-low}\nAbout {work}", "`{work}` at the end of a line is lost"),
        (
            '{question: "Where are you?"}',
            "{question: A, choices: [B, C]}",
            "skills › choices: is not a field",
        ),
        ('  cons: {question: "Live with?", choices: ["No", Some, "Yes"]}\n', "", "scales › cons: is missing"),
    ],
)
def test_a_mistake_in_a_fit_is_named(old: str, new: str, said: str) -> None:
    text = fit_text()
    assert text.count(old) == 1
    found = fit_problems(text.replace(old, new))
    assert any(said in problem for problem in found), found


def test_a_fit_that_leaves_a_scale_out_or_brings_its_own_items_says_so() -> None:
    found = fit_problems(fit_text(("tasks", "pros", "skills")))
    assert any("cons: scale is missing" in problem for problem in found), found
    with_items = fit_text().replace(
        "## About pros {#pros .scale from=pros}\n", "## P {#pros .scale from=pros}\n\n- A. {#a}\n\n"
    )
    assert any("take the list out" in problem for problem in fit_problems(with_items))


def test_a_guide_may_not_call_an_item_like_a_column_of_the_answer_sheet() -> None:
    path = ROOT / "source/guides/machine-learning-engineer.md"
    text = path.read_text(encoding="utf-8").replace("{#team-work}", "{#name}")
    other = guide.from_document(document.from_text(text, path="g.md", slug="g"))
    with pytest.raises(SourceError) as caught:
        assessment.derive(fit(fit_text()), other, LEVELS, WORK)
    assert [problem.field for problem in caught.value.problems] == ["tasks › name"]


def test_a_document_says_which_kind_it_is() -> None:
    assert assessment.needs_guide(document.from_text(fit_text(), path="f.md", slug="f"))
    assert not assessment.needs_guide(document.from_text(GOOD, path="g.md", slug="g"))


def test_the_center_chooses_how_many_items_are_asked() -> None:
    text = (ROOT / "source/assessments/interests.md").read_text(encoding="utf-8")
    long = questions(text.replace("items_asked: 5", "items_asked: 10"))
    assert [len(scale.items) for scale in long.scales] == [10] * 6
    assert [scale.items[:5] for scale in long.scales] == [scale.items for scale in interests().scales]
    assert "It sorts 60 activities" in long.sections["covers"].html
    assert "It sorts 30 activities" in interests().sections["covers"].html
    assert [len(scale.items) for scale in questions(text.replace("items_asked: 5\n", "")).scales] == [10] * 6


def test_numbers_are_choices_that_are_worth_themselves() -> None:
    zero_to_ten = ", ".join(map(str, range(11)))
    front = FRONT.replace("[Dislike a lot, Dislike, Not sure, Like, Like a lot]", f"[{zero_to_ten}]")
    made = questions(front.replace("flat_gap", f"values: [{zero_to_ten}]\nflat_gap") + SCALE + FIXED)
    (scale,) = made.scales
    assert (len(scale.choices), scale.lowest, scale.middle, scale.highest) == (11, 0, Fraction(5), 10)
    found = problems(front + SCALE + FIXED)
    assert any("`0` is choice 1 and worth 1" in each and f"add `values: [{zero_to_ten}]`" in each for each in found)


def test_bands_lie_within_what_the_choices_are_worth() -> None:
    text = GOOD.replace("flat_gap: 0.4", "flat_gap: 0.4\nvalues: [-2, -1, 0, 1, 2]")
    assert any("to=2.4 is out of range: means go from -2 to 2" in problem for problem in problems(text))
    made = questions(text.replace("to=2.4", "to=-0.6").replace("to=3.4", "to=0.4"))
    band = made.scales[0].band(Fraction("-0.6"))
    assert band is not None
    assert band.title == "Low"
