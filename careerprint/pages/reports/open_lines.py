"""The lines that somebody left open, as a form to fill in with a pen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from careerprint.pages.labels import Labels
from careerprint.scoring.scorecard import Scorecard
from careerprint.sources.scales import Item


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line without an answer."""

    number: int
    """As on the worksheet."""
    text: str


@dataclass(frozen=True, slots=True)
class OpenLines:
    """Open lines that ask the same."""

    question: str
    choices: str
    """All choices in words, from left to right."""
    count: int
    """How many choices there are."""
    lines: tuple[OpenLine, ...]


def open_lines(card: Scorecard, numbers: Mapping[str, int], labels: Labels) -> tuple[OpenLines, ...]:
    """Return the open lines in the order of the worksheet, together where question and choices are the same."""
    groups: dict[tuple[str, tuple[str, ...]], list[Item]] = {}
    for score in card.scales:
        missing = [entry.item for entry in score.items if entry.answer is None]
        if missing:
            groups.setdefault((score.scale.question, score.scale.choices), []).extend(missing)
    return tuple(_group(*asked, items, numbers, labels) for asked, items in groups.items())


def _group(
    question: str, choices: Sequence[str], items: Sequence[Item], numbers: Mapping[str, int], labels: Labels
) -> OpenLines:
    lines = sorted((OpenLine(numbers[item.id], item.text) for item in items), key=lambda line: line.number)
    words = labels["open_choices"].format(choices=" · ".join(choices))
    return OpenLines(question, words, len(choices), tuple(lines))
