"""Problems that the person at the keyboard can fix, and the exit codes that every command promises."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Literal, TypeAlias

Severity = Literal["error", "warning", "note"]


class ExitCode(IntEnum):
    """The exit codes of every command. Scripts rely on them, so none changes its meaning."""

    OK = 0
    """Everything was made, or is up to date."""
    BUG = 1
    """A mistake of ours."""
    USAGE = 2
    """The command line is wrong."""
    SOME_FAILED = 3
    """Some documents, or some people's reports, could not be made, such as those about a guide with errors."""
    INVALID = 4
    """Sources, answers or PDFs have errors; of what they concern, nothing was made."""
    OUTPUT = 5
    """The output cannot be written."""
    MACHINE = 6
    """Something is missing on the machine."""
    FINDINGS = 7
    """There are warnings, and --strict was given."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C: 128 and the number of SIGINT, as shells count."""
    TERMINATED = 143
    """Stopped by the system: 128 and the number of SIGTERM."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file, where it is, and what to do about it."""

    path: str
    """The file, as the person would type it."""
    line: int | None
    """The line in the file, from 1; None when the problem concerns the whole file."""
    field: str
    """The field, section or item, such as `skills › level`; may be empty."""
    message: str
    """What is wrong and what to do, in plain words."""
    severity: Severity = "error"
    """An error keeps the file from being printed; a warning is only listed; a note is no mistake."""

    def __str__(self) -> str:
        """Return `file:line: field: message`, the form that editors turn into links."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        parts = [place, self.field, self.message]
        return ": ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One problem in a file of answers. It never holds what a person entered."""

    file: str
    """The file, as the person would type it."""
    row: int | None
    """The row as a spreadsheet counts it; None when the problem concerns the whole file."""
    column: str | None
    """The column by its letter and header, such as `F (How would you like …)`; None for the whole row."""
    message: str
    """What was found."""
    expected: str
    """What belongs there, or what to do; may be empty."""
    fatal: bool
    """Whether a person gets no report because of it; False for a note."""

    def as_problem(self) -> Problem:
        """Return the problem in the form that every command prints."""
        text = f"{self.message}; expected {self.expected}" if self.expected else self.message
        return Problem(self.file, self.row, self.column or "", text, "error" if self.fatal else "warning")


OnProblem: TypeAlias = Callable[[AnswerProblem], None]
"""A function that is called with each problem, once, as soon as it is found."""


class CareerprintError(Exception):
    """Something that the person at the keyboard can fix; every other exception is a bug of ours.

    `message` is the one positional argument, so that the error survives pickling between processes.
    """

    exit_code: ExitCode = ExitCode.BUG

    def __init__(self, message: str, *, problems: Iterable[Problem] = ()) -> None:
        """Take the message and, where there are any, the problems behind it."""
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the problems too, which are keyword-only."""
        return _rebuild, (type(self), self.message, self.problems)


def _rebuild(kind: type[CareerprintError], message: str, problems: tuple[Problem, ...]) -> CareerprintError:
    return kind(message, problems=problems)


def trace_of(error: BaseException) -> str:
    """Return the kind of an error and the places in the code that it came through, never its text.

    The text, and the lines of a traceback, may quote what a person wrote.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-4:]]
    return " ".join((type(error).__name__, *places))


class UsageError(CareerprintError):
    """The command line is wrong: an unknown name, a missing folder, options that contradict each other."""

    exit_code = ExitCode.USAGE


class PrintError(CareerprintError):
    """A document could not be printed well, so it was not printed at all."""

    exit_code = ExitCode.SOME_FAILED


class SourceError(CareerprintError):
    """Sources or answers are invalid; nothing was printed."""

    exit_code = ExitCode.INVALID


class FindingsError(CareerprintError):
    """There are warnings, which --strict treats as errors; nothing was printed."""

    exit_code = ExitCode.FINDINGS


class OutputError(CareerprintError):
    """The output cannot be written: no permission, a full disk, a file where a folder should be."""

    exit_code = ExitCode.OUTPUT


class MachineError(CareerprintError):
    """Something is missing on the machine, such as Pango or the fonts."""

    exit_code = ExitCode.MACHINE
