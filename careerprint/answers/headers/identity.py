"""Who is who: the columns with the name, the ID and the day, as people choose them or as headers in plain words say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from careerprint.answers.headers.exporters import Column, HeaderLayout
from careerprint.answers.headers.roles import Role
from careerprint.errors import AnswerProblem, Problem, SourceError
from careerprint.sources.fields import AnswerColumns
from careerprint.tables.texts import fold, fold_unnumbered, squash

_NAMES = (Role.NAME, Role.FIRST_NAME, Role.LAST_NAME)
_IDS = (Role.PERSON,)
_DAYS = (Role.DATE, Role.SUBMITTED)
_ROLES: Mapping[str, tuple[Role, ...]] = {"name": _NAMES, "id": _IDS, "date": _DAYS}
"""By what people call a thing: the role that a chosen column gets first, and those that other columns lose."""
_MAY_BE_EMPTY = frozenset({"Microsoft Forms", "Qualtrics", "SurveyMonkey"})
"""Tools that write columns of names even where they know none: a question in the form may hold them instead."""
_SHORT_NAMES = frozenset({"name", "yourname", "nombre", "nombres", "tunombre", "sunombre"})
"""Squashed headers that ask for the first name if another column asks for the last name."""
_LONGEST_QUESTION = 80
"""Characters of a header that may ask for a name: a longer one is a question about something else."""
_PLAIN_WORDS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.FIRST_NAME, re.compile(r"\b(first|given) name\b|\bprimer nombre\b")),
    (Role.LAST_NAME, re.compile(r"\b(last|family) name\b|\bsurname\b|^((tus?|sus?) )?apellidos?\b")),
    (
        Role.NAME,
        re.compile(
            r"\b(your|student|client|participant|customer|person)('?s)?( (full|whole|real|legal|preferred))? name\b"
            r"|\bname of (the )?(student|client|participant|customer|person)\b"
            r"|^(please )?(enter |write |type )?(full |legal |preferred )?name( *[(:,].*)?$"
            r"|\b(tu|su) nombre\b|\bnombre (completo|y apellidos?)\b|^nombres?( *[(:,].*)?$"
            r"|\bnombre (de la|del|de) (estudiante|alumn[oa]|cliente|participante|persona)\b"
            r"|\bc[oó]mo (te llamas|se llama)\b"
        ),
    ),
    (
        Role.PERSON,
        re.compile(
            r"\b(student|client|participant|person|customer|case|school)('?s)? (id|number|no)\b"
            r"|\byour id\b|\bid (number|code|from the center)\b|^id( *[(:,].*)?$"
            r"|\b(n[uú]mero|id|c[oó]digo) (de la|del|de) (estudiante|alumn[oa]|cliente|participante)\b"
            r"|\b(tu|su) (id|c[oó]digo|n[uú]mero de id)\b|\bmatr[ií]cula\b"
        ),
    ),
)
"""How people ask for these things in forms of their own, in English and Spanish; the first that fits counts."""
_OTHERS = re.compile(
    r"\b(school|teacher|counsel[l]?or|parent|guardian|mother|father|company|employer|emergency|contact|program|course"
    r"|user|file|job|career|brand|middle|nick|pet|escuela|maestr[oa]|profesora?|consejer[oa]|madre|padre|tutora?"
    r"|empresa|emergencia|contacto|programa|curso|usuario|trabajo|carrera|mascota)(e?s)?('s)?\b"
)
"""Words of a header that asks for the name of somebody or something else."""
_OTHER_NUMBERS = re.compile(r"\b(phone|tel[eé]fono|social security|locker)\b")


@dataclass(frozen=True, slots=True)
class Identification:
    """From which columns people are known."""

    name: tuple[str, ...]
    """The columns of the name, such as `B (What is your name?)`; empty if there is none."""
    id: tuple[str, ...]
    """The columns of the ID, those with the center's before those with a tool's; the first that is filled in counts."""
    date: tuple[str, ...]
    """The column of the day of the answers."""

    def __str__(self) -> str:
        """Return it in one line, for messages."""
        parts = (
            f"Name: {', '.join(self.name) or 'none'}",
            f"ID: {', '.join(self.id) or 'none, rows are numbered'}",
            f"Date: {', '.join(self.date) or 'none'}",
        )
        return " · ".join(parts)


def choose(file: str, row: int, layout: HeaderLayout, typed: AnswerColumns, usual: AnswerColumns) -> HeaderLayout:
    """Return the layout with the roles that people gave to columns.

    What was `typed` with a command must be there and may be a letter; the `usual` columns, of the center or the
    assessment, are headers and may be missing, as not every form has them. Raises SourceError for a column that is not
    there, or for a header of several.
    """
    for what, roles in _ROLES.items():
        must_be = getattr(typed, what)
        named = must_be or getattr(usual, what)
        column = _named(file, row, layout, named, must_be=bool(must_be)) if named else None
        if column:
            layout = _with_role(layout, column, roles)
    return layout


def _named(file: str, row: int, layout: HeaderLayout, named: str, *, must_be: bool) -> Column | None:
    """Return the column with this header or, of those that `must_be` there, this letter."""
    found = [column for column in layout.columns if fold(named) in map(fold, column.labels)]
    if must_be and not found:  # what is written for all files names no letter: each has its columns elsewhere
        found = [column for column in layout.columns if column.place == named.strip().upper()]
    if len(found) == 1:
        return found[0]
    if not found and not must_be:
        return None
    message = "several columns have this header; name one by its letter" if found else "there is no such column"
    raise SourceError(f"{file}: {message}", problems=[Problem(file, row, named, message)])


def _with_role(layout: HeaderLayout, chosen: Column, roles: Sequence[Role]) -> HeaderLayout:
    """Return the layout in which only the chosen column has any of these roles."""
    columns = (replace(column, role=None) if column.role in roles else column for column in layout.columns)
    return replace(layout, columns=tuple(replace(c, role=roles[0]) if c.index == chosen.index else c for c in columns))


def guess(layout: HeaderLayout, free: Iterable[Column]) -> HeaderLayout:
    """Return the layout with roles for columns whose headers ask for a name or an ID in plain words.

    `free` are the columns that hold no item and have no role. A role is given only if no column has it (but for those
    that a tool may leave empty) and exactly one asks for it: nothing else would be sure.
    """
    asking: dict[Role, list[int]] = defaultdict(list)
    for column in free:
        role = _asked_for(column.labels)
        if role:
            asking[role].append(column.index)
    known = set() if layout.exporter in _MAY_BE_EMPTY else {column.role for column in layout.columns}
    if known & {Role.NAME, Role.FIRST_NAME}:
        asking = {role: places for role, places in asking.items() if role not in _NAMES}
    elif Role.FIRST_NAME in asking and Role.LAST_NAME not in {*asking, *known}:
        asking.setdefault(Role.NAME, asking.pop(Role.FIRST_NAME))
    sure = {places[0]: role for role, places in asking.items() if len(places) == 1 and role not in known}
    return _first_names(
        replace(layout, columns=tuple(replace(c, role=sure.get(c.index, c.role)) for c in layout.columns))
    )


def _first_names(layout: HeaderLayout) -> HeaderLayout:
    """Return the layout in which `Nombre` beside `Apellidos`, or `Name` beside `Last name`, is the first name."""
    if not layout.having(Role.LAST_NAME) or layout.having(Role.FIRST_NAME) or len(layout.having(Role.NAME)) != 1:
        return layout
    columns = (
        replace(column, role=Role.FIRST_NAME)
        if column.role is Role.NAME and squash(column.labels[0]) in _SHORT_NAMES
        else column
        for column in layout.columns
    )
    return replace(layout, columns=tuple(columns))


def _asked_for(labels: Sequence[str]) -> Role | None:
    for text in (fold_unnumbered(label) for label in labels if len(label) <= _LONGEST_QUESTION):
        for role, pattern in _PLAIN_WORDS:
            others = _OTHER_NUMBERS if role is Role.PERSON else _OTHERS
            if pattern.search(text) and not others.search(text):
                return role
    return None


def identify(file: str, row: int, layout: HeaderLayout) -> Identification:
    """Return from which columns people are known.

    Raises SourceError if two columns of one header may hold the name or the ID: either may be the right one.
    """
    for roles in (_NAMES, _IDS) if layout.exporter not in _MAY_BE_EMPTY else ():
        headers = defaultdict(list)
        for column in layout.columns:
            if column.role in roles:
                headers[squash(column.labels[0])].append(column.place)
        for places in headers.values():
            if len(places) > 1:
                message = "these columns have the same header; say which one counts: --name-column, --id-column"
                raise SourceError(
                    f"{file}: the header cannot be read", problems=[Problem(file, row, ", ".join(places), message)]
                )
    shown = {roles: tuple(c.shown for c in layout.columns if c.role in roles) for roles in (_NAMES, _IDS, _DAYS)}
    numbers = tuple(column.shown for column in layout.columns if column.role is Role.RESPONSE)
    return Identification(shown[_NAMES], shown[_IDS] + numbers, shown[_DAYS])


def nobody_known(file: str) -> AnswerProblem:
    """Return the warning that nobody in a file has a name or an ID of the center's."""
    message = (
        "nobody has a name or an ID, so nobody can tell whose report is whose; name the column that holds one with "
        "--name-column or --id-column"
    )
    return AnswerProblem(file, None, None, message, "", fatal=False)
