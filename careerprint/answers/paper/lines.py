"""The numbered lines of a worksheet as columns of an answer sheet, and the sums that are checked when it is read.

A column is headed by the number of its line, the item's ID and its words; after every ten lines comes a column for
their sum, which the person who types adds up on the paper. A sum that is left empty is not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import Item, Scale
from careerprint.tables.texts import clean

LINES_OF_A_SUM = 10
"""Lines that are added up together: more are added wrongly too often, and fewer cost more time than they save."""
_LINE = re.compile(r"(?P<line>\d{1,3}) (?P<id>\S+)(?: (?P<words>.*))?")
_SUM = re.compile(r"sum (?P<first>\d{1,3})-(?P<last>\d{1,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of a worksheet."""

    number: int
    """Its number on paper, from 1."""
    scale: Scale
    item: Item

    @property
    def head(self) -> str:
        """The head of its column, such as `1 r2 Build a shelf from a drawing.`."""
        return f"{self.number} {self.item.id} {clean(self.item.text) or ''}".strip()


@dataclass(frozen=True, slots=True)
class SumOfLines:
    """The column after some lines that holds their sum."""

    first: int
    """The number of the first line."""
    last: int
    """The number of the last line, itself included."""

    @property
    def head(self) -> str:
        """The head of the column, such as `sum 1-10`."""
        return f"sum {self.first}-{self.last}"


def lines_of(assessment: Assessment) -> tuple[PaperLine, ...]:
    """Return the lines of a worksheet, from the top."""
    return tuple(PaperLine(number, scale, item) for number, (scale, item) in enumerate(assessment.on_paper, start=1))


def columns_of(assessment: Assessment) -> Iterator[PaperLine | SumOfLines]:
    """Yield the columns of an answer sheet in order: the lines, and after each ten and the last their sum."""
    lines = lines_of(assessment)
    for start in range(0, len(lines), LINES_OF_A_SUM):
        together = lines[start : start + LINES_OF_A_SUM]
        yield from together
        yield SumOfLines(together[0].number, together[-1].number)


def line_in(head: str) -> tuple[int, str, str] | None:
    """Return the number, the ID and the words that the head of a line's column holds; None if it is none."""
    found = _LINE.fullmatch(head)
    return (int(found["line"]), found["id"], found["words"] or "") if found else None


def sum_in(head: str) -> SumOfLines | None:
    """Return which lines are added up in the column with this head; None if it is none."""
    found = _SUM.fullmatch(head)
    return SumOfLines(int(found["first"]), int(found["last"])) if found else None


def positions_by_line(heads: Sequence[str]) -> dict[int, int]:
    """Return the position of each numbered line among the heads of items' columns."""
    numbered = ((position, line_in(head)) for position, head in enumerate(heads))
    return {line[0]: position for position, line in numbered if line}
