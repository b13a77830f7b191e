"""What people see: problems, progress, the summary table; and the same as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from careerprint.errors import Problem

if TYPE_CHECKING:  # for a build with nothing to do neither is loaded
    from careerprint.building import Result
    from careerprint.jobs import Outcome

JSON_VERSION = 1
"""Raised when the JSON that commands print changes in a way that programs must know."""

COLUMNS = ("File", "Pages", "Sheets", "Size", "Time", "Result")


def say(line: str = "") -> None:
    """Tell the person at the keyboard: words go to stderr, so that stdout holds results only."""
    print(line, file=sys.stderr)


def say_problems(problems: Iterable[Problem]) -> None:
    """List problems, a line each; warnings say so."""
    for problem in problems:
        say(f"{problem}" if problem.severity == "error" else f"warning: {problem}")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return `1 file` or `3 files`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def size(number: int) -> str:
    """Return a number of bytes as people say it: `84 KB`."""
    return f"{number / 1024:.0f} KB" if number < 1024**2 else f"{number / 1024**2:.1f} MB"


def progress(outcome: Outcome) -> None:
    """Tell what became of one document, as soon as it is known."""
    if outcome.status == "failed":
        say(f"failed: {outcome.output}")
        say_problems(outcome.problems)
    elif outcome.status == "made":
        say(f"made: {outcome.output}")


def summary(outcomes: Sequence[Outcome]) -> None:
    """Print the table of a run: drawn on a terminal, plain columns elsewhere."""
    rows = [_row(outcome) for outcome in outcomes]
    if sys.stdout.isatty():
        _drawn(rows)
        return
    widths = [max(len(row[i]) for row in (COLUMNS, *rows)) for i in range(len(COLUMNS))]
    for row in (COLUMNS, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _row(outcome: Outcome) -> tuple[str, ...]:
    if outcome.status == "failed":
        return (outcome.output, "", "", "", "", "failed")
    time = f"{outcome.seconds:.1f} s" if outcome.status == "made" else ""
    result = {"made": "made", "current": "up to date"}[outcome.status]
    if outcome.warnings:
        result += f", {counted(len(outcome.warnings), 'warning')}"
    return (outcome.output, str(outcome.pages), str(outcome.sheets), size(outcome.size), time, result)


def _drawn(rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in COLUMNS:
        table.add_column(name, justify="right" if name in COLUMNS[1:5] else "left")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def result_json(result: Result) -> dict[str, Any]:
    """Return what a build did, for programs."""
    outcomes = result.tally.outcomes if result.tally else ()
    return {
        "version": JSON_VERSION,
        "unchanged": result.tally is None,
        "made": sum(o.status == "made" for o in outcomes),
        "current": sum(o.status == "current" for o in outcomes) if result.tally else result.files,
        "failed": sum(o.status == "failed" for o in outcomes),
        "documents": [document_json(outcome) for outcome in outcomes],
        "problems": [problem_json(problem) for problem in result.warnings],
        "left_over": list(result.orphans),
    }


def document_json(outcome: Outcome) -> dict[str, Any]:
    """Return what became of a document, for programs."""
    return {
        "file": outcome.output,
        "status": outcome.status,
        "pages": outcome.pages,
        "sheets": outcome.sheets,
        "bytes": outcome.size,
        "seconds": round(outcome.seconds, 3),
        "warnings": list(outcome.warnings),
        "problems": [problem_json(problem) for problem in outcome.problems],
    }


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return a problem for programs."""
    return {
        "path": problem.path,
        "line": problem.line,
        "field": problem.field,
        "message": problem.message,
        "severity": problem.severity,
    }


def print_json(value: object) -> None:
    """Print one JSON object on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
