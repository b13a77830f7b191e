"""Rules about headings: their order, their place, and that text stands under each."""

from __future__ import annotations

from collections.abc import Iterator

from careerprint.check.subject import Context, Subject
from careerprint.document import Section
from careerprint.errors import Problem
from careerprint.markdowntree import HEADINGS, line_of, text_of

TOP = 2
"""The level of a section's heading: `##`. Level 1 is the title, which the print makes itself."""
DEEPEST = 3
"""The deepest level that the templates print."""


def heading_levels(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report headings that skip a level: listeners find their way by the levels."""
    for section in subject.document.sections:
        yield from _levels(subject, section, TOP - 1)


def _levels(subject: Subject, section: Section, above: int) -> Iterator[Problem]:
    expected = "#" * (above + 1)
    if section.level == 1:
        message = "`#` is for the title, which stands at the top as `title:`; begin this heading with `##`"
        yield subject.problem(section.line, section.id, message)
    elif section.level > above + 1:
        message = f"the heading skips a level; begin it with `{expected}`"
        yield subject.problem(section.line, section.id, message)
    elif section.level > DEEPEST:
        message = f"`{'#' * section.level}` is too deep; use `##` for a section and `###` inside it"
        yield subject.problem(section.line, section.id, message)
    for child in section.children:
        yield from _levels(subject, child, section.level)


def headings_inside(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report headings inside lists, quotes and tables."""
    for block in subject.blocks:
        for element in block.element.iter():
            if element is not block.element and element.tag in HEADINGS:
                message = f"the heading “{text_of(element)[:40]}” stands inside a list or quote; "
                message += "put a blank line before it and begin it at the left edge"
                yield subject.problem(line_of(element, block.line), block.field, message)


def empty_sections(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report headings without words and headings with nothing under them."""
    if not subject.document.opening:
        message = "the text begins with a heading; write a short answer in a paragraph before it"
        yield subject.problem(subject.document.first_line, "", message)
    for section in subject.document.walk():
        if not section.words:
            yield subject.problem(section.line, section.id, "the heading has no words; add them")
        elif not section.body and not section.children:
            message = f"nothing stands under the heading “{section.words}”; write its text or take it out"
            yield subject.problem(section.line, section.id, message)
