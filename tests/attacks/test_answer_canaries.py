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


def test_the_canary_would_be_found(tmp_path: Path) -> None:
    said = everything_said(put(tmp_path, "a.csv", f"{HEADER},{CANARY}\n{ROW},x\n"))
    assert CANARY in said  # A header is no answer: a column that matches nothing is named.
