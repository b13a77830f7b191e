"""`check` for finished PDFs: what people see of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from careerprint.check.pdf import Looked, look_at, of_kind, pdfs_in
from careerprint.check.pdf.finished import Kind
from careerprint.console import JSON_VERSION, counted, print_json, problem_json, say, say_problems
from careerprint.errors import ExitCode


def check_prints(paths: Sequence[Path], *, strict: bool, as_json: bool) -> ExitCode:
    """Look at finished PDFs and tell what is wrong with them.

    Raises UsageError for paths that hold none.
    """
    looked = []
    for path in pdfs_in(paths):
        looked.append(look_at(path))
        if not as_json:
            say_problems(looked[-1].problems)
    problems = [problem for each in looked for problem in each.problems]
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        print_json(_json(looked))
    else:
        _tell(looked, errors, len(problems) - errors)
    if errors:
        return ExitCode.INVALID
    return ExitCode.FINDINGS if strict and problems else ExitCode.OK


def _tell(looked: Sequence[Looked], errors: int, warnings: int) -> None:
    """Sum up: what was held to which standard, what was not, the smallest text."""
    documents, forms = (len(of_kind(looked, kind)) for kind in (Kind.DOCUMENT, Kind.FORM))
    for each in of_kind(looked, Kind.PRINT_FILE):
        say(f"for the printer only, so it was not looked at: {each.path}")
    if documents:
        say(f"Checked against PDF/UA-1 and PDF/A-2a: {counted(documents, 'document')}.")
    if forms:
        say(f"Checked against PDF/UA-1: {counted(forms, 'form')}.")
    if sizes := [(each.smallest, each.path) for each in looked if each.smallest is not None]:
        size, path = min(sizes)
        say(f"The smallest text is {size:.1f} points, in {path}.")
    say(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}." if errors or warnings else "No mistakes found.")
    if errors:
        say("Print what has errors again with --force. If they stay, it is our mistake: please report it.")


def _json(looked: Sequence[Looked]) -> dict[str, Any]:
    files = [
        {
            "file": each.path,
            "kind": each.kind.value if each.kind else None,
            "pages": each.pages,
            "smallest_text": None if each.smallest is None else round(each.smallest, 1),
        }
        for each in looked
    ]
    problems = [problem_json(problem) for each in looked for problem in each.problems]
    return {"version": JSON_VERSION, "files": files, "problems": problems}
