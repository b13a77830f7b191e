"""What the group report says about its figures in words: one finding for each section."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from careerprint.pages import formats
from careerprint.pages.labels import Labels
from careerprint.scoring.group import Cell, GroupStatistics, ItemStatistics

PERCENT_FROM = 100
"""From this many people on, cells are percentages: of fewer, one person would be several percent."""

MOST_NAMED = 3
"""The most scales or lines that a finding names as those with the same mean: more are no finding but a list."""


def is_percent(figures: GroupStatistics) -> bool:
    """Say whether a group is large enough for percentages."""
    return figures.people >= PERCENT_FROM


def share(figures: GroupStatistics, people: int, of: int) -> str:
    """Return a share of the group: a whole percentage in a large group, otherwise a number of people."""
    if not is_percent(figures) or not of:
        return formats.grouped(people, figures.assessment.language)
    percent = Fraction(100 * people, of)
    if 0 < percent < 1:
        return "<1%"
    return f"{formats.halves_up(percent)}%"


def findings(figures: GroupStatistics, labels: Labels) -> dict[str, str]:
    """Return a sentence for each section, by its name: `lead`, `scores`, `distribution`, `gaps`, `by_line`.

    A section that has no figures has none. Where parts ask different questions, their means are not compared.
    """
    words = _Words(figures, labels)
    own = figures.assessment.guide is None
    scores = words.scores() if own else words.bands()
    found = {
        "lead": scores if own else words.workshop() or scores,
        "scores": scores,
        "distribution": words.distribution(),
        "gaps": words.gaps(),
        "by_line": words.lines([item for scale in figures.scales for item in scale.items]) if own else "",
    }
    return {name: text for name, text in found.items() if text}


def line_findings(figures: GroupStatistics, labels: Labels) -> dict[str, str]:
    """Return a sentence for each part of a fit, by its id; parts of other questionnaires share one."""
    if figures.assessment.guide is None:
        return {}
    words = _Words(figures, labels)
    return {row.scale.id: words.lines(row.items) for row in figures.scales}


class _Words:
    """Writes findings about a group in its language."""

    def __init__(self, figures: GroupStatistics, labels: Labels) -> None:
        self._figures = figures
        self._labels: Labels = labels["group"]
        self._language = figures.assessment.language

    def _say(self, name: str, **parts: str) -> str:
        return str(self._labels[name].format(**parts))

    def _mean(self, value: Fraction) -> str:
        return formats.one_decimal(value, self._language)

    def scores(self) -> str:
        """Say which means are the highest and which the lowest."""
        rows = [(row.mean, row.scale.title) for row in self._figures.scales if row.mean is not None]
        return self._extremes(rows)

    def _extremes(self, rows: Sequence[tuple[Fraction, str]]) -> str:
        """Name what has the highest and the lowest mean; what is printed with the same figure is named with it."""
        if len(rows) < 2:
            return ""
        high, low = self._mean(max(rows)[0]), self._mean(min(rows)[0])
        if high == low:
            return self._say("finding_alike", mean=high)
        names = {
            mean: self._named([title for value, title in rows if self._mean(value) == mean]) for mean in (high, low)
        }
        return self._say("finding_means", high=names[high], high_mean=high, low=names[low], low_mean=low)

    def _named(self, titles: list[str]) -> str:
        """Name what shares a figure, or say how many there are."""
        return "; ".join(titles) if len(titles) <= MOST_NAMED else self._say("finding_many", count=str(len(titles)))

    def bands(self) -> str:
        """Say in which band the mean of each part lies."""
        parts = []
        for row in self._figures.scales:
            band = row.scale.band(row.mean) if row.mean is not None else None
            if band:
                parts.append(self._say("finding_part", part=row.scale.title, band=band.title))
        return self._say("finding_bands", parts="; ".join(parts)) if parts else ""

    def distribution(self) -> str:
        """Say in which part most people, or the largest share of them, have a score in the top band.

        Nothing is said where it may be another part, whose top band is joined with the one below it.
        """
        tops = [(row.cells[-1], row) for row in self._figures.scales if row.cells and len(row.scale.bands) > 1]
        rows = [(top.people, row) for top, row in tops if not _is_joined(top) and top.people]
        if not rows:
            return ""
        people, best = max(rows, key=lambda pair: (Fraction(pair[0], pair[1].scored), pair[0]))
        if any(_is_joined(top) and top.people * best.scored >= people * row.scored for top, row in tops):
            return ""
        parts = [row.scale.title for count, row in rows if (count, row.scored) == (people, best.scored)]
        of = self._of(people, best.scored)
        return self._say("finding_top", part=self._named(parts), band=best.scale.bands[-1].title, number=of)

    def _of(self, people: int, of: int) -> str:
        return self._say("of", number=share(self._figures, people, of), all=formats.grouped(of, self._language))

    def gaps(self) -> str:
        """Say which skill most people lack."""
        if not self._figures.gaps:
            return ""
        gap = self._figures.gaps[0]
        number = self._say("nearly_all") if gap.is_nearly_all else self._of(gap.below, gap.rated)
        return self._say("finding_gap", skill=gap.item.text, number=number)

    def workshop(self) -> str:
        """Say which workshop the group needs most: the first thing that its planner wants to know."""
        if not self._figures.gaps:
            return ""
        gap = self._figures.gaps[0]
        number = self._say("nearly_all_people") if gap.is_nearly_all else self._of_people(gap.below, gap.rated)
        return self._say("lead_gap", skill=gap.item.text, number=number)

    def _of_people(self, people: int, of: int) -> str:
        count, every = share(self._figures, people, of), formats.grouped(of, self._language)
        return self._say("of_people", number=count, all=every)

    def lines(self, items: Sequence[ItemStatistics]) -> str:
        """Say which lines have the highest and which the lowest mean."""
        rows = [(item.mean, item.item.text.rstrip(".")) for item in items if item.mean is not None]
        return self._extremes(rows)


def _is_joined(cell: Cell) -> bool:
    """Say whether a cell holds the people of several bands."""
    return cell.first < cell.last
