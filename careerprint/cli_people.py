"""The commands that deal with people's answers: answer-sheet, answers, group, purge."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli_options import DAY, edition_options, program_options, settings_of
from careerprint.console import JSON_VERSION, counted, print_json, problem_json, say, say_problems
from careerprint.errors import ExitCode, UsageError
from careerprint.progress import Progress

if TYPE_CHECKING:
    from careerprint.answers import Answers, Response

ANSWERS = click.argument("file", metavar="ANSWERS", type=click.Path(path_type=Path))


LANGUAGE = click.option("--language", help="Language of the questionnaire, such as es.  [default: the center's]")


def question_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that name an assessment."""
    for option in (
        LANGUAGE,
        click.option("--guide", help="The guide that the assessment is about, such as nurse."),
        click.option("--assessment", required=True, help="The assessment, such as fit or interests."),
    ):
        command = option(command)
    return command


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
      python3 build.py answer-sheet fit --guide data-scientist
    """
    from careerprint import answer_sheet
    from careerprint.building import checked
    from careerprint.files import make_folder
    from careerprint.plan import make_studio
    from careerprint.reporting import find_assessment

    settings = settings_of(**options)
    sources, _ = checked(settings, strict=False)
    found = find_assessment(make_studio(sources, settings), assessment, guide, language)
    path = settings.out / "answer-sheets" / f"{found.slug}.{'csv' if as_csv else 'xlsx'}"
    make_folder(path.parent)
    if path.exists():
        raise UsageError(f"{path} exists already and may hold answers; move it, then run this again.")
    if as_csv:
        print(answer_sheet.write_csv(found, path))
    else:
        answer_sheet.write_xlsx(found, path)
    print(path)
    return ExitCode.OK


@click.command("answers", short_help="Show what would be read from a file of answers.")
@ANSWERS
@question_options
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@program_options
def answers_command(
    file: Path, assessment: str, guide: str | None, language: str | None, as_json: bool, **options: Any
) -> ExitCode:
    """Show what would be read from a file of answers; print nothing.

    \b
    Example:
      python3 build.py answers export.csv --assessment interests
    """
    from careerprint.reporting import Question, asked, read

    question = Question(file, assessment, guide, language)
    _, found = asked(settings_of(**options), question)
    answers = read(question, found)
    problems = [problem.as_problem() for problem in answers.problems]
    if as_json:
        print_json(
            {
                "version": JSON_VERSION,
                "assessment": found.slug,
                "people": [{"id": p.id, "row": p.row, "answered": _answered(p)} for p in answers.responses],
                "items": sum(1 for _ in found.items),
                "ignored_columns": list(answers.ignored_columns),
                "problems": [problem_json(problem) for problem in problems],
            }
        )
    else:
        total = sum(1 for _ in found.items)
        for person in answers.responses:
            print(f"row {person.row}  {person.id}  {_answered(person)} of {total} answered")
        say_problems(problems)
        say_reading(answers)
    return code_of(answers, 0)


def _answered(person: Response) -> int:
    return sum(answer is not None for answer in person.answers.values())


def code_of(answers: Answers, failed: int) -> ExitCode:
    """Return 4 where nobody's answers could be read, 3 where somebody is left without a report, else 0."""
    if not answers.responses:
        return ExitCode.INVALID
    return ExitCode.SOME_FAILED if failed or any(problem.fatal for problem in answers.problems) else ExitCode.OK


def say_reading(answers: Answers) -> None:
    """Tell how many people were read and which columns were not."""
    if answers.ignored_columns:
        say(f"Columns that are no items (kept to sort by): {', '.join(answers.ignored_columns)}")
    if not answers.responses:
        say("No answers were read: the file has no rows that can be used.")
    else:
        say(f"{counted(len(answers.responses), 'person', 'people')} read.")


@click.command("group", short_help="Print the figures of a whole group, for staff.")
@ANSWERS
@question_options
@edition_options
@program_options
def group_command(file: Path, assessment: str, guide: str | None, language: str | None, **options: Any) -> ExitCode:
    """Print the group report for staff: figures of everybody in a file, nothing about one person.

    \b
    Example:
      python3 build.py group export.csv --assessment interests
    """
    from careerprint.reliability import FEWEST_PEOPLE
    from careerprint.reporting import Question, group

    settings = settings_of(**options)
    answers, outcomes = group(settings, Question(file, assessment, guide, language))
    say_problems(problem.as_problem() for problem in answers.problems)
    say_reading(answers)
    if 0 < len(answers.responses) < FEWEST_PEOPLE:
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
      python3 build.py purge --before 2026-01-31
    """
    from careerprint.purging import old_files, purge

    files = old_files(out, before)
    if not files:
        say(f"Nothing in {out} about people was made before {before}.")
        return ExitCode.OK
    if not yes:
        click.confirm(f"Delete {counted(len(files), 'file')} in {out} made before {before}?", abort=True, err=True)
    purge(out, files)
    say(f"Deleted {counted(len(files), 'file')}. Copies elsewhere (printer, mail, backup) are yours to delete.")
    return ExitCode.OK
