"""Reads and checks the assessments: those with their own items, and those that any guide fills."""

from __future__ import annotations

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
    warnings,
)
from careerprint.sources.document import Document
from careerprint.sources.guide import LEVELS, Guide

Questionnaire = Assessment | FitTemplate
"""An assessment, or one that becomes an assessment with each guide."""


def understood(document: Document, guides: Sequence[Guide], problems: list[Problem]) -> Questionnaire | None:
    """Understand a document as a questionnaire and note every problem of it, with each guide too."""
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


def reversed_items(questionnaires: Sequence[Questionnaire]) -> Iterator[str]:
    """Name the reversed items of each file: no mistake, but a wrong one would turn a person's score round."""
    for questionnaire in questionnaires:
        if isinstance(questionnaire, Assessment):
            names = [item.id for _, item in questionnaire.items if item.reversed]
            if names:
                yield f"{questionnaire.path}: reversed items: {', '.join(names)}"
