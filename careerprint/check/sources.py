"""Checks all sources before anything is printed, and reports every mistake of every file at once, with its line."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from careerprint.check.facts import dates, plain_texts, related
from careerprint.check.figures import (
    drawn_figures,
    figures_without_source,
    long_names,
    source_list,
    table_figures_without_source,
    unknown_addresses,
    unknown_sources,
)
from careerprint.check.folders import SourceFile, label_of, name_problems, source_files, title_problems
from careerprint.check.items import decide_parts, double_points, unnamed_points
from careerprint.check.leftovers import glued_blocks, indents, template_words, unread_blocks, unread_signs
from careerprint.check.links import anchors_of, anchors_twice, broken_images, broken_links, opening_picture
from careerprint.check.printable import foreign_attributes, lost_text, missing_characters
from careerprint.check.questionnaires import Questionnaire, understood
from careerprint.check.reading_level import read_words, reading_level
from careerprint.check.structure import empty_sections, heading_levels, headings_inside, uneven_tables, unread_tables
from careerprint.check.subject import Context, Rule, subject_of
from careerprint.check.translations import language_fits, translation
from careerprint.errors import FindingsError, Problem, SourceError
from careerprint.languages import folder_of
from careerprint.pages.labels import label_problems, languages_of
from careerprint.pages.own_templates import template_problems
from careerprint.press.assets import picture_fault
from careerprint.settings import Settings
from careerprint.sources import center as centers
from careerprint.sources.assessment import Assessment
from careerprint.sources.center import Center
from careerprint.sources.document import Document
from careerprint.sources.guide import Guide, from_document, meta_of
from careerprint.wording import counted

STRICT = "Nothing was printed, because of --strict."
DRAFT = "status"
"""The field of the one note that says that a guide is a draft."""


TEXT_RULES: tuple[Rule, ...] = (
    heading_levels,
    headings_inside,
    empty_sections,
    uneven_tables,
    unread_tables,
    unread_signs,
    unread_blocks,
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
"""The rules for every structured Markdown file."""
GUIDE_RULES: tuple[Rule, ...] = (
    figures_without_source,
    drawn_figures,
    long_names,
    opening_picture,
    table_figures_without_source,
    unknown_sources,
    unknown_addresses,
    source_list,
    decide_parts,
    double_points,
    unnamed_points,
    dates,
    related,
    plain_texts,
    lost_text,
)
"""Further rules for guides."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What can be printed: the center, and every guide and questionnaire without an error."""

    center: Center
    guides: tuple[Guide, ...]
    questionnaires: tuple[Questionnaire, ...]
    """Assessments with their own items, and those that every guide fills."""
    left_out: Mapping[str, str]
    """Drafts and files with errors, from which nothing is printed: the name of each in messages, by its key."""

    def leaves_out(self, subject: str) -> bool:
        """Say whether a guide, an assessment or a questionnaire such as `es/fit--nurse` is left out."""
        folder, slash, name = subject.rpartition("/")
        return any(f"{folder}{slash}{part}" in self.left_out for part in (name, *name.split("--")))


@dataclass(frozen=True, slots=True)
class _Around:
    """What all files of a run share."""

    source: Path
    today: datetime.date
    languages: frozenset[str]
    easy_words: frozenset[str]


def read_sources(
    source: Path, *, today: datetime.date, templates: Sequence[Path] = ()
) -> tuple[Sources | None, tuple[Problem, ...]]:
    """Read and check all sources below a folder, and the center's own template folders.

    Returns what can be printed, or None where something has an error that every print needs, and all problems in the
    order of their files and lines. What is wrong with a draft is a note. `today` decides whether a review is due.
    """
    if not source.is_dir():
        problem = Problem(label_of(source), None, "", "there is no such folder; it holds center.toml and guides/")
        return None, (problem,)
    problems = [*label_problems(templates), *template_problems(templates)]
    center = _center(source, problems)
    around = _Around(source, today, languages_of(templates), _easy_words(source, problems))
    is_blocked = any(map(_is_error, problems))
    files = [*source_files(source, source / "guides", problems)]
    if not files:
        message = 'there is no guide yet; `new guide "Nurse"` begins one'
        problems.append(Problem(label_of(source / "guides"), None, "", message))
    guides = [*_guides(around, files, problems)]
    sheets = [*source_files(source, source / "assessments", problems)]
    questionnaires = [*_questionnaires(around, sheets, guides, problems)]
    found = tuple(sorted(_with_drafts(files, problems), key=lambda p: (p.path, p.line or 0, p.field, p.message)))
    if center is None or is_blocked or not files:
        return None, found
    broken = {problem.path for problem in found if _is_error(problem)}
    left_out = {file.key: file.label for file in (*files, *sheets) if file.label in broken or file.is_draft}
    return Sources(
        center,
        tuple(guide for guide in guides if guide.path not in broken),
        tuple(each for each in questionnaires if _path_of(each) not in broken),
        left_out,
    ), found


def _path_of(questionnaire: Questionnaire) -> str:
    return questionnaire.path if isinstance(questionnaire, Assessment) else questionnaire.document.path


def _is_error(problem: Problem) -> bool:
    return problem.severity == "error"


def _center(source: Path, problems: list[Problem]) -> Center | None:
    path = source / "center.toml"
    label = label_of(path)
    try:
        center = centers.read(path, name=label)
    except SourceError as error:
        problems += error.problems
        return None
    problems += centers.remarks(path, center, name=label)
    if center.logo and (fault := picture_fault(source, center.logo)):
        problems.append(Problem(label, centers.line_in(path, label, ("logo",)), "logo", fault))
    return center


def _easy_words(source: Path, problems: list[Problem]) -> frozenset[str]:
    try:
        return read_words(source / "words.txt")
    except SourceError as error:
        problems += error.problems
        return frozenset()


def _guides(around: _Around, files: Sequence[SourceFile], problems: list[Problem]) -> Iterator[Guide]:
    """Check all guides; yield those that are no drafts and can be understood."""
    problems += name_problems(files)
    problems += title_problems(files)
    context = _context(around, files)
    for file in files:
        if file.document:
            guide = _guide(file.document, file.place, context, problems)
            if guide and not file.is_draft:
                yield guide


def _questionnaires(
    around: _Around, files: Sequence[SourceFile], guides: Sequence[Guide], problems: list[Problem]
) -> Iterator[Questionnaire]:
    """Check every assessment: its text, and the questionnaire that it makes with each guide."""
    problems += name_problems(files)
    guide_files = [SourceFile(PurePosixPath(f"guides/{g.slug}.md"), g.path, g.document) for g in guides]
    context = replace(_context(around, guide_files), originals=_originals(files))
    for file in files:
        if file.document is None:
            continue
        subject = subject_of(file.document, file.place, None)
        for rule in TEXT_RULES:
            problems += rule(subject, context)
        if found := understood(file.document, guides, problems):
            yield found


def _with_drafts(files: Sequence[SourceFile], problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield all problems; those of drafts as notes, and one note that says of each that it is a draft."""
    drafts = {file.label: file.document for file in files if file.is_draft}
    yield from (replace(p, severity="note") if p.path in drafts else p for p in problems)
    counts = Counter(problem.path for problem in problems)
    for label, document in drafts.items():
        line = document.front.line(("status",)) if document else None
        left = f" ({counted(counts[label], 'thing')} left to do)" if counts[label] else ""
        message = f"is a draft, so nothing is printed from it{left}; set `status: ready` when it is finished"
        yield Problem(label, line, DRAFT, message, "note")


def _context(around: _Around, files: Sequence[SourceFile]) -> Context:
    return Context(
        today=around.today,
        languages=around.languages,
        anchors={file.place: _anchors(file.document) for file in files},
        slugs=frozenset(file.key for file in files),
        originals=_originals(files),
        source=around.source,
        easy_words=around.easy_words,
    )


def _originals(files: Sequence[SourceFile]) -> dict[str, Document | None]:
    return {file.key: file.document for file in files if not folder_of(file.place)}


def _anchors(document: Document | None) -> frozenset[str] | None:
    return frozenset(name for name, _, _ in anchors_of(document)) if document else None


def _guide(document: Document, place: PurePosixPath, context: Context, problems: list[Problem]) -> Guide | None:
    """Interpret a document as a guide and check it by all rules."""
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
    """Return what can be printed, and the problems of all sources; of a draft, only that it is one.

    Raises SourceError where nothing can be printed. With `strict`, any error raises SourceError, and any warning
    FindingsError.
    """
    sources, problems = read_sources(settings.source, today=settings.today, templates=settings.templates)
    found = tuple(p for p in problems if p.severity != "note" or p.field == DRAFT)
    has_errors = any(map(_is_error, found))
    if sources is None or (has_errors and (strict or not (sources.guides or sources.questionnaires))):
        raise SourceError("Nothing was printed.", problems=found)
    if strict and any(problem.severity == "warning" for problem in found):
        raise FindingsError(STRICT, problems=found)
    return sources, found


def refuse_left_out(sources: Sources, problems: Iterable[Problem], names: Iterable[str]) -> None:
    """Raise SourceError if one of the guides or assessments that a command names is left out."""
    labels = {sources.left_out[name] for name in names if name in sources.left_out}
    if labels:
        raise SourceError("Nothing was printed.", problems=[p for p in problems if p.path in labels])
