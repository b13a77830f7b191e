"""A questionnaire as data: with its own items, or derived from a guide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import zip_longest
from typing import TypeVar

from pydantic import ValidationError

from careerprint.errors import Problem, SourceError
from careerprint.sources import placeholders
from careerprint.sources.assessment_checks import (
    FIT_TEXTS,
    OWN_TEXTS,
    THEME_TEXTS,
    derived_scale_problems,
    example_problems,
    headline_problems,
    layout_problems,
    own_scale_problems,
    taken_names,
)
from careerprint.sources.assessment_fields import AssessmentMeta, FitMeta, QuestionnaireMeta, RatedScale
from careerprint.sources.document import Document, ListItem, Section, html_of
from careerprint.sources.fields import NO_COLUMNS, AnswerColumns, problems_of
from careerprint.sources.guide import LEVELS, Guide, Source
from careerprint.sources.scales import (
    VERSION_FIELD,
    Band,
    Item,
    Scale,
    about_of,
    band_problems,
    is_scale,
    item_problems,
    read_bands,
    read_items,
)

__all__ = [
    "Assessment",
    "Band",
    "FitTemplate",
    "Gaps",
    "Item",
    "Scale",
    "derive",
    "fit_template",
    "from_document",
    "needs_guide",
]

ANY = 1000
"""Bounds of means while the choices cannot be read: no value is larger."""
OWN_WORDS = ("lines", "tie_gap", "flat_gap")
"""Placeholders in the texts of an assessment with its own items: the number of items asked, and the gaps."""
_Meta = TypeVar("_Meta", bound=AssessmentMeta)


@dataclass(frozen=True, slots=True)
class Gaps:
    """How close scores count as alike, in points of the response scale."""

    tie: Fraction
    """Means closer than this are a tie."""
    flat: Fraction
    """If the highest and the lowest mean are closer than this, nothing stands out."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A questionnaire with its scoring and the words of its report."""

    slug: str
    """`interests`; for one made from a guide `fit--machine-learning-engineer`; in a language folder `es/interests`."""
    path: str
    title: str
    version: str
    """For one derived from a guide, both versions: `1.0 + guide 1.0`."""
    language: str
    opening: str
    """How to answer, as HTML."""
    scales: tuple[Scale, ...]
    min_share: Fraction
    """The share of a scale's items that must be answered for a score, 1/2 to 1."""
    gaps: Gaps | None
    """None for one derived from a guide: its scales ask different questions, so they are not ranked."""
    sections: Mapping[str, Section]
    """The report's fixed text by its id, in the order of the file."""
    leads_to: str | None = None
    """`themes` when the result leads to guides."""
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Occupations by theme, for a person whose themes no guide fits."""
    does: Mapping[str, str] = field(default_factory=dict)
    """What people like to do who score high in a theme, by theme, as it stands in the headline."""
    sources: tuple[Source, ...] = ()
    """Sources of its texts, in addition to the guide's own."""
    missing: tuple[int, ...] = ()
    """Numbers in an answer file that mean: not answered."""
    columns: AnswerColumns = NO_COLUMNS
    """Which columns of a file of answers say who somebody is."""
    guide: Guide | None = None
    """The guide that the items come from."""
    work: str = ""
    """What the guide is about, as a phrase for use in a sentence: `the work of a nurse`."""

    @property
    def items(self) -> Iterator[tuple[Scale, Item]]:
        """Every item with its scale, in the order of the questionnaire."""
        return ((scale, item) for scale in self.scales for item in scale.items)

    @property
    def on_paper(self) -> Iterator[tuple[Scale, Item]]:
        """Every item with its scale, in the order of the lines of the worksheet, which are numbered from 1.

        Where the scales are themes their items alternate, so that a theme cannot be guessed from its neighbors.
        """
        if not self.leads_to:
            return self.items
        turns = zip_longest(*([(scale, item) for item in scale.items] for scale in self.scales))
        return (line for turn in turns for line in turn if line is not None)

    @property
    def version_head(self) -> str:
        """How a worksheet and an answer sheet name the questionnaire that they belong to; see `VERSION_FIELD`."""
        return f"{VERSION_FIELD} {self.version.replace(',', '')}"

    def scale(self, name: str) -> Scale | None:
        """Return the scale of this id."""
        return next((scale for scale in self.scales if scale.id == name), None)


@dataclass(frozen=True, slots=True)
class FitTemplate:
    """A checked assessment whose items come from a guide; `derive` puts the two together."""

    document: Document
    meta: FitMeta

    @property
    def slug(self) -> str:
        """The file's name without its ending, after its language folder."""
        return self.document.slug


def needs_guide(document: Document) -> bool:
    """Say whether the items of a document come from a guide, so that it is a `FitTemplate`."""
    return "scales" in document.front.data or any("from" in section.attributes for section in document.sections)


def from_document(document: Document) -> Assessment:
    """Interpret a document as an assessment with its own items.

    Raises SourceError with all problems of fields, scales, items and texts at once.
    """
    problems: list[Problem] = []
    meta = _meta(document, QuestionnaireMeta, problems)
    worths = (meta.values or tuple(range(1, len(meta.choices) + 1))) if meta else (-ANY, ANY)
    for section in filter(is_scale, document.sections):
        problems += item_problems(section, document.path)
        problems += band_problems(section, document.path, worths[0], worths[-1])
    leads = meta is not None and meta.leads_to is not None
    problems += layout_problems(document, (*OWN_TEXTS, *(THEME_TEXTS if leads else ())), allowed=OWN_WORDS)
    problems += own_scale_problems(document, leads_to_themes=leads)
    if meta is not None:
        problems += (*example_problems(document, meta), *headline_problems(document, meta))
    if problems or meta is None:
        raise _refused(document, problems)
    return _own(document, meta)


def _own(document: Document, meta: QuestionnaireMeta) -> Assessment:
    """Build an assessment with its own items from a document without problems."""
    items = {section.id: read_items(section)[: meta.items_asked] for section in filter(is_scale, document.sections)}
    asked = sum(map(len, items.values()))
    words = {"lines": str(asked), "tie_gap": str(meta.tie_gap), "flat_gap": str(meta.flat_gap)}
    sections = tuple(placeholders.fill(section, words) for section in document.sections)

    def build(section: Section) -> Scale:
        return _scale(section, section.id, meta.question, meta.choices, items[section.id], meta.values)

    made = _assessment(document, meta, sections, build, slug=document.slug)
    return replace(
        made,
        gaps=Gaps(_exact(meta.tie_gap), _exact(meta.flat_gap)),
        leads_to=meta.leads_to,
        examples=meta.examples,
        does=meta.does,
        sources=meta.sources,
        missing=meta.missing,
    )


def fit_template(document: Document) -> FitTemplate:
    """Interpret a document as an assessment that takes its items from any guide.

    Raises SourceError with all problems at once.
    """
    problems: list[Problem] = []
    meta = _meta(document, FitMeta, problems)
    for section in filter(is_scale, document.sections):
        problems += band_problems(section, document.path, 1, _highest(meta, section.attributes.get("from", "")))
    problems += layout_problems(document, FIT_TEXTS, allowed=("work",))
    problems += derived_scale_problems(document)
    if problems or meta is None:
        raise _refused(document, problems)
    return FitTemplate(document, meta)


def derive(template: FitTemplate, guide: Guide, levels: Sequence[str], work: str) -> Assessment:
    """Return the questionnaire of a guide, whose items are the guide's tasks, pros, cons and skills.

    `levels` are the five levels of a skill in words, `work` is what the guide is about as a phrase. Raises SourceError
    when the guide uses a name that an answer sheet needs for itself.
    """
    if problems := list(taken_names(guide)):
        raise SourceError(f"{guide.path} cannot be asked about", problems=problems)
    meta, source = template.meta, template.document
    sections = tuple(placeholders.fill(section, {"work": work}) for section in source.sections)

    def build(section: Section) -> Scale:
        role = section.attributes["from"]
        asked = getattr(meta.scales, role)
        choices = asked.choices if isinstance(asked, RatedScale) else tuple(levels)
        return _scale(section, role, asked.question, choices, _guide_items(guide, role))

    slug = f"{template.slug}--{guide.name}"
    version = f"{meta.version} + guide {guide.meta.version}"
    made = _assessment(source, meta, sections, build, slug=slug)
    return replace(made, version=version, guide=guide, work=work)


def _assessment(
    document: Document,
    meta: AssessmentMeta,
    sections: Sequence[Section],
    build: Callable[[Section], Scale],
    *,
    slug: str,
) -> Assessment:
    return Assessment(
        slug=slug,
        path=document.path,
        title=meta.title,
        version=meta.version,
        language=meta.language,
        opening=html_of(document.opening),
        scales=tuple(build(section) for section in sections if is_scale(section)),
        min_share=_exact(meta.min_share),
        gaps=None,
        columns=meta.columns,
        sections={section.id: section for section in sections if not is_scale(section)},
    )


def _scale(
    section: Section,
    name: str,
    question: str,
    choices: tuple[str, ...],
    items: tuple[Item, ...],
    values: tuple[int, ...] = (),
) -> Scale:
    return Scale(
        id=name,
        title=section.words,
        question=question,
        choices=choices,
        items=items,
        bands=read_bands(section),
        about=about_of(section),
        line=section.line,
        values=values,
    )


def _exact(number: float) -> Fraction:
    """Return 0.4 as 2/5: what was typed, not the nearest number that a float can hold."""
    return Fraction(str(number))


def _guide_items(guide: Guide, role: str) -> tuple[Item, ...]:
    levels = {skill.id: skill.level for skill in guide.skills} if role == "skills" else {}
    return tuple(_guide_item(item, levels.get(item.id)) for item in guide.items(role))


def _guide_item(item: ListItem, level: int | None) -> Item:
    lead = item.lead or item.words
    detail = item.words.removeprefix(lead).lstrip(".: ")
    return Item(id=item.id, text=lead, asked_level=level, detail=detail, line=item.line, source=item)


def _meta(document: Document, model: type[_Meta], problems: list[Problem]) -> _Meta | None:
    try:
        return model.model_validate(dict(document.front.data))
    except ValidationError as error:
        problems += problems_of(error, path=document.path, line=document.front.line, model=model)
        return None


def _highest(meta: FitMeta | None, role: str) -> int:
    asked = getattr(meta.scales, role, None) if meta else None
    return len(asked.choices) if isinstance(asked, RatedScale) else len(LEVELS)


def _refused(document: Document, problems: list[Problem]) -> SourceError:
    return SourceError(
        f"{document.path} has mistakes", problems=sorted(problems, key=lambda problem: problem.line or 0)
    )
