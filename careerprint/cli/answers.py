"""The command `answers`: what would be read from a file, told without holding it."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, TextIO

import click

from careerprint.cli.console import JSON_VERSION, problem_json, say
from careerprint.cli.options import ANSWERS, program_options, question_options, settings_of
from careerprint.errors import ExitCode
from careerprint.wording import counted

if TYPE_CHECKING:
    from careerprint.answers.open_answers import AnswerStream
    from careerprint.answers.responses import Answers, Response
    from careerprint.errors import AnswerProblem
    from careerprint.sources.assessment import Assessment


@click.command("answers", short_help="Show what would be read from a file of answers.")
@ANSWERS
@question_options
@click.option(
    "--problems",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="List all problems in this file, each as soon as it is found.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@program_options
def answers_command(
    file: Path,
    assessment: str,
    guide: str | None,
    language: str | None,
    problems: Path | None,
    as_json: bool,
    **options: Any,
) -> ExitCode:
    """Show what would be read from a file of answers; print nothing.

    \b
    Examples:
      careerprint answers export.csv --assessment interests
      careerprint answers export.csv --assessment interests --problems problems.csv
    """
    from careerprint.cli.problems import Heard, problem_file
    from careerprint.runs.report import Question, asked, opened

    question = Question(file, assessment, guide, language)
    _, found = asked(settings_of(**options), question)
    with TemporaryFile("w+", encoding="utf-8") as draft:
        printed = _LongObject(draft)
        with problem_file(problems, file) if problems else nullcontext() as listed:
            heard = Heard(*filter(None, (listed, printed.told if as_json else None)))
            stream = opened(question, found, heard)
        if as_json:
            printed.finish(found, stream)
        else:
            _list_people(found, stream)
            heard.say(problems)
            say_reading(stream)
    return code_of(stream, 0)


def _list_people(assessment: Assessment, stream: AnswerStream) -> None:
    total = sum(1 for _ in assessment.items)
    for person in stream.responses():
        print(f"row {person.row}  {person.id}  {_answered(person)} of {total} answered")


def _answered(person: Response) -> int:
    return sum(answer is not None for answer in person.answers.values())


class _LongObject:
    """The findings as one JSON object whose lists need not fit in memory; printed whole or not at all."""

    def __init__(self, draft: TextIO) -> None:
        self._draft = draft
        self._between = f'{{"version": {JSON_VERSION},\n"problems": [\n'

    def told(self, problem: AnswerProblem) -> None:
        """Add a problem."""
        self._add(problem_json(problem.as_problem()))

    def finish(self, assessment: Assessment, stream: AnswerStream) -> None:
        """Add everything else and print the object."""
        facts = {
            "assessment": assessment.slug,
            "items": sum(1 for _ in assessment.items),
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
        """Go on with `text`, after what is still to be written between two entries if there was none."""
        self._between = text if self._between == ",\n" else self._between + text

    def _add(self, entry: dict[str, Any]) -> None:
        self._draft.write(self._between + json.dumps(entry, ensure_ascii=False))
        self._between = ",\n"


def say_reading(answers: Answers | AnswerStream) -> None:
    """Tell how many people were read and which columns were not."""
    if answers.ignored_columns:
        say(f"Columns that are no items (kept to sort by): {', '.join(answers.ignored_columns)}")
    if answers.people:
        say(f"{counted(answers.people, 'person', 'people')} read.")
    else:
        say("No answers were read: the file has no rows that can be used.")


def code_of(answers: Answers | AnswerStream, failed: int) -> ExitCode:
    """Return 4 where nobody's answers could be read, 3 where somebody is left without a report, else 0."""
    if not answers.people:
        return ExitCode.INVALID
    return ExitCode.SOME_FAILED if failed or answers.left_out else ExitCode.OK
