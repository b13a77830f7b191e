"""The answer sheet, into which staff type answers given on paper, as XLSX or CSV; `read_answers` reads it back."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from careerprint.answers.choices import numbers_in_words
from careerprint.files import write_atomically
from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import Item, Scale

LEADS = ("id", "name", "date")
"""The columns before those of the items."""
ROWS = 500
"""Rows of a new workbook that check what is typed, enough for a few school classes; more may be typed below."""

_ITEMS_HEADER = ("id", "section", "question", "item", "choices")
_WIDTHS = (14, 26, 12)
_DESCRIPTION_WIDTHS = (18, 24, 36, 70, 70)
_CREATED = datetime.datetime(2000, 1, 1)
"""The date of creation in every workbook: the same content must give the same bytes."""
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""Characters that Excel allows in the title and in the text of a prompt."""
_FIRST_DAY = datetime.date(1990, 1, 1)
"""Earlier dates are refused as slips: nobody answered one of our questionnaires then."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Characters with which a cell begins that a spreadsheet program may run as a formula."""


def write_xlsx(assessment: Assessment, path: Path) -> None:
    """Write a workbook with the sheets `Answers`, which accepts only the choices, and `Items` with all texts.

    Raises OutputError if it cannot be written.
    """
    write_atomically(path, xlsx_bytes(assessment))


def write_csv(assessment: Assessment, path: Path) -> Path:
    """Write a CSV that holds only a header, and beside it `…-items.csv` with all texts; return the second path.

    Raises OutputError if either cannot be written.
    """
    words = path.with_name(f"{path.stem}-items.csv")
    ids = [item.id for _, item in assessment.items]
    write_atomically(path, _csv_bytes([[*LEADS, *ids, assessment.version_head]]))
    write_atomically(words, _csv_bytes([_ITEMS_HEADER, *_descriptions(assessment)]))
    return words


def xlsx_bytes(assessment: Assessment) -> bytes:
    """Return the bytes of the workbook; the same assessment always gives the same bytes."""
    buffer = io.BytesIO()
    # A text that begins with `=` or is an address must stay a text.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": f"{assessment.title}: answers", "created": _CREATED})
        _answers_sheet(book, assessment)
        _items_sheet(book, assessment)
    return buffer.getvalue()


def defused(text: str) -> str:
    """Return `text`, after an apostrophe if a spreadsheet could run it as a formula; `read_answers` removes that."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _answers_sheet(book: Workbook, assessment: Assessment) -> None:
    sheet = book.add_worksheet("Answers")
    heading = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    _lead_columns(book, sheet, heading)
    for column, (scale, item) in enumerate(assessment.items, start=len(LEADS)):
        sheet.write_string(0, column, item.id, heading)
        sheet.write_comment(0, column, _comment(scale, item), {"x_scale": 2.5, "y_scale": 2})
        sheet.data_validation(1, column, ROWS, column, _choice_rule(scale, item))
        sheet.set_column(column, column, max(6, min(len(item.id) + 2, 24)))
    last = len(LEADS) + sum(len(scale.items) for scale in assessment.scales)
    sheet.write_string(0, last, assessment.version_head, heading)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.repeat_rows(0)


def _lead_columns(book: Workbook, sheet: Worksheet, heading: Format) -> None:
    # As text, an ID keeps its leading zeros, and a name that looks like a date stays a name.
    formats = [book.add_format({"num_format": kind}) for kind in ("@", "@", "yyyy-mm-dd")]
    for column, (name, width, form) in enumerate(zip(LEADS, _WIDTHS, formats, strict=True)):
        sheet.write_string(0, column, name, heading)
        sheet.set_column(column, column, width, form)
    rule = {
        "validate": "date",
        "criteria": ">=",
        "value": _FIRST_DAY,
        "input_title": "Date of the answers",
        "input_message": "Such as 2026-11-30. May stay empty.",
        "error_title": "Not a date",
        "error_message": "Type a date such as 2026-11-30, or leave the cell empty.",
    }
    sheet.data_validation(1, LEADS.index("date"), ROWS, LEADS.index("date"), rule)


def _choice_rule(scale: Scale, item: Item) -> dict[str, object]:
    return {
        "validate": "list",
        "source": [str(worth) for worth in scale.worths],
        "input_title": _cut(item.id, _LONGEST_TITLE),
        "input_message": _cut(f"{item.text}\n{_choices(scale)}", _LONGEST_MESSAGE),
        "error_title": "Not one of the choices",
        "error_message": f"Type {numbers_in_words(scale.worths)}, or leave the cell empty.",
    }


def _items_sheet(book: Workbook, assessment: Assessment) -> None:
    sheet = book.add_worksheet("Items")
    heading = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(zip(_ITEMS_HEADER, _DESCRIPTION_WIDTHS, strict=True)):
        sheet.write_string(0, column, name, heading)
        sheet.set_column(column, column, width)
    for row, texts in enumerate(_descriptions(assessment), start=1):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, wrapped)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _descriptions(assessment: Assessment) -> Iterable[tuple[str, ...]]:
    for scale, item in assessment.items:
        words = (item.id, scale.title, scale.question, _words(item), _choices(scale))
        yield tuple(defused(text) for text in words)


def _comment(scale: Scale, item: Item) -> str:
    return f"{scale.question}\n{_words(item)}\n{_choices(scale)}"


def _words(item: Item) -> str:
    return f"{item.text} {item.detail}".strip()


def _choices(scale: Scale) -> str:
    return "; ".join(
        words if words == str(worth) else f"{worth} = {words}"
        for worth, words in zip(scale.worths, scale.choices, strict=True)
    )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return CSV in UTF-8, with the byte-order mark without which Excel takes it for Windows-1252."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([defused(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")
