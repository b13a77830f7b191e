"""Rows that are no response to this questionnaire: of another one, of a preview, or not finished."""

from __future__ import annotations

from collections.abc import Collection

from careerprint.answers.people import as_text
from careerprint.answers.shapes import Layout, Role
from careerprint.answers.table import Row
from careerprint.answers.texts import fold, squash
from careerprint.assessment import Assessment
from careerprint.languages import name_of

# Qualtrics, in words or as the bits of its status: 1 preview, 2 test, 8 spam, 16 offline.
_PREVIEWS = frozenset({"surveypreview", "surveytest", "preview", "test", "1", "2", "9", "17"})
_UNFINISHED = frozenset({"false", "0", "no"})


class RowFilter:
    """Decides about rows by the columns that no item took."""

    def __init__(self, layout: Layout, assessment: Assessment, taken: Collection[int]) -> None:
        """Look up the columns that decide; `taken` are the positions of the items' columns."""
        columns = {role: [i for i in layout.having(role) if i not in taken] for role in Role}
        names = _names_of(assessment)
        self._belonging = [(index, names[role]) for role in names for index in columns[role]]
        self._status, self._finished = columns[Role.STATUS], columns[Role.FINISHED]
        self._submitted = columns[Role.SUBMITTED]

    def belongs(self, row: Row) -> bool:
        """Tell whether the columns `assessment` and `guide`, where there are any, name this one."""
        return all(squash(as_text(row.cells[index])) in names for index, names in self._belonging)

    def left_out(self, row: Row) -> str:
        """Say why a row does not count; empty when it does."""
        if any(squash(as_text(row.cells[index])) in _PREVIEWS for index in self._status):
            return "a preview of the survey"
        unfinished = any(fold(as_text(row.cells[index])) in _UNFINISHED for index in self._finished)
        if unfinished or any(not as_text(row.cells[index]).strip() for index in self._submitted):
            return "not finished"
        return ""


def _names_of(assessment: Assessment) -> dict[Role, set[str]]:
    """Return what the columns `assessment` and `guide` may hold for rows of this one."""
    guide = assessment.guide
    # The slug of one that is made from a guide is `fit--data-scientist`; people write `fit`.
    name = name_of(assessment.slug)
    slugs = {assessment.slug, name, name.partition("--")[0]} if guide else {assessment.slug, name}
    names = {Role.ASSESSMENT: {squash(name) for name in (*slugs, assessment.title)}}
    if guide:
        names[Role.GUIDE] = {squash(guide.slug), squash(guide.name), squash(guide.meta.title)}
    return names
