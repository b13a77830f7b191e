"""The pictures of personal reports, drawn for one edition and described in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from careerprint.pages import formats
from careerprint.pages.labels import Labels
from careerprint.pages.pictures.answers import Strip, answer_rings, answer_strip, empty_rings
from careerprint.pages.pictures.drawing import Palette
from careerprint.pages.pictures.ladder import skill_ladder
from careerprint.pages.pictures.spokes import spokes
from careerprint.scoring.scorecard import ScaleScore


@dataclass(frozen=True, slots=True)
class ReportPictures:
    """What a template of a report draws."""

    look: Palette
    labels: Labels
    """The table `report` of the labels."""
    language: str

    def strip(self, score: ScaleScore) -> Markup:
        """Draw all answers of a scale; reversed items are drawn as they count."""
        values = tuple(sorted(entry.value for entry in score.items if entry.value is not None))
        mean = None if score.mean is None else float(score.mean)
        given = formats.listed([str(value) for value in values], self.language)
        words = self.labels["strip_words"].format(answers=given) if values else self.labels["not_answered"]
        return answer_strip(Strip(score.scale.worths, values, mean), self.look, words)

    def rings(self, choices: int, answer: int | None) -> Markup:
        """Draw one answer among its choices."""
        return answer_rings(choices, answer, self.look)

    def empty(self, choices: int) -> Markup:
        """Draw circles to be filled in with a pen."""
        return empty_rings(choices, self.look)

    def ladder(self, own: int | None, asked: int) -> Markup:
        """Draw an own level and the one that is asked for."""
        return skill_ladder(own, asked, self.look)

    def spokes(self, scores: Sequence[ScaleScore]) -> Markup:
        """Draw scores on a hexagon; its words say which spokes are the longest, as the scores stand beside it."""
        means = [score.mean for score in scores if score.mean is not None]
        longest = [score.scale.title for score in scores if means and score.mean == max(means)]
        words = self.labels["spokes_words"].format(longest=formats.listed(longest, self.language))
        return spokes(scores, self.look, words)
