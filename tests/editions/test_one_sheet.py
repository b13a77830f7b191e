"""A handout on one sheet: its first side and its last, and nothing else has that edition."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from careerprint.errors import ExitCode
from tests.support.sample_runs import call, make_source


def test_a_handout_on_one_sheet(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source")
    called = call("build", "--source", source, "--out", tmp_path / "out", "--edition", "one-sheet")
    assert called.code == ExitCode.OK, called.err
    (path,) = (tmp_path / "out").rglob("*.pdf")
    assert path.name == "nurse-one-sheet.pdf"
    first, last = (" ".join(side.extract_text().split()) for side in PdfReader(path).pages)
    assert "The work in short" in first
    for words in ("Next steps", "Talk to us", "Sources", "2 sides on 1 sheet"):
        assert words in last, words


@pytest.mark.parametrize("command", ["report", "group"])
def test_nothing_else_has_it(command: str, tmp_path: Path) -> None:
    called = call(command, tmp_path / "a.csv", "--assessment", "interests", "--edition", "one-sheet")
    assert called.code == ExitCode.USAGE
    assert called.err.strip() == "Only handouts have the edition one-sheet. Leave it out, or use it with `build`."
