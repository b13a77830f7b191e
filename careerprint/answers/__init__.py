"""Reads the answers that people gave, from whatever tool collected them, into checked responses."""

from __future__ import annotations

from careerprint.answers.open_answers import AnswerStream, open_answers, read_answers
from careerprint.answers.responses import Answers, ItemAnswers, Response
from careerprint.errors import AnswerProblem, OnProblem

__all__ = [
    "AnswerProblem",
    "AnswerStream",
    "Answers",
    "ItemAnswers",
    "OnProblem",
    "Response",
    "open_answers",
    "read_answers",
]
