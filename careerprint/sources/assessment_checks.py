"""Rules about an assessment as a whole: the sections that it must have, and the names that it may use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from careerprint.errors import Problem
from careerprint.sources import placeholders
from careerprint.sources.assessment_fields import QuestionnaireMeta
from careerprint.sources.document import Document, Section, items_of
from careerprint.sources.guide import ITEM_ROLES, Guide
from careerprint.sources.scales import RESERVED_IDS, is_scale, twice

FIXED_TEXTS = (
    "covers",
    "all-high",
    "all-low",
    "same-throughout",
    "not-scored",
    "cannot-tell",
    "next-steps",
    "scoring",
)
"""The sections that every assessment must have, because the report prints them."""
OWN_TEXTS = ("flat", "none-high")
"""Further sections of an assessment with its own items: its scales are ranked, a fit's are not."""
THEME_TEXTS = ("chosen", "no-guide")
"""Further sections of an assessment that leads to guides."""
FIT_TEXTS = (
    "answer-close",
    "answer-work-more",
    "answer-sides-more",
    "answer-so-so",
    "answer-mixed",
    "answer-low-tasks",
    "answer-low-sides",
    "answer-low",
    "skills-several",
    "skills-some",
    "skills-there",
    "skills-open",
)
"""Further sections of a fit: a headline for what tasks and good sides say together, and a sentence about the skills.
Words about the hard sides are in their bands."""
THEMES = ("R", "I", "A", "S", "E", "C")
"""Holland's six themes in the order of the hexagon."""


def layout_problems(document: Document, extra: Sequence[str], allowed: tuple[str, ...]) -> Iterator[Problem]:
    """Report fixed texts that are missing or empty, sections given twice and unknown placeholders.

    `extra` are further fixed texts of this kind of assessment, `allowed` its placeholders.
    """
    path = document.path
    yield from twice(((s.id, s.line, s.words) for s in document.sections), path)
    for name in (*FIXED_TEXTS, *extra):
        section = document.section(name)
        if section is None:
            message = f"section is missing; add a line `## A heading {{#{name}}}` and its text"
            yield Problem(path, None, name, message)
        elif not section.html:
            yield Problem(path, section.line, name, "has no text; the report prints it")
    yield from placeholders.problems(document, allowed)


def own_scale_problems(document: Document, *, leads_to_themes: bool) -> Iterator[Problem]:
    """Report what is wrong with the scales of an assessment as a whole and with their items' names."""
    path = document.path
    scales = [section for section in document.sections if is_scale(section)]
    if not scales:
        yield Problem(path, None, "", "has no scale; add `## A heading {#name .scale}`, its items and its bands")
    items = [(scale, item) for scale in scales for item in items_of(scale)]
    yield from twice(((item.id, item.line, f"{scale.id} › {item.id}") for scale, item in items), path)
    for scale, item in items:
        if item.id in RESERVED_IDS:
            yield Problem(path, item.line, f"{scale.id} › {item.id}", _taken(item.id))
    if leads_to_themes and {scale.id for scale in scales} != set(THEMES):
        message = f"`themes` needs one scale for each of the six themes, named {', '.join(THEMES)}"
        yield Problem(path, document.front.line(("leads_to",)), "leads_to", message)


def example_problems(document: Document, meta: QuestionnaireMeta) -> Iterator[Problem]:
    """Report themes without example occupations, and examples for unknown themes."""
    needed = (
        "five to eight occupations are missing for {}, as in `R: [Carpenter, …]`; "
        "the report names them where no guide fits"
    )
    yield from _words_of_themes(document, meta, "examples", meta.examples, needed)


def headline_problems(document: Document, meta: QuestionnaireMeta) -> Iterator[Problem]:
    """Report themes without words for the headline, and words for what is no theme."""
    needed = "words are missing for {}, as in `I: find out why`; they go on after “You like to” in the headline"
    needed += " of the report"
    yield from _words_of_themes(document, meta, "does", meta.does, needed)


def _words_of_themes(
    document: Document, meta: QuestionnaireMeta, field: str, given: Mapping[str, object], needed: str
) -> Iterator[Problem]:
    """Report themes that a field of the front matter says nothing of, in the words `needed`, and what is no theme."""
    wanted = set(THEMES) if meta.leads_to else set()
    line = document.front.line((field,) if given else ("leads_to",))
    if missing := [theme for theme in THEMES if theme in wanted - given.keys()]:
        yield Problem(document.path, line, field, needed.format(", ".join(missing)))
    for name in given.keys() - wanted:
        remedy = f"the themes are {', '.join(THEMES)}" if wanted else "they need `leads_to: themes`"
        yield Problem(document.path, document.front.line((field, name)), f"{field} › {name}", remedy)


def derived_scale_problems(document: Document) -> Iterator[Problem]:
    """Report scales that do not say which part of a guide they ask about, or that have their own items."""
    path = document.path
    scales = [section for section in document.sections if is_scale(section) or "from" in section.attributes]
    for section in scales:
        yield from (Problem(path, section.line, section.id, message) for message in _origin_faults(section))
    yield from twice(((s.attributes.get("from", ""), s.line, s.id) for s in scales), path)
    given = {section.attributes.get("from") for section in scales}
    for role in ITEM_ROLES:
        if role not in given:
            message = f"scale is missing; add `## A heading {{#{role} .scale from={role}}}` and its bands"
            yield Problem(path, None, role, message)


def _origin_faults(section: Section) -> Iterator[str]:
    if "scale" not in section.classes:
        yield "asks about a part of the guide; mark it as a scale, as in `{#tasks .scale from=tasks}`"
    if section.attributes.get("from") not in ITEM_ROLES:
        yield f"from: expected one of {', '.join(ITEM_ROLES)}, as in `{{#tasks .scale from=tasks}}`"
    if items_of(section):
        yield "its items come from the guide; take the list out"


def taken_names(guide: Guide) -> Iterator[Problem]:
    """Report items of a guide whose names are those of an answer sheet's own columns."""
    for role in ITEM_ROLES:
        for item in guide.items(role):
            if item.id in RESERVED_IDS:
                yield Problem(guide.path, item.line, f"{role} › {item.id}", _taken(item.id))


def _taken(name: str) -> str:
    return f"the worksheet and the answer sheet have a field `{name}`; give the item another name"
