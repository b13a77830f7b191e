"""The command `figures`: which figures of the guides are out of date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli.console import say, say_problems
from careerprint.cli.options import program_options, settings_of
from careerprint.errors import ExitCode
from careerprint.wording import command, counted

if TYPE_CHECKING:
    from careerprint.runs.update_figures import FigureRun


@click.command("figures", short_help="Compare the figures of all guides with official files.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write newer figures into the guides, with their dates and releases.")
@program_options
def figures_command(folder: Path, write: bool, **options: Any) -> ExitCode:
    """Compare the figures of all guides with the official files in FOLDER, as you downloaded them.

    \b
    Examples:
      careerprint figures downloads/
      careerprint figures downloads/ --write
    """
    from careerprint.runs.update_figures import compare_figures, stale_lines

    settings = settings_of(**options)
    run = compare_figures(settings.source, folder, today=settings.today, write=write)
    say_problems(run.problems)
    for line in stale_lines(run.guides):
        print(line)
    _say_the_rest(run)
    if write:
        _say_written(run)
    elif any(each.rewriting.edits for each in run.guides):
        say(f"To write them into the guides: {command(f'figures {folder} --write')}")
    left = [stale for each in run.guides for stale in (each.rewriting.kept if write else each.review.stale)]
    is_error = any(problem.severity == "error" for problem in run.problems)
    return ExitCode.INVALID if left or is_error else ExitCode.OK


def _say_the_rest(run: FigureRun) -> None:
    """Name figures without an address, releases, and what was not looked up."""
    for each in run.guides:
        for line, figure in each.review.bare:
            say(f"note: {each.label}:{line}: “{figure}” has no address, so it was not looked up")
    for reason, count in sorted(run.skipped.items()):
        say(f"{counted(count, 'figure')} not looked up: {reason}")
    for moved in (moved for each in run.guides for moved in each.moved):
        say(moved)
    say(run.summary())


def _say_written(run: FigureRun) -> None:
    """Say how much was written, and what a person has to read now."""
    changed = [each for each in run.guides if each.rewriting.edits]
    written = sum(len(each.rewriting.written) for each in changed)
    say(f"{counted(written, 'figure')} written in {counted(len(changed), 'guide')}.")
    for each in run.guides:
        for stale in each.rewriting.kept:
            if stale.new is not None:
                say(f"{each.label}:{stale.figure.line}: {stale.old} stays until all figures of its source are right")
    sentences = [(each.label, line, words) for each in changed for line, words in each.rewriting.to_read]
    if sentences:
        say("Read these sentences; their words or dates may no longer fit the new figures:")
    for label, line, words in sentences:
        say(f"{label}:{line}: {words}")
    if changed:
        say("Then write today's date after `reviewed` in these guides.")
