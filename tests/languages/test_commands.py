"""Commands with texts in several languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from careerprint.cli.main import main
from careerprint.jobs import dispatch
from tests.support.samples import ROOT

ANSWERS = str(ROOT / "source" / "answers" / "interests.csv")
PEOPLE = len(Path(ANSWERS).read_text(encoding="utf-8").splitlines()) - 1


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(dispatch, "FEW", 20)  # so few prints are sooner done here
    return ["--source", str(ROOT / "source"), "--out", str(tmp_path / "out"), "--date", "2026-11-27"]


@pytest.mark.slow
def test_a_guide_by_its_key(options: list[str], tmp_path: Path) -> None:
    assert main(["es/machine-learning-engineer", *options]) == 0
    out = tmp_path / "out"
    made = {path.relative_to(out).as_posix() for path in out.rglob("*.pdf")}
    assert "handouts/es/machine-learning-engineer.pdf" in made
    assert all("/es/" in name for name in made)


@pytest.mark.slow
def test_answers_in_a_language(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["answers", ANSWERS, "--assessment", "interests", "--language", "es", *options]) == 0
    assert f"{PEOPLE} people read." in capsys.readouterr().err


@pytest.mark.slow
def test_a_report_in_spanish_from_the_english_file(options: list[str], tmp_path: Path) -> None:
    arguments = ["report", ANSWERS, "--assessment", "interests", "--language", "es", "--only", "1001"]
    assert main([*arguments, *options]) == 0
    assert (tmp_path / "out" / "reports" / "es" / "interests" / "1001.pdf").is_file()


@pytest.mark.slow
def test_an_answer_sheet_in_spanish(options: list[str], tmp_path: Path) -> None:
    guide = ["--guide", "machine-learning-engineer"]
    assert main(["answer-sheet", "fit", *guide, "--language", "es", *options]) == 0
    assert (tmp_path / "out" / "answer-sheets" / "es" / "fit--machine-learning-engineer.xlsx").is_file()


def test_a_language_without_texts(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["answers", ANSWERS, "--assessment", "interests", "--language", "fr", *options]) == 2
    assert "There is no assessment in the language `fr`; there are: en, es" in capsys.readouterr().err


def test_check_looks_at_own_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates" / "labels", templates / "labels")
    file = templates / "labels" / "es.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('sources = "Fuentes"\n', ""), encoding="utf-8")
    assert main(["check", "--source", str(ROOT / "source"), "--templates", str(templates), "--date", "2026-11-27"]) == 4
    assert "handout.sources: is missing; in English it is “Sources”" in capsys.readouterr().err
