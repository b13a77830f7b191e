"""Output: words for people on stderr, results and JSON on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from careerprint.errors import Problem

if TYPE_CHECKING:  # a build with nothing to do does not load it
    from careerprint.jobs.job import Outcome


JSON_VERSION = 1
"""The version of the JSON that commands print; raised when programs that read it must change."""
MOST_LINES = 6
"""Lines of one list, such as the warnings of a build, that are shown unasked.

Two such lists and the summary of a build fit a screen of 24 lines.
"""


def say(line: str = "") -> None:
    """Print a line for the person at the keyboard on stderr, so that stdout holds results only."""
    print(line, file=sys.stderr)


def say_some(lines: Sequence[str], *, whole: bool) -> None:
    """Say the first lines of a list and how many more there are, or the `whole` list."""
    shown = len(lines) if whole else MOST_LINES
    for line in lines[:shown]:
        say(line)
    if len(lines) > shown:
        say(f"… and {len(lines) - shown} more; --verbose shows all.")


def say_problems(problems: Iterable[Problem]) -> None:
    """List problems, a line each; errors come last, next to the prompt, where people look first."""
    for problem in sorted(problems, key=lambda problem: problem.severity == "error"):
        say(f"{problem}" if problem.severity == "error" else f"{problem.severity}: {problem}")


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
    """Print one JSON object on stdout; characters that stdout cannot take, as in strange file names, are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=1)
    print(text)
