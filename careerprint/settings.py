"""What the person at the keyboard chose: folders, paper, day, editions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from careerprint.editions import AS_WRITTEN, EditionChoice

_PACKAGE = Path(__file__).resolve().parent

IS_CHECKOUT = not (_PACKAGE / "templates").is_dir()
"""Whether this is the project's own folder; a wheel carries `templates/` and `source/` inside the package."""

HOME = _PACKAGE.parent if IS_CHECKOUT else _PACKAGE
"""The folder that holds what comes with Careerprint: `templates/` and `source/`."""

TEMPLATES = HOME / "templates"
"""The templates that come with Careerprint."""

SAMPLE_CENTER = HOME / "source"
"""The texts of an invented center, which `init` copies."""

SAMPLES = "samples"
"""The folder for reports on invented people, kept apart as one of them may have the ID of a real person."""

NUMBERED = "numbered"
"""The folder of numbered worksheets. They may bear names, so `purge` deletes them."""

FACTS = "facts"
"""The folder of fact sheets and their index."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person at the keyboard chose."""

    source: Path
    """The folder that holds center.toml and guides/."""
    out: Path
    """The folder for the prints."""
    templates: tuple[Path, ...]
    """The center's own template folders; a file in one replaces ours of the same name, and the first folder wins."""
    paper: str | None
    """`letter` or `a4`; None for the center's own paper."""
    today: datetime.date
    """The day that is printed on reports, and that review dates are compared with."""
    editions: EditionChoice = AS_WRITTEN
    """The editions to print."""

    @property
    def has_fact_sheets(self) -> bool:
        """Whether there is an index of fact sheets among the prints, so that reports can point at it."""
        return any((self.out / FACTS).glob("index*.pdf"))
