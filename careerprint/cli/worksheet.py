"""The command `worksheet`: numbered copies for a workshop, in one file for the printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli.console import say, say_problems
from careerprint.cli.options import GUIDE, LANGUAGE, program_options, settings_of, who_options
from careerprint.cli.people import MOST_IDS, IdRange
from careerprint.errors import ExitCode, UsageError
from careerprint.wording import counted

if TYPE_CHECKING:
    from careerprint.press.form_marks import SheetOwner
    from careerprint.sources.fields import AnswerColumns


@click.command("worksheet", short_help="Print numbered worksheets for a workshop, in one file.")
@click.argument("assessment")
@GUIDE
@LANGUAGE
@click.option("--people", metavar="FILE", type=click.Path(path_type=Path), help="A list with IDs and names.")
@click.option("--copies", metavar="N", type=click.IntRange(1, MOST_IDS), help="So many, numbered with today's date.")
@click.option("--ids", metavar="FROM-TO", type=IdRange(), default=(), help="One for each of these IDs, as 1001-1030.")
@who_options
@program_options
def worksheet_command(
    assessment: str, guide: str | None, language: str | None, people: Path | None, copies: int | None, **typed: Any
) -> ExitCode:
    """Print one file of worksheets whose square codes say whose they are, for both sides of the paper.

    \b
    Examples:
      careerprint worksheet interests --people roster.csv
      careerprint worksheet interests --copies 30
      careerprint worksheet fit --guide nurse --ids 1001-1030
    """
    from careerprint.runs.numbered_sheets import numbered_sheets
    from careerprint.runs.question import named
    from careerprint.sources.fields import AnswerColumns

    ids = typed.pop("ids")
    columns = AnswerColumns(**{what: typed.pop(f"{what}_column") or None for what in ("name", "id", "date")})
    if sum(map(bool, (people, copies, ids))) != 1:
        raise UsageError("Say for whom, in one of three ways: --people roster.csv, --copies 30, or --ids 1001-1030.")
    settings = settings_of(**typed)
    found = named(settings, assessment, guide, language)
    if copies:
        digits = max(2, len(str(copies)))
        ids = [f"{settings.today:%y%m%d}-{number:0{digits}}" for number in range(1, copies + 1)]
    owners = _owners(people, columns, found.studio.center.columns) if people else _plain(ids)
    made = numbered_sheets(settings, found, owners, str(people or "--ids"))
    say_problems(made.remarks)
    sheets = (made.sides + 1) // 2
    print(made.path)
    left_out = f", {made.note}" if made.note else ""
    say(f"{counted(made.copies, 'worksheet')}, {counted(made.copies * sheets, 'sheet')}{left_out}.")
    say("For the printer only, on both sides, at 100 %: never hand out this file.")
    return ExitCode.OK


def _owners(people: Path, typed: AnswerColumns, usual: AnswerColumns) -> list[SheetOwner]:
    from careerprint.answers.paper.roster import read_roster
    from careerprint.press.form_marks import SheetOwner

    if not people.exists():
        raise UsageError(f"There is no file {people}.")
    return [SheetOwner(person.id, person.name, person.row) for person in read_roster(people, typed, usual)]


def _plain(ids: list[str]) -> list[SheetOwner]:
    from careerprint.press.form_marks import SheetOwner

    return [SheetOwner(each) for each in ids]
