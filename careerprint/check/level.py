"""The rule about plain language: how hard each section is to read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from careerprint.check.subject import Context, Passage, Subject
from careerprint.errors import Problem
from careerprint.reading import level_of

_READ = ("p", "li", "dd")


def reading_level(subject: Subject, context: Context) -> Iterator[Problem]:
    """Report sections that are harder to read than the target, with their longest sentence."""
    language = str(subject.document.front.data.get("language", "en"))
    tops = {section.id: top.id for top in subject.document.sections for section in top.walk()}
    plain = [p for p in subject.passages if p.tag in _READ and not p.legal]
    for field, group in groupby(plain, key=lambda p: tops.get(p.field, "")):
        passages = list(group)
        level = level_of([p.words for p in passages], language=language, easy=context.easy_words)
        if level and level.fault:
            words = " ".join(level.longest.split()[:6])
            message = f"{level.fault}; shorten the sentence that begins “{words} …”"
            yield subject.problem(_line(passages, level.longest), field, message, "warning")


def _line(passages: list[Passage], sentence: str) -> int:
    """Return the line of the passage that holds a sentence."""
    return next(p.line for p in passages if sentence in " ".join(p.words.split()))
