"""Reads the answers that people gave, from whatever tool collected them, into checked responses."""

from __future__ import annotations

from careerprint.answers.reading import open_answers, read_answers
from careerprint.answers.responses import AnswerProblem, Answers, ItemAnswers, Response, Told
from careerprint.answers.stream import AnswerStream

__all__ = [
    "AnswerProblem",
    "AnswerStream",
    "Answers",
    "ItemAnswers",
    "Response",
    "Told",
    "open_answers",
    "read_answers",
]
