"""The attack list, as far as it reaches the reading of answers: CSV, JSON, and texts that people typed."""

from __future__ import annotations

import io
import json
import os
import tracemalloc
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest

from careerprint.errors import SourceError
from tests.support.answer_files import CANARY, GOOD, HEADER, RECORD, ROW, put, read
from tests.support.questionnaire import IDS, NUMBERS, messages, numbers

MARK = "\u0301"


# CSV


@pytest.mark.parametrize(
    "data",
    [
        f"{HEADER}\n{ROW}\n",
        f"{HEADER}\n{ROW}",
        f"\ufeff{HEADER}\r\n{ROW}\r\n",
        f"{HEADER}\r{ROW}\r",
        f"\n\n{HEADER}\n\n \n,,,,,,\n{ROW}\n\n",
        f"sep=,\r\n{HEADER}\r\n{ROW}\r\n",
        f"sep=;\r\n{HEADER}\r\n{ROW}\r\n".replace(",", ";"),
        f'"sep=|"\n{HEADER}\n{ROW}\n'.replace(",", "|"),
        f"{HEADER}\n{ROW}\n".encode("utf-16"),
        f"\ufeff{HEADER}\n{ROW}\n".encode("utf-16-be"),
        f"{HEADER}\n{ROW}\n".replace(",", "\t"),
        f"{HEADER}\n{ROW}\n".replace("Person 01", "Löwe").encode("cp1252"),
        f"{HEADER}\n{ROW}\n".replace("i1", '"Find out why\r\na machine broke."'),
        f"{HEADER}\n{ROW}\n".replace("Sample Person 01", '"Sample\nPerson, 01"'),
        f"{HEADER},\n{ROW},\n",
        f"{HEADER}\n{ROW}\n".replace(",", ";").replace("i2", "Read, sort and compare reports."),
        f"PAR1,{HEADER}\nx,{ROW}\n",
    ],
)
def test_csv_is_read(tmp_path: Path, data: str | bytes) -> None:
    assert numbers(read(put(tmp_path, "a.csv", data))) == GOOD


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\n\r\n  \n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (f"{HEADER}\n{ROW}\0\n", "NUL characters"),
        (f"{HEADER}\n{ROW}\n".encode("utf-16-le"), "NUL characters"),
        (f"{HEADER}\n{ROW}\n".encode("utf-32"), "NUL characters"),
        (b"\xef\xbb\xbf" + f"{HEADER}\n{CANARY}\xe9".encode("latin-1"), "begins with a Unicode mark"),
        (f"\ufeff{HEADER}".encode("utf-16-le") + b"\x00\xd8", "begins with a Unicode mark"),
        (HEADER.encode() + b"\n\x81\x8d", "neither UTF-8 nor Windows-1252"),
        (f'{HEADER}\n"{ROW}\n{ROW}\n', "a quotation mark is not closed"),
        (f'{HEADER}\n{ROW}\n{CANARY},"x"y,1,2,3,4,5\n', "a quotation mark is not closed"),
        (f'{HEADER}\n{ROW}\n"{"x" * 3_000_000}",,1,2,3,4,5\n', "a quotation mark is not closed"),
        (f"{HEADER},ID\n{ROW},2\n", "these columns have the same header"),
        (f"{HEADER},ＮＡＭＥ\n{ROW},2\n", "these columns have the same header"),
        (f"{HEADER},i1\n{ROW},2\n", "which column holds which item (i1) is unclear"),
        (f"{HEADER},I1\n{ROW},2\n", "these columns have the same header"),
        (",".join(f"c{n}" for n in range(3_000)), "at most 2000"),
        (f"{CANARY},x,1,2,3,2,1\n{ROW}\n", "is the header missing"),
        (f"{ROW}\n{ROW}\n", "nothing here is an item of this questionnaire"),
    ],
)  # fmt: skip
def test_csv_is_refused(tmp_path: Path, data: str | bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(put(tmp_path, "a.csv", data))
    assert message in " ".join([str(caught.value), *map(str, caught.value.problems)])


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_file_of_many_gigabytes_is_refused_unread(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name, HEADER)
    os.truncate(path, 5 * 1024**3)  # a hole: it takes no room
    with pytest.raises(SourceError, match="larger than 4 GB; cut it into several files"):
        read(path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("p2,x,1,2,3,4", "6 cells where the header has 7: look for a separator too many or too few"),
        ("p2,x,1,2,3,4,5,6", "8 cells where the header has 7: look for a separator too many or too few"),
        ("p2", "1 cell where the header has 7: look for a separator too many or too few"),
        (f"p2,x,{'x' * 200_000},2,3,4,5", "not one of the choices"),
        (f"p2,x,{'x' * 1_000_000},2,3,4,5", "not one of the choices"),
        (f"p2,{'x' * 30_000},1,2,3,4,5", "the name is too long"),
        (f"p2,x{MARK * 20_000},1,2,3,4,5", "the name is too long"),
        (f"{'x' * 30_000},x,1,2,3,4,5", "the ID is too long"),
    ],
)  # fmt: skip
def test_one_bad_row_stops_nobody_else(tmp_path: Path, row: str, message: str) -> None:
    answers = read(put(tmp_path, "a.csv", f"{HEADER}\n{row}\n{ROW}\n"))
    assert numbers(answers) == GOOD
    assert [(problem.row, problem.message, problem.fatal) for problem in answers.problems] == [(2, message, True)]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("x" * 1_000_000, None),
        ("x" * 5_001, None),
        ("x" * 5_000, "x" * 5_000),
        (f"x{MARK * 20_000}", None),
        (f"x{MARK * 4_000}", f"x{MARK * 8}"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("'=1+1", "=1+1"),
        ("a\u202eb\x1b[31m", "ab[31m"),
    ],
    ids=["1 MB", "too long", "just fits", "very many marks", "marks", "markup", "formula", "controls"],
)  # fmt: skip
def test_a_text_of_another_column_is_kept_safe_or_not_at_all(tmp_path: Path, cell: str, kept: str | None) -> None:
    answers = read(put(tmp_path, "a.csv", f"{HEADER},Comments\n{ROW},{cell}\n"))
    (response,) = answers.responses
    assert unicodedata.normalize("NFD", response.extra.get("Comments", "")) == (kept or "")
    assert messages(answers) == ["longer than 5000 characters, so it is not used"] * (kept is None)


@pytest.mark.parametrize(
    "cell", ["<b>4</b>5", "{{ 4 }}", "4; DROP TABLE", "=4", "4\x1b[2J", "javascript:4", "４４", "**4**"]
)
def test_what_only_looks_like_a_choice_is_a_problem(tmp_path: Path, cell: str) -> None:
    answers = read(put(tmp_path, "a.csv", f"{HEADER}\n{ROW}\np2,x,{cell},2,3,4,5\n"))
    assert numbers(answers) == GOOD
    assert messages(answers) == ["not one of the choices"]


def test_a_column_that_matches_nothing_is_named_by_its_letter(tmp_path: Path) -> None:
    answers = read(put(tmp_path, "a.csv", f"{HEADER},Comm\x1b[2Jents\n{ROW},x\n"))
    assert answers.ignored_columns == ("H",)


def test_cell_beyond_the_last_header(tmp_path: Path) -> None:
    answers = read(put(tmp_path, "a.csv", f"{HEADER},\n{ROW},{CANARY}\n"))
    assert messages(answers) == ["a cell to the right of the last header is filled in"]


def test_name_is_made_safe(tmp_path: Path) -> None:
    name = "\u202eSam\x1b[2Jple\u2066 P\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\x7f\u200f"
    (response,) = read(put(tmp_path, "a.csv", f"{HEADER}\n{ROW}".replace("Sample Person 01", name))).responses
    assert response.name == "Sam[2Jple Ṕ" + "\u0301" * 7


def test_lone_surrogate_in_a_name_is_removed(tmp_path: Path) -> None:
    record = dict(zip(IDS, NUMBERS[0], strict=True)) | {"id": "p1", "name": "Sam\ud800ple"}
    (response,) = read(put(tmp_path, "a.json", json.dumps([record]))).responses
    assert response.name == "Sample"


def test_html_and_templates_stay_what_they_are(tmp_path: Path) -> None:
    name = "<script>alert(1)</script> {{ 7*7 }} [x](javascript:1)"
    (response,) = read(put(tmp_path, "a.csv", f"{HEADER}\n{ROW}".replace("Sample Person 01", name))).responses
    assert response.name == name


# JSON


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('[{"i1": NaN}]', "NaN and Infinity"),
        ('[{"i1": -Infinity}]', "NaN and Infinity"),
        ('[{"i1": 1, "i1": 2}]', "the same key twice"),
        (f'[{{"i1": 1, "answers": {{"i1": "{CANARY}"}}}}]', "keys occur nowhere else"),
        ('[{"i1": 1' + "0" * 5_000 + "}]", "not valid JSON"),
        (f'["{CANARY}"]', "expected a list of objects"),
        (f'"{CANARY}"', "expected a list of objects"),
        (f'[{{"i1": "{CANARY}]', "not valid JSON at line 1, character 9"),
        (b'[{"i1": "\xff"}]', "not UTF-8"),
        ("[]", "nobody's answers in it"),
        ('[{"name": "x", "NAME": "y", "i1": 1, "i2": 1, "i3": 1, "programming": 1, "data-work": 1}]', "cannot be read"),
        (json.dumps([{f"k{n}": 1 for n in range(3_000)}]), "at most 2000"),
        ('[{"i1": 1} {"i1": 2}]', "not valid JSON at line 1, character 12"),
        ('[{"i1": 1}]]', "not valid JSON at line 1, character 12"),
        ('{"responses": [], "responses": []}', "expected a list of objects"),
        ('{"responses": {"i1": 1}}', "expected a list of objects"),
        ('{"responses": [{"i1": 1}], "x" 1}', "not valid JSON at line 1, character 32"),
    ],
)  # fmt: skip
def test_json_is_refused(tmp_path: Path, data: str | bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(put(tmp_path, "a.json", data))


@pytest.mark.parametrize("value", [True, 1e999, [4], {"x": 4}, [[[]]], "4" * 100_000, 10**300, 10**400, 4.5])
def test_json_value_that_is_no_choice(tmp_path: Path, value: Any) -> None:
    data = json.dumps([RECORD | {"i1": value}, RECORD | {"id": "p2"}]).replace("Infinity", "1e999")
    answers = read(put(tmp_path, "a.json", data))
    assert [response.id for response in answers.responses] == ["p2"]
    assert messages(answers) == ["not one of the choices"]


def test_the_list_of_json_may_stand_between_other_facts(tmp_path: Path) -> None:
    data = {"survey": {"responses": 3}, "responses": [RECORD, {}, RECORD | {"id": "p2"}], "exported": None}
    answers = read(put(tmp_path, "a.json", json.dumps(data, indent=1)))
    assert [(person.id, person.row) for person in answers.responses] == [("p1", 1), ("p2", 3)]


@pytest.mark.slow
def test_large_json_takes_little_memory_here(tmp_path: Path) -> None:
    """Held as objects, this file takes 64 times its size."""
    data = '[{"a": {}}' + ', {"a": {}}' * 1_000_000 + "]"
    path = put(tmp_path, "a.json", data)
    tracemalloc.start()
    with pytest.raises(SourceError):
        read(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * path.stat().st_size


@pytest.mark.parametrize("number", [1, 1_500])
def test_json_lines_are_read_piece_by_piece(tmp_path: Path, number: int) -> None:
    lines = "\n\n".join(json.dumps(RECORD | {"id": f"p{n}"}) for n in range(number))
    people = read(put(tmp_path, "a.jsonl", f"\ufeff{lines}")).responses
    assert [person.row for person in people] == list(range(1, 2 * number, 2))


def test_a_line_of_json_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"i1": "')
        file.truncate(100 * 1024**2)
    with pytest.raises(SourceError) as caught:
        read(path)
    assert [(each.line, each.message) for each in caught.value.problems] == [(1, "a line is longer than 8 MB")]


def test_json_lines_name_the_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(put(tmp_path, "a.jsonl", f'{json.dumps(RECORD)}\n\n{{"i1": {CANARY}}}\n'))
    assert [(problem.line, problem.message) for problem in caught.value.problems] == [(3, "not valid JSON")]


# ZIP of a CSV


def zipped(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return path


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a_txt": "x"}, "holds 0 CSV files"),
        ({"a_csv": "x", "b_csv": "y"}, "holds 2 CSV files"),
        ({"a_csv": "x" * 270_000_000}, "unpacks to more than 256 MB"),
    ],
    ids=["none", "two", "bomb"],
)
def test_zip_is_refused(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(zipped(tmp_path / "a.zip", **files))


@pytest.mark.parametrize(
    ("method", "message"), [(zipfile.ZIP_DEFLATED, "damaged"), (zipfile.ZIP_LZMA, "packed in an unusual way")]
)
def test_zip_with_a_damaged_stream_is_refused(tmp_path: Path, method: int, message: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a.csv", HEADER)
        start = archive.fp.tell() - archive.infolist()[0].compress_size if archive.fp else 0
    data = bytearray(path.read_bytes())
    data[start : start + 8] = b"\xff" * 8
    path.write_bytes(data)
    with pytest.raises(SourceError, match=message):
        read(path)


def test_zip_never_writes_outside(tmp_path: Path) -> None:
    assert numbers(read(zipped(tmp_path / "a.zip", ___up_csv=f"{HEADER}\n{ROW}"))) == GOOD
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.zip"]


def test_what_is_no_known_kind_of_file(tmp_path: Path) -> None:
    noise = io.BytesIO(bytes(range(1, 256)) * 40).getvalue()
    with pytest.raises(SourceError):
        read(put(tmp_path, "a.bin", noise))
    with pytest.raises(SourceError, match="damaged, or not the kind of file"):
        read(put(tmp_path, "a.xlsx", "not a workbook"))
