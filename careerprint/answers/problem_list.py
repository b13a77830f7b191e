"""The problems of a file of answers as a table for a spreadsheet, for whoever repairs the file."""

from __future__ import annotations

import csv
from typing import TextIO

from careerprint.errors import AnswerProblem, Problem, Severity
from careerprint.tables.texts import defused

COLUMNS = ("file", "row", "column", "severity", "message", "expected")
_MARK = "\ufeff"
"""A byte-order mark, without which Excel takes UTF-8 for Windows-1252."""
_LINE_END = "\r\n"
FIRST_LINE = f"{_MARK}{','.join(COLUMNS)}{_LINE_END}"
"""How every such table begins."""


class ProblemList:
    """Writes problems to a text file, each as soon as it is found; nothing that people entered is among them."""

    def __init__(self, file: TextIO) -> None:
        """Begin the table; `file` must leave ends of lines as they are."""
        self._writer = csv.writer(file, lineterminator=_LINE_END)
        file.write(FIRST_LINE)

    def add(self, problem: AnswerProblem) -> None:
        """Write a problem with a row or a cell."""
        severity: Severity = "error" if problem.fatal else "warning"
        self._write(problem.file, problem.row, problem.column, severity, problem.message, problem.expected)

    def add_fault(self, fault: Problem) -> None:
        """Write why a file as a whole cannot be read."""
        self._write(fault.path, fault.line, fault.field, fault.severity, fault.message, "")

    def _write(self, *cells: object) -> None:
        self._writer.writerow("" if cell is None else defused(str(cell)) for cell in cells)
