"""The command `facts`: fact sheets from official files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from careerprint.cli.console import say, say_some
from careerprint.cli.options import edition_options, program_options, settings_of
from careerprint.cli.progress import Progress
from careerprint.cli.table import print_overview, say_failed, totals
from careerprint.errors import ExitCode
from careerprint.wording import counted


@click.command("facts", short_help="Print fact sheets about occupations from official files.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--state", metavar="NAME", help="Print the pay in this state, too, from the wage file of states.")
@program_options
@click.option("--force", is_flag=True, help="Print even what is up to date.")
@click.option("-v", "--verbose", is_flag=True, help="Show every step and a row for every file.")
@edition_options
def facts_command(
    folder: Path, codes: tuple[str, ...], state: str | None, force: bool, verbose: bool, **options: Any
) -> ExitCode:
    """Print a fact sheet for each occupation in the official files in FOLDER, or for those whose O*NET code is given.

    \b
    Examples:
      careerprint facts downloads/
      careerprint facts downloads/ 29-1141.00 47-2111.00 --state Ohio
    """
    from careerprint.runs.fact_sheets import print_facts

    settings = settings_of(**options)
    with Progress(verbose=verbose) as progress:
        result = print_facts(settings, folder, codes, progress, state=state, force=force)
    outcomes = result.tally.outcomes
    say_some([f"warning: {warning}" for each in outcomes for warning in each.warnings], whole=verbose)
    if result.titles_only and not codes:
        say(f"No sheet for {counted(result.titles_only, 'occupation')}: the files give a title only.")
    if result.areas > 1:
        say(f"The wage file of states holds {result.areas}; --state NAME prints the pay in one of them.")
    say_some(
        [f"left over: {result.folder / name}: the files no longer have it" for name in result.orphans], whole=verbose
    )
    if verbose:
        print_overview(outcomes)
    elif all(each.status == "current" for each in outcomes):
        say(f"Nothing to do: {counted(len(outcomes), 'file')} in {result.folder} up to date.")
    else:
        print(f"{totals(outcomes)}, in {result.folder}", flush=True)
        say(f"The index of all sheets: {result.folder / outcomes[-1].output}")
    say_failed(outcomes)
    return ExitCode.SOME_FAILED if result.tally.count("failed") else ExitCode.OK
