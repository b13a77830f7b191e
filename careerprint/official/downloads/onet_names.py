"""The names of the files and columns of the O*NET database, which changed after release 30.1.

The one place that knows both sets of names. Source: the list of changes in the documentation of release 30.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

RENAMED_IN = "30.3"
"""The first release with the newer names."""


@dataclass(frozen=True, slots=True)
class OnetNames:
    """One name set of a table: the files that hold it, and the names of its columns there."""

    files: tuple[str, ...]
    """Names without `.txt`; several where a table was split."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our name for a column → its name in these files; a column that is not named here is called as we call it."""


NAMES: Mapping[str, tuple[OnetNames, ...]] = {
    "occupations": (OnetNames(("Occupation Data",)),),
    "tasks": (OnetNames(("Task Statements",)),),
    "related": (OnetNames(("Related Occupations",)),),
    "reported titles": (OnetNames(("Sample of Reported Titles",)),),
    "job zones": (OnetNames(("Job Zones",)),),
    "interests": (OnetNames(("Interests",)), OnetNames(("Career Interest Types",))),
    "other titles": (
        OnetNames(("Alternate Titles",), {"Title": "Alternate Title"}),
        OnetNames(("Job Titles",), {"Title": "Job Title"}),
    ),
    "software": (
        OnetNames(("Technology Skills",)),
        OnetNames(("Software Skills",), {"Example": "Workplace Example"}),
    ),
}
"""Every table that is read, by our own name for it; names before `RENAMED_IN` come first."""
