"""Begin a new questionnaire from the template that lies beside the guides."""

from __future__ import annotations

from pathlib import Path

from careerprint.errors import UsageError
from careerprint.files import make_folder, write_atomically
from careerprint.languages import is_known, primary, same
from careerprint.runs.new_guide import ORIGINAL, file_slug, filled_in, template_text
from careerprint.wording import command

TEMPLATE = "assessment-template.md"


def start_assessment(title: str, source: Path, *, language: str = ORIGINAL) -> Path:
    """Write a new questionnaire and return its path. An existing one is never touched.

    Raises UsageError when the title has no letters a-z, the language is not known, the questionnaire exists, or its
    template is missing.
    """
    slug = file_slug(title)
    if not slug:
        raise UsageError("A title needs letters a-z, as in: " + command('new assessment "Work values"'))
    if not is_known(language):
        raise UsageError(f"`{language}` is not the code of a language; write one such as `es`.")
    folder = source / "assessments"
    path = (folder if same(language, ORIGINAL) else folder / primary(language)) / f"{slug}.md"
    if path.exists():
        raise UsageError(f"{path} exists already; open it in a text editor, or choose another title.")
    text = filled_in(template_text(source, language, TEMPLATE), {"SLUG": slug}, title=title)
    make_folder(path.parent)
    write_atomically(path, text.encode())
    return path
