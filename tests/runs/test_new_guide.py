"""`new guide` begins a guide that the check understands."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from careerprint.errors import ExitCode, UsageError
from careerprint.runs.new_guide import start_guide
from careerprint.sources import document
from tests.support.sample_runs import DAY, SOURCE, call, make_source

TODAY = datetime.date(2024, 2, 29)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = make_source(tmp_path / "source")
    for template in SOURCE.glob("guide-template*.md"):
        shutil.copy(template, folder)
    return folder


def test_a_new_guide_is_filled_in(source: Path) -> None:
    path = start_guide('The "Nurse" & co: {{TODAY}}', source, today=TODAY)
    front = document.read(path, name="g.md").front.data
    assert path == source / "guides" / "the-nurse-co-today.md"
    assert front["title"] == 'The "Nurse" & co: {{TODAY}}'
    assert (str(front["reviewed"]), str(front["review_by"])) == ("2024-02-29", "2025-03-01")
    assert front["status"] == "draft"


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
    assert called.err.endswith("write `status: ready` in it; then to print it: careerprint doctor\n")


def test_a_guide_in_spanish_lies_in_the_folder_of_its_language(source: Path) -> None:
    path = start_guide("Electricista", source, today=TODAY, language="es")
    front = document.read(path, name="g.md").front.data
    assert path == source / "guides" / "es" / "electricista.md"
    assert (front["title"], front["language"], "translates" in front) == ("Electricista", "es-US", False)
    said = call("check", "--source", source, "--date", DAY)
    assert "lines still say “Cambie esto”, this one first" in said.err
    assert said.code == ExitCode.OK, said.err


def test_a_translation_has_the_name_of_its_original_and_says_its_version(source: Path) -> None:
    path = start_guide("Enfermera", source, today=TODAY, language="es", of="nurse")
    front = document.read(path, name="g.md").front.data
    original = document.read(source / "guides" / "nurse.md", name="nurse.md").front.data
    assert path == source / "guides" / "es" / "nurse.md"
    assert (front["title"], front["translates"], front["status"]) == ("Enfermera", original["version"], "draft")
    assert {entry["language"] for entry in front["sources"]} == {"en"}


def test_a_translation_begins_as_a_copy_and_the_check_says_once_what_is_left(source: Path) -> None:
    start_guide("Enfermera", source, today=TODAY, language="es", of="nurse")
    said = call("check", "--source", source, "--date", DAY)
    lines = [line for line in said.err.splitlines() if "guides/es/nurse.md" in line]
    (line,) = (line for line in lines if ": status: is a draft" not in line)
    assert line.startswith("note: ")
    assert line.endswith("lines still have the words of " + f"{source}/guides/nurse.md, this one first; translate them")


def test_links_lead_to_a_translation_where_there_is_one_and_else_to_the_original(source: Path) -> None:
    with (source / "guides" / "nurse.md").open("a", encoding="utf-8") as nurse:
        nurse.write("\n[Doctor](doctor.md)\n")
    path = start_guide("Enfermera", source, today=TODAY, language="es", of="nurse")
    assert "[Doctor](../doctor.md)" in path.read_text("utf-8")
    path.rename(path.with_stem("doctor"))
    path = start_guide("Enfermera", source, today=TODAY, language="es", of="nurse")
    assert "[Doctor](doctor.md)" in path.read_text("utf-8")


def test_a_translation_needs_no_template_of_its_language(source: Path) -> None:
    path = start_guide("Pflege", source, today=TODAY, language="de-AT", of="nurse")
    assert document.read(path, name="g.md").front.data["language"] == "de-AT"


def test_a_translation_of_the_same_title_is_found_by_itself(source: Path) -> None:
    assert "translates" in document.read(start_guide("Nurse", source, today=TODAY, language="es"), name="").front.data


@pytest.mark.parametrize(
    ("language", "of", "words"),
    [
        ("xx", None, "`xx` is not the code of a language"),
        ("fr", None, r"guide-template-fr\.md is missing\. Copy .*guide-template\.md to it"),
        ("es", "doctor", r"There is no .*doctor\.md to translate into `es`"),
        ("en", "nurse", r"There is no .*nurse\.md to translate into `en`"),
    ],
)
def test_what_cannot_be_begun_is_told(source: Path, language: str, of: str | None, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        start_guide("Doctor" if of is None else "Title", source, today=TODAY, language=language, of=of)


def test_the_command_names_the_guide_with_its_folder(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(source.parent)
    called = call("new", "guide", "Enfermera", "--language", "es", "--of", "nurse", "--date", DAY)
    assert (called.code, called.out) == (0, "source/guides/es/nurse.md\n")
    assert called.err.endswith("then to print it: careerprint es/nurse\n")
