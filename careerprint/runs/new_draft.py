"""Begin a guide with what official files say about its occupation."""

from __future__ import annotations

import datetime
from pathlib import Path

from careerprint.official.downloads.library import OfficialFiles
from careerprint.official.draft import GuideDraft, draft_of
from careerprint.official.occupations import occupation_of
from careerprint.runs.new_guide import start_guide


def start_draft(title: str, source: Path, folder: Path, code: str, *, today: datetime.date) -> tuple[Path, GuideDraft]:
    """Write the draft of a guide about the occupation `code` of the official files in `folder`; return path and draft.

    Raises UsageError as `start_guide` and `occupation_of` do, SourceError for official files that cannot be read.
    """
    occupation = occupation_of(OfficialFiles(folder), code, title=title)
    made: list[GuideDraft] = []

    def fill(template: str) -> str:
        made.append(draft_of(template, occupation, today=today))
        return made[0].text

    return start_guide(title, source, today=today, fill=fill), made[0]
