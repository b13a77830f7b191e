"""The command `scores`: everybody's scores in a table, for staff."""

from __future__ import annotations

from typing import Any

import click

from careerprint.cli.answers import code_of, say_reading
from careerprint.cli.console import say
from careerprint.cli.options import (
    ANSWERS,
    answers_options,
    program_options,
    question_of,
    question_options,
    settings_of,
)
from careerprint.errors import ExitCode


@click.command("scores", short_help="Write everybody's scores into a table, for staff.")
@ANSWERS
@question_options
@answers_options
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV instead of XLSX.")
@program_options
def scores_command(as_csv: bool, **typed: Any) -> ExitCode:
    """Write everybody's scores into a table, for staff: a row for each person in a file of answers.

    \b
    Example:
      careerprint scores export.csv --assessment interests
    """
    from careerprint.cli.problems import ProblemLog
    from careerprint.runs.scores import scores

    question = question_of(typed)
    log = ProblemLog()
    answers, path = scores(settings_of(**typed), question, log, as_csv=as_csv)
    log.say()
    say_reading(answers)
    if path:
        say("The table holds names and scores: keep it where only staff can read it.")
        print(path)
    return code_of(answers, 0)
