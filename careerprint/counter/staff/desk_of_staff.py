"""What all pages for staff share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from careerprint.counter.desk import Desk
from careerprint.counter.forms import TurnedAway
from careerprint.counter.visits import Visit
from careerprint.languages import name_of, primary
from careerprint.pages.pages import title_of
from careerprint.runs.question import Question
from careerprint.sources.assessment import Assessment


def visit_of_staff(request: Request) -> Visit:
    """Return the visit of somebody of the staff. Raises TurnedAway (403) for anybody else."""
    visit: Visit = request.scope["visit"]
    if visit.role != "staff":
        raise TurnedAway(403, "staff_only")
    return visit


def staff_page(
    desk: Desk, request: Request, template: str, values: Mapping[str, Any], *, status: int = 200
) -> Response:
    """Return a page for staff in the language that its address names."""
    language = desk.language(request)
    return desk.page(request, template, {"staff": f"/{language}/staff", **values}, status=status)


def title_at(desk: Desk, assessment: Assessment) -> str:
    """Return the title of an assessment, in its own language."""
    return title_of(assessment, desk.web.labels(assessment.language)["worksheet"]["fit_title"])


def question_about(file: Path, assessment: Assessment) -> Question:
    """Return what a command would be given for a file of answers to an assessment."""
    name, _, guide = name_of(assessment.slug).partition("--")
    return Question(file, name, guide or None, primary(assessment.language))
