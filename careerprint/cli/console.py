"""What people are told, in words on stderr, and the same as JSON for programs on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from careerprint.errors import Problem

if TYPE_CHECKING:  # for a build with nothing to do neither is loaded
    from careerprint.jobs.job import Outcome


JSON_VERSION = 1
"""Raised when the JSON that commands print changes in a way that programs must know."""


def say(line: str = "") -> None:
    """Tell the person at the keyboard: words go to stderr, so that stdout holds results only."""
    print(line, file=sys.stderr)


def say_problems(problems: Iterable[Problem]) -> None:
    """List problems, a line each; warnings say so and come first, as what is read last is done first."""
    for problem in sorted(problems, key=lambda problem: problem.severity == "error"):
        say(f"{problem}" if problem.severity == "error" else f"warning: {problem}")


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
