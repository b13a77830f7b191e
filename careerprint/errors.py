"""What a person can mend, said in one way, and the exit codes that the commands promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, TypeAlias

Severity = Literal["error", "warning"]


class ExitCode(IntEnum):
    """The exit codes of every command. They are a promise: scripts rely on them."""

    OK = 0
    BUG = 1
    USAGE = 2
    SOME_FAILED = 3
    INVALID = 4
    OUTPUT = 5
    MACHINE = 6
    FINDINGS = 7
    INTERRUPTED = 130
    TERMINATED = 143


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file, where it is, and what to do about it."""

    path: str
    """The file, as the person would type it."""
    line: int | None
    """The line in the file, counted from 1; None when the whole file is meant."""
    field: str
    """The field, section or item, such as `skills › level`; may be empty."""
    message: str
    """What is wrong and what to do, in plain words."""
    severity: Severity = "error"
    """An error stops the build; a warning is listed."""

    def __str__(self) -> str:
        """Return `file:line: field: message`, as editors and people expect it."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        parts = [place, self.field, self.message]
        return ": ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One thing about a file of answers that somebody should know. It never holds what a person entered."""

    file: str
    """The file, as the person would type it."""
    row: int | None
    """The row as a spreadsheet counts it; None when the whole file is meant."""
    column: str | None
    """The column as a person finds it, such as `F (How would you like …)`; None for the whole row."""
    message: str
    """What was met."""
    expected: str
    """What belongs there, or what to do; may be empty."""
    fatal: bool
    """True when a person who should get a report is left out for it; False for a note."""

    def as_problem(self) -> Problem:
        """Return it in the form that every command prints."""
        text = f"{self.message}; expected {self.expected}" if self.expected else self.message
        return Problem(self.file, self.row, self.column or "", text, "error" if self.fatal else "warning")


OnProblem: TypeAlias = Callable[[AnswerProblem], None]
"""Who hears of each problem, once, when it is met."""


class CareerprintError(Exception):
    """Something that the person at the keyboard can mend; anything else is a bug of ours.

    `message` is the one positional argument, so that the error survives pickling between processes.
    """

    exit_code: ExitCode = ExitCode.BUG

    def __init__(self, message: str, *, problems: Iterable[Problem] = ()) -> None:
        """Keep the message and, where there are several, each problem."""
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with the problems, which are keyword-only."""
        return _rebuild, (type(self), self.message, self.problems)


def _rebuild(kind: type[CareerprintError], message: str, problems: tuple[Problem, ...]) -> CareerprintError:
    return kind(message, problems=problems)


class UsageError(CareerprintError):
    """The command was called in a way that does not fit."""

    exit_code = ExitCode.USAGE


class PrintError(CareerprintError):
    """A document could not be printed well, so it was not printed at all."""

    exit_code = ExitCode.SOME_FAILED


class SourceError(CareerprintError):
    """Sources or answers are invalid; nothing was printed."""

    exit_code = ExitCode.INVALID


class FindingsError(CareerprintError):
    """There are warnings, and they were to be taken for errors; nothing was printed."""

    exit_code = ExitCode.FINDINGS


class OutputError(CareerprintError):
    """The output cannot be written: no permission, disk full, a file where a folder should be."""

    exit_code = ExitCode.OUTPUT


class MachineError(CareerprintError):
    """Something is missing on the machine, such as Pango or the fonts."""

    exit_code = ExitCode.MACHINE
