"""What people are told, in words on stderr, and the same as JSON for programs on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from careerprint.errors import Problem

if TYPE_CHECKING:  # for a build with nothing to do neither is loaded
    from careerprint.building import Result
    from careerprint.jobs import Outcome

JSON_VERSION = 1
"""Raised when the JSON that commands print changes in a way that programs must know."""


def say(line: str = "") -> None:
    """Tell the person at the keyboard: words go to stderr, so that stdout holds results only."""
    print(line, file=sys.stderr)


def say_problems(problems: Iterable[Problem]) -> None:
    """List problems, a line each; warnings say so and come first, as what is read last is done first."""
    for problem in sorted(problems, key=lambda problem: problem.severity == "error"):
        say(f"{problem}" if problem.severity == "error" else f"warning: {problem}")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return `1 file` or `3 files`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def size(number: int) -> str:
    """Return a number of bytes as people say it: `84 KB`."""
    return f"{number / 1024:.0f} KB" if number < 1024**2 else f"{number / 1024**2:.1f} MB"


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
        "ink": outcome.ink,
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
