"""The group report: figures over everybody in a file of answers, for staff."""

from __future__ import annotations

from careerprint.answers.open_answers import AnswerStream
from careerprint.errors import OnProblem
from careerprint.files import make_folder
from careerprint.jobs.dispatch import carry_out
from careerprint.jobs.job import Outcome
from careerprint.jobs.plan import group_job, in_editions
from careerprint.runs.question import Question, asked, opened
from careerprint.settings import Settings


def group(settings: Settings, question: Question, on_problem: OnProblem) -> tuple[AnswerStream, tuple[Outcome, ...]]:
    """Print the group report in each of its editions; return what was read and what became of each.

    Where nobody could be read, nothing is printed. Raises SourceError, UsageError and OutputError as `report` does.
    """
    found = asked(settings, question)
    studio, assessment = found.studio, found.assessment
    answers = opened(question, found, on_problem)
    if not answers.people:
        return answers, ()
    make_folder(settings.out)
    job = group_job(assessment.slug, answers.responses(), studio)
    return answers, tuple(carry_out(list(in_editions([job], studio)), studio))
