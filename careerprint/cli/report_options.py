"""The options of `report`, and the request that they become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli.console import say
from careerprint.cli.options import (
    ANSWERS,
    answers_options,
    edition_options,
    program_options,
    question_of,
    question_options,
    settings_of,
)
from careerprint.errors import UsageError

if TYPE_CHECKING:  # the help of `report` loads none of these
    from careerprint.jobs.cluster.store import Results
    from careerprint.runs.passwords import Passwords
    from careerprint.runs.report_request import ReportRequest

MOST_WORKERS = 256
"""Processes that --jobs allows: more than any machine has cores, so more is a mistyped number."""

_OWN_OPTIONS = (
    click.option("--only", multiple=True, metavar="ID", help="Print only this person. May be repeated."),
    click.option("--force", is_flag=True, help="Print even what is up to date."),
    click.option("--name-files", is_flag=True, help="Put names into file names, besides the IDs."),
    click.option("--print-file", is_flag=True, help="Also make one file for the printer."),
    click.option("--separators", is_flag=True, help="Put a sheet before each report of the print file."),
    click.option("--sort", metavar="COLUMN", help="Sort the reports by a column: id, name or one of the file."),
    click.option("--corrected", is_flag=True, help="Say on each report that it replaces an earlier one."),
    click.option("--encrypt", is_flag=True, help="Lock each report with its person's own password."),
    click.option("--password-column", metavar="COLUMN", help="The column of the file that holds the passwords."),
    click.option(
        "--password-file", type=click.Path(dir_okay=False, path_type=Path), help="A CSV file with lines `id,password`."
    ),
    click.option(
        "--jobs", metavar="N", type=click.IntRange(1, MOST_WORKERS), help="Processes that print.  [default: one a core]"
    ),
    click.option("--scheduler", metavar="ADDRESS", help="Print on a dask cluster: tls://host:8786."),
    click.option("--results", metavar="ADDRESS", help="The store that the cluster fills: s3://bucket/folder."),
    click.option(
        "--verify",
        metavar="N",
        type=click.IntRange(0),
        default=0,
        help="Print this many reports both ways and compare.",
    ),
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    click.option("-v", "--verbose", is_flag=True, help="Show every step and every report."),
)


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the answers and all options of `report`, in the order of its help."""
    command = edition_options(program_options(command))
    for option in reversed(_OWN_OPTIONS):
        command = option(command)
    return ANSWERS(question_options(answers_options(command)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What was typed after `report`, except the options that most commands have."""

    only: tuple[str, ...]
    force: bool
    name_files: bool
    print_file: bool
    separators: bool
    sort: str | None
    corrected: bool
    encrypt: bool
    password_column: str | None
    password_file: Path | None
    jobs: int | None
    scheduler: str | None
    results: str | None
    verify: int
    as_json: bool
    verbose: bool


def request_of(typed: dict[str, Any]) -> tuple[ReportOptions, ReportRequest]:
    """Return the options as typed and the request that they become.

    Raises UsageError for options that do not go together and MachineError when an optional package is missing, before
    anything is read.
    """
    from careerprint.runs.report_request import ReportRequest, Selection

    question = question_of(typed)
    own = {field.name: typed.pop(field.name) for field in fields(ReportOptions)}
    options = ReportOptions(**own)
    settings, passwords = settings_of(**typed), _passwords(options)
    _refuse_contradictions(options)
    if options.scheduler:
        _check_scheduler(options.scheduler)
    request = ReportRequest(
        settings,
        question,
        Selection(frozenset(options.only), options.sort, options.name_files),
        force=options.force,
        print_file=options.print_file,
        separators=options.separators,
        corrected=options.corrected,
        workers=options.jobs,
        passwords=passwords,
        verified=options.verify,
        scheduler=options.scheduler,
        results=_results(options.results) if options.results else None,
    )
    return options, request


def _refuse_contradictions(options: ReportOptions) -> None:
    """Raise UsageError for the first two options that do not go together."""
    for is_wrong, message in (
        (
            options.encrypt and options.print_file,
            "--print-file would hold all reports in one open file; leave it out, or --encrypt.",
        ),
        (
            options.separators and not options.print_file,
            "--separators puts sheets into the file for the printer; add --print-file.",
        ),
        (
            options.scheduler and options.jobs,
            "--jobs is for this machine; with --scheduler the cluster's workers print. Leave one out.",
        ),
        (
            options.results and not options.scheduler,
            "--results is for the workers of a cluster; add --scheduler, or name a folder with --out.",
        ),
        (
            options.results and options.print_file,
            "--print-file needs the reports in a folder; leave it or --results out.",
        ),
    ):
        if is_wrong:
            raise UsageError(message)


def _passwords(options: ReportOptions) -> Passwords | None:
    """Return where the passwords come from; raise UsageError unless that is said exactly once."""
    from careerprint.runs.passwords import Passwords

    column, file = options.password_column, options.password_file
    if not (options.encrypt or column or file):
        return None
    if not options.encrypt or bool(column) == bool(file):
        raise UsageError("To encrypt: --encrypt and either --password-column COLUMN or --password-file FILE.")
    return Passwords(column, file)


def _check_scheduler(address: str) -> None:
    """Raise UsageError or MachineError if a cluster cannot be used; warn if others could read what is sent to it."""
    from careerprint.jobs.cluster.connection import is_open, look_at

    look_at(address)
    if is_open(address):
        say("tcp:// is not encrypted: names and answers can be read on the way. In a shared network use tls://.")


def _results(address: str) -> Results:
    """Return the store at an address; raise UsageError or MachineError if it cannot be used."""
    from careerprint.jobs.cluster.store import Results

    results = Results(address)
    results.look_at()
    return results
