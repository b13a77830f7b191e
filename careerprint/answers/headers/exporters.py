"""Which survey tool wrote a table: how many rows its header has, and what the columns besides the items mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from careerprint.answers.dates import looks_like_date
from careerprint.answers.headers.roles import (
    GOOGLE,
    JOTFORM,
    LIMESURVEY,
    MICROSOFT,
    OURS,
    QUALTRICS,
    REDCAP,
    SURVEYMONKEY,
    TYPEFORM,
    Role,
    Roles,
)
from careerprint.answers.paper.lines import sum_in
from careerprint.sources.scales import VERSION_FIELD
from careerprint.tables.limits import LONGEST_TEXT
from careerprint.tables.table import AnswerTable, Row, column_letter, is_blank, refuse
from careerprint.tables.texts import clean, fold, shorten, squash, unmask

NO_HEADER = "no header"
"""What stands for the header of a column that has none, in messages."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table."""

    index: int
    """Position, from 0."""
    labels: tuple[str, ...]
    """Its header cells, from the top; at least one."""
    role: Role | None
    """What it says; None for an item or an unknown column."""
    shown: str
    """Its letter and header, for messages about a column whose header is known: `F (How would you like …)`."""
    place: str
    """Its letter alone, for messages about any other: where a line break was lost, its header is somebody's answer.

    Where columns have no letters, in JSON and forms, it is the key.
    """


@dataclass(frozen=True, slots=True)
class HeaderLayout:
    """The header of a table, understood."""

    exporter: str
    """The tool that wrote it."""
    header_rows: int
    """The number of rows above the first response."""
    columns: tuple[Column, ...]
    """All columns, in the order of the file."""
    seen_unanswered: frozenset[str]
    """Cells that mean that the question was seen but not answered."""

    def having(self, role: Role) -> tuple[int, ...]:
        """Return the positions of the columns with this role."""
        return tuple(column.index for column in self.columns if column.role is role)


_RoleOf: TypeAlias = Callable[[Sequence[str]], Role | None]
_SEEN_UNANSWERED = frozenset({"-99"})
"""The number with which Qualtrics marks a question that was seen but not answered, unless the center changed it."""
_VERSION = squash(VERSION_FIELD)
"""How the head of a column begins that says which version of the questionnaire was answered."""
_PLAIN_ANSWERS = frozenset({"", "response", "open-ended response", "respuesta", "respuesta abierta"})
"""What SurveyMonkey writes below a question that has no rows of its own."""


def recognize(table: AnswerTable) -> HeaderLayout:
    """Return the layout of a table, from its first rows alone.

    Raises SourceError for a header with merged cells, unless it is that of SurveyMonkey: its second row has them all.
    """
    layout = _recognized(table)
    header = table.top[0]
    if header.fault and (layout.exporter, layout.header_rows) != ("SurveyMonkey", 2):
        raise refuse(table.file, header.fault, row=header.number)
    return layout


def _recognized(table: AnswerTable) -> HeaderLayout:
    first = [squash(str(cell)) for cell in table.top[0].cells]
    header_rows = _qualtrics_header_rows(table.top, first)
    if header_rows:
        return _layout(table, "Qualtrics", header_rows, _role_of_any(QUALTRICS))
    if any(_limesurvey_role(cell) is Role.SUBMITTED for cell in map(str, table.top[0].cells)):
        return _layout(table, "LimeSurvey", 1, lambda labels: _limesurvey_role(labels[0]))
    if first[0] == "respondentid":
        return _surveymonkey(table)
    for exporter, telling, roles in _TELLING:
        if telling <= set(first):
            return _layout(table, exporter, 1, _role_of_any(roles))
    if first[0] == "recordid" and any(_is_redcap_status(name) for name in first):
        return _layout(table, "REDCap", 1, _redcap_role)
    if first[0] in ("timestamp", "marcatemporal"):
        return _layout(table, "Google Forms", 1, _role_of_any(GOOGLE))
    if any(cell.startswith(_VERSION) for cell in first):
        return _layout(table, "our answer sheet" if table.lettered else "our worksheets", 1, _answer_sheet_role)
    return _layout(table, "a table of your own", 1, _role_of_any(OURS))


_TELLING: tuple[tuple[str, frozenset[str], Roles], ...] = (
    ("Microsoft Forms", frozenset({"starttime", "completiontime"}), MICROSOFT),
    ("Microsoft Forms", frozenset({"horadeinicio", "horadefinalización"}), MICROSOFT),
    ("Typeform", frozenset({"submitdateutc"}), TYPEFORM),
    ("Jotform", frozenset({"submissiondate"}), JOTFORM),
)
"""Tools that always write certain columns, by the squashed headers of these."""


def _qualtrics_header_rows(top: Sequence[Row], first: list[str]) -> int:
    """Return 3 or 2 for Qualtrics (IDs, texts and, in newer exports, JSON) and 0 for any other tool."""
    if len(top) > 2 and any(str(cell).startswith('{"ImportId"') for cell in top[2].cells):
        return 3
    second = [squash(str(cell)) for cell in top[1].cells] if len(top) > 1 else []
    if first[0] == "v1" and "responseid" in second:
        return 2
    if {"startdate", "enddate", "responseid"} <= set(first):
        # Labels may be translated, so any second row without a date belongs to the header.
        start = first.index("startdate")
        has_labels = len(second) > start and not looks_like_date(top[1].cells[start])
        return 2 if has_labels else 1
    return 0


def _surveymonkey(table: AnswerTable) -> HeaderLayout:
    """Understand a header of two rows: a question stands once above its rows, and the cells beside it are empty."""
    role = _role_of_any(SURVEYMONKEY)
    below = table.top[1].cells if len(table.top) > 1 else ()
    # The respondent's number is never empty in a response, so a row without one belongs to the header.
    if is_blank(below) or not is_blank(below[:1]):
        return _layout(table, "SurveyMonkey", 1, role)
    columns = []
    question = ""
    for index, (cell, cell_below) in enumerate(zip(table.top[0].cells, below, strict=False)):
        own, row = _label(str(cell)), _label(str(cell_below))
        question = own or (question if row else "")
        is_plain = bool(own) and fold(row) in _PLAIN_ANSWERS
        labels = (question if is_plain or not row else f"{question} [{row}]",)
        columns.append(_column(table, index, labels, role(labels)))
    return _laid_out("SurveyMonkey", 2, columns)


def _role_of_any(roles: Roles) -> _RoleOf:
    def role(labels: Sequence[str]) -> Role | None:
        if any(squash(label).startswith(_VERSION) for label in labels):
            return Role.VERSION
        return next((roles[key] for key in (squash(label) or label for label in labels) if key in roles), None)

    return role


def _answer_sheet_role(labels: Sequence[str]) -> Role | None:
    return Role.SUM if sum_in(labels[0]) else _role_of_any(OURS)(labels)


def _redcap_role(labels: Sequence[str]) -> Role | None:
    """Every form has a time and a state of its own, named after it: `interests_timestamp`, `interests_complete`."""
    name = labels[0].casefold()
    if name.endswith("_timestamp"):
        return Role.DATE
    return Role.OTHER if name.endswith("_complete") else _role_of_any(REDCAP)(labels)


def _is_redcap_status(name: str) -> bool:
    return name.endswith("complete") or name.startswith("redcap")


def _limesurvey_role(label: str) -> Role | None:
    """Return the role by code, by text, or by a code before its text: `submitdate. Date submitted`."""
    code, _, text = label.partition(" ")
    both = squash(code) in LIMESURVEY and squash(text) in LIMESURVEY
    return LIMESURVEY.get(squash(code if both else label))


def _layout(table: AnswerTable, exporter: str, header_rows: int, role: _RoleOf) -> HeaderLayout:
    columns = []
    for index, _ in enumerate(table.top[0].cells):
        labels = tuple(_labels(table.top[:header_rows], index))
        columns.append(_column(table, index, labels, role(labels)))
    return _laid_out(exporter, header_rows, columns)


def _laid_out(exporter: str, header_rows: int, columns: Sequence[Column]) -> HeaderLayout:
    """Return the layout of these columns, without those to the right of the last header."""
    width = 1 + max((column.index for column in columns if any(column.labels)), default=0)
    unanswered = _SEEN_UNANSWERED if exporter == "Qualtrics" else frozenset[str]()
    return HeaderLayout(exporter, header_rows, _without_repeated_dates(columns[:width]), unanswered)


def _labels(header: Sequence[Row], index: int) -> Iterator[str]:
    # The third row, of JSON, holds nothing that a person would recognize.
    return (_label(str(row.cells[index])) for row in header[:2] if index < len(row.cells))


def _column(table: AnswerTable, index: int, labels: tuple[str, ...], role: Role | None) -> Column:
    shown = shorten(labels[0]) or NO_HEADER
    name = f"{column_letter(index)} ({shown})" if table.lettered else shown
    return Column(index, labels, role, name, column_letter(index) if table.lettered else shown)


def _label(text: str) -> str:
    return unmask(clean(text[:LONGEST_TEXT]) or "")


def _without_repeated_dates(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Keep the first column of dates as the day of the answers."""
    dates = [column.index for column in columns if column.role in (Role.DATE, Role.SUBMITTED)]
    return tuple(replace(column, role=Role.OTHER) if column.index in dates[1:] else column for column in columns)
