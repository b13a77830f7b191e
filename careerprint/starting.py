"""Begin a new guide from the template that lies beside the guides."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from pathlib import Path

from careerprint.document import slug_of
from careerprint.errors import UsageError
from careerprint.files import make_folder, write_atomically

TEMPLATE = "guide-template.md"


def start_guide(title: str, source: Path, *, today: datetime.date) -> Path:
    """Write a new guide and return its path. An existing one is never touched.

    Raises UsageError when the title has no letters a-z, the guide exists or the template is gone.
    """
    slug = _file_slug(title)
    if not slug:
        raise UsageError('A title needs letters a-z, as in: python3 build.py new guide "Nurse"')
    path = source / "guides" / f"{slug}.md"
    if path.exists():
        raise UsageError(f"{path} exists already; open it in a text editor, or choose another title.")
    template = source / TEMPLATE
    if not template.is_file():
        raise UsageError(f"The template {template} is missing.")
    text = template.read_text(encoding="utf-8")
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
