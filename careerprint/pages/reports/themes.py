"""What the report of a questionnaire with its own items says beside the scores: headline, places, lines, guides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from markupsafe import escape

from careerprint.languages import name_in, same
from careerprint.pages import formats
from careerprint.pages.labels import Labels
from careerprint.pages.reports.printed_sources import printed_sources
from careerprint.scoring.scorecard import ItemScore, Profile, ScaleScore, Scorecard
from careerprint.scoring.themes import Top, suggest, top_scores
from careerprint.sources.guide import Guide

MOST_LIKED = 3
"""The most lines of a theme that are given back as those liked best."""
MOST_BEST = 6
"""The most lines of all that are given back where no theme may be called the highest."""


@dataclass(frozen=True, slots=True)
class ThemePlace:
    """Scales that share a place on the first page; often a single one."""

    scores: tuple[ScaleScore, ...]
    is_tie: bool = False
    near_next: bool = False
    first_below: bool = False
    """No score of this place or of a later one lies in the top band, and all before it do."""


def theme_values(card: Scorecard, guides: Mapping[str, Guide], labels: Labels) -> dict[str, Any]:
    """Return what the template of a report with its own items is given besides the scores."""
    assessment, language, top = card.assessment, card.assessment.language, top_scores(card)
    name, words = card.profile.section, labels["report"]
    best = _best_lines(card)
    values = {
        "top": top,
        "headline": headline(card, top, words),
        "highest": _scores_in_words(top.named, words, language) if card.has_highest else "",
        "near": _scores_in_words(top.near, words, language),
        "profile_text": assessment.sections[name] if name else None,
        "places": places(card),
        "liked": {score.id: liked(score.above_middle) for score in card.scales},
        "in_full": top.named if assessment.leads_to else card.scales,
        "in_brief": tuple(score for score in card.scales if score not in top.named) if assessment.leads_to else (),
        "best": best if assessment.leads_to and not top.named else (),
        "first": _first_of_themes(liked(top.named[0].above_middle) if top.named else best, words),
        "sources": printed_sources(assessment, without=()),
    }
    if not assessment.leads_to:
        return values
    found = readable(guides.values(), language)
    suggestions = suggest(card, {slug: guide.meta.themes for slug, guide in found.items()})
    unprinted = ("no-guide",) if suggestions.chosen else ("chosen",) if top.named else ("chosen", "no-guide")
    return {
        **values,
        "sources": printed_sources(assessment, without=unprinted),
        "suggestions": suggestions,
        "guides": {slug: guide.meta for slug, guide in found.items()},
        "only_in": {
            slug: labels["report"]["guide_only_in"].format(language=name_in(guide.meta.language, language))
            for slug, guide in found.items()
            if not same(guide.meta.language, language)
        },
    }


def headline(card: Scorecard, top: Top, labels: Labels) -> str:
    """Return the answer in a line: what the person likes to do, or that nothing can be said of it."""
    assessment, name = card.assessment, card.profile.section
    if name and not _is_partly(card, top):
        return assessment.sections[name].words
    if not top.named:
        return assessment.sections["none-high"].words
    if not assessment.does:
        names = formats.listed([score.scale.title for score in top.named], assessment.language)
        return f"{labels['top_word' if len(top.named) == 1 else 'top_words']}: {names}"
    things = [labels["headline_thing"].format(does=assessment.does[score.id]) for score in top.named]
    return str(labels["headline"].format(things=formats.listed(things, assessment.language)))


def _is_partly(card: Scorecard, top: Top) -> bool:
    """Say whether scores are missing, but some of the others may be called the highest."""
    return card.profile is Profile.PARTLY_SCORED and bool(top.named)


def _scores_in_words(scores: Sequence[ScaleScore], labels: Labels, language: str) -> str:
    form = labels["named_score"]
    return formats.listed(
        [form.format(name=s.scale.title, mean=formats.decimal(s.printed, language)) for s in scores], language
    )


def places(card: Scorecard) -> tuple[ThemePlace, ...]:
    """Return the scales as the first page shows them: by place where they are in order, the unscored ones last."""
    open_ones = tuple(ThemePlace((score,)) for score in card.scales if not score.scored)
    if not card.is_ranked:
        return (*(ThemePlace((score,)) for score in card.scales if score.scored), *open_ones)
    highs = [[score.is_top for score in tie.scores] for tie in card.ranking]
    # Scores of one place are not in order, so no line is drawn through a place.
    start = next((n for n, high in enumerate(highs) if not all(high)), 0)
    is_clear = start > 0 and not any(chain.from_iterable(highs[start:]))
    return (
        *(
            ThemePlace(tie.scores, len(tie.scores) > 1, tie.near_next, first_below=is_clear and number == start)
            for number, tie in enumerate(card.ranking)
        ),
        *open_ones,
    )


def liked(items: Iterable[ItemScore], most: int = MOST_LIKED) -> tuple[ItemScore, ...]:
    """Return the first lines by answer, the highest first; reversed lines say the opposite and are left out."""
    found = [item for item in items if item.answer is not None and not item.item.reversed]
    return tuple(sorted(found, key=lambda item: -(item.value or 0))[:most])


def _best_lines(card: Scorecard) -> tuple[ItemScore, ...]:
    return liked(chain.from_iterable(score.above_middle for score in card.scales), MOST_BEST)


def _first_of_themes(best: Sequence[ItemScore], labels: Labels) -> str:
    """Say in HTML what to do first: the line that was liked best, or a talk."""
    if best:
        return str(escape(labels["first_liked"].format(line=best[0].item.text.rstrip("."), choice=best[0].choice)))
    return str(escape(labels["first_bring"]))


def readable(guides: Iterable[Guide], language: str) -> Mapping[str, Guide]:
    """Return the guides to suggest, by slug: each once, those in the reader's own language first."""
    first = sorted(guides, key=lambda guide: not same(guide.meta.language, language))
    chosen: dict[str, Guide] = {}
    for guide in first:
        chosen.setdefault(guide.name, guide)
    return {guide.slug: guide for guide in chosen.values()}
