"""Answers in Parquet files, where the optional package is there."""

from __future__ import annotations

import datetime
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from careerprint.answers import read_answers
from careerprint.answers.parquet import MARK
from careerprint.errors import SourceError
from tests.answers.questionnaire import DAYS, IDS, NUMBERS, PEOPLE, QUESTIONNAIRE, messages, numbers, words

ONE = {item: [1] for item in IDS}


def test_without_the_package_the_command_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # so Python itself says that it is not there
    path = tmp_path / "answers.parquet"
    path.write_bytes(MARK)
    with pytest.raises(SourceError) as caught:
        read_answers(path, QUESTIONNAIRE)
    told, _, command = str(caught.value).partition("Parquet needs one more package; add it with: ")
    assert told == f"{path}: "
    assert command.split()[1:-1] == ["-m", "pip", "install", "--require-hashes", "-r"]
    assert Path(command.split()[-1]).name == "requirements-parquet.txt"
    assert Path(command.split()[-1]).is_file()


pyarrow = pytest.importorskip(
    "pyarrow", reason="no pyarrow: .venv/bin/python -m pip install --require-hashes -r requirements-parquet.txt"
)
parquet = pytest.importorskip("pyarrow.parquet")


def save(folder: Path, columns: dict[str, Any], **options: Any) -> Path:
    path = folder / "answers.parquet"
    parquet.write_table(pyarrow.table(columns), path, **options)
    return path


def people(choices: dict[str, Any]) -> dict[str, Any]:
    return {"id": ["p1", "p2", "p3"], "name": list(PEOPLE), "date": list(DAYS), **choices}


def of_items(rows: list[list[Any]]) -> dict[str, list[Any]]:
    return {item: [row[place] for row in rows] for place, item in enumerate(IDS)}


ROWS = [list(row) for row in NUMBERS]


@pytest.mark.parametrize(
    "choices",
    [
        of_items(ROWS),
        of_items([[None if n is None else float(n) for n in row] for row in ROWS]),
        of_items([[None if n is None else Decimal(n) for n in row] for row in ROWS]),
        of_items([words(person) for person in range(3)]),
        {item: pyarrow.array(cells).dictionary_encode() for item, cells in of_items(ROWS).items()},
        {item: pyarrow.array(cells, pyarrow.int8()) for item, cells in of_items(ROWS).items()},
        {item: pyarrow.array(map(str, cells), pyarrow.large_string()) for item, cells in of_items(ROWS).items()}
        | {"i2": ["2", "", "4"], "data-work": ["1", "2", None]},
    ],
    ids=["integers", "floats", "decimals", "words", "dictionaries", "bytes", "large strings"],
)
def test_it_is_read_as_every_other_file(tmp_path: Path, choices: dict[str, Any]) -> None:
    answers = read_answers(save(tmp_path, people(choices)), QUESTIONNAIRE)
    assert numbers(answers) == NUMBERS
    assert [(r.id, r.name, r.date, r.row) for r in answers.responses] == [
        ("p1", PEOPLE[0], DAYS[0], 1),
        ("p2", PEOPLE[1], DAYS[1], 2),
        ("p3", PEOPLE[2], DAYS[2], 3),
    ]
    assert messages(answers) == []


@pytest.mark.parametrize(
    "kind",
    [pyarrow.timestamp("s"), pyarrow.timestamp("ns"), pyarrow.timestamp("ns", tz="America/New_York"), pyarrow.date64()],
    ids=str,
)
def test_moments_are_those_of_their_own_clock(tmp_path: Path, kind: Any) -> None:
    evening = datetime.datetime(2026, 11, 3, 4, 59, tzinfo=datetime.UTC)  # still the 2nd in New York
    day = datetime.date(2026, 11, 2 if getattr(kind, "tz", None) else 3)
    dates = pyarrow.array([evening if kind != pyarrow.date64() else evening.date()], kind)
    answers = read_answers(save(tmp_path, {"id": ["p1"], "date": dates, **ONE}), QUESTIONNAIRE)
    assert [response.date for response in answers.responses] == [day]


@pytest.mark.parametrize(
    "value", [True, 2.5, float("nan"), float("inf"), [1], {"x": 1}, b"1", datetime.time(1), 9, "canary"], ids=repr
)
def test_what_is_no_choice_is_a_problem(tmp_path: Path, value: Any) -> None:
    path = save(tmp_path, {"id": ["p1", "p2"], **{item: [1, 2] for item in IDS}, "i2": [value, None]})
    answers = read_answers(path, QUESTIONNAIRE)
    assert [response.id for response in answers.responses] == ["p2"]
    *notes, problem = answers.problems
    assert (problem.row, problem.column, problem.message) == (1, "i2", "not one of the choices")
    odd = not isinstance(value, bool | int | float | str)
    assert [(note.column, note.fatal) for note in notes] == [("i2", False)] * odd
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
        case "footer of 4 GB":
            data = data[:-8] + b"\xff\xff\xff\x7f" + MARK
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("how", ["cut", "only its mark", "spoiled inside", "footer of 4 GB"])
def test_a_harmed_file_is_refused(tmp_path: Path, how: str) -> None:
    path = harmed(save(tmp_path, people(of_items(ROWS)) | {"name": ["Canary7391"] * 3}, compression="none"), how)
    with pytest.raises(SourceError, match="not a Parquet file that can be read; export it once more") as caught:
        read_answers(path, QUESTIONNAIRE)
    assert "Canary" not in str(caught.value)


def test_a_small_file_of_very_many_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    schema = pyarrow.schema([("id", pyarrow.null())])
    with parquet.ParquetWriter(path, schema) as file:
        file.write_table(pyarrow.table({"id": pyarrow.nulls(10_000_001)}, schema=schema))
    assert path.stat().st_size < 20_000
    with pytest.raises(SourceError, match="more than 10000000 rows"):
        read_answers(path, QUESTIONNAIRE)


def test_no_rows_and_no_columns(tmp_path: Path) -> None:
    none = {item: pyarrow.array([], pyarrow.int8()) for item in IDS}
    assert read_answers(save(tmp_path, none), QUESTIONNAIRE).responses == ()
    with pytest.raises(SourceError, match="no columns"):
        read_answers(save(tmp_path, {}), QUESTIONNAIRE)
