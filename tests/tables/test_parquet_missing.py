"""A Parquet file where the optional package is not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from careerprint.answers.open_answers import read_answers
from careerprint.errors import SourceError
from careerprint.tables.parquet import MARK
from tests.support.questionnaire import QUESTIONNAIRE


def test_without_the_package_the_command_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # so Python itself says that it is not there
    path = tmp_path / "answers.parquet"
    path.write_bytes(MARK)
    with pytest.raises(SourceError) as caught:
        read_answers(path, QUESTIONNAIRE)
    reported, _, command = str(caught.value).partition("Parquet needs one more package; add it with: ")
    assert reported == f"{path}: "
    assert command.split()[1:-1] == ["-m", "pip", "install", "--require-hashes", "-r"]
    assert Path(command.split()[-1]).name == "parquet.txt"
    assert Path(command.split()[-1]).is_file()
