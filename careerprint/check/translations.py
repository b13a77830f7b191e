"""Rules about languages: a text fits its folder, and a translation says what its original says.

The file `guides/es/nurse.md` is a translation of `guides/nurse.md`. Answers are matched by the items' names, so
those, their levels and the scales must be the same; so must the sources and the figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from careerprint.check.figures import FIGURE
from careerprint.check.subject import Context, Subject, subject_of
from careerprint.errors import Problem
from careerprint.languages import folder_of, is_known, name_of, primary, same
from careerprint.sources.document import Document, Section, items_of
from careerprint.sources.guide import ITEM_ROLES
from careerprint.sources.scales import is_scale
from careerprint.wording import counted

_EQUAL_FACTS = (
    *("themes", "codes", "leads_to"),
    *("min_share", "tie_gap", "flat_gap", "values", "missing", "items_asked"),
)
"""Fields of the front matter that affect scores and suggestions."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that original and translation share."""

    line: int
    value: str
    """What must be equal about it, in words; empty where its presence is enough."""


_PROSE = re.compile(r"(?:[^\W\d_]+[ ,;.:*]+){2}[^\W\d_]+")
"""Three words in a row: shorter lines may well be the same in two languages."""

Parts = Mapping[str, Part]
"""By its name in messages, such as ``the item `build` ``."""


def language_fits(subject: Subject, context: Context) -> Iterator[Problem]:
    """Report a language that is not the folder's, and one whose dates and numbers we cannot format."""
    language = str(subject.document.front.data.get("language", "en"))
    line, folder = subject.fact_line("language"), folder_of(subject.place)
    if not is_known(language):
        message = f"`{language}` is not a language that we can write dates in; use a code such as `en` or `es-US`"
        yield subject.problem(line, "language", message)
    elif primary(language) not in context.languages:
        name = f"labels/{primary(language)}.toml"
        message = f"we have no texts in `{language}`: copy templates/labels/en.toml to {name}, translate it"
        yield subject.problem(line, "language", message)
    elif folder and not same(language, folder):
        message = f"is `{language}`, but the folder `{folder}` is for texts in `{folder}`; change it or move the file"
        yield subject.problem(line, "language", message)


def translation(subject: Subject, context: Context) -> Iterator[Problem]:
    """Report a translation that is older than its original, and what only one of the two has."""
    if folder_of(subject.place) is None:
        return
    made_from = subject.document.front.data.get("translates")
    name = name_of(subject.document.slug)
    original = context.originals.get(name)
    line = subject.fact_line("translates")
    if name not in context.originals and made_from is not None:
        message = (
            f"there is no `{subject.place.name}` above this folder that it could be made from; take `translates` out"
        )
        yield subject.problem(line, "translates", message)
    if original is None:
        return
    newest = str(original.front.data.get("version", ""))
    behind = str(made_from) != newest
    differences = list(_differences(subject, original))
    if made_from is None:
        message = f'is missing; say which version of {original.path} this was made from: `translates: "{newest}"`'
        yield subject.problem(line, "translates", message, "warning")
    elif behind:
        yield subject.problem(line, "translates", _behind(original, newest, str(made_from), differences), "warning")
    yield from _untranslated(subject, original)
    if not behind:
        yield from differences


def _behind(original: Document, newest: str, made_from: str, differences: list[Problem]) -> str:
    """Say in one message that a translation is older than its original, and how to see what changed."""
    message = f"is out of date: {original.path} is at version {newest}, this was made from {made_from}"
    if differences:
        count = counted(len(differences), "difference")
        message += f'; write `translates: "{newest}"`, and `check` names what is to be changed ({count})'
    return message


def _untranslated(subject: Subject, original: Document) -> Iterator[Problem]:
    """Report, in one message, how many lines are still in the original's words."""
    here = _words_by_line(subject.document)
    there = set(_words_by_line(original).values())
    lines = [line for line, words in here.items() if words in there and _PROSE.search(words)]
    if lines:
        count = "1 line still has" if len(lines) == 1 else f"{len(lines)} lines still have"
        message = f"{count} the words of {original.path}, this one first; translate them"
        yield subject.problem(lines[0], "", message, "warning")


def _words_by_line(document: Document) -> dict[int, str]:
    """Return what is to be translated, by line: question, summary, quick facts, and the text below."""
    front = document.front
    facts = [(name, front.data.get(name)) for name in ("question", "summary")]
    words = {front.line((name,)): value for name, value in facts if isinstance(value, str)}
    quick = front.data.get("quick_facts")
    for number, fact in enumerate(quick if isinstance(quick, list) else ()):
        if isinstance(fact, dict):
            line = front.line(("quick_facts", number))
            words[line] = " ".join(str(fact.get(part)) for part in ("label", "value", "note"))
    words |= dict(enumerate((line.strip() for line in document.source[document.first_line - 1 :]), document.first_line))
    return words


def _differences(subject: Subject, original: Document) -> Iterator[Problem]:
    here, there = _parts(subject.document), _parts(original)
    for name, part in there.items():
        if name not in here:
            message = f"{name} is missing; it is on line {part.line} of {original.path}"
            yield subject.problem(1, "", message)
        elif here[name].value != part.value:
            message = f"{name} has {here[name].value}; on line {part.line} of {original.path} it has {part.value}"
            yield subject.problem(here[name].line, "", message)
    for name, part in here.items():
        if name not in there:
            yield subject.problem(part.line, "", f"{name} is not in {original.path}; take it out")
    yield from _figure_differences(subject, original)


def _parts(document: Document) -> Parts:
    return dict(
        chain(
            _section_parts(document),
            chain.from_iterable(_item_parts(section) for section in document.sections if _has_items(document, section)),
            _fact_parts(document),
        )
    )


def _section_parts(document: Document) -> Iterator[tuple[str, Part]]:
    """Yield the sections that have a name of their own; a name made from the heading differs by language."""
    for section in document.walk():
        if f"{{#{section.id}" in document.source[section.line - 1]:
            yield f"the section `{section.id}`", Part(section.line, " ".join(section.classes) or "no class")


def _has_items(document: Document, section: Section) -> bool:
    return is_scale(section) or (section.id in ITEM_ROLES and "question" not in document.front.data.get("scales", {}))


def _item_parts(section: Section) -> Iterator[tuple[str, Part]]:
    for item in items_of(section):
        level = item.attributes.get("level")
        turned = "`.reversed`" if "reversed" in item.classes else "no `.reversed`"
        value = f"level {level}" if level else turned if is_scale(section) else "no level"
        yield f"the item `{item.id}`", Part(item.line, value)
    if is_scale(section):
        ends = ", ".join(band.attributes.get("to", "the top") for band in section.children)
        yield f"the scale `{section.id}`", Part(section.line, f"bands to {ends}")


def _fact_parts(document: Document) -> Iterator[tuple[str, Part]]:
    front = document.front
    for name in _EQUAL_FACTS:
        if name in front.data:
            yield f"`{name}`", Part(front.line((name,)), str(front.data[name]))
    for kind, noun in (("sources", "source"), ("scales", "question about")):
        entries = front.data.get(kind)
        if isinstance(entries, list):
            named = [(str(e.get("id")), number, e) for number, e in enumerate(entries) if isinstance(e, dict)]
            yield from ((f"the {noun} `{name}`", Part(front.line((kind, at)), "")) for name, at, _ in named)
        elif isinstance(entries, dict):
            for name, entry in entries.items():
                yield f"the {noun} `{name}`", Part(front.line((kind, name)), _choices(entry))
    if "choices" in front.data:
        yield "`choices`", Part(front.line(("choices",)), _choices(front.data))


def _choices(entry: object) -> str:
    choices = entry.get("choices") if isinstance(entry, dict) else None
    return f"{len(choices)} choices" if isinstance(choices, list) else "no choices"


def _figure_differences(subject: Subject, original: Document) -> Iterator[Problem]:
    """Report figures that only one of the two has in a section; they may be formatted differently."""
    here, there = _figures(subject), _figures(subject_of(original, subject.place, None))
    for field, digits in sorted((Counter(there.keys()) - Counter(here.keys())).keys()):
        line, figure = there[field, digits]
        message = f"the figure “{figure}” is missing; it is on line {line} of {original.path}"
        yield subject.problem(_line_of(subject.document, field), field, message)
    for field, digits in sorted((Counter(here.keys()) - Counter(there.keys())).keys()):
        line, figure = here[field, digits]
        message = f"the figure “{figure}” is not in this part of {original.path}"
        yield subject.problem(line, field, message)


def _figures(subject: Subject) -> dict[tuple[str, str], tuple[int, str]]:
    """Return each figure of a text by its top section and its digits, with its line and as it is written."""
    document = subject.document
    tops = {section.id: top.id for top in document.sections for section in top.walk()}
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for passage in subject.passages:
        for match in FIGURE.finditer(passage.words):
            place = (tops.get(passage.field, ""), re.sub(r"\D", "", match.group()))
            found.setdefault(place, (passage.line, match.group()))
    facts = document.front.data.get("quick_facts")
    for number, fact in enumerate(facts if isinstance(facts, list) else ()):
        for match in FIGURE.finditer(f"{fact.get('value')} {fact.get('note')}" if isinstance(fact, dict) else ""):
            line = document.front.line(("quick_facts", number))
            found.setdefault(("quick_facts", re.sub(r"\D", "", match.group())), (line, match.group()))
    return found


def _line_of(document: Document, name: str) -> int:
    section = document.section(name)
    return section.line if section else document.front.line((name,))
