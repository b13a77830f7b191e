"""The command `report`: a report for each person in a file of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from careerprint.cli.answers import code_of, say_reading
from careerprint.cli.console import JSON_VERSION, document_json, print_json, problem_json, say, say_problems
from careerprint.cli.progress import Progress
from careerprint.cli.report_options import report_options, request_of
from careerprint.cli.table import print_long_overview, print_overview, say_failed
from careerprint.errors import ExitCode

if TYPE_CHECKING:
    from careerprint.runs.report import ReportResult


MOST_ROWS = 200
"""Reports that are listed in a row each; of more, only those that failed are: nobody reads thousands of rows."""


@click.command("report", short_help="Print a report for each person in a file.")
@report_options
def report_command(**typed: Any) -> ExitCode:
    """Print a report for each person in a file of answers. What is up to date is left alone.

    \b
    Examples:
      careerprint report export.csv --assessment interests
      careerprint report forms/ --assessment fit --guide data-scientist --print-file
    """
    from careerprint.runs.report import report

    options, request = request_of(typed)
    with Progress(verbose=options.verbose) as progress:
        result = report(request, progress)
    if options.as_json:
        print_json(_report_json(result))
    else:
        _say_problems(result)
        say_reading(result.answers)
        _show(result)
        _say_not_suggested(result)
        if options.encrypt:
            say("Encrypted reports are not PDF/A: that standard allows no encryption. They are still PDF/UA.")
    return code_of(result.answers, result.counts.failed + len(result.not_suggested))


def _say_problems(result: ReportResult) -> None:
    from careerprint.cli.problems import ProblemLog

    log = ProblemLog()
    for problem in result.problems:
        log(problem)
    log.say()


def _say_not_suggested(result: ReportResult) -> None:
    """Report the errors of guides that could not be suggested: the reports are complete except for these."""
    say_problems(result.not_suggested)
    if result.not_suggested:
        files = ", ".join(sorted({problem.path for problem in result.not_suggested}))
        say(f"No report suggests these guides, as they have errors: {files}")


def _report_json(result: ReportResult) -> dict[str, Any]:
    """Return what was done, for programs; without answers and names."""
    answers = result.answers
    return {
        "version": JSON_VERSION,
        "rows": answers.rows,
        "people": answers.people,
        "left_out": answers.rows - answers.people,
        "made": result.counts.made,
        "current": result.counts.current,
        "failed": result.counts.failed,
        "by_plates": result.counts.by_plates,
        "documents": [document_json(outcome) for outcome in result.outcomes()],
        "problems": [
            *(problem_json(problem.as_problem()) for problem in result.problems),
            *(problem_json(problem) for problem in result.not_suggested),
        ],
        "summary": str(result.summary) if result.summary else None,
        "print_file": str(result.print_files[0]) if result.print_files else None,
        "print_files": list(map(str, result.print_files)),
    }


def _show(result: ReportResult) -> None:
    """Show what was printed and where it is; failures come last, next to the prompt."""
    counts = result.counts
    if 0 < counts.total <= MOST_ROWS:
        print_overview(list(result.outcomes()))
    elif counts.total:
        print_long_overview(result.outcomes())
    if counts.by_plates:
        whole = counts.made - counts.by_plates
        say(f"{counts.by_plates} of {counts.made} reports were joined from plates; {whole} were laid out as a whole.")
    for path in (result.summary, result.failed, *result.print_files):
        if path:
            print(path)
    if counts.failed:
        say_failed(outcome for outcome in result.outcomes() if outcome.status == "failed")
