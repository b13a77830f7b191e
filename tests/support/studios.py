"""What prints a source folder, as commands make it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from careerprint.check.sources import checked
from careerprint.cli.options import settings_of
from careerprint.jobs.job import Studio
from careerprint.jobs.plan import make_studio


def studio_of(source: Path, **options: Any) -> Studio:
    """Return what prints the texts in `source` into `out` beside it."""
    settings = settings_of(source, options.get("templates", ()), source.parent / "out", options.get("paper"), None)
    sources, _ = checked(settings, strict=False)
    return make_studio(sources, settings)
