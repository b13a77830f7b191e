"""A worksheet as a page to read: its questions with their numbers and choices. Nothing can be filled in there."""

from __future__ import annotations

from typing import Any

from careerprint.pages.pages import title_of
from careerprint.pages.worksheets import grids
from careerprint.sources.assessment import Assessment


def worksheet_values(assessment: Assessment, form: str) -> dict[str, Any]:
    """Return what the template of a worksheet is given, besides addresses.

    `form` is the title of a worksheet about a guide, as in `title_of`.
    """
    return {"assessment": assessment, "title": title_of(assessment, form), "grids": grids(assessment)}
