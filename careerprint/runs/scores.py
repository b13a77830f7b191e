"""The score table for staff: a row for each person in a file of answers, as XLSX or CSV.

It holds names and scores, so only its owner may read it, and `purge` knows it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter

from careerprint.answers.open_answers import AnswerStream
from careerprint.answers.responses import Response
from careerprint.errors import OnProblem, UsageError
from careerprint.files import PRIVATE_FILE, make_private, write_atomically, written_atomically
from careerprint.runs.question import Question, asked, opened
from careerprint.scoring.fit import weigh
from careerprint.scoring.scorecard import Profile, Scorecard
from careerprint.scoring.scorer import score
from careerprint.scoring.themes import top_scores
from careerprint.settings import Settings
from careerprint.sources.assessment import Assessment
from careerprint.tables.texts import defused

FOLDER = "scores"
"""The folder of the tables in the output folder."""
MOST_ROWS = 100_000
"""People in an XLSX table, which is made in memory: that many take 100 MB, and make spreadsheets slow."""
_WIDTHS = (14, 26, 12)
_WIDTH = 14

TableCell = str | int | float
TableLine = tuple[TableCell, ...]


def scores(
    settings: Settings, question: Question, on_problem: OnProblem, *, as_csv: bool
) -> tuple[AnswerStream, Path | None]:
    """Write everybody's scores; return what was read and the table. Where nobody could be read, nothing is written.

    An older table is overwritten. Raises SourceError, UsageError and OutputError as `report` does.
    """
    found = asked(settings, question)
    answers = opened(question, found, on_problem)
    if not answers.people:
        return answers, None
    if answers.people > MOST_ROWS and not as_csv:
        raise UsageError(f"More than {MOST_ROWS:,} people make a workbook too large; add --csv.")
    path = settings.out / FOLDER / f"{found.assessment.slug}.{'csv' if as_csv else 'xlsx'}"
    make_private(path.parent, within=settings.out)
    write = _write_csv if as_csv else _write_xlsx
    write(path, header_of(found.assessment), lines_of(found.assessment, answers.responses()))
    return answers, path


def header_of(assessment: Assessment) -> tuple[str, ...]:
    """Return the heads of the columns; a mean goes from the worth of the first choice to that of the last."""
    means = (f"{scale.title} ({scale.lowest} to {scale.highest})" for scale in assessment.scales)
    return ("id", "name", "date", "answered", *means, "skills below" if assessment.guide else "highest", "note")


def lines_of(assessment: Assessment, people: Iterable[Response]) -> Iterator[TableLine]:
    """Yield a line for each person.

    Means have one decimal, as in the report; one that the report does not give is empty. `highest` names what the
    report calls the highest; `skills below` counts skills below the level that the job asks for; `note` says what
    is special about the answers as a whole.
    """
    for person in people:
        card = score(assessment, person.answers)
        means = (float(each.printed) if each.scored else "" for each in card.scales)
        last: TableCell = ", ".join(each.scale.title for each in top_scores(card).named)
        if assessment.guide:
            last = len(weigh(card).gaps)
        day = person.date.isoformat() if person.date else ""
        yield (person.id, person.name, day, card.answered, *means, last, _note(card))


def _note(card: Scorecard) -> str:
    return "" if card.profile is Profile.ORDINARY else card.profile.value.replace("-", " ")


def _write_csv(path: Path, header: TableLine, lines: Iterable[TableLine]) -> None:
    with written_atomically(path, mode=PRIVATE_FILE) as file:
        # The byte-order mark, without which Excel takes UTF-8 for Windows-1252, comes with this encoding.
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(map(_shown, header))
        writer.writerows(map(_shown, line) for line in lines)
        text.detach()


def _shown(cell: TableCell) -> str:
    return defused(cell) if isinstance(cell, str) else str(cell)


def _write_xlsx(path: Path, header: TableLine, lines: Iterable[TableLine]) -> None:
    buffer = io.BytesIO()
    # In memory: a draft on the disk would hold names where everybody may look.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("Scores")
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for row, line in enumerate((header, *lines)):
            for column, cell in enumerate(line):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell, heading if row == 0 else None)
                else:
                    sheet.write_number(row, column, cell)
        for column in range(len(header)):
            sheet.set_column(column, column, _WIDTHS[column] if column < len(_WIDTHS) else _WIDTH)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, 0, len(header) - 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
    write_atomically(path, buffer.getvalue(), mode=PRIVATE_FILE)
