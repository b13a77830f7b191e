"""The command `report`: a report for each person in a file of answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli.answers import code_of, say_reading
from careerprint.cli.console import JSON_VERSION, document_json, print_json, problem_json, say
from careerprint.cli.options import ANSWERS, edition_options, program_options, question_options, settings_of
from careerprint.cli.progress import Progress
from careerprint.cli.table import print_long_overview, print_overview, say_failed
from careerprint.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from careerprint.runs.passwords import Passwords
    from careerprint.runs.report import ReportResult
    from careerprint.runs.report_request import ReportRequest


TABLE = 200
"""So many reports are listed, each in its line; of more, only what failed."""


_BATCH_OPTIONS = (
    click.option("--only", multiple=True, metavar="ID", help="Print only this person; may be given several times."),
    click.option("--force", is_flag=True, help="Print also what is up to date."),
    click.option("--name-files", is_flag=True, help="Put names into file names besides the ids."),
    click.option("--print-file", is_flag=True, help="Also make one file for the printer."),
    click.option("--separators", is_flag=True, help="Put a sheet before each report of the print file."),
    click.option("--sort", metavar="COLUMN", help="Sort the reports by a column: id, name or one of the file."),
    click.option("--corrected", is_flag=True, help="Say on each report that it takes the place of an earlier one."),
    click.option("--encrypt", is_flag=True, help="Let each report open with its person's password only."),
    click.option("--password-column", metavar="COLUMN", help="The column of the file that holds the passwords."),
    click.option(
        "--password-file", type=click.Path(dir_okay=False, path_type=Path), help="A CSV file with lines `id,password`."
    ),
    click.option("--jobs", type=click.IntRange(1, 256), help="Processes to work with.  [default: one a core]"),
    click.option("--scheduler", metavar="ADDRESS", help="Let a cluster print: tls://host:8786 (dask)."),
    click.option("--results", metavar="ADDRESS", help="Let the cluster put the reports there: s3://bucket/folder."),
    click.option("--verify", type=click.IntRange(0), default=0, help="Print so many reports in two ways and compare."),
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    click.option("-v", "--verbose", is_flag=True, help="Tell each step and each report."),
)


def _batch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of `report`."""
    for option in reversed(_BATCH_OPTIONS):
        command = option(command)
    return command


@click.command("report", short_help="Print a report for each person in a file.")
@ANSWERS
@question_options
@_batch_options
@edition_options
@program_options
def report_command(
    file: Path,
    assessment: str,
    guide: str | None,
    language: str | None,
    only: tuple[str, ...],
    force: bool,
    name_files: bool,
    print_file: bool,
    separators: bool,
    sort: str | None,
    corrected: bool,
    encrypt: bool,
    password_column: str | None,
    password_file: Path | None,
    jobs: int | None,
    scheduler: str | None,
    results: str | None,
    verify: int,
    as_json: bool,
    verbose: bool,
    **options: Any,
) -> ExitCode:
    """Print a report for each person in a file of answers. What is up to date is left alone.

    \b
    Examples:
      python3 build.py report export.csv --assessment interests
      python3 build.py report forms/ --assessment fit --guide data-scientist --print-file
    """
    from careerprint.jobs.cluster.store import Results
    from careerprint.runs.question import Question
    from careerprint.runs.report import report
    from careerprint.runs.report_request import ReportRequest, Selection

    request = ReportRequest(
        settings_of(**options), Question(file, assessment, guide, language),
        Selection(frozenset(only), sort, name_files), force, print_file, separators, corrected, jobs,
        _passwords(encrypt, password_column, password_file), verify, scheduler,
        Results(results) if results else None,
    )  # fmt: skip
    if encrypt and print_file:
        raise UsageError("--print-file would hold all reports in one open file; leave it out, or --encrypt.")
    if separators and not print_file:
        raise UsageError("--separators puts sheets into the file for the printer; add --print-file.")
    if scheduler:
        _look_at_scheduler(scheduler, jobs)
    if request.results:
        _look_at_results(request)
    with Progress(verbose=verbose) as told:
        result = report(request, told)
    if as_json:
        print_json(_report_json(result))
    else:
        _say_problems(result)
        say_reading(result.answers)
        _tell(result)
        if encrypt:
            say("Encrypted reports are not PDF/A: that standard allows no encryption. They are still PDF/UA.")
    return code_of(result.answers, result.counts.failed)


def _say_problems(result: ReportResult) -> None:
    from careerprint.cli.problems import Heard

    heard = Heard()
    for problem in result.problems:
        heard(problem)
    heard.say()


def _passwords(encrypt: bool, column: str | None, file: Path | None) -> Passwords | None:
    """Return where the passwords come from; raise UsageError when that is not said just once."""
    if not encrypt and not column and not file:
        return None
    if not encrypt or bool(column) == bool(file):
        raise UsageError("To encrypt: --encrypt and either --password-column COLUMN or --password-file FILE.")
    from careerprint.runs.passwords import Passwords

    return Passwords(column, file)


def _look_at_scheduler(address: str, jobs: int | None) -> None:
    """Warn of what can be read on the way; raise UsageError or MachineError before anything is done."""
    from careerprint.jobs.cluster.connection import is_open, look_at

    look_at(address)
    if jobs:
        raise UsageError("--jobs is for this machine; with --scheduler the cluster's workers print. Leave one out.")
    if is_open(address):
        say("tcp:// is not encrypted: names and answers can be read on the way. In a shared network use tls://.")


def _look_at_results(request: ReportRequest) -> None:
    """Raise UsageError or MachineError, before anything is done, when reports cannot go to an address."""
    if not request.scheduler:
        raise UsageError("--results is for the workers of a cluster; add --scheduler, or name a folder with --out.")
    if request.print_file:
        raise UsageError("--print-file needs the reports in a folder; leave it or --results out.")
    assert request.results
    request.results.look_at()


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
        "problems": [problem_json(problem.as_problem()) for problem in result.problems],
        "summary": str(result.summary) if result.summary else None,
        "print_file": str(result.print_files[0]) if result.print_files else None,
        "print_files": list(map(str, result.print_files)),
    }


def _tell(result: ReportResult) -> None:
    """Tell where the results are."""
    counts = result.counts
    if 0 < counts.total <= TABLE:
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
