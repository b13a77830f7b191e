"""What staff decided about rows that no program should: kept by page and item, and used on every later run.

The file is a CSV with `page` (hash of the page's picture), `item` and `decision`: the number printed with a choice,
`empty`, or, where the item is `id`, the ID of the person.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from careerprint.errors import Problem, SourceError
from careerprint.files import read_limited
from careerprint.sources.assessment import Assessment
from careerprint.tables.limits import LONGEST_ID
from careerprint.tables.texts import clean, unmask

COLUMNS = ("page", "item", "decision")
EMPTY, ID = "empty", "id"
"""The decision that a row was left empty; the item that stands for the ID of the person. No item is called `id`."""
MOST_BYTES = 16 * 1024**2
"""Bytes of the file; a decision takes about thirty, so it has room for half a million."""
_PAGE = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about one row of one page."""

    page: str
    item: str
    value: str = field(repr=False)
    """As in the file."""

    @property
    def key(self) -> tuple[str, str]:
        """What was decided about."""
        return (self.page, self.item)


Decisions = Mapping[tuple[str, str], Decision]


def read_decisions(path: Path) -> Decisions:
    """Return the decisions in a file; none if there is no file.

    The last line about a row counts. Raises SourceError, with every line that is wrong.
    """
    try:
        text = read_limited(path, MOST_BYTES).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, csv.Error):
        raise SourceError(f"{path} is not the list of decisions that the page offers; save it again.") from None
    faults: list[Problem] = []
    found = list(_decisions(path, rows, faults))
    if faults:
        raise SourceError(f"{path} has mistakes", problems=faults)
    return {decision.key: decision for decision in found}


def _decisions(path: Path, rows: list[list[str]], faults: list[Problem]) -> Iterator[Decision]:
    if not rows or tuple(rows[0]) != COLUMNS:
        faults.append(Problem(str(path), 1, "", f"the first line must be `{','.join(COLUMNS)}`"))
        return
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        page, item, value = [unmask(cell).strip() for cell in row] if len(row) == len(COLUMNS) else ("", "", "")
        value = clean(value) or ""
        if not _PAGE.fullmatch(page) or not item or not value or len(value) > LONGEST_ID:
            faults.append(Problem(str(path), number, "", "is no decision; delete the line and decide again"))
            continue
        yield Decision(page, item, value)


def choice_of(decision: Decision, assessment: Assessment) -> int | None:
    """Return the choice that was decided for, from 1, or None for a row left empty.

    Raises ValueError if the assessment has no such item or choice.
    """
    scale = next((scale for scale, item in assessment.items if item.id == decision.item), None)
    if scale is None:
        raise ValueError(decision.item)
    if decision.value == EMPTY:
        return None
    return [str(worth) for worth in scale.worths].index(decision.value) + 1
