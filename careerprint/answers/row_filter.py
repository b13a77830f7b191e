"""Which rows of a table belong to the assessment, and which of them count."""

from __future__ import annotations

from collections.abc import Collection

from careerprint.answers.exporters import HeaderLayout, Role
from careerprint.answers.people import as_text
from careerprint.languages import name_of
from careerprint.sources.assessment import Assessment
from careerprint.tables.table import Row
from careerprint.tables.texts import fold, squash

_PREVIEWS = frozenset({"surveypreview", "surveytest", "preview", "test", "1", "2", "9", "17"})
"""Statuses of Qualtrics that mean a trial of the survey, in words or as bits: 1 preview, 2 test, 8 spam, 16 offline."""
_UNFINISHED = frozenset({"false", "0", "no"})
"""What Qualtrics writes for somebody who did not reach the end."""


class RowFilter:
    """Decides about rows by the columns that hold no item."""

    def __init__(self, layout: HeaderLayout, assessment: Assessment, taken: Collection[int]) -> None:
        """Find the columns that decide; `taken` are the positions of the items' columns."""
        columns = {role: [i for i in layout.having(role) if i not in taken] for role in Role}
        names = _names_of(assessment)
        self._belonging = [(index, names[role]) for role in names for index in columns[role]]
        self._status, self._finished = columns[Role.STATUS], columns[Role.FINISHED]
        self._submitted = columns[Role.SUBMITTED]

    def belongs(self, row: Row) -> bool:
        """Return whether the row's columns `assessment` and `guide`, where there are any, name this assessment."""
        return all(squash(as_text(row.cells[index])) in names for index, names in self._belonging)

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
