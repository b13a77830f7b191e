"""The commands that make something of people's answers: answer-sheet, group, purge."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from careerprint.cli.answers import code_of, say_reading
from careerprint.cli.console import say
from careerprint.cli.options import (
    ANSWERS,
    DAY,
    LANGUAGE,
    edition_options,
    program_options,
    question_options,
    settings_of,
)
from careerprint.cli.progress import Progress
from careerprint.errors import ExitCode, UsageError
from careerprint.wording import counted


@click.command("answer-sheet", short_help="Make the sheet that paper answers are typed into.")
@click.argument("assessment")
@click.option("--guide", help="The guide that the assessment is about, such as nurse.")
@LANGUAGE
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV instead of XLSX.")
@program_options
def answer_sheet_command(
    assessment: str, guide: str | None, language: str | None, as_csv: bool, **options: Any
) -> ExitCode:
    """Make the sheet that staff type paper answers into.

    \b
    Example:
      careerprint answer-sheet fit --guide data-scientist
    """
    from careerprint.answers import sheet
    from careerprint.check.sources import checked
    from careerprint.files import make_folder
    from careerprint.jobs.plan import make_studio
    from careerprint.runs.report import find_assessment

    settings = settings_of(**options)
    sources, _ = checked(settings, strict=False)
    found = find_assessment(make_studio(sources, settings), assessment, guide, language)
    path = settings.out / "answer-sheets" / f"{found.slug}.{'csv' if as_csv else 'xlsx'}"
    make_folder(path.parent)
    if path.exists():
        raise UsageError(f"{path} exists already and may hold answers; move it, then run this again.")
    if as_csv:
        print(sheet.write_csv(found, path))
    else:
        sheet.write_xlsx(found, path)
    print(path)
    return ExitCode.OK


@click.command("group", short_help="Print the figures of a whole group, for staff.")
@ANSWERS
@question_options
@edition_options
@program_options
def group_command(file: Path, assessment: str, guide: str | None, language: str | None, **options: Any) -> ExitCode:
    """Print the group report for staff: figures of everybody in a file, nothing about one person.

    \b
    Example:
      careerprint group export.csv --assessment interests
    """
    from careerprint.cli.problems import Heard
    from careerprint.runs.report import Question, group
    from careerprint.scoring.group import FEWEST_PEOPLE

    settings = settings_of(**options)
    heard = Heard()
    answers, outcomes = group(settings, Question(file, assessment, guide, language), heard)
    heard.say()
    say_reading(answers)
    if 0 < answers.people < FEWEST_PEOPLE:
        say(f"Figures are given for {FEWEST_PEOPLE} people or more, so the report holds none.")
    with Progress() as told:
        for outcome in outcomes:
            told.done(outcome)
            if outcome.status != "failed":
                print(settings.out / outcome.output)
    return code_of(answers, sum(outcome.status == "failed" for outcome in outcomes))


@click.command("purge", short_help="Delete reports made before a day.")
@click.option("--before", required=True, type=DAY, help="Delete what was made before this day.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="out", help="Folder of the prints.")
def purge_command(before: datetime.date, yes: bool, out: Path) -> ExitCode:
    """Delete reports and group reports that were made before a day, and their lists.

    \b
    Example:
      careerprint purge --before 2026-01-31
    """
    from careerprint.runs.purge import old_files, purge

    files = old_files(out, before)
    if not files:
        say(f"Nothing in {out} about people was made before {before}.")
        return ExitCode.OK
    if not yes and not _confirmed(f"Delete {counted(len(files), 'file')} in {out} made before {before}?"):
        say("Nothing was deleted.")
        return ExitCode.INTERRUPTED
    purge(out, files)
    say(f"Deleted {counted(len(files), 'file')}. Copies elsewhere (printer, mail, backup) are yours to delete.")
    return ExitCode.OK


def _confirmed(question: str) -> bool:
    """Ask; Ctrl-C and an input that ends without an answer, as under cron, mean no."""
    try:
        return click.confirm(question, err=True)
    except click.Abort:
        say()
        return False
