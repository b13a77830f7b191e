"""`new guide` begins a guide that the check understands."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from careerprint import document
from careerprint.errors import UsageError
from careerprint.starting import start_guide
from tests.sample_runs import DAY, SOURCE, call, make_source

TODAY = datetime.date(2024, 2, 29)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = make_source(tmp_path / "source")
    shutil.copy(SOURCE / "guide-template.md", folder)
    return folder


def test_a_new_guide_is_filled_in(source: Path) -> None:
    path = start_guide('The "Nurse" & co: {{TODAY}}', source, today=TODAY)
    front = document.read(path, name="g.md").front.data
    assert path == source / "guides" / "the-nurse-co-today.md"
    assert front["title"] == 'The "Nurse" & co: {{TODAY}}'
    assert (str(front["reviewed"]), str(front["review_by"])) == ("2024-02-29", "2025-03-01")


@pytest.mark.parametrize(
    ("title", "name"),
    [("Nurse practitioner", "nurse-practitioner"), ("Kỹ sư Đường", "ky-su-duong"), ("Häuserbau 2", "hauserbau-2")],
)
def test_the_files_name_is_one_that_the_check_takes(source: Path, title: str, name: str) -> None:
    assert start_guide(title, source, today=TODAY).stem == name
    said = call("check", "--source", source, "--date", DAY).err
    assert f"guides/{name}.md" in said  # there is much to replace
    assert "a file's name has only" not in said


@pytest.mark.parametrize("title", ["", "…", "護士"])
def test_a_title_without_letters_is_refused(source: Path, title: str) -> None:
    with pytest.raises(UsageError, match="A title needs letters a-z"):
        start_guide(title, source, today=TODAY)


def test_an_existing_guide_is_never_touched(source: Path) -> None:
    before = (source / "guides" / "nurse.md").read_bytes()
    with pytest.raises(UsageError, match=r"nurse\.md exists already"):
        start_guide("Nurse", source, today=TODAY)
    assert (source / "guides" / "nurse.md").read_bytes() == before


def test_a_missing_template_is_told(source: Path) -> None:
    (source / "guide-template.md").unlink()
    with pytest.raises(UsageError, match=r"The template .*guide-template\.md is missing"):
        start_guide("Doctor", source, today=TODAY)


def test_the_command_prints_the_path_and_says_what_to_do(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(source.parent)
    called = call("new", "guide", "Doctor", "--date", DAY)
    assert (called.code, called.out) == (0, "source/guides/doctor.md\n")
    assert called.err.endswith("Then: python3 build.py doctor\n")
