"""The command `pages`: reports as pages for a screen."""

from __future__ import annotations

from typing import Any

import click

from careerprint.cli.answers import code_of, say_reading
from careerprint.cli.console import say
from careerprint.cli.options import ANSWERS, program_options, question_of, question_options, settings_of, who_options
from careerprint.errors import ExitCode
from careerprint.wording import counted


@click.command("pages", short_help="Write reports as accessible pages, for whoever asks for one.")
@ANSWERS
@question_options
@who_options
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
