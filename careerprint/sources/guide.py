"""A career guide as data: what templates print and what assessments ask about."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from careerprint.editions import Layout
from careerprint.errors import Problem, SourceError
from careerprint.languages import name_of
from careerprint.sources.citations.addresses import read_address
from careerprint.sources.citations.drawn_figures import Degrees, Drawn, Growth, Pay, drawn_of
from careerprint.sources.citations.figures import Figure, figures_of
from careerprint.sources.document import Document, ListItem, Section, html_of, items_of
from careerprint.sources.fields import Fields, problems_of

REQUIRED = ("tasks", "pros", "cons", "skills", "education", "pay-and-outlook", "faq", "next-steps")
"""The sections that every guide has."""
ITEM_ROLES = ("tasks", "pros", "cons", "skills")
"""The sections whose list entries are items: assessments ask about them by their ids."""
LEVELS = (1, 2, 3, 4, 5)
"""The levels of a skill; the words for them are in the labels."""

Theme = Literal["R", "I", "A", "S", "E", "C"]
Words = Annotated[str, Field(min_length=1, max_length=500)]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
Version = Annotated[str, Field(min_length=1, max_length=20)]


def _partial_date(value: object) -> object:
    """Accept 2024, 2024-05 and 2024-05-01, and keep them as text."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value)
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", text):
        raise ValueError("expected a year, a month such as 2024-05 or a date such as 2024-05-01")
    return text


def _one_or_more(value: object) -> object:
    """Accept a single text where a list of them is allowed."""
    return (value,) if isinstance(value, str) else value


def _addresses(value: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse what is not the address of a figure."""
    for text in value:
        read_address(text)
    return value


PartialDate = Annotated[str, BeforeValidator(_partial_date)]


class QuickFact(Fields):
    """One line of the quick-facts panel; never without its date and source."""

    label: Words
    value: Words
    note: Words | None = None
    as_of: PartialDate
    source: Name
    at: Annotated[tuple[Words, ...], BeforeValidator(_one_or_more), AfterValidator(_addresses)] = ()
    """The addresses of the figures in value and note, in this order; see `citations.addresses`."""


class Source(Fields):
    """Where a figure comes from."""

    id: Name
    title: Words
    publisher: Words
    url: Annotated[str, Field(pattern=r"^https://\S+$", max_length=500)]
    release: Words | None = None
    """What the publisher calls this edition of its figures, such as `May 2024`."""
    accessed: datetime.date
    """The date that the file or page bears, or else the day on which it was read."""
    language: Language | None = None
    """The language of title, publisher and note where it is not the guide's."""
    note: Words | None = None


class Codes(Fields):
    """Numbers of the official occupations that stand for this career."""

    onet: tuple[str, ...] = ()
    soc: tuple[str, ...] = ()


class GuideMeta(Fields):
    """The front matter of a guide."""

    title: Words
    question: Words
    work: Words | None = None
    """The career as a phrase inside a sentence, such as `the work of a registered nurse`."""
    summary: Words
    language: Language = "en"
    translates: Version | None = None
    """For a translation, the version of the original that it was made from."""
    version: Version
    status: Literal["draft", "ready"] = "ready"
    """A draft is checked, but never printed."""
    author: Words | None = None
    reviewer: Words | None = None
    """Who vouches for the text as a counselor would; the print also says if nobody does yet."""
    reviewed: datetime.date
    """The day on which the figures were last compared with their sources."""
    review_by: datetime.date
    sides: Annotated[int, Field(ge=1, le=40)] = 4
    editions: Annotated[tuple[Layout, ...], Field(max_length=5)] = ()
    """Empty for the center's own choice."""
    codes: Codes = Codes()
    themes: Annotated[tuple[Theme, ...], Field(max_length=6)] = ()
    other_titles: Annotated[tuple[Words, ...], Field(max_length=8)] = ()
    """Other names of the same job, as employers use them."""
    keywords: tuple[Words, ...] = ()
    related: tuple[Name, ...] = ()
    quick_facts: Annotated[tuple[QuickFact, ...], Field(max_length=8)] = ()
    pay: Pay | None = None
    growth: Growth | None = None
    degrees: Degrees | None = None
    picture: Line | None = None
    """Path below the source folder, such as `images/nurse.jpg`; stands above the title."""
    picture_alt: Words | None = None
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _picture_has_words(self) -> GuideMeta:
        """Ask for words for the picture: some people cannot see it."""
        if self.picture and not self.picture_alt:
            raise ValueError("picture_alt: is missing; say in words what the picture shows")
        return self

    @model_validator(mode="before")
    @classmethod
    def _no_empty_values(cls, data: Any) -> Any:
        """Treat `keywords:` with nothing after it as absent."""
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None}
        return data


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that the job asks for."""

    item: ListItem
    level: int
    """The level asked for, 1 to 5."""
    means: str
    """What that level looks like in this job, as HTML."""

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def steps(self) -> tuple[str, ...]:
        """How to build the skill, step by step, as HTML."""
        return self.item.steps


@dataclass(frozen=True, slots=True)
class Guide:
    """One career, ready to be printed or asked about."""

    slug: str
    path: str
    meta: GuideMeta
    opening: str
    """The short answer before the first heading, as HTML."""
    sections: tuple[Section, ...]
    """All sections in the order of the file."""
    tasks: tuple[ListItem, ...]
    pros: tuple[ListItem, ...]
    cons: tuple[ListItem, ...]
    skills: tuple[Skill, ...]
    drawn: Drawn
    """The figures that the handout draws."""
    document: Document

    @property
    def name(self) -> str:
        """The slug without a language folder: translations share it."""
        return name_of(self.slug)

    @property
    def running_title(self) -> str:
        """The title for use in a sentence: `machine learning engineer`, but `IT manager`."""
        title = self.meta.title
        return title if title[:2].isupper() else title[:1].lower() + title[1:]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure with an address, quick facts first."""
        return figures_of(self.document)

    def section(self, role: str) -> Section | None:
        """Return the section of this role, if the guide has it."""
        return self.document.section(role)

    def items(self, role: str) -> tuple[ListItem, ...]:
        """Return the items of tasks, pros, cons or skills."""
        if role == "skills":
            return tuple(skill.item for skill in self.skills)
        found: tuple[ListItem, ...] = getattr(self, role)
        return found


def from_document(document: Document) -> Guide:
    """Interpret a document as a guide.

    Raises SourceError with all problems of fields, sections and items at once.
    """
    problems: list[Problem] = []
    meta = meta_of(document, problems)
    problems += _section_problems(document)
    items = {role: _items(document, role) for role in ITEM_ROLES}
    problems += _id_problems(document, items)
    skills = tuple(_skill(item, document.path, problems) for item in items["skills"])
    if problems or meta is None:
        raise SourceError(f"{document.path} has mistakes", problems=sorted(problems, key=_by_line))
    return Guide(
        slug=document.slug,
        path=document.path,
        meta=meta,
        opening=html_of(document.opening),
        sections=document.sections,
        tasks=items["tasks"],
        pros=items["pros"],
        cons=items["cons"],
        skills=skills,
        drawn=drawn_of(document, meta.pay, meta.growth, meta.degrees),
        document=document,
    )


def _by_line(problem: Problem) -> int:
    return problem.line or 0


def meta_of(document: Document, problems: list[Problem]) -> GuideMeta | None:
    """Return the front matter of a guide; if it is invalid, return None and add why to `problems`."""
    try:
        return GuideMeta.model_validate(dict(document.front.data))
    except ValidationError as error:
        problems += problems_of(error, path=document.path, line=document.front.line, model=GuideMeta)
        return None


def _items(document: Document, role: str) -> tuple[ListItem, ...]:
    section = document.section(role)
    return items_of(section) if section else ()


def _section_problems(document: Document) -> Iterator[Problem]:
    """Report required sections that are missing and sections given twice."""
    seen: dict[str, int] = {}
    for section in document.sections:
        if section.id in seen:
            message = f"given twice; it is also on line {seen[section.id]}"
            yield Problem(document.path, section.line, section.id, message)
        seen.setdefault(section.id, section.line)
    inside = {section.id: section for top in document.sections for child in top.children for section in child.walk()}
    for role in REQUIRED:
        if role not in seen and role in inside:
            message = f"this section begins with `{'#' * inside[role].level}`; begin it with `##`"
            yield Problem(document.path, inside[role].line, role, message)
        elif role not in seen:
            message = f"section is missing; add a line `## A heading {{#{role}}}` and its text"
            yield Problem(document.path, None, role, message)
    for role in ITEM_ROLES:
        if (section_ := document.section(role)) and not items_of(section_):
            yield Problem(document.path, section_.line, role, "has no list; write each point after `- `")


def _id_problems(document: Document, items: dict[str, tuple[ListItem, ...]]) -> Iterator[Problem]:
    """Report items without an id and ids given twice; answers are matched by them."""
    seen: dict[str, int] = {}
    for role, found in items.items():
        for item in found:
            place = f"{role} › {item.id or item.words[:30]}"
            if not item.id:
                message = "has no name; begin with bold words (`**Like this.**`) or end with `{#like-this}`"
                yield Problem(document.path, item.line, place, message)
            elif item.id in seen:
                message = f"this name is also used on line {seen[item.id]}; give one of them another `{{#name}}`"
                yield Problem(document.path, item.line, place, message)
            seen.setdefault(item.id, item.line)


def _skill(item: ListItem, path: str, problems: list[Problem]) -> Skill:
    """Interpret a list entry as a skill, and note what is missing."""
    place = f"skills › {item.id}"
    text = item.attributes.get("level", "")
    level = int(text) if text.isdecimal() and len(text) == 1 else 0
    if level not in LEVELS:
        message = "level: expected a whole number from 1 to 5, as in `{#programming level=4}`"
        problems.append(Problem(path, item.line, place, message))
    if not item.paragraphs:
        message = "say in a paragraph of its own what this level looks like in the job"
        problems.append(Problem(path, item.line, place, message))
    if not item.steps:
        message = "say in a list inside this point how to build the skill, a step a line"
        problems.append(Problem(path, item.line, place, message))
    return Skill(item=item, level=level, means=" ".join(item.paragraphs))
