"""The command `site`: pages for the center's own web server."""

from __future__ import annotations

from typing import Any

import click

from careerprint.cli.console import say, say_problems, say_some
from careerprint.cli.options import edition_options, program_options, settings_of
from careerprint.cli.progress import Progress
from careerprint.cli.table import say_failed
from careerprint.errors import ExitCode
from careerprint.wording import counted


@click.command("site", short_help="Make a site of all guides for your web server.")
@program_options
@click.option("--force", is_flag=True, help="Print even what is up to date.")
@click.option("-v", "--verbose", is_flag=True, help="Show every step.")
@edition_options
def site_command(force: bool, verbose: bool, **options: Any) -> ExitCode:
    """Make a site of all guides, as pages and as PDFs, in out/site; copy that folder to your web server.

    \b
    Example:
      careerprint site --edition standard --edition large-print
    """
    from careerprint.runs.site import make_site

    with Progress(verbose=verbose) as progress:
        result = make_site(settings_of(**options), progress, force=force)
    outcomes = result.tally.outcomes
    say_some(
        [f"left over: {result.folder / name}: its guide is gone; delete it" for name in result.left_over], whole=verbose
    )
    errors = [problem for problem in result.problems if problem.severity == "error"]
    say_problems(errors)
    print(f"{counted(result.pages, 'page')} and {counted(len(outcomes), 'PDF')} in {result.folder}", flush=True)
    say(f"Look first at {result.folder / 'index.html'}.")
    say_failed(outcomes)
    return ExitCode.SOME_FAILED if errors or result.tally.count("failed") else ExitCode.OK
