"""The answer sheet, into which staff type answers given on paper, as XLSX or CSV; `read_answers` reads it back.

Its columns are in the order of the lines on paper and have their numbers: whoever types straight down the page types
straight along the row.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from careerprint.answers.choices import numbers_in_words
from careerprint.answers.paper.lines import PaperLine, SumOfLines, columns_of, lines_of
from careerprint.files import write_atomically
from careerprint.sources.assessment import Assessment
from careerprint.sources.scales import Item, Scale
from careerprint.tables.table import column_letter
from careerprint.tables.texts import defused

LEADS = ("id", "name", "date")
"""The columns before those of the items."""
ROWS = 500
"""Rows of a new workbook that check what is typed, enough for a few school classes; more may be typed below."""

_ITEMS_HEADER = ("line", "id", "section", "question", "item", "choices")
_DESCRIPTION_WIDTHS = (6, 18, 24, 36, 70, 70)
_CLASS_LIST = ("id", "name", "notes")
_CLASS_WIDTHS = (14, 40, 40)
_WIDTHS = (14, 26, 12)
_LINE_WIDTH, _SUM_WIDTH = 5, 8
"""Widths of columns in characters: a choice has one or two digits, a sum up to four."""
_HEAD_HEIGHT = 210
"""The height of the header in points: its words are set upright, and 60 of them fit into two lines."""
_CREATED = datetime.datetime(2000, 1, 1)
"""The date of creation in every workbook: the same content must give the same bytes."""
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""Characters that Excel allows in the title and in the text of a prompt."""
_FIRST_DAY = datetime.date(1990, 1, 1)
"""Earlier dates are refused as slips: nobody answered one of our questionnaires then."""


def write_xlsx(assessment: Assessment, path: Path, ids: Sequence[str] = ()) -> None:
    """Write a workbook with the sheets `Answers`, which accepts only the choices, and `Items` with all texts.

    `ids` are written into the rows, and then a sheet `Class list` has room to note who has which. Raises OutputError if
    the file cannot be written.
    """
    write_atomically(path, xlsx_bytes(assessment, ids))


def write_csv(assessment: Assessment, path: Path, ids: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write a CSV with a header and `ids`; return the files beside it, with all texts and with a class list for `ids`.

    Raises OutputError if one of them cannot be written.
    """
    heads = [column.head for column in columns_of(assessment)]
    empty = [""] * (len(heads) + len(LEADS))
    write_atomically(path, _csv_bytes([[*LEADS, *heads, assessment.version_head], *([each, *empty] for each in ids)]))
    words = path.with_name(f"{path.stem}-items.csv")
    write_atomically(words, _csv_bytes([_ITEMS_HEADER, *_descriptions(assessment)]))
    if not ids:
        return (words,)
    people = path.with_name(f"{path.stem}-class-list.csv")
    write_atomically(people, _csv_bytes([_CLASS_LIST, *([each, "", ""] for each in ids)]))
    return (words, people)


def xlsx_bytes(assessment: Assessment, ids: Sequence[str] = ()) -> bytes:
    """Return the bytes of the workbook; the same assessment and `ids` always give the same bytes."""
    buffer = io.BytesIO()
    # A text that begins with `=` or is an address must stay a text.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": f"{assessment.title}: answers", "created": _CREATED})
        _answers_sheet(book, assessment, ids)
        _texts_sheet(book, "Items", _ITEMS_HEADER, _DESCRIPTION_WIDTHS, _descriptions(assessment))
        if ids:
            _texts_sheet(book, "Class list", _CLASS_LIST, _CLASS_WIDTHS, ([each] for each in ids))
    return buffer.getvalue()


def _answers_sheet(book: Workbook, assessment: Assessment, ids: Sequence[str]) -> None:
    sheet = book.add_worksheet("Answers")
    heading = book.add_format({"bold": True, "bottom": 1, "valign": "bottom", "rotation": 90, "text_wrap": True})
    _lead_columns(book, sheet)
    for row, each in enumerate(ids, start=1):
        sheet.write_string(row, LEADS.index("id"), each)
    place = len(LEADS)
    for place, column in enumerate(columns_of(assessment), start=len(LEADS)):
        sheet.write_string(0, place, column.head, heading)
        if isinstance(column, PaperLine):
            _line_column(sheet, place, column)
        else:
            _sum_column(book, sheet, place, column)
    sheet.write_string(0, place + 1, assessment.version_head, heading)
    sheet.set_row(0, _HEAD_HEIGHT)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.repeat_rows(0)


def _line_column(sheet: Worksheet, place: int, line: PaperLine) -> None:
    sheet.write_comment(0, place, _comment(line.scale, line.item), {"x_scale": 2.5, "y_scale": 2})
    sheet.data_validation(1, place, ROWS, place, _choice_rule(line))
    sheet.set_column(place, place, _LINE_WIDTH)


def _sum_column(book: Workbook, sheet: Worksheet, place: int, lines: SumOfLines) -> None:
    """Make the column of a sum, which turns red while it is not that of the cells before it."""
    wrong = book.add_format({"bg_color": "#ffc7ce", "font_color": "#9c0006", "bold": True})
    before = f"{column_letter(place - 1 - lines.last + lines.first)}2:{column_letter(place - 1)}2"
    cell = f"{column_letter(place)}2"
    rule = {"type": "formula", "criteria": f'=AND({cell}<>"",{cell}<>SUM({before}))', "format": wrong}
    sheet.conditional_format(1, place, ROWS, place, rule)
    words = f"Add up lines {lines.first} to {lines.last} on the paper and type what you get. May stay empty."
    prompt = {"validate": "any", "input_title": lines.head, "input_message": words}
    sheet.data_validation(1, place, ROWS, place, prompt)
    sheet.set_column(place, place, _SUM_WIDTH, book.add_format({"italic": True, "bg_color": "#eeeeee"}))


def _lead_columns(book: Workbook, sheet: Worksheet) -> None:
    heading = book.add_format({"bold": True, "bottom": 1, "valign": "bottom"})
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


def _choice_rule(line: PaperLine) -> dict[str, object]:
    scale = line.scale
    return {
        "validate": "list",
        "source": [str(worth) for worth in scale.worths],
        "input_title": _cut(f"{line.number} {line.item.id}", _LONGEST_TITLE),
        "input_message": _cut(f"{line.item.text}\n{_choices(scale)}", _LONGEST_MESSAGE),
        "error_title": "Not one of the choices",
        "error_message": f"Type {numbers_in_words(scale.worths)}, or leave the cell empty.",
    }


def _texts_sheet(
    book: Workbook, title: str, header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]
) -> None:
    sheet = book.add_worksheet(title)
    heading = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(zip(header, widths, strict=True)):
        sheet.write_string(0, column, name, heading)
        sheet.set_column(column, column, width)
    for row, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, wrapped)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _descriptions(assessment: Assessment) -> Iterator[tuple[str, ...]]:
    for line in lines_of(assessment):
        scale, item = line.scale, line.item
        words = (str(line.number), item.id, scale.title, scale.question, _words(item), _choices(scale))
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
