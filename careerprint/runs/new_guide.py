"""Begin a new guide: from the template that lies beside the guides, or as a copy of what it translates."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from careerprint.errors import SourceError, UsageError
from careerprint.files import make_folder, write_atomically
from careerprint.languages import is_known, primary, same
from careerprint.sources import document as documents
from careerprint.sources.document import MAX_BYTES, slug_of
from careerprint.sources.source_text import source_text
from careerprint.wording import command

TEMPLATE = "guide-template.md"
ORIGINAL = "en"
"""The language of the guides that lie in no language's folder."""

_NOTE = """\
# Begun as a copy of {original}. Translate the words; leave the figures and whatever stands in {{braces}}.
# `check` says which lines are still to be translated."""
_OWN_FACT = re.compile(r"(?:title|language|translates|version|status):")
_LANGUAGE = re.compile(r"^language: *(\S+)", re.M)
_SOURCE = re.compile(r"(\s+- \{id:(?!.*\blanguage:).*)\}\s*")
_GUIDE_LINK = re.compile(r"\]\(([\w-]+\.md)")


def start_guide(
    title: str,
    source: Path,
    *,
    today: datetime.date,
    language: str = ORIGINAL,
    of: str | None = None,
    fill: Callable[[str], str] = str,
) -> Path:
    """Write a new guide and return its path. An existing one is never touched.

    `of` names the guide that the new one translates. The two share their name, because answers in either language are
    scored alike. `fill` is called with the template of a guide that translates none, and returns what to write.

    Raises UsageError when the title has no letters a-z, the language is unknown, the guide exists, or its template or
    the guide to translate is missing.
    """
    slug = of or file_slug(title)
    if not slug:
        raise UsageError("A title needs letters a-z, as in: " + command('new guide "Nurse"'))
    original = source / "guides" / f"{slug}.md"
    path = original if same(language, ORIGINAL) else source / "guides" / primary(language) / original.name
    if of and (path == original or not original.is_file()):
        raise UsageError(f"There is no {original} to translate into `{language}`.")
    if path.exists():
        raise UsageError(f"{path} exists already; open it in a text editor, or choose another title.")
    if not is_known(language):
        raise UsageError(f"`{language}` is not the code of a language; write one such as `es`.")
    if path != original and original.is_file():
        text = _copied(original, path, title, _tag(source, language))
    else:
        facts = {"SLUG": slug, "TODAY": today.isoformat(), "NEXT_YEAR": _next_year(today).isoformat()}
        text = fill(filled_in(template_text(source, language, TEMPLATE), facts, title=title))
    make_folder(path.parent)
    write_atomically(path, text.encode())
    return path


def filled_in(template: str, facts: Mapping[str, str], *, title: str) -> str:
    """Return a template with `{{TITLE}}`, which is inside a quoted YAML text, and `facts` by their names."""
    values = {**facts, "TITLE": _quoted(title)[1:-1]}
    return re.sub(r"\{\{([A-Z_]+)\}\}", lambda mark: values[mark[1]], template)


def _quoted(text: str) -> str:
    """Return a text as YAML, in quotes."""
    return json.dumps(text, ensure_ascii=False)


def _template_path(source: Path, language: str, name: str) -> Path:
    english = source / name
    return english if same(language, ORIGINAL) else english.with_stem(f"{english.stem}-{primary(language)}")


def template_text(source: Path, language: str, name: str) -> str:
    """Return the text that a guide or a questionnaire in a language begins with; raise UsageError if it is missing.

    `name` is the file of the English template, beside which those of other languages lie.
    """
    english, own = source / name, _template_path(source, language, name)
    if not own.is_file():
        remedy = (
            "" if own == english else f" Copy {english} to it, translate it, and write `language: {language}` in it."
        )
        raise UsageError(f"The template {own} is missing.{remedy}")
    return source_text(own, own.as_posix(), MAX_BYTES)


def _tag(source: Path, language: str) -> str:
    """Return the language that a guide says it is in: with a region, if its template names one."""
    template = _template_path(source, language, TEMPLATE)
    found = _LANGUAGE.search(source_text(template, template.as_posix(), MAX_BYTES)) if template.is_file() else None
    return found[1] if found and "-" not in language else language


def _copied(original: Path, path: Path, title: str, language: str) -> str:
    """Return an original's text as the beginning of its translation.

    Sections, items, ids, levels, figures, and sources are in their places; only the words remain to be translated.
    """
    try:
        document = documents.read(original, name=str(original))
    except SourceError as error:
        raise UsageError(f"{original} cannot be read: run `check` first.") from error
    body = document.first_line - 1
    spoken = str(document.front.data.get("language", ORIGINAL))
    shared = [_in_its_language(line, spoken) for line in document.source[1:body] if not _OWN_FACT.match(line)]
    facts = (
        _NOTE.format(original=f"{original.parent.name}/{original.name}"),
        f"title: {_quoted(title)}",
        f"language: {language}",
        f"translates: {_quoted(str(document.front.data.get('version', '')))}",
        'version: "0.1"',
        "status: draft",
    )
    words = "\n".join(document.source[body:]).replace("](../images/", "](../../images/")
    words = _GUIDE_LINK.sub(lambda link: _from_below(link, path.parent), words)
    return "\n".join(("---", *facts, *shared, words))


def _in_its_language(line: str, language: str) -> str:
    """Return a line of front matter; a source keeps its title, so its line states the title's language."""
    return _SOURCE.sub(rf"\1, language: {language}}}", line)


def _from_below(link: re.Match[str], folder: Path) -> str:
    """Return the beginning of a link to another guide, or to its translation if that lies in `folder`."""
    return link[0] if (folder / link[1]).is_file() else f"](../{link[1]}"


def file_slug(title: str) -> str:
    """Return a title as the name of a file, which has only a-z, digits and hyphens: `Kỹ sư` → `ky-su`."""
    plain = unicodedata.normalize("NFKD", title.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return slug_of(letters.encode("ascii", "ignore").decode())


def _next_year(day: datetime.date) -> datetime.date:
    """Return the same day a year later; 1 March for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return datetime.date(day.year + 1, 3, 1)
