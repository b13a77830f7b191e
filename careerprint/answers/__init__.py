"""Reads the answers that people gave, from whatever tool collected them, into checked responses."""

from __future__ import annotations

from careerprint.answers.reading import read_answers
from careerprint.answers.responses import AnswerProblem, Answers, ItemAnswers, Response

__all__ = ["AnswerProblem", "Answers", "ItemAnswers", "Response", "read_answers"]
