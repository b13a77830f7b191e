"""The sample sources as the build reads them, and the call that they are held against."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from careerprint.answers import Response, read_answers
from careerprint.building import checked
from careerprint.jobs import Job, Studio, page_of
from careerprint.pages import Page
from careerprint.plan import _handout, make_studio, report_jobs
from careerprint.printer import Printer
from careerprint.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
DAY = datetime.date(2026, 11, 20)


def sample_studio() -> Studio:
    settings = Settings(PROJECT / "source", PROJECT / "out", (), None, DAY)
    sources, _ = checked(settings, strict=False)
    return make_studio(sources, settings)
