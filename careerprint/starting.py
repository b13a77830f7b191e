"""Begin a new guide from the template that lies beside the guides."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from pathlib import Path

from careerprint import document as documents
from careerprint.document import slug_of
from careerprint.errors import SourceError, UsageError
from careerprint.files import make_folder, write_atomically
from careerprint.languages import is_known, primary, same

TEMPLATE = "guide-template.md"
ORIGINAL = "en"
"""The language of the guides that lie in no folder of a language."""


def start_guide(
    title: str, source: Path, *, today: datetime.date, language: str = ORIGINAL, of: str | None = None
) -> Path:
    """Write a new guide and return its path. An existing one is never touched.

    `of` is the name of the guide that it is to be a translation of; the two share their name, because answers in
    either language are scored alike.

    Raises UsageError when the title has no letters a-z, the language is not known, the guide exists, or its template
    or the guide to translate is missing.
    """
    slug = of or _file_slug(title)
    if not slug:
        raise UsageError('A title needs letters a-z, as in: python3 build.py new guide "Nurse"')
    original = source / "guides" / f"{slug}.md"
    path = original if same(language, ORIGINAL) else source / "guides" / primary(language) / original.name
    if of and (path == original or not original.is_file()):
        raise UsageError(f"There is no {original} to translate into `{language}`.")
    if path.exists():
        raise UsageError(f"{path} exists already; open it in a text editor, or choose another title.")
    text = _template(source, language)
    if path != original and original.is_file():
        text = _translating(text, original)
    quoted = json.dumps(title, ensure_ascii=False)[1:-1]  # the title stands inside a quoted YAML text
    values = {
        "TITLE": quoted,
        "SLUG": slug,
        "TODAY": today.isoformat(),
        "NEXT_YEAR": _next_year(today).isoformat(),
    }
    text = re.sub(r"\{\{([A-Z_]+)\}\}", lambda mark: values[mark[1]], text)
    make_folder(path.parent)
    write_atomically(path, text.encode())
    return path


def _template(source: Path, language: str) -> str:
    """Return the text that a guide in a language begins with."""
    if not is_known(language):
        raise UsageError(f"`{language}` is not the code of a language; write one such as `es`.")
    english = source / TEMPLATE
    own = english if same(language, ORIGINAL) else english.with_stem(f"{english.stem}-{primary(language)}")
    if not own.is_file():
        remedy = (
            "" if own == english else f" Copy {english} to it, translate it, and write `language: {language}` in it."
        )
        raise UsageError(f"The template {own} is missing.{remedy}")
    return own.read_text(encoding="utf-8")


def _translating(text: str, original: Path) -> str:
    """Return a template that says which version of the original it is translated from."""
    try:
        version = documents.read(original, name=str(original)).front.data.get("version", "")
    except SourceError as error:
        raise UsageError(f"{original} cannot be read: run `check` first.") from error
    return text.replace("\nversion:", f"\ntranslates: {json.dumps(str(version))}\nversion:", 1)


def _file_slug(title: str) -> str:
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
