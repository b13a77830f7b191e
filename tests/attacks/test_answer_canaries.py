"""Nothing that a person entered is ever said again."""

from __future__ import annotations

import json
import traceback
from pathlib import Path

import pytest

from careerprint.errors import SourceError
from tests.support import pdf_forms
from tests.support.answer_files import CANARY, HEADER, RECORD, ROW, broken_xml, put, read, workbook
from tests.support.questionnaire import NUMBERS


def everything_said(path: Path) -> str:
    """Return all words that reading a file may print: problems, messages, tracebacks."""
    try:
        answers = read(path)
    except SourceError as error:
        text = [*traceback.format_exception(error), *map(str, error.problems)]
    else:
        text = [*map(str, answers.problems), *(str(p.as_problem()) for p in answers.problems), repr(answers)]
    return "\n".join(text)


PERSONAL = [f"{CANARY}-id", f"{CANARY} Name", *[f"{CANARY} answer {n}" for n in range(5)]]


@pytest.mark.parametrize(
    "data",
    [
        f"{HEADER}\n{','.join(PERSONAL)}\n",
        f"{HEADER},date,email\n{ROW},{CANARY},{CANARY}@example.org\n",
        f"{','.join(PERSONAL)}\n{','.join(PERSONAL)}\n",
        f"{CANARY},{CANARY}\n",
        f"{HEADER}\n{CANARY}\n",
        f'{HEADER}\n{ROW}\n"{CANARY}',
        f'{HEADER}\n{CANARY},"{CANARY}"{CANARY}\n',
        f"{HEADER}\n{CANARY}\0\n",
        f"{HEADER},note\n{ROW},{CANARY * 1_000}\n",
        f"{HEADER}\n{CANARY * 20},{CANARY * 30},1,2,3,4,5\n",
        f"{HEADER}\n{CANARY},A {CANARY},1,2,3,4,5\n{CANARY},B {CANARY},1,2,3,4,5\n{CANARY},B {CANARY},,,,,1",
        f"{HEADER},assessment\n{ROW},{CANARY}\n",
        f"Status,Finished,{HEADER}\n{CANARY},{CANARY},{ROW}\n",
        HEADER.encode() + b"\n" + CANARY.encode() + b"\x81",
    ],
)
def test_csv_says_nothing_personal(tmp_path: Path, data: str | bytes) -> None:
    said = everything_said(put(tmp_path, "a.csv", data))
    assert said.replace(f"id='{CANARY}'", "")
    assert CANARY.casefold() not in said.casefold()


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([RECORD | {"i1": CANARY, "name": CANARY, "x": CANARY}]),
        json.dumps([RECORD | {"i1": {CANARY: CANARY}}]),
        json.dumps({"responses": [CANARY]}),
        f'[{{"i1": "{CANARY}", "i1": "{CANARY}"}}]',
        f'[{{"i1": {CANARY}}}]',
    ],
)
def test_json_says_nothing_personal(tmp_path: Path, data: str) -> None:
    assert CANARY not in everything_said(put(tmp_path, "a.json", data))


def test_workbooks_and_forms_say_nothing_personal(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", lambda _, sheet: sheet.write_row(2, 0, PERSONAL))
    assert CANARY not in everything_said(path)
    assert CANARY not in everything_said(broken_xml(path))
    texts = {"id": "p1", "name": CANARY, "date": CANARY, "notes": CANARY}
    assert CANARY not in everything_said(pdf_forms.save(pdf_forms.form(texts, NUMBERS[0]), tmp_path / "a.pdf"))


@pytest.mark.parametrize(
    "header",
    [
        f"{HEADER},{','.join(PERSONAL)}",  # the line break after the header was lost
        HEADER.replace("i1", f"{CANARY} 1"),  # the nearest header of an item that is missing
    ],
)
def test_headers_are_not_quoted(tmp_path: Path, header: str) -> None:
    wide = f"{ROW},{CANARY * 2_000},{','.join(PERSONAL)}".split(",")[: header.count(",") + 1]
    assert CANARY not in everything_said(put(tmp_path, "a.csv", f"{header}\n{','.join(wide)}\n"))


def test_the_canary_would_be_found(tmp_path: Path) -> None:
    """A key of JSON is no cell: it is the only thing by which people can find it."""
    said = everything_said(put(tmp_path, "a.json", json.dumps([RECORD | {CANARY: "x"}])))
    assert CANARY in said
