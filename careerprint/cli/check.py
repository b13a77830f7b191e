"""The command `check`, for texts and for finished PDFs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli.console import JSON_VERSION, print_json, problem_json, say, say_problems
from careerprint.cli.options import program_options, settings_of
from careerprint.errors import ExitCode
from careerprint.wording import counted

if TYPE_CHECKING:  # it loads pikepdf, which the check of texts does not need
    from careerprint.check.pdf.inspect import Inspection


@click.command("check", short_help="Look for mistakes in texts or in finished PDFs.")
@click.argument("prints", nargs=-1, metavar="[PDF]...", type=click.Path(path_type=Path))
@program_options
@click.option("--strict", is_flag=True, help="End with exit code 7 if there are warnings.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check_command(prints: tuple[Path, ...], strict: bool, as_json: bool, **options: Any) -> ExitCode:
    """Look for mistakes in all texts, or in the named PDFs and folders of them; print nothing.

    \b
    Examples:
      careerprint check --strict
      careerprint check out/
    """
    if prints:
        return check_prints(prints, strict=strict, as_json=as_json)
    from careerprint.check.questionnaires import reversed_items
    from careerprint.check.sources import read_sources

    settings = settings_of(**options)
    sources, problems = read_sources(settings.source, today=settings.today, templates=settings.templates)
    notes = list(reversed_items(sources.questionnaires)) if sources else []
    counts = Counter(problem.severity for problem in problems)
    if as_json:
        found = [problem_json(problem) for problem in problems]
        print_json({"version": JSON_VERSION, "problems": found, "notes": notes})
    else:
        say_problems(problems)
        for note in notes:
            say(f"note: {note}")
        total = f"{counted(counts['error'], 'error')}, {counted(counts['warning'], 'warning')}."
        is_clean = not (counts["error"] or counts["warning"])
        say(f"{counted(len(sources.guides) if sources else 0, 'guide')}: no mistakes found." if is_clean else total)
    if counts["error"]:
        return ExitCode.INVALID
    return ExitCode.FINDINGS if strict and counts["warning"] else ExitCode.OK


def check_prints(paths: Sequence[Path], *, strict: bool, as_json: bool) -> ExitCode:
    """Check finished PDFs and list what is wrong with them.

    Raises UsageError for paths that hold no PDF.
    """
    from careerprint.check.pdf.inspect import inspect_pdfs, pdfs_in

    inspected = []
    for each in inspect_pdfs(pdfs_in(paths)):
        inspected.append(each)
        if not as_json:
            say_problems(inspected[-1].problems)
    problems = [problem for each in inspected for problem in each.problems]
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        print_json(_json(inspected))
    else:
        _sum_up(inspected, errors, len(problems) - errors)
    if errors:
        return ExitCode.INVALID
    return ExitCode.FINDINGS if strict and problems else ExitCode.OK


def _sum_up(inspected: Sequence[Inspection], errors: int, warnings: int) -> None:
    """Sum up what was checked against which standard, what was not, and the smallest text."""
    from careerprint.check.pdf.finished import FileKind
    from careerprint.check.pdf.inspect import of_kind

    documents, forms = (len(of_kind(inspected, kind)) for kind in (FileKind.DOCUMENT, FileKind.FORM))
    for each in of_kind(inspected, FileKind.PRINT_FILE):
        say(f"for the printer only, so it was not checked: {each.path}")
    if documents:
        say(f"Checked against PDF/UA-1 and PDF/A-2a: {counted(documents, 'document')}.")
    if forms:
        say(f"Checked against PDF/UA-1: {counted(forms, 'form')}.")
    if sizes := [(each.smallest, each.path) for each in inspected if each.smallest is not None]:
        size, path = min(sizes)
        say(f"The smallest text is {size:.1f} points, in {path}.")
    say(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}." if errors or warnings else "No mistakes found.")
    if errors:
        say("Print the files with errors again, with --force. Errors that remain are ours: please report them.")


def _json(inspected: Sequence[Inspection]) -> dict[str, Any]:
    files = [
        {
            "file": each.path,
            "kind": each.kind.value if each.kind else None,
            "pages": each.pages,
            "smallest_text": None if each.smallest is None else round(each.smallest, 1),
        }
        for each in inspected
    ]
    problems = [problem_json(problem) for each in inspected for problem in each.problems]
    return {"version": JSON_VERSION, "files": files, "problems": problems}
