"""The commands `answer-sheet`, `group` and `purge`."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import click

from careerprint.cli.answers import code_of, say_reading
from careerprint.cli.console import say
from careerprint.cli.options import (
    ANSWERS,
    DAY,
    GUIDE,
    LANGUAGE,
    answers_options,
    edition_options,
    program_options,
    question_of,
    question_options,
    settings_of,
)
from careerprint.cli.progress import Progress
from careerprint.errors import ExitCode, UsageError
from careerprint.wording import counted

MOST_IDS = 500
"""IDs that an answer sheet is made for: as many rows of it check what is typed."""


class IdRange(click.ParamType[tuple[str, ...]]):
    """IDs that are numbers in a row, written as `1001-1030`; `001-030` keeps its zeros."""

    name = "ids"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the IDs; refuse anything else with an example."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", str(value))
        if not found or len(found[1]) > len(found[2]):
            self.fail(f"`{value}` is no range of IDs; write it as 1001-1030", param, ctx)
        numbers = range(int(found[1]), int(found[2]) + 1)
        if not 0 < len(numbers) <= MOST_IDS:
            self.fail(f"`{value}` holds {len(numbers)} IDs; a sheet is made for 1 to {MOST_IDS}", param, ctx)
        return tuple(str(number).zfill(len(found[1])) for number in numbers)


@click.command("answer-sheet", short_help="Make a workbook for typing in paper answers.")
@click.argument("assessment")
@GUIDE
@LANGUAGE
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV instead of XLSX.")
@click.option(
    "--ids", metavar="FROM-TO", type=IdRange(), default=(), help="Write these IDs into the rows, and add a class list."
)
@program_options
def answer_sheet_command(
    assessment: str, guide: str | None, language: str | None, as_csv: bool, ids: tuple[str, ...], **options: Any
) -> ExitCode:
    """Make a workbook into which staff type answers given on paper: a column for each line of the worksheet, in order.

    \b
    Examples:
      careerprint answer-sheet fit --guide data-scientist
      careerprint answer-sheet interests --ids 1001-1030
    """
    from careerprint.answers.paper import sheet
    from careerprint.files import make_folder
    from careerprint.runs.question import named

    settings = settings_of(**options)
    found = named(settings, assessment, guide, language).assessment
    path = settings.out / "answer-sheets" / f"{found.slug}.{'csv' if as_csv else 'xlsx'}"
    make_folder(path.parent)
    if path.exists():
        raise UsageError(f"{path} exists already and may hold answers; move it, then run the command again.")
    if as_csv:
        print(*sheet.write_csv(found, path, ids), sep="\n")
    else:
        sheet.write_xlsx(found, path, ids)
    print(path)
    return ExitCode.OK


@click.command("group", short_help="Print the figures of a group, for staff.")
@ANSWERS
@question_options
@answers_options
@edition_options
@program_options
def group_command(**typed: Any) -> ExitCode:
    """Print a group report for staff: figures about everybody in a file, none about a single person.

    \b
    Example:
      careerprint group export.csv --assessment interests
    """
    from careerprint.cli.problems import ProblemLog
    from careerprint.runs.group import group
    from careerprint.scoring.group import FEWEST_PEOPLE

    question = question_of(typed)
    settings = settings_of(**typed)
    log = ProblemLog()
    answers, outcomes = group(settings, question, log)
    log.say()
    say_reading(answers)
    if 0 < answers.people < FEWEST_PEOPLE:
        say(f"Figures are only given for {FEWEST_PEOPLE} people or more, so the report holds none.")
    with Progress() as progress:
        for outcome in outcomes:
            progress.done(outcome)
            if outcome.status != "failed":
                print(settings.out / outcome.output)
    return code_of(answers, sum(outcome.status == "failed" for outcome in outcomes))


@click.command("purge", short_help="Delete old reports.")
@click.option("--before", metavar="YYYY-MM-DD", required=True, type=DAY, help="Delete reports made before this day.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default="out",
    help="Folder of the prints.  [default: out]",
)
def purge_command(before: datetime.date, yes: bool, out: Path) -> ExitCode:
    """Delete what is about people and was made before a day: reports, score tables, scans, numbered worksheets, lists.

    \b
    Example:
      careerprint purge --before 2026-01-31
    """
    from careerprint.runs.purge import old_files, purge

    files = old_files(out, before)
    if not files:
        say(f"{out} holds nothing about people that was made before {before}.")
        return ExitCode.OK
    if not yes and not _confirmed(f"Delete {counted(len(files), 'file')} in {out} made before {before}?"):
        say("Nothing was deleted.")
        return ExitCode.INTERRUPTED
    purge(out, files)
    say(f"Deleted {counted(len(files), 'file')}. Delete copies elsewhere (printer, mail, backups) yourself.")
    return ExitCode.OK


def _confirmed(question: str) -> bool:
    """Ask; Ctrl-C means no, and so does an input without an answer, as under cron."""
    try:
        return click.confirm(question, err=True)
    except click.Abort:
        say()
        return False
