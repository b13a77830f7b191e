"""The rows of the group report: each with a picture, and with the same figures in words beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from careerprint.pages import formats
from careerprint.pages.groups.findings import findings, is_percent, line_findings, share
from careerprint.pages.labels import Labels
from careerprint.pages.pictures.drawing import Palette
from careerprint.pages.pictures.groups import answer_bar, people_ladder
from careerprint.scoring.group import (
    FEWEST_PEOPLE,
    Cell,
    GapStatistics,
    GroupStatistics,
    ItemStatistics,
    ScaleStatistics,
)
from careerprint.sources.scales import Item, Scale

MOST_DOTS = 30
"""The most people who have a dot each on a ladder; of a larger group, a dot stands for one in twenty."""
DOTS = 20


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A line, a part or a skill of the group report."""

    title: str
    words: str
    """All figures of the picture."""
    picture: Markup | None = None
    """None where too few people stand behind it."""
    number: int | None = None
    """Of a line, as on the worksheet."""


@dataclass(frozen=True, slots=True)
class LinePart:
    """All lines of a part, or of several parts that share their choices."""

    scale: Scale
    finding: str
    rows: tuple[GroupRow, ...]


def group_values(figures: GroupStatistics, labels: Labels, look: Palette) -> dict[str, Any]:
    """Return what the template of a group report receives besides the figures."""
    rows = _Rows(figures, labels["group"], look)
    said = line_findings(figures, labels)
    return {
        "is_shown": True,
        "is_percent": is_percent(figures),
        "findings": findings(figures, labels),
        "parts": tuple(map(rows.part, figures.scales)),
        "skills": tuple(rows.skills()),
        "skill_scale": next((row.scale for row in figures.scales if _asks_for_levels(row)), None),
        "line_parts": tuple(
            LinePart(row.scale, said.get(row.scale.id, ""), tuple(map(rows.line, row.items)))
            for row in figures.scales
            if not _asks_for_levels(row)
        ),
        "is_one_dot_each": figures.people <= MOST_DOTS,
        "has_alpha": any(row.alpha is not None for row in figures.scales),
    }


def group_title(figures: GroupStatistics, labels: Labels, about: str) -> str:
    """Return how many people a group report is about, and what they were asked; small numbers are words."""
    place = figures.people - FEWEST_PEOPLE
    words = labels["numbers"]
    people = words[place] if place < len(words) else formats.grouped(figures.people, figures.assessment.language)
    return str(labels["title_work" if figures.assessment.guide else "title"].format(people=people, about=about))


class _Rows:
    """Makes rows in the language of a group's questionnaire."""

    def __init__(self, figures: GroupStatistics, labels: Labels, look: Palette) -> None:
        self._figures = figures
        self._labels = labels
        self._look = look
        self._language = figures.assessment.language
        self._numbers = {item.id: number for number, (_, item) in enumerate(figures.assessment.on_paper, 1)}

    def part(self, row: ScaleStatistics) -> GroupRow:
        """Return how the scores of a part are spread over its bands."""
        if row.cells is None or row.mean is None:
            return GroupRow(row.scale.title, self._labels["too_few"])
        names = [band.title for band in row.scale.bands]
        cells = "; ".join(
            f"{self._joined(names, cell)}: {share(self._figures, cell.people, row.scored)}" for cell in row.cells
        )
        words = self._labels["part_words"].format(
            mean=formats.one_decimal(row.mean, self._language),
            people=formats.grouped(row.scored, self._language),
            cells=cells,
        )
        return GroupRow(row.scale.title, words, self._bar(row.cells, len(names), row.scored))

    def line(self, row: ItemStatistics) -> GroupRow:
        """Return how many people gave each answer to a line."""
        scale = next(each.scale for each in self._figures.scales if row in each.items)
        title = f"{row.item.text} ({self._labels['reversed']})" if row.item.reversed else row.item.text
        number = self._numbers[row.item.id]
        if row.cells is None or row.mean is None:
            return GroupRow(title, self._labels["too_few_lines"], number=number)
        cells = ", ".join(self._line_cell(cell, scale, row.answered) for cell in row.cells)
        words = self._labels["line_words"].format(
            cells=cells,
            mean=formats.one_decimal(row.mean, self._language),
            people=formats.grouped(row.answered, self._language),
        )
        return GroupRow(title, words, self._bar(row.cells, len(scale.worths), row.answered), number)

    def _line_cell(self, cell: Cell, scale: Scale, answered: int) -> str:
        first, last = scale.worths[cell.first], scale.worths[cell.last]
        name = str(first) if first == last else f"{first}–{last}"
        return f"{name}: {share(self._figures, cell.people, answered)}"

    def _joined(self, names: Sequence[str], cell: Cell) -> str:
        """Name bands that are counted together."""
        first, *more = names[cell.first : cell.last + 1]
        return str(self._labels["or_band"]).join([first, *(name[0].lower() + name[1:] for name in more)])

    def _bar(self, cells: Sequence[Cell], choices: int, of: int) -> Markup:
        counts = [share(self._figures, cell.people, of).rstrip("%") for cell in cells]
        return answer_bar(cells, choices, counts, self._look)

    def skills(self) -> Iterator[GroupRow]:
        """Yield the skills, those that most people lack first."""
        gaps = {gap.item.id: gap for gap in self._figures.gaps}
        asked = [row for scale in self._figures.scales for row in scale.items if row.item.asked_level is not None]
        order = {name: place for place, name in enumerate(gaps)}
        for row in sorted(asked, key=lambda row: order.get(row.item.id, len(order))):
            yield self._skill(row, gaps.get(row.item.id))

    def _skill(self, row: ItemStatistics, gap: GapStatistics | None) -> GroupRow:
        if row.cells is None:
            return GroupRow(row.item.text, self._labels["too_few_lines"])
        cells = ", ".join(self._level(cell, row.answered) for cell in row.cells)
        words = self._labels["skill_words"].format(asked=row.item.asked_level, below=self._below(gap), cells=cells)
        return GroupRow(row.item.text, words, people_ladder(row.cells, self._dots(row), _asked(row.item), self._look))

    def _below(self, gap: GapStatistics | None) -> str:
        if gap is None:
            return str(self._labels["few_below" if self._figures.is_small else "none_below"])
        if gap.is_nearly_all:
            return str(self._labels["nearly_all_below"])
        number, every = share(self._figures, gap.below, gap.rated), formats.grouped(gap.rated, self._language)
        return str(self._labels["number_below"].format(number=self._labels["of"].format(number=number, all=every)))

    def _level(self, cell: Cell, rated: int) -> str:
        name = str(cell.first + 1) if cell.first == cell.last else f"{cell.first + 1}–{cell.last + 1}"
        return f"{name}: {share(self._figures, cell.people, rated)}"

    def _dots(self, row: ItemStatistics) -> list[int]:
        """Return how many dots stand for each cell: one for each person, or one for about one person in twenty."""
        counts = [cell.people for cell in row.cells or ()]
        if self._figures.people <= MOST_DOTS:
            return counts
        return [max(round(DOTS * count / row.answered), 1) if count else 0 for count in counts]


def _asks_for_levels(row: ScaleStatistics) -> bool:
    """Say whether the lines of a part are skills, which stand on ladders."""
    return any(each.item.asked_level is not None for each in row.items)


def _asked(item: Item) -> int:
    if item.asked_level is None:
        raise ValueError("not a skill")
    return item.asked_level
