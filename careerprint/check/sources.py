"""Looks at all sources before anything is printed: every mistake of every file at once, with its line."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from careerprint.check.facts import dates, plain_texts, related
from careerprint.check.figures import (
    figures_without_source,
    source_list,
    table_figures_without_source,
    unknown_addresses,
    unknown_sources,
)
from careerprint.check.items import decide_parts, double_points
from careerprint.check.leftovers import glued_blocks, indents, template_words, unread_signs
from careerprint.check.links import anchors_of, anchors_twice, broken_images, broken_links
from careerprint.check.printable import foreign_attributes, lost_text, missing_characters
from careerprint.check.questionnaires import Questionnaire, understood
from careerprint.check.reading_level import read_words, reading_level
from careerprint.check.structure import empty_sections, heading_levels, headings_inside, uneven_tables
from careerprint.check.subject import Context, Rule, subject_of
from careerprint.check.translations import language_fits, translation
from careerprint.errors import FindingsError, Problem, SourceError
from careerprint.languages import folder_of, key_of
from careerprint.pages.labels import label_problems, languages_of
from careerprint.pages.own_templates import template_problems
from careerprint.settings import Settings
from careerprint.sources import center as centers
from careerprint.sources import document as documents
from careerprint.sources.center import Center
from careerprint.sources.document import Document, slug_of
from careerprint.sources.guide import Guide, from_document, meta_of

STRICT = "Nothing was printed, because of --strict."


TEXT_RULES: tuple[Rule, ...] = (
    heading_levels,
    headings_inside,
    empty_sections,
    uneven_tables,
    unread_signs,
    glued_blocks,
    indents,
    template_words,
    broken_links,
    anchors_twice,
    broken_images,
    foreign_attributes,
    missing_characters,
    reading_level,
    language_fits,
    translation,
)
"""What every structured Markdown file has to keep to."""
GUIDE_RULES: tuple[Rule, ...] = (
    figures_without_source,
    table_figures_without_source,
    unknown_sources,
    unknown_addresses,
    source_list,
    decide_parts,
    double_points,
    dates,
    related,
    plain_texts,
    lost_text,
)
"""What a guide has to keep to besides."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that is said, read and found good; nothing is printed yet."""

    center: Center
    guides: tuple[Guide, ...]
    questionnaires: tuple[Questionnaire, ...]
    """Assessments with their own items, and those that every guide fills."""


@dataclass(frozen=True, slots=True)
class _File:
    """A source file and what became of reading it."""

    place: PurePosixPath
    label: str
    document: Document | None


@dataclass(frozen=True, slots=True)
class _Around:
    """What is the same for all files of a run."""

    source: Path
    today: datetime.date
    languages: frozenset[str]
    easy_words: frozenset[str]


def read_sources(
    source: Path, *, today: datetime.date, templates: Sequence[Path] = ()
) -> tuple[Sources | None, tuple[Problem, ...]]:
    """Read and check all sources below a folder, and the center's own template folders.

    Returns the sources, or None where any error stands among the problems, and all problems in the order of
    their files and lines. `today` decides whether a review is due.
    """
    if not source.is_dir():
        problem = Problem(label_of(source), None, "", "there is no such folder; it holds center.toml and guides/")
        return None, (problem,)
    problems = [*label_problems(templates), *template_problems(templates)]
    center = _center(source / "center.toml", problems)
    around = _Around(source, today, languages_of(templates), _easy_words(source, problems))
    guides = tuple(_guides(around, problems))
    questionnaires = tuple(_questionnaires(around, guides, problems))
    problems.sort(key=lambda p: (p.path, p.line or 0, p.field, p.message))
    if center is None or any(problem.severity == "error" for problem in problems):
        return None, tuple(problems)
    return Sources(center, guides, questionnaires), tuple(problems)


def label_of(path: Path) -> str:
    """Return a path as people would type it: relative to the folder they work in, else as given."""
    here, absolute = Path.cwd(), path.absolute()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()


def _center(path: Path, problems: list[Problem]) -> Center | None:
    label = label_of(path)
    try:
        center = centers.read(path, name=label)
    except SourceError as error:
        problems += error.problems
        return None
    problems += centers.remarks(path, center, name=label)
    return center


def _easy_words(source: Path, problems: list[Problem]) -> frozenset[str]:
    try:
        return read_words(source / "words.txt")
    except SourceError as error:
        problems += error.problems
        return frozenset()


def _guides(around: _Around, problems: list[Problem]) -> Iterable[Guide]:
    source = around.source
    files = list(_files(source, source / "guides", problems))
    if not files:
        message = 'there is no guide yet; `new guide "Nurse"` begins one'
        problems.append(Problem(label_of(source / "guides"), None, "", message))
    problems += _name_problems(files)
    context = _context(around, files)
    found = [_guide(file.document, file.place, context, problems) for file in files if file.document]
    return [guide for guide in found if guide is not None]


def _questionnaires(around: _Around, guides: Sequence[Guide], problems: list[Problem]) -> Iterator[Questionnaire]:
    """Read every assessment and put it to the rules for texts."""
    files = list(_files(around.source, around.source / "assessments", problems))
    problems += _name_problems(files)
    guide_files = [_File(PurePosixPath(f"guides/{g.slug}.md"), g.path, g.document) for g in guides]
    context = replace(_context(around, guide_files), originals=_originals(files))
    for file in files:
        if file.document is None:
            continue
        subject = subject_of(file.document, file.place, None)
        for rule in TEXT_RULES:
            problems += rule(subject, context)
        if found := understood(file.document, guides, problems):
            yield found


def _context(around: _Around, files: Sequence[_File]) -> Context:
    return Context(
        today=around.today,
        languages=around.languages,
        anchors={file.place: _anchors(file.document) for file in files},
        slugs=frozenset(key_of(file.place) for file in files),
        originals=_originals(files),
        source=around.source,
        easy_words=around.easy_words,
    )


def _originals(files: Sequence[_File]) -> dict[str, Document]:
    return {key_of(file.place): file.document for file in files if file.document and not folder_of(file.place)}


def _files(source: Path, folder: Path, problems: list[Problem]) -> Iterator[_File]:
    """Read every Markdown file below a folder; names that begin with `_` or `.` are left out."""
    for path in sorted(folder.rglob("*.md")):
        place = PurePosixPath(path.relative_to(source).as_posix())
        if path.name.startswith("_") or any(part.startswith(".") for part in place.parts) or not path.is_file():
            continue
        label = label_of(path)
        try:
            yield _File(place, label, documents.read(path, name=label, slug=key_of(place)))
        except SourceError as error:
            problems += error.problems
            yield _File(place, label, None)


def _name_problems(files: list[_File]) -> Iterator[Problem]:
    """Report file names that cannot name a print, and two files of one name."""
    times = Counter(key_of(file.place) for file in files)
    for file in files:
        stem = file.place.stem
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", stem):
            better = slug_of(stem).encode("ascii", "ignore").decode() or "nurse"
            message = f"a file's name has only small letters a-z, digits and hyphens; rename it to `{better}.md`"
            yield Problem(file.label, None, "", message)
        elif times[key_of(file.place)] > 1:
            message = f"another file is called `{stem}.md` too; rename one of them: their prints need two names"
            yield Problem(file.label, None, "", message)


def _anchors(document: Document | None) -> frozenset[str] | None:
    return frozenset(name for name, _, _ in anchors_of(document)) if document else None


def _guide(document: Document, place: PurePosixPath, context: Context, problems: list[Problem]) -> Guide | None:
    """Understand a document as a guide and put it to all rules."""
    guide: Guide | None = None
    try:
        guide = from_document(document)
    except SourceError as error:
        problems += error.problems
    meta = guide.meta if guide else meta_of(document, [])
    subject = subject_of(document, place, meta)
    for rule in (*TEXT_RULES, *GUIDE_RULES):
        problems += rule(subject, context)
    return guide


def checked(settings: Settings, *, strict: bool) -> tuple[Sources, tuple[Problem, ...]]:
    """Return all sources and the warnings about them; raise SourceError if there is any error.

    With `strict`, raise FindingsError if there is any warning.
    """

    sources, problems = read_sources(settings.source, today=settings.today, templates=settings.templates)
    if sources is None:
        raise SourceError("Nothing was printed.", problems=problems)
    if strict and problems:
        raise FindingsError(STRICT, problems=problems)
    return sources, problems
