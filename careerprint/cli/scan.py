"""The command `scan`: answers from scanned or photographed worksheets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli.console import say, say_some
from careerprint.cli.options import program_options, question_options, settings_of
from careerprint.errors import ExitCode
from careerprint.wording import command, counted, typed

if TYPE_CHECKING:
    from careerprint.runs.question import Question
    from careerprint.runs.scan import ScanResult


@click.command("scan", short_help="Read scanned or photographed worksheets.")
@click.argument("file", metavar="SCANS", type=click.Path(path_type=Path))
@question_options
@click.option("-v", "--verbose", is_flag=True, help="Show every page that was not read.")
@program_options
def scan_command(
    file: Path, assessment: str, guide: str | None, language: str | None, verbose: bool, **options: Any
) -> ExitCode:
    """Read worksheets that were filled in on paper: a PDF, a TIFF, or a folder of scans or photos (JPEG, PNG).

    What is sure goes into a table of answers; what is not waits on a page on which you decide.

    \b
    Examples:
      careerprint scan class-7.pdf --assessment interests
      careerprint report out/scans/interests --assessment interests
    """
    from careerprint.runs.question import Question
    from careerprint.runs.scan import scan

    question = Question(file, assessment, guide, language)
    result = scan(settings_of(**options), question, _show_progress)
    _say_unread(result, whole=verbose)
    _say_next(result, question)
    if not result.people:
        return ExitCode.INVALID
    return ExitCode.SOME_FAILED if any(page.loses_answers for page in result.unread) else ExitCode.OK


def _show_progress(done: int, total: int) -> None:
    """Count pages on one line of a terminal; elsewhere nobody watches."""
    if sys.stderr.isatty():
        print(f"\rPage {done} of {total} ", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _say_unread(result: ScanResult, *, whole: bool) -> None:
    lost = [page for page in result.unread if page.loses_answers]
    say_some([f"{page.place.file}, page {page.place.number}: {page.reason}" for page in lost], whole=whole)
    harmless = len(result.unread) - len(lost)
    if harmless:
        say(f"{counted(harmless, 'page is', 'pages are')} blank or there twice.")
    if lost:
        say(f"{counted(len(lost), 'page was', 'pages were')} not read: {result.folder / 'unread.csv'}")


def _say_next(result: ScanResult, question: Question) -> None:
    """Say what was read, and what to do now."""
    from careerprint.answers.scans.waiting import ANSWERS, DECISIONS, REVIEW

    say(f"{counted(result.pages, 'page')}, {counted(len(result.people), 'sheet')} read.")
    if not result.people:
        say("No answers were read.")
        return
    print(result.folder / ANSWERS)
    waiting = [counted(result.lines_waiting, "line")] if result.lines_waiting else []
    waiting += [counted(result.nameless, "sheet without an ID", "sheets without an ID")] if result.nameless else []
    if waiting:
        verb = "waits" if result.lines_waiting + result.nameless == 1 else "wait"
        say(f"{' and '.join(waiting)} {verb} for a decision. Open this page in a browser:")
        print(result.folder / REVIEW)
        say(f"Then put the {DECISIONS} that it offers into {result.folder} and run the same command again.")
    else:
        say(f"Everything is decided. Go on with: {command(_report_words(result, question))}")


def _report_words(result: ScanResult, question: Question) -> str:
    words = ["report", str(result.folder), "--assessment", question.assessment]
    words += ["--guide", question.guide] if question.guide else []
    words += ["--language", question.language] if question.language else []
    return typed(*words)
