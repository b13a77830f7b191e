"""The commands `site` and `pages`: what is read on a screen, for a web server and for one person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from careerprint.cli.answers import code_of, say_reading
from careerprint.cli.console import say, say_problems, say_some
from careerprint.cli.options import (
    ANSWERS,
    answers_options,
    edition_options,
    program_options,
    question_of,
    question_options,
    settings_of,
)
from careerprint.cli.progress import Progress
from careerprint.cli.table import say_failed
from careerprint.errors import ExitCode
from careerprint.wording import counted


@click.command("site", short_help="Make a site of all guides for your web server.")
@program_options
@click.option(
    "--official",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Add a fact sheet for each occupation in the official files in FOLDER.",
)
@click.option("--force", is_flag=True, help="Print even what is up to date.")
@click.option("-v", "--verbose", is_flag=True, help="Show every step.")
@edition_options
def site_command(official: Path | None, force: bool, verbose: bool, **options: Any) -> ExitCode:
    """Make a site of all guides and worksheets, as pages and as PDFs, in out/site; copy it to your web server.

    \b
    Examples:
      careerprint site --edition standard --edition large-print
      careerprint site --official downloads/
    """
    from careerprint.runs.site import make_site

    with Progress(verbose=verbose) as progress:
        result = make_site(settings_of(**options), progress, official, force=force)
    outcomes = result.tally.outcomes
    gone = [
        f"left over: {result.folder / name}: it is no longer part of the site; delete it" for name in result.left_over
    ]
    say_some(gone, whole=verbose)
    errors = [problem for problem in result.problems if problem.severity == "error"]
    say_problems(errors)
    print(f"{counted(result.pages, 'page')} and {counted(len(outcomes), 'PDF')} in {result.folder}", flush=True)
    say(f"Look first at {result.folder / 'index.html'}.")
    say_failed(outcomes)
    return ExitCode.SOME_FAILED if errors or result.tally.count("failed") else ExitCode.OK


@click.command("pages", short_help="Write reports as accessible pages, for whoever asks for one.")
@ANSWERS
@question_options
@answers_options
@click.option("--only", "ids", metavar="ID", multiple=True, help="Only this person's page; may be repeated.")
@program_options
def pages_command(ids: tuple[str, ...], **typed: Any) -> ExitCode:
    """Write the report of each person in a file of answers as a page, which any browser and screen reader can read.

    \b
    Examples:
      careerprint pages export.csv --assessment interests --only 1001
      careerprint pages export.csv --assessment fit --guide nurse
    """
    from careerprint.cli.problems import ProblemLog
    from careerprint.runs.report_pages import report_pages

    question = question_of(typed)
    log = ProblemLog()
    result = report_pages(settings_of(**typed), question, frozenset(ids), log)
    log.say()
    say_reading(result.answers)
    if result.written:
        say("Each page is one file with its pictures: it can be sent as it is. Send it to that person only.")
        print(f"{counted(result.written, 'page')} in {result.folder}")
    return code_of(result.answers, 0)
