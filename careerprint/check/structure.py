"""Rules about headings (their order, their place, and that none is empty) and about tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from careerprint.check.subject import Context, Subject
from careerprint.errors import Problem
from careerprint.sources.document import Document, Section
from careerprint.sources.markdown import HEADINGS, line_of, text_of

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
        yield from _levels(subject, child, max(section.level, TOP))


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
        elif not section.body and not section.children and section.level >= TOP:
            message = f"nothing follows the heading “{section.words}”; write its text or take it out"
            yield subject.problem(section.line, section.id, message)


_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIECE = re.compile(r"\\.|(`+)(?:.|\n)*?(?<!`)\1(?!`)|\||[^\\`|]+|`+")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as typed."""

    line: int
    """The line of its head."""
    rows: tuple[str, ...]
    """Head, ruled line and further lines, as typed."""
    first: bool
    """Whether nothing is directly above it."""

    @property
    def last_line(self) -> int:
        """The line of its last row."""
        return self.line + len(self.rows) - 1


def cells_of(row: str) -> list[str]:
    r"""Return the cells of a row; `\|` and pipes inside code are text."""
    cells, cell = [], ""
    for piece in _PIECE.finditer(row.strip()):
        if piece.group() == "|":
            cells.append(cell)
            cell = ""
        else:
            cell += piece.group()
    cells.append(cell)
    if len(cells) > 1 and not cells[0].strip():
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip() and row.rstrip().endswith("|"):
        cells = cells[:-1]
    return [cell.strip() for cell in cells]


def tables_in(lines: Sequence[str], first_line: int) -> Iterator[Table]:
    """Yield whatever looks like a table: a line with pipes above a ruled line."""
    at = 0
    while at + 1 < len(lines):
        head, rule = lines[at], lines[at + 1]
        if "|" in head and "|" in rule and _RULE.fullmatch(rule):
            end = next((i for i in range(at, len(lines)) if not lines[i].strip()), len(lines))
            first = at == 0 or not lines[at - 1].strip()
            yield Table(first_line + at, tuple(lines[at:end]), first)
            at = end
        at += 1


@dataclass(frozen=True, slots=True)
class LostTable:
    """Lines that were meant as a table and would be printed as running text."""

    line: int
    last_line: int
    message: str


_TABBED = re.compile(r"\S[ ]*\t[ \t]*\S")


def lost_tables(document: Document) -> Iterator[LostTable]:
    """Yield rows of a table without the ruled line below its head, and rows pasted from a spreadsheet."""
    lines, first = document.prose, document.first_line
    for is_text, group in groupby(enumerate(lines, first), key=lambda numbered: bool(numbered[1].strip())):
        block = list(group)
        rows = [text for _, text in block]
        if not is_text or len(rows) < 2 or any("|" in row and _RULE.fullmatch(row) for row in rows):
            continue
        if all(row.startswith("|") and row.count("|") > 1 for row in rows):
            rule = "|---" * len(cells_of(rows[0])) + "|"
            message = f"these lines are not read as a table; put a line `{rule}` under the first of them"
            yield LostTable(block[0][0], block[-1][0], message)
        elif sum(_TABBED.search(row) is not None for row in rows) > 1:
            message = "these lines look like a table from a spreadsheet; type `|` before, between and after the cells, "
            message += "and a line such as `|---|---|` under the first row"
            yield LostTable(block[0][0], block[-1][0], message)


def unread_tables(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report lines that were meant as a table."""
    for table in lost_tables(subject.document):
        yield subject.problem(table.line, subject.field_at(table.line), table.message)


def uneven_tables(subject: Subject, _: Context) -> Iterator[Problem]:
    """Report tables with uneven rows, without heads, and those that are not read as tables at all."""
    document = subject.document
    read = [line_of(element) or 0 for block in subject.blocks for element in block.element.iter("table")]
    for table in tables_in(document.prose, document.first_line):
        if any(table.line <= line <= table.last_line for line in read):
            yield from _uneven(subject, table, subject.field_at(table.line))
        elif not re.match(r"\s{4}", table.rows[0]):  # indented that far, it is code
            yield subject.problem(table.line, subject.field_at(table.line), _why_unread(table))


def _why_unread(table: Table) -> str:
    if not table.first:
        return "the table is not read as one; put a blank line before it"
    head, rule = (len(cells_of(row)) for row in table.rows[:2])
    return f"the table's head has {head} cells and the line under it {rule}; give both the same number"


def _uneven(subject: Subject, table: Table, field: str) -> Iterator[Problem]:
    head = cells_of(table.rows[0])
    if not any(head):
        yield subject.problem(table.line, field, "the table has no headings; fill in its first row")
    elif not all(head):
        message = "a column of the table has no heading; people who listen to it need one"
        yield subject.problem(table.line, field, message, "warning")
    if len(table.rows) == 2:
        yield subject.problem(table.line, field, "the table has no rows; add them or take it out")
    for number, row in enumerate(table.rows[2:], table.line + 2):
        count = len(cells_of(row))
        if count != len(head):
            cells = "1 cell" if count == 1 else f"{count} cells"
            message = f"this row has {cells}, the table's first row has {len(head)}; make them equal"
            yield subject.problem(number, field, message)
