"""Which rows of a table belong to the assessment, and which of them count."""

from __future__ import annotations

import re
from collections.abc import Collection

from careerprint.answers.headers.exporters import HeaderLayout
from careerprint.answers.headers.roles import Role
from careerprint.answers.people import as_text
from careerprint.errors import Problem, SourceError
from careerprint.languages import name_of
from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import VERSION_FIELD
from careerprint.tables.table import Row
from careerprint.tables.texts import fold, squash

_PREVIEWS = frozenset({"surveypreview", "surveytest", "preview", "test", "1", "2", "9", "17"})
"""Statuses of Qualtrics that mean a trial of the survey, in words or as bits: 1 preview, 2 test, 8 spam, 16 offline."""
_UNFINISHED = frozenset({"false", "0", "no", "partial"})
"""What Qualtrics and, last, Typeform write for somebody who did not reach the end."""
_VERSION = re.compile(r"\d+(?:\.\d+){0,3}", re.ASCII)
"""What a questionnaire's version looks like."""


def refuse_other_version(file: str, layout: HeaderLayout, assessment: Assessment) -> None:
    """Raise SourceError if the head of a column says that the answers are to another version of the questionnaire."""
    heads = (label for column in layout.columns for label in column.labels)
    for said in filter(None, map(version_in, heads)):
        if fault := version_fault(said, assessment):
            raise SourceError(f"{file}: {fault}", problems=[Problem(file, None, VERSION_FIELD, fault)])


def version_in(head: str) -> str:
    """Return the version that the head of a column holds, such as `2.0 + guide 1.0`; empty if it holds none."""
    return head[len(VERSION_FIELD) :].strip() if head.casefold().startswith(VERSION_FIELD) else ""


def version_fault(said: str, assessment: Assessment) -> str:
    """Say that answers are to another version than that of the assessment; empty if they are not.

    Only the questionnaire's own version counts: it rises when an item or a rule changes. The items of a guide are
    found by their names, which change with their meaning.
    """
    other, own = _own_version(said), _own_version(assessment.version)
    if other == own:
        return ""
    # Where a file has no head, what stands there is what somebody entered.
    named = f"version {other}" if _VERSION.fullmatch(other) else "another version"
    return (
        f"these are answers to {named} of this questionnaire, which is at version {own} now; score them with the "
        "questionnaire that was answered, or ask again"
    )


def _own_version(version: str) -> str:
    # Commas part the keywords of a PDF.
    return version.partition(" + ")[0].replace(",", "").strip()


class RowFilter:
    """Decides about rows by the columns that hold no item."""

    def __init__(self, layout: HeaderLayout, assessment: Assessment, taken: Collection[int]) -> None:
        """Find the columns that decide; `taken` are the positions of the items' columns."""
        columns = {role: [i for i in layout.having(role) if i not in taken] for role in Role}
        self._assessment = assessment
        self._versions = columns[Role.VERSION]
        names = _names_of(assessment)
        self._belonging = [(index, names[role]) for role in names for index in columns[role]]
        self._status, self._finished = columns[Role.STATUS], columns[Role.FINISHED]
        self._submitted = columns[Role.SUBMITTED]

    def belongs(self, row: Row) -> bool:
        """Return whether the row's columns `assessment` and `guide`, where there are any, name this assessment."""
        return all(squash(as_text(row.cells[index])) in names for index, names in self._belonging)

    def other_version(self, row: Row) -> str:
        """Say that the row's answers are to another version of the questionnaire; empty if they are not."""
        said = (as_text(row.cells[index]).strip() for index in self._versions)
        return next((fault for text in said if text and (fault := version_fault(text, self._assessment))), "")

    def left_out(self, row: Row) -> str:
        """Return why a row does not count; empty if it does."""
        if any(squash(as_text(row.cells[index])) in _PREVIEWS for index in self._status):
            return "a preview of the survey"
        unfinished = any(fold(as_text(row.cells[index])) in _UNFINISHED for index in self._finished)
        if unfinished or any(not as_text(row.cells[index]).strip() for index in self._submitted):
            return "not finished"
        return ""


def _names_of(assessment: Assessment) -> dict[Role, set[str]]:
    """Return what the columns `assessment` and `guide` may hold in rows of this assessment."""
    guide = assessment.guide
    # The slug of an assessment made from a guide is `fit--data-scientist`; people write `fit`.
    name = name_of(assessment.slug)
    slugs = {assessment.slug, name, name.partition("--")[0]} if guide else {assessment.slug, name}
    names = {Role.ASSESSMENT: {squash(name) for name in (*slugs, assessment.title)}}
    if guide:
        names[Role.GUIDE] = {squash(guide.slug), squash(guide.name), squash(guide.meta.title)}
    return names
