"""Assessments and answers that tests share: written out, small, and plainly invented."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

from careerprint.sources import assessment, document, guide
from careerprint.sources.assessment import Assessment, FitTemplate, Gaps
from careerprint.sources.assessment_checks import FIT_TEXTS
from careerprint.sources.guide import Guide
from careerprint.sources.scales import Band, Item, Scale

ROOT = Path(__file__).parents[2]
CHOICES = ("Dislike a lot", "Dislike", "Not sure", "Like", "Like a lot")
LEVELS = ("not yet", "with help", "simple parts", "without help", "the hard parts")
WORK = "the work of a machine learning engineer"
BANDS = (
    Band("Low", Fraction("2.4"), "<p>low</p>"),
    Band("Middle", Fraction("3.4"), "<p>middle</p>"),
    Band("High", None, "<p>high</p>"),
)
COMMON = """
## Covers {#covers}
Text.
## High {#all-high}
Text.
## Low {#all-low}
Text.
## Same {#same-throughout}
Text.
## Not scored {#not-scored}
Text.
## Cannot tell {#cannot-tell}
Text.
## Next steps {#next-steps}
- **Talk to us.** Bring this.
## Scoring {#scoring}
Text.
"""
"""The texts that every assessment has."""
FIXED = f"""{COMMON}
## Flat {{#flat}}
Text.
## None high {{#none-high}}
Text.
"""
"""The texts of an assessment with its own items."""
SCALE = """
## Puzzles {#puzzles}
What it *covers*.

- Solve a riddle. {#p1}
- Take a clock apart. {#p2}
- Let others find out. {#p3 .reversed}

### Low {.band to=2.4}
Low words.
### Middle {.band to=3.4}
Middle words.
### High {.band}
High words.
"""
FRONT = """---
title: Sample questions
version: "1.0"
language: en
choices: [Dislike a lot, Dislike, Not sure, Like, Like a lot]
question: How would you like this?
tie_gap: 0.4
flat_gap: 0.4
---
How to answer.
"""
FIT_FRONT = """---
title: Sample fit
version: "1.0"
scales:
  tasks: {question: "Enjoy?", choices: ["No", Some, "Yes"]}
  pros: {question: "Matter?", choices: ["No", Some, "Yes"]}
  cons: {question: "Live with?", choices: ["No", Some, "Yes"]}
  skills: {question: "Where are you?"}
---
"""


def questions(text: str) -> Assessment:
    """Read an assessment with its own items from a text."""
    return assessment.from_document(document.from_text(text, path="sample.md", slug="sample"))


def fit(text: str) -> FitTemplate:
    """Read a fit from a text."""
    return assessment.fit_template(document.from_text(text, path="fit.md", slug="fit"))


def fit_text(scales: Sequence[str] = ("tasks", "pros", "cons", "skills")) -> str:
    """Write a fit with three bands for each scale and all fixed texts."""
    answers = "".join(f"## Answer {{#{name}}}\nAbout {{work}}.\n" for name in FIT_TEXTS)
    return FIT_FRONT + "".join(_fit_scale(role) for role in scales) + COMMON + answers


def _fit_scale(role: str) -> str:
    bands = "### Low {.band to=1.5}\nLow.\n### High {.band}\nHigh.\n"
    return f"## About {role} {{#{role} .scale from={role}}}\nWords.\n{bands}"


def interests() -> Assessment:
    """Read the work interests that come with the project."""
    return assessment.from_document(_source("assessments/interests.md"))


@cache
def engineer() -> Guide:
    """Read the first guide that comes with the project."""
    return guide.from_document(_source("guides/machine-learning-engineer.md"))


@cache
def engineer_fit() -> Assessment:
    """Read the fit of that guide."""
    return assessment.derive(assessment.fit_template(_source("assessments/fit.md")), engineer(), LEVELS, WORK)


def _source(name: str) -> document.Document:
    return document.read(ROOT / "source" / name, name=name)


def scale(name: str, items: int = 5, *, turned: Sequence[int] = (), asked: Sequence[int] = ()) -> Scale:
    """Build a scale whose items are called `a1`, `a2` … for a scale `a`; `turned` ones are reversed."""
    return Scale(
        id=name,
        title=name.upper(),
        question="How?",
        choices=CHOICES,
        items=tuple(
            Item(
                id=f"{name}{number}",
                text=f"Item {number} of {name}",
                reversed=number in turned,
                asked_level=asked[number - 1] if asked else None,
            )
            for number in range(1, items + 1)
        ),
        bands=BANDS,
    )


def build(*scales: Scale, min_share: str = "0.8", tie_gap: str = "0.4", flat_gap: str = "0.4") -> Assessment:
    """Build an assessment from scales."""
    return Assessment(
        slug="sample",
        path="sample.md",
        title="Sample",
        version="1.0",
        language="en",
        opening="",
        scales=scales,
        min_share=Fraction(min_share),
        gaps=Gaps(Fraction(tie_gap), Fraction(flat_gap)),
        sections={},
    )


def answers(**given: Sequence[int | None]) -> dict[str, int | None]:
    """Give the items of each scale their answers: `a=[5, None]` answers `a1` and leaves `a2` open."""
    return {f"{name}{n}": value for name, values in given.items() for n, value in enumerate(values, 1)}
