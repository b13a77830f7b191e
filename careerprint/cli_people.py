"""The commands that make something of people's answers: answer-sheet, report, group, purge."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli_answers import code_of, say_reading
from careerprint.cli_options import (
    ANSWERS,
    DAY,
    LANGUAGE,
    edition_options,
    program_options,
    question_options,
    settings_of,
)
from careerprint.console import JSON_VERSION, counted, document_json, print_json, problem_json, say
from careerprint.errors import ExitCode, UsageError
from careerprint.overview import print_overview, say_failed
from careerprint.progress import Progress

if TYPE_CHECKING:
    from careerprint.answers import Answers
    from careerprint.encryption import Passwords
    from careerprint.reporting import ReportResult


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


@click.command("report", short_help="Print a report for each person in a file.")
@ANSWERS
@question_options
@click.option("--only", multiple=True, metavar="ID", help="Print only this person; may be given several times.")
@click.option("--name-files", is_flag=True, help="Put names into file names besides the ids.")
@click.option("--print-file", is_flag=True, help="Also make one file for the printer.")
@click.option("--separators", is_flag=True, help="Put a sheet before each report of the print file.")
@click.option("--sort", metavar="COLUMN", help="Sort the reports by a column: id, name or one of the file.")
@click.option("--corrected", is_flag=True, help="Say on each report that it takes the place of an earlier one.")
@click.option("--encrypt", is_flag=True, help="Let each report open with its person's password only.")
@click.option("--password-column", metavar="COLUMN", help="The column of the file that holds the passwords.")
@click.option(
    "--password-file", type=click.Path(dir_okay=False, path_type=Path), help="A CSV file with lines `id,password`."
)
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes to work with.  [default: one a core]")
@click.option("--verify", type=click.IntRange(0), default=0, help="Print so many reports in two ways and compare.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Tell each step and each report.")
@edition_options
@program_options
def report_command(
    file: Path,
    assessment: str,
    guide: str | None,
    language: str | None,
    only: tuple[str, ...],
    name_files: bool,
    print_file: bool,
    separators: bool,
    sort: str | None,
    corrected: bool,
    encrypt: bool,
    password_column: str | None,
    password_file: Path | None,
    jobs: int | None,
    verify: int,
    as_json: bool,
    verbose: bool,
    **options: Any,
) -> ExitCode:
    """Print a report for each person in a file of answers.

    \b
    Examples:
      python3 build.py report export.csv --assessment interests
      python3 build.py report forms/ --assessment fit --guide data-scientist --print-file
    """
    from careerprint.reporting import Question, ReportRequest, report

    request = ReportRequest(
        settings_of(**options), Question(file, assessment, guide, language), only, sort, name_files, print_file,
        separators, corrected, jobs, _passwords(encrypt, password_column, password_file), verify,
    )  # fmt: skip
    if encrypt and print_file:
        raise UsageError("--print-file would hold all reports in one open file; leave it out, or --encrypt.")
    if separators and not print_file:
        raise UsageError("--separators puts sheets into the file for the printer; add --print-file.")
    with Progress(verbose=verbose) as told:
        result = report(request, told)
    if as_json:
        print_json(_report_json(result))
    else:
        _say_problems(result.answers)
        say_reading(result.answers)
        _tell(result)
        if encrypt:
            say("Encrypted reports are not PDF/A: that standard allows no encryption. They are still PDF/UA.")
    return code_of(result.answers, sum(outcome.status == "failed" for outcome in result.outcomes))


def _say_problems(answers: Answers) -> None:
    from careerprint.answer_problems import Heard

    heard = Heard()
    for problem in answers.problems:
        heard(problem)
    heard.say()


def _passwords(encrypt: bool, column: str | None, file: Path | None) -> Passwords | None:
    """Return where the passwords come from; raise UsageError when that is not said just once."""
    if not encrypt and not column and not file:
        return None
    if not encrypt or bool(column) == bool(file):
        raise UsageError("To encrypt: --encrypt and either --password-column COLUMN or --password-file FILE.")
    from careerprint.encryption import Passwords

    return Passwords(column, file)


def _report_json(result: ReportResult) -> dict[str, Any]:
    """Return what was done, for programs; without answers and names."""
    failed = [outcome for outcome in result.outcomes if outcome.status == "failed"]
    left_out = [problem for problem in result.answers.problems if problem.fatal]
    return {
        "version": JSON_VERSION,
        "made": len(result.outcomes) - len(failed),
        "failed": len(failed),
        "by_plates": sum(outcome.by_plates for outcome in result.outcomes),
        "left_out": len({(problem.file, problem.row) for problem in left_out}),
        "documents": [document_json(outcome) for outcome in result.outcomes],
        "problems": [problem_json(problem.as_problem()) for problem in result.answers.problems],
        "print_file": str(result.print_file) if result.print_file else None,
    }


def _tell(result: ReportResult) -> None:
    """Tell where the results are."""
    if result.outcomes:
        print_overview(result.outcomes)
    made = sum(outcome.status == "made" for outcome in result.outcomes)
    joined = sum(outcome.by_plates for outcome in result.outcomes)
    if joined:
        say(f"{joined} of {made} reports were joined from plates; {made - joined} were laid out as a whole.")
    for path in (result.summary, result.print_file):
        if path:
            print(path)
    say_failed(result.outcomes)


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
    from careerprint.answer_problems import Heard
    from careerprint.reliability import FEWEST_PEOPLE
    from careerprint.reporting import Question, group

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
