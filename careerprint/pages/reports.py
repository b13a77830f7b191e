"""What a person's report says beside the scores: headlines, the highest scores, guides to read, sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from careerprint.languages import name_in, same
from careerprint.pages import formats
from careerprint.pages.labels import Labels
from careerprint.scoring.fit import weigh
from careerprint.scoring.scorecard import Scorecard
from careerprint.scoring.themes import suggest, top_scores
from careerprint.sources.assessment import Assessment
from careerprint.sources.document import Section
from careerprint.sources.guide import Guide, Source

_BLOCK = re.compile(r"<(?:p|ul|ol|dl|div|table|blockquote|pre|h\d)\b")
"""Elements that cannot be part of a line."""
_CITED = re.compile(r'href="#source-([^"]+)"')


def fit_values(card: Scorecard, labels: Labels) -> dict[str, Any]:
    """Return what the template of a fit's report receives besides the scores."""
    fit, scores = weigh(card), {score.id: score for score in card.scales}
    lists = {"tasks": fit.tasks, "draws": fit.draws, "wears": fit.wears}
    return {
        "fit": fit,
        "hardest": "; ".join(entry.item.text for entry in fit.hardest),
        "well_below": "; ".join(level.item.text for level in fit.well_below),
        "scores": scores,
        # A list of equal answers has no first.
        "in_order": {name: len({entry.value for entry in rows}) > 1 for name, rows in lists.items()},
        # A heading says that something draws, or is hard, only where an answer says so.
        "draws": bool(scores["pros"].above_middle),
        "wears": bool(scores["cons"].below_middle),
        "sources": {},
        "cited": cited_sources(card.assessment),
    }


def cited_sources(assessment: Assessment) -> frozenset[str]:
    """Return the ids of the guide's sources that its items cite: a report prints no others."""
    marked = (item.source.html for _, item in assessment.items if item.source)
    return frozenset(name for html in marked for name in _CITED.findall(html))


def theme_values(card: Scorecard, guides: Mapping[str, Guide], labels: Labels) -> dict[str, Any]:
    """Return what the template of an interests report receives besides the scores."""
    assessment, language, top = card.assessment, card.assessment.language, top_scores(card)
    name, form = card.profile.section, labels["report"]["named_score"]
    values = {
        "top": top,
        "near": [form.format(name=s.scale.title, mean=formats.decimal(s.printed, language)) for s in top.near],
        "profile_text": assessment.sections[name] if name else None,
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


def hexagon_words(card: Scorecard, labels: Labels) -> str:
    """Return the six scores in words, for those who cannot see the picture."""
    language = card.assessment.language
    words = "; ".join(f"{s.scale.title} {formats.decimal(s.printed, language)}" for s in card.scales)
    return str(labels["report"]["hexagon_words"].format(scores=words))


def readable(guides: Iterable[Guide], language: str) -> Mapping[str, Guide]:
    """Return the guides to suggest, by slug: each once, those in the reader's own language first."""
    first = sorted(guides, key=lambda guide: not same(guide.meta.language, language))
    chosen: dict[str, Guide] = {}
    for guide in first:
        chosen.setdefault(guide.name, guide)
    return {guide.slug: guide for guide in chosen.values()}


def printed_sources(assessment: Assessment, *, without: Collection[str]) -> Mapping[int, Source]:
    """Return an assessment's sources by their numbers, except those cited only in the texts in `without`."""
    marks = {name: _marks_of(section) for name, section in assessment.sections.items()}
    printed = frozenset[str]().union(*(found for name, found in marks.items() if name not in without))
    unprinted = frozenset[str]().union(*(marks[name] for name in without)) - printed
    return {number: source for number, source in enumerate(assessment.sources, 1) if source.id not in unprinted}


def _marks_of(section: Section) -> frozenset[str]:
    elements = (element for block in section.body for element in block.iter())
    return frozenset(e.get("href", "").removeprefix("#source-") for e in elements if e.get("class") == "source-mark")


def run_in(html: str) -> str:
    """Return paragraphs as HTML that goes on in a line; a text with lists and the like becomes plain words."""
    inner = html.removeprefix("<p>").removesuffix("</p>").replace("</p>\n<p>", " ")
    return str(escape(Markup(html).striptags())) if _BLOCK.search(inner) else inner
