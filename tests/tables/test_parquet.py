"""Answers in Parquet files, where the optional package is there."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from careerprint.answers.open_answers import read_answers
from careerprint.errors import SourceError
from careerprint.tables.parquet import MARK, load_pieces
from careerprint.tables.pieces import Head, Refusal
from careerprint.tables.table import Row
from tests.support.questionnaire import DAYS, IDS, NUMBERS, PEOPLE, QUESTIONNAIRE, messages, numbers

pyarrow = pytest.importorskip(
    "pyarrow", reason="no pyarrow: .venv/bin/python -m pip install --require-hashes -r requirements/parquet.txt"
)
parquet = pytest.importorskip("pyarrow.parquet")

EVENING = datetime.datetime(2026, 11, 3, 4, 59, tzinfo=datetime.UTC)
NEW_YORK = datetime.datetime(2026, 11, 2, 23, 59)
"""The same on a clock in New York."""
NOON = datetime.datetime(2026, 11, 3, 12)


def save(folder: Path, columns: dict[str, Any], **options: Any) -> Path:
    path = folder / "answers.parquet"
    parquet.write_table(pyarrow.table(columns), path, **options)
    return path


def people(**changed: Any) -> dict[str, Any]:
    """Return the people of the questionnaire, each item in another type of Arrow."""
    i1, i2, i3, programming, data_work = map(list, zip(*NUMBERS, strict=True))
    return {
        "id": pyarrow.array(["p1", "p2", "p3"], pyarrow.large_string()),
        "name": list(PEOPLE),
        "date": list(DAYS),
        "i1": pyarrow.array(i1, pyarrow.int8()),
        "i2": pyarrow.array(i2, pyarrow.float64()),
        "i3": pyarrow.array([str(n) for n in i3]).dictionary_encode(),
        "programming": [Decimal(n or 0) for n in programming],
        "data-work": pyarrow.array(data_work, pyarrow.uint32()),
        **changed,
    }


def test_it_is_read_as_every_other_file(tmp_path: Path) -> None:
    path = save(tmp_path, people())
    answers = read_answers(path.rename(tmp_path / "export.data"), QUESTIONNAIRE)  # recognized by its content
    assert numbers(answers) == NUMBERS
    assert [(r.id, r.name, r.date, r.row) for r in answers.responses] == [
        ("p1", PEOPLE[0], DAYS[0], 1),
        ("p2", PEOPLE[1], DAYS[1], 2),
        ("p3", PEOPLE[2], DAYS[2], 3),
    ]
    assert messages(answers) == []


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ([1, None], [1, ""]),
        ([4.0, 2.5], [4, 2.5]),
        ([float("nan"), float("inf")], ["#VALUE", "#VALUE"]),
        ([True, False], ["TRUE", "FALSE"]),
        ([Decimal("4.00"), Decimal("4.50")], [4, 4.5]),
        (["Like", None], ["Like", ""]),
        (pyarrow.array(["Like", None]).dictionary_encode(), ["Like", ""]),
        (pyarrow.nulls(2), ["", ""]),
        ([DAYS[0], None], [DAYS[0], ""]),
        ([NOON, None], [NOON, ""]),
        (pyarrow.array([NOON], pyarrow.timestamp("ns")), [NOON]),
        (pyarrow.array([EVENING], pyarrow.timestamp("ns", "UTC")), [datetime.datetime(2026, 11, 3, 4, 59)]),
        (
            pyarrow.array([EVENING], pyarrow.timestamp("s", "America/New_York")),
            [datetime.datetime(2026, 11, 2, 23, 59)],
        ),
    ],
    ids=str,
)
def test_values_become_cells(tmp_path: Path, values: Any, cells: list[Any]) -> None:
    head, rows = load_pieces(save(tmp_path, {"x": values}))
    assert isinstance(rows, list)
    read = [cell for row in rows for cell in row.cells]
    assert (head, read) == (Head(("x",), len(cells)), cells)
    assert [type(cell) for cell in read] == [type(cell) for cell in cells]


@pytest.mark.parametrize("value", [[1], {"x": 1}, b"1", datetime.time(1), datetime.timedelta(1)], ids=repr)
def test_other_values_are_distinguished(tmp_path: Path, value: Any) -> None:
    head, rows = load_pieces(save(tmp_path, {"x": [value, None]}))
    assert (head, rows) == (Head(("x",), 2, ("x",)), [Row(1, ("#VALUE",)), Row(2, ("",))])


def test_what_is_no_choice_is_a_problem(tmp_path: Path) -> None:
    columns = people(
        i1=[["canary"], None, None], i2=[2, 9, None], i3=["1", "2", "canary"], notes=[b"canary", None, b""]
    )
    answers = read_answers(save(tmp_path, columns), QUESTIONNAIRE)
    odd = "holds lists or other values that are not texts, numbers or dates; none of them can be read"
    assert [(problem.row, problem.column, problem.message, problem.fatal) for problem in answers.problems] == [
        (None, "i1", odd, False),
        (None, "notes", odd, False),
        (1, "i1", "not one of the choices", True),
        (2, "i2", "not one of the choices", True),
        (3, "i3", "not one of the choices", True),
    ]
    assert "canary" not in str(answers.problems)


def test_many_row_groups_are_one_table(tmp_path: Path) -> None:
    ids = [f"p{n}" for n in range(2_500)]
    columns = {"id": ids, **{item: [1, 2, 3, 4, 5] * 500 for item in IDS}}
    answers = read_answers(save(tmp_path, columns, row_group_size=700), QUESTIONNAIRE)
    assert [response.id for response in answers.responses] == ids
    assert answers.responses[-1].row == 2_500


def test_columns_of_the_same_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.Table.from_arrays([pyarrow.array([1])] * 6, names=[*IDS, "I1"]), path)
    with pytest.raises(SourceError, match="the header cannot be read"):
        read_answers(path, QUESTIONNAIRE)


# Attacks


def harmed(path: Path, how: str) -> Path:
    data = path.read_bytes()
    match how:
        case "cut":
            data = data[:-20]
        case "only its mark":
            data = MARK
        case "spoiled inside":
            data = data[:100] + b"\xff" * 60 + data[160:]
        case "footer of 2 GB":
            data = data[:-8] + b"\xff\xff\xff\x7f" + MARK
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("how", ["cut", "only its mark", "spoiled inside", "footer of 2 GB"])
def test_a_harmed_file_is_reported(tmp_path: Path, how: str) -> None:
    path = harmed(save(tmp_path, people(name=["Canary7391"] * 3), compression="none"), how)
    *_, last = load_pieces(path)
    assert last == Refusal("not a Parquet file that can be read; export it again")


def test_a_harmed_file_is_refused(tmp_path: Path) -> None:
    path = harmed(save(tmp_path, people(name=["Canary7391"] * 3), compression="none"), "cut")
    with pytest.raises(SourceError, match="not a Parquet file that can be read; export it again") as caught:
        read_answers(path, QUESTIONNAIRE)
    assert "Canary" not in str(caught.value)


def test_a_small_file_of_very_many_rows_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path, {"id": pyarrow.nulls(10_000_001)})
    assert path.stat().st_size < 20_000
    assert list(load_pieces(path)) == [Refusal("more than 10000000 rows; cut it into several files")]


def test_no_rows_and_no_columns(tmp_path: Path) -> None:
    none = {item: pyarrow.array([], pyarrow.int8()) for item in IDS}
    assert read_answers(save(tmp_path, none), QUESTIONNAIRE).responses == ()
    assert list(load_pieces(save(tmp_path, {}))) == [Refusal("no columns")]
