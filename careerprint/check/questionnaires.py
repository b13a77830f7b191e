"""Reads and checks the assessments: those with their own items, and those that any guide fills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from careerprint.errors import Problem, SourceError
from careerprint.languages import same
from careerprint.sources.assessment import (
    Assessment,
    FitTemplate,
    derive,
    fit_template,
    from_document,
    needs_guide,
)
from careerprint.sources.document import Document
from careerprint.sources.guide import LEVELS, Guide

FEWEST_ITEMS = 3
"""A scale of fewer items is warned about: a single answer moves its score a lot."""

Questionnaire = Assessment | FitTemplate
"""An assessment, or one that becomes an assessment with each guide."""


def understood(document: Document, guides: Sequence[Guide], problems: list[Problem]) -> Questionnaire | None:
    """Interpret a document as a questionnaire, with each guide that fills it, and note every problem."""
    try:
        if not needs_guide(document):
            assessment = from_document(document)
            problems += warnings(assessment)
            return assessment
        template = fit_template(document)
    except SourceError as error:
        problems += error.problems
        return None
    for guide in guides:
        if same(guide.meta.language, template.meta.language):
            problems += _with_guide(template, guide)
    return template


def _with_guide(template: FitTemplate, guide: Guide) -> Iterator[Problem]:
    """Report what is wrong with a guide's items as a questionnaire."""
    try:
        yield from warnings(derive(template, guide, tuple(map(str, LEVELS)), guide.meta.title))
    except SourceError as error:
        yield from error.problems


def warnings(assessment: Assessment) -> Iterator[Problem]:
    """Report what is valid but questionable: short scales, items with the same words."""
    path = assessment.guide.path if assessment.guide else assessment.path
    for scale in assessment.scales:
        if len(scale.items) < FEWEST_ITEMS:
            line = scale.items[0].line if assessment.guide and scale.items else scale.line
            message = f"has fewer than {FEWEST_ITEMS} items, so one answer moves the score a lot"
            yield Problem(path, line, scale.id, message, "warning")
    yield from _same_words(assessment, path)
    if assessment.guide and not same(assessment.guide.meta.language, assessment.language):
        message = f"the guide is in another language than {assessment.path} (`{assessment.language}`)"
        yield Problem(path, None, "language", message, "warning")


def _same_words(assessment: Assessment, path: str) -> Iterator[Problem]:
    """Report items that an answer file with the words as its headings cannot tell apart."""
    folded = {item.id: " ".join(item.text.casefold().split()).rstrip(".!?:") for _, item in assessment.items}
    count = Counter(folded.values())
    for scale, item in assessment.items:
        if count[folded[item.id]] > 1:
            message = "another item has the same words; a survey export cannot tell them apart"
            yield Problem(path, item.line, f"{scale.id} › {item.id}", message, "warning")


def reversed_items(questionnaires: Sequence[Questionnaire]) -> Iterator[str]:
    """List the reversed items of each file: that is no mistake, but a wrong one would invert a person's score."""
    for questionnaire in questionnaires:
        if isinstance(questionnaire, Assessment):
            names = [item.id for _, item in questionnaire.items if item.reversed]
            if names:
                yield f"{questionnaire.path}: reversed items: {', '.join(names)}"
