"""Which survey tool wrote a table: how many rows its header has, and what the columns besides the items mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from careerprint.answers.dates import looks_like_date
from careerprint.answers.paper.lines import sum_in
from careerprint.sources.scales import VERSION_FIELD
from careerprint.tables.limits import LONGEST_TEXT
from careerprint.tables.table import AnswerTable, Row, column_letter
from careerprint.tables.texts import clean, shorten, squash, unmask


class Role(Enum):
    """What a column that holds no item says about the person or the response."""

    PERSON = "the ID that the center gave"
    RESPONSE = "the number that the survey tool gave"
    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    EMAIL = "e-mail"
    DATE = "day of the answers"
    LANGUAGE = "language"
    FINISHED = "whether the person reached the end, in words"
    SUBMITTED = "when the person reached the end, which is the day of the answers; empty if they did not"
    STATUS = "whether it was a preview"
    ASSESSMENT = "which questionnaire was answered"
    GUIDE = "which guide's questionnaire was answered"
    SUM = "the sum of some lines of an answer sheet"
    VERSION = "which version of the questionnaire was answered"
    OTHER = "known, but of no use here: addresses, progress, seeds"


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


_OURS: Mapping[str, Role] = {
    "id": Role.PERSON,
    "personid": Role.PERSON,
    "participantid": Role.PERSON,
    "studentid": Role.PERSON,
    "clientid": Role.PERSON,
    "name": Role.NAME,
    # Microsoft numbers a question "Name" because its own column has that title.
    "name2": Role.NAME,
    "fullname": Role.NAME,
    "yourname": Role.NAME,
    "firstname": Role.FIRST_NAME,
    "lastname": Role.LAST_NAME,
    "email": Role.EMAIL,
    "emailaddress": Role.EMAIL,
    "date": Role.DATE,
    "timestamp": Role.DATE,
    "language": Role.LANGUAGE,
    "assessment": Role.ASSESSMENT,
    "guide": Role.GUIDE,
}
_GOOGLE: Mapping[str, Role] = {**_OURS, "username": Role.EMAIL, "score": Role.OTHER}
_MICROSOFT: Mapping[str, Role] = {
    **_OURS,
    "id": Role.RESPONSE,
    "starttime": Role.OTHER,
    "completiontime": Role.DATE,
    "lastmodifiedtime": Role.OTHER,
}
_QUALTRICS: Mapping[str, Role] = {
    **_OURS,
    "startdate": Role.OTHER,
    "enddate": Role.DATE,
    "status": Role.STATUS,
    "ipaddress": Role.OTHER,
    "progress": Role.OTHER,
    "durationinseconds": Role.OTHER,
    "finished": Role.FINISHED,
    "recordeddate": Role.OTHER,
    "responseid": Role.RESPONSE,
    "responseset": Role.OTHER,
    "recipientlastname": Role.LAST_NAME,
    "recipientfirstname": Role.FIRST_NAME,
    "recipientemail": Role.EMAIL,
    "externalreference": Role.PERSON,
    "externaldatareference": Role.PERSON,
    "locationlatitude": Role.OTHER,
    "locationlongitude": Role.OTHER,
    "locationaccuracy": Role.OTHER,
    "distributionchannel": Role.STATUS,
    "userlanguage": Role.LANGUAGE,
}
_LIMESURVEY: Mapping[str, Role] = {
    **_OURS,
    "id": Role.RESPONSE,
    "responseid": Role.RESPONSE,
    "submitdate": Role.SUBMITTED,
    "datesubmitted": Role.SUBMITTED,
    "lastpage": Role.OTHER,
    "startlanguage": Role.LANGUAGE,
    "seed": Role.OTHER,
    "token": Role.PERSON,
    "accesscode": Role.PERSON,
    "startdate": Role.OTHER,
    "datestarted": Role.OTHER,
    "datestamp": Role.OTHER,
    "datelastaction": Role.OTHER,
    "ipaddr": Role.OTHER,
    "ipaddress": Role.OTHER,
    "refurl": Role.OTHER,
    "referrerurl": Role.OTHER,
}
_SEEN_UNANSWERED = frozenset({"-99"})
"""The number with which Qualtrics marks a question that was seen but not answered, unless the center changed it."""


_VERSION = squash(VERSION_FIELD)
"""How the head of a column begins that says which version of the questionnaire was answered."""


def recognize(table: AnswerTable) -> HeaderLayout:
    """Return the layout of a table, from its first rows alone."""
    first = [squash(str(cell)) for cell in table.top[0].cells]
    header_rows = _qualtrics_header_rows(table.top, first)
    if header_rows:
        return _layout(table, "Qualtrics", header_rows, _role_of_any(_QUALTRICS))
    if any(_limesurvey_role(cell) is Role.SUBMITTED for cell in map(str, table.top[0].cells)):
        return _layout(table, "LimeSurvey", 1, lambda labels: _limesurvey_role(labels[0]))
    if {"starttime", "completiontime"} <= set(first):
        return _layout(table, "Microsoft Forms", 1, _role_of_any(_MICROSOFT))
    if first[0] == "timestamp":
        return _layout(table, "Google Forms", 1, _role_of_any(_GOOGLE))
    if any(cell.startswith(_VERSION) for cell in first):
        return _layout(table, "our answer sheet" if table.lettered else "our worksheets", 1, _answer_sheet_role)
    return _layout(table, "a table", 1, _role_of_any(_OURS))


def _qualtrics_header_rows(top: Sequence[Row], first: list[str]) -> int:
    """Return 3 or 2 for Qualtrics (IDs, texts and, in newer exports, JSON) and 0 for any other tool."""
    if len(top) > 2 and any(str(cell).startswith('{"ImportId"') for cell in top[2].cells):
        return 3
    second = [squash(str(cell)) for cell in top[1].cells] if len(top) > 1 else []
    if first[0] == "v1" and "responseid" in second:
        return 2
    if {"startdate", "enddate", "responseid"} <= set(first):
        # Labels may be translated, so any second row without a date belongs to the header.
        has_labels = second and not looks_like_date(top[1].cells[first.index("startdate")])
        return 2 if has_labels else 1
    return 0


def _role_of_any(roles: Mapping[str, Role]) -> Callable[[Sequence[str]], Role | None]:
    def role(labels: Sequence[str]) -> Role | None:
        if any(squash(label).startswith(_VERSION) for label in labels):
            return Role.VERSION
        return next((roles[key] for key in map(squash, labels) if key in roles), None)

    return role


def _answer_sheet_role(labels: Sequence[str]) -> Role | None:
    return Role.SUM if sum_in(labels[0]) else _role_of_any(_OURS)(labels)


def _limesurvey_role(label: str) -> Role | None:
    """Return the role by code, by text, or by a code before its text: `submitdate. Date submitted`."""
    code, _, text = label.partition(" ")
    both = squash(code) in _LIMESURVEY and squash(text) in _LIMESURVEY
    return _LIMESURVEY.get(squash(code if both else label))


def _layout(
    table: AnswerTable, exporter: str, header_rows: int, role: Callable[[Sequence[str]], Role | None]
) -> HeaderLayout:
    columns = []
    for index, _ in enumerate(table.top[0].cells):
        cells = [row.cells[index] for row in table.top[:header_rows] if index < len(row.cells)]
        # The row of JSON holds nothing that a person would recognize.
        labels = tuple(_label(str(cell)) for cell in cells[:2])
        shown = shorten(labels[0])
        name = f"{column_letter(index)} ({shown})" if table.lettered else shown
        place = column_letter(index) if table.lettered else shown
        columns.append(Column(index, labels, role(labels), name, place))
    unanswered = _SEEN_UNANSWERED if exporter == "Qualtrics" else frozenset[str]()
    return HeaderLayout(exporter, header_rows, _without_repeated_dates(columns), unanswered)


def _label(text: str) -> str:
    return unmask(clean(text[:LONGEST_TEXT]) or "")


def _without_repeated_dates(columns: list[Column]) -> tuple[Column, ...]:
    """Keep the first column of dates as the day of the answers."""
    dates = [column.index for column in columns if column.role in (Role.DATE, Role.SUBMITTED)]
    return tuple(replace(column, role=Role.OTHER) if column.index in dates[1:] else column for column in columns)
