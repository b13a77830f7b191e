"""The command `answers`: what would be read from a file. It holds neither the rows nor the people in memory."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, TextIO

import click

from careerprint.cli.console import JSON_VERSION, problem_json, say
from careerprint.cli.options import (
    ANSWERS,
    answers_options,
    program_options,
    question_of,
    question_options,
    settings_of,
)
from careerprint.errors import ExitCode
from careerprint.wording import counted

if TYPE_CHECKING:
    from careerprint.answers.open_answers import AnswerStream
    from careerprint.answers.responses import Response
    from careerprint.errors import AnswerProblem, OnProblem
    from careerprint.runs.question import Asked, Question
    from careerprint.sources.assessment import Assessment


@click.command("answers", short_help="Show what would be read from a file of answers.")
@ANSWERS
@question_options
@answers_options
@click.option(
    "--problems",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="Write all problems to this file, each as soon as it is found.",
)
@click.option(
    "--against",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Compare with a second file, into which somebody else typed the same answers.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Show every person's row.")
@program_options
def answers_command(
    problems: Path | None, against: Path | None, as_json: bool, verbose: bool, **typed: Any
) -> ExitCode:
    """Show what would be read from a file of answers; print no report.

    \b
    Examples:
      careerprint answers export.csv --assessment interests
      careerprint answers export.csv --assessment interests --problems problems.csv
      careerprint answers typed.xlsx --against again.xlsx --assessment interests
    """
    from careerprint.cli.problems import ProblemLog, problem_file
    from careerprint.runs.question import asked, opened

    question = question_of(typed)
    asked_about = asked(settings_of(**typed), question)
    found = asked_about.assessment
    with TemporaryFile("w+", encoding="utf-8") as draft:
        printed = _LongObject(draft)
        with problem_file(problems, question.file) if problems else nullcontext() as listed:
            log = ProblemLog(*filter(None, (listed, printed.add_problem if as_json else None)))
            stream = opened(question, asked_about, log)
            differing = _compare(stream, replace(question, file=against), asked_about, log) if against else 0
        if as_json:
            printed.finish(found, stream)
        else:
            _list_people(found, stream, verbose=verbose)
            log.say(problems)
            say_reading(stream)
            if against:
                say(f"{against}: {counted(differing, 'difference') if differing else 'no difference'}.")
    return code_of(stream, differing)


def _compare(stream: AnswerStream, second: Question, asked_about: Asked, log: OnProblem) -> int:
    from careerprint.answers.paper.against import compare
    from careerprint.runs.question import opened

    return compare(stream, opened(second, asked_about, log), log)


def _list_people(assessment: Assessment, stream: AnswerStream, *, verbose: bool) -> None:
    """Print how many people answered how much; with `verbose`, a row for each of them first."""
    total = sum(1 for _ in assessment.items)
    numbers: Counter[int] = Counter()
    for person in stream.responses():
        answered = _answered(person)
        numbers[answered] += 1
        if verbose:
            print(f"row {person.row}  {person.id}  {answered} of {total} answered")
    if whole := numbers.pop(total, 0):
        print(f"{counted(whole, 'person', 'people')} answered all {total} lines.")
    if numbers:
        fewest = f"the fewest answered is {min(numbers)} of {total}"
        print(f"{counted(numbers.total(), 'person', 'people')} left lines empty; {fewest}.")


def _answered(person: Response) -> int:
    return sum(answer is not None for answer in person.answers.values())


class _LongObject:
    """One JSON object with the findings; its lists need not fit in memory, and it is printed whole or not at all."""

    def __init__(self, draft: TextIO) -> None:
        self._draft = draft
        self._between = f'{{"version": {JSON_VERSION},\n"problems": [\n'

    def add_problem(self, problem: AnswerProblem) -> None:
        """Add a problem."""
        self._add(problem_json(problem.as_problem()))

    def finish(self, assessment: Assessment, stream: AnswerStream) -> None:
        """Add everything else and print the object."""
        facts = {
            "assessment": assessment.slug,
            "items": sum(1 for _ in assessment.items),
            "tool": stream.exporter,
            "name_columns": list(stream.who.name),
            "id_columns": list(stream.who.id),
            "date_columns": list(stream.who.date),
            "ignored_columns": list(stream.ignored_columns),
        }
        self._begin(f'],\n{json.dumps(facts, ensure_ascii=False)[1:-1]},\n"people": [\n')
        for person in stream.responses():
            self._add({"id": person.id, "row": person.row, "answered": _answered(person)})
        self._begin("]}\n")
        self._draft.write(self._between)
        self._draft.seek(0)
        shutil.copyfileobj(self._draft, sys.stdout)

    def _begin(self, text: str) -> None:
        """Continue with `text`, after the beginning of a list if nothing was added to it."""
        self._between = text if self._between == ",\n" else self._between + text

    def _add(self, entry: dict[str, Any]) -> None:
        self._draft.write(self._between + json.dumps(entry, ensure_ascii=False))
        self._between = ",\n"


def say_reading(answers: AnswerStream) -> None:
    """Say what was read as what, how many people were read, and which columns were ignored."""
    say(f"Read as: {answers.exporter} · {answers.who}")
    if answers.ignored_columns:
        say(f"Columns that match no item, kept for sorting: {', '.join(answers.ignored_columns)}")
    if answers.people:
        say(f"{counted(answers.people, 'person', 'people')} read.")
    else:
        say("No answers were read: no row of the file can be used.")


def code_of(answers: AnswerStream, failed: int) -> ExitCode:
    """Return 4 if nobody's answers could be read, 3 if something could not be made for somebody, and 0 otherwise."""
    if not answers.people:
        return ExitCode.INVALID
    return ExitCode.SOME_FAILED if failed or answers.left_out else ExitCode.OK
