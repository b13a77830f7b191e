"""What a *Fit* report says, as plain data for the templates of other typesetters.

Everything comes from the same guide, assessment, scorecard and labels as our own report; the templates add nothing
but the layout. What all reports share is separate from what is one person's, so that a typesetter may set it once.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import segno

from bench.peers.rich import paragraphs, runs
from careerprint.answers.responses import Response
from careerprint.color import tint
from careerprint.pages import formats
from careerprint.pages.labels import Labels
from careerprint.pages.pages import title_of
from careerprint.pages.pictures.drawing import PANEL
from careerprint.pages.reports.printed_sources import cited_sources
from careerprint.scoring.fit import Fit, SkillLevel, weigh
from careerprint.scoring.scorecard import ItemScore, ScaleScore, Scorecard
from careerprint.sources.assessment import Assessment
from careerprint.sources.center import Center
from careerprint.sources.document import items_of
from careerprint.sources.scales import Item

Plain = dict[str, Any]

NOTES = 5
"""Lines to write on, as in our template."""


def shared(assessment: Assessment, center: Center, labels: Labels) -> Plain:
    """Return what all reports of an assessment that was made from a guide say."""
    words, common, handout = labels["report"], labels["common"], labels["handout"]
    title = title_of(assessment, words["fit_title"])
    sections = assessment.sections
    return {
        "language": assessment.language,
        "title": title,
        "document_title": f"{words['kind']}: {title}",
        "kind": words["kind"],
        "page_of": common["page_of"],
        "accent": center.accent,
        "soft": tint(center.accent, PANEL),
        "center": _center(center, labels),
        "sections": {name: {"title": s.words, "text": paragraphs(s.html)} for name, s in sections.items()},
        "next_steps": [_entry(item.lead, item.html) for item in items_of(sections["next-steps"])],
        "bands": {scale.id: [paragraphs(band.html) for band in scale.bands] for scale in assessment.scales},
        "items": {item.id: _item(item) for _, item in assessment.items},
        "picture": {"title": words["picture"], "lead": words["picture_lead"]},
        "tasks": words["tasks"],
        "skills": {"skills": words["plan"], "skills_lead": words["skills_lead"], "strengths": words["skills"]},
        "answers": {name: words[name] for name in ("answers", "answers_lead", "your_answers")},
        "notes": {
            "title": common["notes"],
            "lines": NOTES,
            "blanks": [common["appointment"], common["appointment_with"]],
        },
        "privacy": [words["privacy"], center.privacy],
        "sources": _sources(assessment, handout),
    }


def personal(card: Scorecard, person: Response, labels: Labels, printed_on: datetime.date) -> Plain:
    """Return what only this person's report says."""
    words, language, fit = labels["report"], card.assessment.language, weigh(card)
    answered = words["date_unknown"]
    if person.date:
        answered = words["answered_on"].format(date=formats.long_date(person.date, language))
    printed = words["printed_on"].format(date=formats.long_date(printed_on, language))
    number = f" ({words['id']} {person.id})" if person.name else ""
    version = version_words(card.assessment, labels)
    return {
        "id": person.id,
        "who": [words["for_person"], person.name or person.id],
        "dates": f"{answered}, {printed}{number}",
        "verdict": fit.section,
        "note": fit.note or "",
        "cards": [_card(score, labels, language) for score in card.scales],
        "not_scored": fit.section != "not-scored" and not all(score.scored for score in card.scales),
        **_lists(card, fit, labels),
        **_skills(fit, labels),
        "answers": [_answers(score) for score in card.scales],
        "counts": " ".join(
            (
                words["counts"].format(answered=card.answered, total=card.total),
                words["versions"].format(version=version),
                words["use"],
            )
        ),
    }


def version_words(assessment: Assessment, labels: Labels) -> str:
    """Return the versions of questionnaire and guide in words."""
    assert assessment.guide is not None
    own = assessment.version.split()[0]
    return str(labels["common"]["two_versions"].format(own=own, guide=assessment.guide.meta.version))


def _center(center: Center, labels: Labels) -> Plain:
    common, handout, words = labels["common"], labels["handout"], labels["scan"]
    code = segno.make(center.web, error="m", micro=False)
    return {
        "name": center.name,
        "logo": center.logo,
        "logo_alt": center.logo_alt,
        "contact": handout["contact"],
        "address": list(center.address),
        "phone": [common["phone"], center.phone, formats.tel(center.phone)],
        "email": center.email,
        "web": [formats.bare_address(center.web), center.web],
        "hours": [[entry.days, entry.time] for entry in center.hours],
        "legal": f"{center.equal_opportunity} {center.auxiliary_aids}",
        "qr": {
            "words": words["code"].format(url=center.web),
            "svg": code.svg_inline(border=0, omitsize=True),
            "rows": [list(row) for row in code.matrix],
        },
    }


def _entry(lead: str, html: str) -> list[list[str]]:
    return [*([["b", f"{lead}."], ["", " "]] if lead else []), *runs(html)]


def _item(item: Item) -> Plain:
    source = item.source
    assert source is not None
    return {
        "name": item.text,
        "text": _entry(item.text, source.html),
        "means": runs(" ".join(source.paragraphs)),
        "steps": [runs(step) for step in source.steps],
    }


def _sources(assessment: Assessment, handout: Any) -> Plain:
    assert assessment.guide is not None
    meta, language = assessment.guide.meta, assessment.language
    reviewed, again = (formats.long_date(day, language) for day in (meta.reviewed, meta.review_by))
    entries = []
    for source in cited_sources(assessment).values():
        day = formats.long_date(source.accessed, language)
        released = {"release": source.release, "date": day}
        read = (
            handout["source_release"].format(**released) if source.release else handout["source_read"].format(date=day)
        )
        link = ["link", formats.bare_address(source.url), source.url]
        after = f", {read}.{f' {source.note}' if source.note else ''}"
        text = [["", f"{source.publisher}: "], ["i", source.title], ["", ". "], link, ["", after]]
        entries.append({"id": f"source-{source.id}", "text": text})
    people = [handout[name].format(**{name: who}) for name in ("author", "reviewer") if (who := getattr(meta, name))]
    dates = handout["reviewed"].format(date=reviewed, date_by=again)
    note = " ".join((*people, dates, handout["newer"], handout["licence"]))
    return {"title": handout["sources"], "entries": entries, "note": note}


def _card(score: ScaleScore, labels: Labels, language: str) -> Plain:
    words, scale = labels["report"], score.scale
    if not score.scored:
        points = words["not_scored"].format(answered=score.answered, total=score.total, needed=score.needed)
        return {"title": scale.title, "position": None, "mean": "", "points": points, "scale": scale.id, "band": None}
    mean = words["score"].format(mean=formats.decimal(score.printed, language), highest=scale.highest)
    low, high = score.possible
    points = words["sum"].format(sum=score.sum, low=low, high=high, answered=score.answered, total=score.total)
    band = None if score.band is None else scale.bands.index(score.band)
    position = round((score.position or 0.0) * 100, 1)
    return {"title": scale.title, "position": position, "mean": mean, "points": points, "scale": scale.id, "band": band}


def _lists(card: Scorecard, fit: Fit, labels: Labels) -> Plain:
    """Return the good sides, the hard sides and the tasks, headed as our template heads them."""
    words = labels["report"]
    scores = {score.id: score for score in card.scales}
    draws, wears = bool(scores["pros"].above_middle), bool(scores["cons"].below_middle)

    def rated(title: str, name: str, entries: Sequence[ItemScore]) -> Plain:
        lines = [
            {"item": entry.item.id, "answer": words["answer"].format(choice=entry.choice, value=entry.worth)}
            for entry in entries
        ]
        order = words["order_low" if name == "wears" else "order_high"]
        lead = order if len({entry.value for entry in entries}) > 1 else ""
        return {"title": title, "lead": lead, "lines": lines, "none": words["no_answers"]}

    return {
        "draws": rated(words["draws" if draws else "good_sides"], "draws", fit.draws),
        "wears": rated(words["wears" if wears else "hard_sides"], "wears", fit.wears),
        "tasks": rated(words["tasks"], "tasks", fit.tasks),
    }


def _skills(fit: Fit, labels: Labels) -> Plain:
    words = labels["report"]

    def level(skill: SkillLevel, more: str) -> Plain:
        pair = words["skill_pair"].format(own=skill.own, asked=skill.asked)
        return {"item": skill.item.id, "own": skill.own, "asked": skill.asked, "pair": pair, "more": more}

    def to_go(gap: int) -> str:
        return str(words["levels_to_go"]["one"] if gap == 1 else words["levels_to_go"]["many"].format(gap=gap))

    return {
        "gaps": [level(skill, to_go(skill.gap)) for skill in fit.gaps],
        "gaps_lead": words["gaps_lead"] if fit.gaps else "",
        "no_gaps": "",
        "strengths": [level(skill, "") for skill in fit.strengths],
        "missing": "",
    }


def _answers(score: ScaleScore) -> Plain:
    def said(entry: ItemScore) -> str:
        return str(entry.worth) if entry.answer else "–"

    rows = [[entry.item.text, said(entry)] for entry in score.items]
    return {"title": score.scale.title, "levels": score.scale.asks_levels, "rows": rows}
