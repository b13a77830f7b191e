"""How viewers and libraries leave a radio group."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pikepdf import Name, String

from careerprint.answers.open_answers import read_answers
from tests.support import pdf_forms
from tests.support.questionnaire import QUESTIONNAIRE, messages


def first_group(pdf: Any) -> Any:
    return next(field for field in pdf.Root.AcroForm.Fields if field.T == "i1")


@pytest.mark.parametrize(
    ("value", "pressed", "answer"),
    [
        (Name("/3"), None, 4),
        (Name("/3"), "/3", 4),
        (String("/3"), "/3", 4),
        (String("3"), "/3", 4),
        (String("/3"), None, 4),
        (Name("/Off"), None, None),
        (String(""), None, None),
        (None, None, None),
    ],
)
def test_chosen_button(tmp_path: Path, value: Any, pressed: str | None, answer: int | None) -> None:
    pdf = pdf_forms.form({"id": "p1"}, (None, 1, 1, 1, 1))
    group = first_group(pdf)
    if value is None:
        del group.V
    else:
        group.V = value
    if pressed:
        group.Kids[3].AS = Name(pressed)
    (response,) = read_answers(pdf_forms.save(pdf, tmp_path / "a.pdf"), QUESTIONNAIRE).responses
    assert response.answers["i1"] == answer


@pytest.mark.parametrize("value", [Name("/7"), Name("/Like"), String("4")])
def test_what_no_button_stands_for(tmp_path: Path, value: Any) -> None:
    pdf = pdf_forms.form({"id": "p1"}, (None, 1, 1, 1, 1))
    first_group(pdf).V = value
    first_group(pdf).Kids[3].AS = Name("/3")
    answers = read_answers(pdf_forms.save(pdf, tmp_path / "a.pdf"), QUESTIONNAIRE)
    assert messages(answers) == ([] if value == Name("/Like") else ["not one of the choices"])
